import Storage

package enum SchoolCalendarStore {
    package static func load(_ connection: Connection) throws -> SchoolCalendar {
        SchoolCalendar(
            holidays: try connection.all("SELECT id, name, first_day, last_day FROM holidays ORDER BY first_day") {
                SchoolCalendar.Holiday(
                    id: try $0.get("id"), name: try $0.get("name"), first: try $0.get("first_day"), last: try $0.get("last_day"))
            })
    }

    package static func add(_ name: String, first: Day, last: Day, _ connection: Connection) throws {
        let id: ID<SchoolCalendar.Holiday> = connection.surroundings.newID()
        try connection.run("INSERT INTO holidays (id, name, first_day, last_day) VALUES (\(id), \(name), \(first), \(last))")
    }

    package static func remove(_ id: ID<SchoolCalendar.Holiday>, _ connection: Connection) throws {
        try connection.run("DELETE FROM holidays WHERE id = \(id)")
    }
}
