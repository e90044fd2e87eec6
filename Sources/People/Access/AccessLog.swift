import Crypto
import Foundation
import Storage
import Synchronization

/// Who looked at or changed which student's file, in which role, what, and when.
///
/// Append-only and chained: the hash of each line covers the line before it, so a changed, removed or inserted line shows. The chain alone
/// cannot show that the last lines were cut off; therefore its head is printed by `naast check` and `naast backup`, to be kept elsewhere.
/// Lines past their term go from the old end only: see `AccessLogStore`.
/// The log holds ids, never names or texts.
package enum AccessLog {
    /// The number and hash of the last line.
    package struct Head: Sendable, Equatable {
        package let number: Int
        package let hash: String
    }

    /// Writes one line. `Files` does this for whoever comes in by the rules; a decision about a file by who may not open it writes its own.
    package static func append(viewer: ID<Person>, role: Role, student: ID<Person>, what: String, _ connection: Connection) throws {
        let last = try head(connection)
        let number = last.number + 1
        let now = connection.now
        let hash = hash(
            after: last.hash, number: number, at: now.instantText, viewer: viewer.text, role: role.rawValue, student: student.text,
            what: what)
        try connection.run(
            """
            INSERT INTO access_log (number, at, viewer_id, role, student_id, what, hash)
            VALUES (\(number), \(now), \(viewer), \(role), \(student), \(what), \(hash))
            """)
    }

    package static func head(_ connection: Connection) throws -> Head {
        try connection.first("SELECT number, hash FROM access_log ORDER BY number DESC LIMIT 1") {
            Head(number: try $0.get("number"), hash: try $0.get("hash"))
        } ?? start(connection)
    }

    /// The last line that was taken away because it was past its term; nought when none ever was. What is left begins behind it.
    package static func start(_ connection: Connection) throws -> Head {
        try connection.first("SELECT number, hash FROM access_log_starts ORDER BY number DESC LIMIT 1") {
            Head(number: try $0.get("number"), hash: try $0.get("hash"))
        } ?? Head(number: 0, hash: "")
    }

    /// Who read these things of a student, each reader once with the last time: for the student, who sees who read what.
    package static func reads(of things: [String], _ permit: Permit<Looking>, _ connection: Connection) throws -> [(
        what: String, viewer: ID<Person>, at: Date
    )] {
        guard permit.sees.contains(.shares), !things.isEmpty else { return [] }
        return try connection.all(
            """
            SELECT what, viewer_id, MAX(at) AS at FROM access_log WHERE student_id = \(permit.student) AND what IN \(anyOf: Array(Set(things)))
            GROUP BY what, viewer_id ORDER BY at DESC LIMIT 500
            """
        ) { (try $0.get("what"), try $0.get("viewer_id"), try $0.get("at")) }
    }

    /// Walks the whole chain, from where it begins.
    /// - Returns: the head, and the number of the first line that does not fit; nil when all fit.
    package static func verify(_ connection: Connection) throws -> (head: Head, broken: Int?) {
        // From the very lowest number: a line put in before the first one shows too.
        try verify(connection, from: Int.min, to: Int.max, after: try start(connection))
    }

    /// Walks a stretch of the chain, and whether it follows on the line before it.
    /// - Returns: the last line that fits, and the number of the first that does not; nil when all fit.
    package static func verify(_ connection: Connection, _ numbers: ClosedRange<Int>) throws -> (head: Head, broken: Int?) {
        let before = try connection.first(
            "SELECT number, CAST(hash AS TEXT) AS hash FROM access_log WHERE number < \(numbers.lowerBound) ORDER BY number DESC LIMIT 1"
        ) { Head(number: try $0.get("number"), hash: try $0.get("hash")) }
        return try verify(connection, from: numbers.lowerBound, to: numbers.upperBound, after: try before ?? start(connection))
    }

    private static func verify(_ connection: Connection, from: Int, to: Int, after head: Head) throws -> (head: Head, broken: Int?) {
        var (previous, from) = (head, from)
        while true {
            let lines = try connection.all(
                """
                SELECT number, CAST(at AS TEXT) AS at, CAST(viewer_id AS TEXT) AS viewer_id, CAST(role AS TEXT) AS role,
                  CAST(student_id AS TEXT) AS student_id, CAST(what AS TEXT) AS what, CAST(hash AS TEXT) AS hash
                FROM access_log WHERE number BETWEEN \(from) AND \(to) ORDER BY number LIMIT 5000
                """, StoredLine.init)
            guard let last = lines.last else { return (previous, nil) }
            for line in lines {
                let expected = hash(
                    after: previous.hash, number: line.number, at: line.at, viewer: line.viewer, role: line.role, student: line.student,
                    what: line.what)
                guard line.number == previous.number + 1, line.hash == expected else { return (previous, line.number) }
                previous = Head(number: line.number, hash: line.hash)
            }
            guard last.number < to else { return (previous, nil) }
            from = last.number + 1
        }
    }

    /// A line as it stands in the table: whatever someone put there, it can be compared.
    private struct StoredLine {
        let number: Int
        let at: String
        let viewer: String
        let role: String
        let student: String
        let what: String
        let hash: String

        init(_ row: Row) throws {
            number = try row.get("number")
            at = try row.get("at")
            viewer = try row.get("viewer_id")
            role = try row.get("role")
            student = try row.get("student_id")
            what = try row.get("what")
            hash = try row.get("hash")
        }
    }

    private static func hash(after previous: String, number: Int, at: String, viewer: String, role: String, student: String, what: String)
        -> String
    {
        let text = [previous, String(number), at, viewer, role, student, what].joined(separator: "|")
        return hexadecimal(SHA256.hash(data: Data(text.utf8)))
    }
}

/// Remembers which looks are on record already, so that reloading a page does not write the same line again.
///
/// The same person looking in the same role at the same part of the same file within one hour is one look. Kept in memory:
/// after a restart a look is written once more, which does no harm.
final class LooksOnRecord: Sendable {
    struct Look: Hashable {
        let viewer: ID<Person>
        let student: ID<Person>
        let role: Role
        let what: String
    }

    private let hour = Mutex((number: 0, looks: Set<Look>()))

    func isOnRecord(_ look: Look, at now: Date) -> Bool {
        hour.withLock { $0.number == Self.number(now) && $0.looks.contains(look) }
    }

    func remember(_ looks: [Look], at now: Date) {
        hour.withLock { hour in
            if hour.number != Self.number(now) || hour.looks.count > 500_000 { hour = (Self.number(now), []) }
            hour.looks.formUnion(looks)
        }
    }

    private static func number(_ now: Date) -> Int { Int(now.timeIntervalSince1970 / 3600) }
}
