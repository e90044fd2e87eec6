import People
import Storage

enum HouseRulesRecordsStore {
    static func placements(of person: ID<Person>, _ connection: Connection) throws -> [Placement] {
        try PlacementStore.load("WHERE p.student_id = \(person) ORDER BY p.first_day, p.id", connection)
    }

    /// The yeses go with the rules.
    static func remove(of person: ID<Person>, _ connection: Connection) throws {
        let own: SQL = "(SELECT id FROM placements WHERE student_id = \(person))"
        try connection.run("DELETE FROM house_rules WHERE placement_id IN \(own)")
        try connection.run("DELETE FROM ladder_steps WHERE placement_id IN \(own)")
    }
}
