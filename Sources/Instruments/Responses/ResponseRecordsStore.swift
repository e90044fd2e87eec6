import Foundation
import People
import Storage

enum ResponseRecordsStore {
    struct Kept: Sendable {
        let instrument: String
        let version: Int
        let moment: Response.Moment
        let started: Date
        let done: Date?
        let answers: Answers
        var json: String { (try? answers.json()).map { String(decoding: $0, as: UTF8.self) } ?? "" }
    }

    static func responses(by author: ID<Person>, _ connection: Connection) throws -> [Kept] {
        try connection.all(
            "SELECT id, instrument, version, moment, started_at, done_at, answers FROM responses WHERE author_id = \(author) ORDER BY started_at"
        ) { row in
            Kept(
                instrument: try row.get("instrument"), version: try row.get("version"), moment: try row.get("moment"),
                started: try row.get("started_at"), done: try row.get("done_at"),
                answers: try ResponseStore.open(row, of: author, in: try row.get("id"), connection))
        }
    }

    /// Of a pair the other keeps his or her own.
    static func remove(by author: ID<Person>, _ connection: Connection) throws {
        try connection.run("DELETE FROM response_pairs WHERE made_by = \(author) OR invited = \(author)")
        try connection.run("DELETE FROM responses WHERE author_id = \(author)")
    }

    static func old(before moment: Date, _ connection: Connection) throws -> (count: Int, first: Date?) {
        let count = try connection.count("SELECT COUNT(*) AS n FROM responses WHERE changed_at < \(moment)")
        return (count, try connection.first("SELECT MIN(changed_at) AS at FROM responses") { try $0.get("at") as Date? } ?? nil)
    }

    static func removeOld(before moment: Date, most: Int, _ connection: Connection) throws -> Int {
        let old: SQL = "SELECT id FROM responses WHERE changed_at < \(moment) ORDER BY changed_at LIMIT \(most)"
        try connection.run(
            "DELETE FROM response_pairs WHERE id IN (SELECT pair_id FROM responses WHERE id IN (\(old)) AND pair_id IS NOT NULL)")
        return try connection.run("DELETE FROM responses WHERE id IN (\(old))")
    }
}
