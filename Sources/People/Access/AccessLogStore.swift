import Foundation
import Storage

/// Takes the oldest lines of the access log away when they are past their term.
///
/// The log stays verifiable: in the transaction in which lines go, the number and hash of the last of them are put on record in
/// `access_log_starts`, and the first line that is left is chained to that. The database refuses to delete a line above such a start, and
/// a start that is no line of the log or is less than a year old. Who can change the file itself can drop those triggers; for that the
/// start is printed by `naast check` and `naast backup` beside the head, to be kept elsewhere.
package enum AccessLogStore {
    /// Takes away at most so many lines from before a moment.
    /// - Returns: how many went.
    package static func cut(before moment: Date, most: Int, _ connection: Connection) throws -> Int {
        let oldest = try connection.all("SELECT number, at, hash FROM access_log ORDER BY number LIMIT \(most)") {
            (number: try $0.get("number") as Int, at: try $0.get("at") as Date, hash: try $0.get("hash") as String)
        }
        let past = oldest.prefix { $0.at < moment }
        guard let last = past.last else { return 0 }
        try connection.run("INSERT INTO access_log_starts (number, hash, at) VALUES (\(last.number), \(last.hash), \(connection.now))")
        try connection.run("DELETE FROM access_log WHERE number <= \(last.number)")
        return past.count
    }

    /// How many lines there are from before a moment, and of when the oldest is.
    package static func old(before moment: Date, _ connection: Connection) throws -> (count: Int, first: Date?) {
        let first = try connection.first("SELECT at FROM access_log ORDER BY number LIMIT 1") { try $0.get("at") as Date }
        guard let first, first < moment else { return (0, nil) }
        return (try connection.count("SELECT COUNT(*) AS n FROM access_log WHERE at < \(moment)"), first)
    }
}
