import Storage
import Web

/// How someone can be reached, in own words: for the students and colleagues who have this person in their team.
package enum ReachStore {
    static func mine(_ viewer: Viewer, _ connection: Connection) throws -> String? {
        try connection.first("SELECT reach FROM persons WHERE id = \(viewer.person)") { try open($0, of: viewer.person, connection) } ?? nil
    }

    package static func write(_ text: String?, of person: ID<Person>, _ connection: Connection) throws {
        let sealed = try connection.seal(ifAny: text, of: person, at: place(person))
        try connection.run("UPDATE persons SET reach = \(sealed) WHERE id = \(person)")
    }

    /// From the column `reach` of a row.
    package static func open(_ row: Row, of person: ID<Person>, _ connection: Connection) throws -> String? {
        try connection.open(ifAny: try row.get("reach"), of: person, at: place(person))
    }

    private static func place(_ person: ID<Person>) -> Place { Place("persons", "reach", person) }
}
