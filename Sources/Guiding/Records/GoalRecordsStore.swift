import Foundation
import People
import Storage

enum GoalRecordsStore {
    static func goals(of person: ID<Person>, _ connection: Connection) throws -> [Goal] {
        try GoalStore.load("WHERE student_id = \(person) ORDER BY made_at", person, connection)
    }

    static func successes(of person: ID<Person>, _ connection: Connection) throws -> [(words: String, at: Date, by: String?)] {
        let rows = try connection.all("SELECT id, words, noted_by, at FROM successes WHERE student_id = \(person) ORDER BY at") { row in
            let words = try connection.open(
                try row.get("words"), of: person, at: Place("successes", "words", try row.get("id") as String))
            return (words: words, at: try row.get("at") as Date, by: try row.get("noted_by") as ID<Person>?)
        }
        let names = try StudentStore.names(rows.compactMap(\.by), connection)
        return rows.map { ($0.words, $0.at, $0.by.flatMap { names[$0]?.full }) }
    }

    /// Steps go with their goals.
    static func remove(of person: ID<Person>, _ connection: Connection) throws {
        try connection.run("DELETE FROM goal_steps WHERE student_id = \(person)")
        try connection.run("DELETE FROM goals WHERE student_id = \(person)")
        try connection.run("DELETE FROM successes WHERE student_id = \(person)")
        try connection.run("DELETE FROM guidances WHERE student_id = \(person)")
    }
}
