import Foundation
import People
import Storage

/// The access log as the student reads it.
enum LooksStore {
    /// One month of other people's looks and changes, and the first month there is anything of.
    struct Read: Sendable {
        let looks: [LoggedLook]
        let first: Month?
        let names: [ID<Person>: PersonName]
    }

    static func read(_ month: Month, permit: Permit<Looking>, _ connection: Connection) throws -> Read {
        let looks = try looks(month, permit: permit, connection)
        return Read(
            looks: looks, first: try first(permit, connection), names: try StudentStore.names(looks.map(\.viewer), connection))
    }

    /// Lines are numbered in order of time, so that the month is a stretch of numbers and the index by student finds it.
    private static func looks(_ month: Month, permit: Permit<Looking>, _ connection: Connection) throws -> [LoggedLook] {
        guard let numbers = try LogNumbers.of(month, connection) else { return [] }
        return try connection.all(
            """
            SELECT at, viewer_id, role, what FROM access_log
            WHERE student_id = \(permit.student) AND number BETWEEN \(numbers.lowerBound) AND \(numbers.upperBound)
              AND viewer_id <> \(permit.student)
            ORDER BY number DESC
            """
        ) { LoggedLook(at: try $0.get("at"), viewer: try $0.get("viewer_id"), role: try $0.get("role"), what: try $0.get("what")) }
    }

    private static func first(_ permit: Permit<Looking>, _ connection: Connection) throws -> Month? {
        try connection.first(
            "SELECT at FROM access_log WHERE student_id = \(permit.student) AND viewer_id <> \(permit.student) ORDER BY number LIMIT 1"
        ) { Month(of: Day(try $0.get("at") as Date)) }
    }
}

/// Which lines of the log a stretch of time holds.
enum LogNumbers {
    static func of(_ month: Month, _ connection: Connection) throws -> ClosedRange<Int>? {
        let first = try connection.first(
            "SELECT number FROM access_log WHERE at >= \(month.start) AND at < \(month.end) ORDER BY at, number LIMIT 1"
        ) { try $0.get("number") as Int }
        let last = try connection.first(
            "SELECT number FROM access_log WHERE at >= \(month.start) AND at < \(month.end) ORDER BY at DESC, number DESC LIMIT 1"
        ) { try $0.get("number") as Int }
        guard let first, let last, first <= last else { return nil }
        return first...last
    }
}
