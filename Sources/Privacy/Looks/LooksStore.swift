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

    /// By the index on student: a student has some thousands of lines in all.
    private static func looks(_ month: Month, permit: Permit<Looking>, _ connection: Connection) throws -> [LoggedLook] {
        try connection.all(
            """
            SELECT at, viewer_id, role, what FROM access_log
            WHERE student_id = \(permit.student) AND at >= \(month.start) AND at < \(month.end) AND viewer_id <> \(permit.student)
            """
        ) { row in
            LoggedLook(
                at: try row.get("at"), viewer: try row.get("viewer_id"), role: try row.get("role"), what: LookLine.word(try row.get("what"))
            )
        }
    }

    private static func first(_ permit: Permit<Looking>, _ connection: Connection) throws -> Month? {
        try connection.first(
            "SELECT MIN(at) AS at FROM access_log WHERE student_id = \(permit.student) AND viewer_id <> \(permit.student)"
        ) { (try $0.get("at") as Date?).map { Month(of: Day($0)) } } ?? nil
    }
}
