import People
import Storage
import Web

/// When there is no school: for whatever counts in school days, and for the mail that does not come then.
enum HolidayRoutes {
    static func endpoints(_ door: Door) -> [Endpoint] { [list(door), add(door), sure(door), remove(door)] }

    private static func list(_ door: Door) -> Endpoint {
        door.role(.administrator, .get, AdministrationPaths.holidays) { ask, _ in .page(try await page(FormState(), door, ask)) }
    }

    private static func add(_ door: Door) -> Endpoint {
        door.role(.administrator, .post, AdministrationPaths.holidays) { ask, _ in
            try await filling { state in
                try await page(state, door, ask)
            } _: {
                let form = try HolidayForm.read(ask.form)
                try await door.database.write { try SchoolCalendarStore.add(form.name, first: form.first, last: form.last, $0) }
                return .see(AdministrationPaths.holidays(), notice: "adminSaved")
            }
        }
    }

    private static func sure(_ door: Door) -> Endpoint {
        door.role(.administrator, .get, AdministrationPaths.holidayEnd) { ask, _, id in
            .page(HolidayPages.end(try await door.database.read { try find(id, $0) }, ask.words))
        }
    }

    private static func remove(_ door: Door) -> Endpoint {
        door.role(.administrator, .post, AdministrationPaths.holidayEnd) { _, _, id in
            try await door.database.write { connection in
                _ = try find(id, connection)
                try SchoolCalendarStore.remove(id, connection)
            }
            return .see(AdministrationPaths.holidays(), notice: "holidayRemoved")
        }
    }

    private static func page(_ state: FormState, _ door: Door, _ ask: Ask) async throws -> Page {
        HolidayPages.list(try await door.database.read { try SchoolCalendarStore.load($0).holidays }, state, ask)
    }

    private static func find(_ id: ID<SchoolCalendar.Holiday>, _ connection: Connection) throws -> SchoolCalendar.Holiday {
        guard let found = try SchoolCalendarStore.load(connection).holidays.first(where: { $0.id == id }) else { throw Problem.notFound }
        return found
    }
}
