import Foundation
import People
import Storage

/// The SQL of who left and what is past its term.
enum RetentionStore {
    enum Who { case students, others }

    /// How many people left before a moment and are still here, and when the first of them left.
    static func left(_ who: Who, before moment: Date, _ connection: Connection) throws -> (count: Int, first: Date?) {
        let count = try connection.count("SELECT COUNT(*) AS n FROM (\(leavers(who, connection))) WHERE left_at < \(moment)")
        let first = try connection.first("SELECT MIN(left_at) AS at FROM (\(leavers(who, connection)))") { try $0.get("at") as Date? }
        return (count, first ?? nil)
    }

    static func people(_ who: Who, before moment: Date, most: Int, only: ID<Person>?, _ connection: Connection) throws
        -> [ID<Person>]
    {
        try connection.all(
            "SELECT person_id FROM (\(leavers(who, only: only, connection))) WHERE left_at < \(moment) ORDER BY left_at, person_id LIMIT \(most)"
        ) { try $0.get("person_id") }
    }

    /// Whoever has no role now or later, was not erased and is not held; with the end of the last role that counts.
    private static func leavers(_ who: Who, only: ID<Person>? = nil, _ connection: Connection) -> SQL {
        let among: SQL = only.map { "WHERE person_id = \($0)" } ?? ""
        let counted: SQL = who == .students ? "MAX(CASE WHEN role = 'student' THEN ends_at END)" : "MAX(ends_at)"
        let kind: SQL = who == .students ? "SUM(role = 'student') > 0" : "SUM(role = 'student') = 0"
        return """
            SELECT person_id, \(counted) AS left_at FROM roles \(among) GROUP BY person_id
            HAVING \(kind) AND COUNT(*) = COUNT(ends_at) AND MAX(ends_at) <= \(connection.now)
              AND NOT EXISTS (SELECT 1 FROM tombstones WHERE owner = person_id)
              AND NOT EXISTS (SELECT 1 FROM holds WHERE holds.person_id = roles.person_id AND ended_at IS NULL AND until >= \(connection.today))
            """
    }

    static func exports(before moment: Date, _ connection: Connection) throws -> (count: Int, first: Date?) {
        let count = try connection.count("SELECT COUNT(*) AS n FROM exports WHERE asked_at < \(moment)")
        return (count, try connection.first("SELECT MIN(asked_at) AS at FROM exports") { try $0.get("at") as Date? } ?? nil)
    }

    static func removeExports(before moment: Date, most: Int, _ connection: Connection) throws -> Int {
        try ExportStore.sweep(connection)
        return try connection.run("DELETE FROM exports WHERE id IN (SELECT id FROM exports WHERE asked_at < \(moment) LIMIT \(most))")
    }

    static func sessions(before moment: Date, _ connection: Connection) throws -> (count: Int, first: Date?) {
        let count = try connection.count("SELECT COUNT(*) AS n FROM sessions WHERE ends_at < \(moment)")
        return (count, try connection.first("SELECT MIN(ends_at) AS at FROM sessions") { try $0.get("at") as Date? } ?? nil)
    }

    static func sweepSessions(_ connection: Connection) throws -> Int {
        let before = try connection.count("SELECT COUNT(*) AS n FROM sessions")
        try SessionStore.sweep(connection)
        return before - (try connection.count("SELECT COUNT(*) AS n FROM sessions"))
    }
}

/// What the institution chose for each kind, and what went in which night.
enum ScrubStore {
    static func length(of term: RetentionTerm, _ connection: Connection) throws -> Length {
        let chosen = try SettingStore.value("retention." + term.kind, connection).flatMap(Int.init)
        let number = chosen.flatMap { term.limits.contains($0) ? $0 : nil } ?? term.standard.number
        return Length(number: number, unit: term.standard.unit)
    }

    static func choose(_ number: Int, for term: RetentionTerm, _ connection: Connection) throws {
        guard term.limits.contains(number), !term.isFixed else { return }
        try SettingStore.set("retention." + term.kind, String(number), connection)
    }

    static func record(_ gone: Int, of kind: String, _ connection: Connection) throws {
        guard gone > 0 else { return }
        try connection.run(
            """
            INSERT INTO scrubs (day, kind, gone) VALUES (\(connection.today), \(kind), \(gone))
            ON CONFLICT (day, kind) DO UPDATE SET gone = gone + excluded.gone
            """)
    }

    static func setLast(_ connection: Connection) throws { try SettingStore.set("scrubbedAt", connection.now.instantText, connection) }

    static func last(_ connection: Connection) throws -> Date? {
        try SettingStore.value("scrubbedAt", connection).flatMap { Date(instantText: $0) }
    }

    /// What went of each kind in the last so many days.
    static func gone(since day: Day, _ connection: Connection) throws -> [String: Int] {
        let rows = try connection.all("SELECT kind, SUM(gone) AS n FROM scrubs WHERE day >= \(day) GROUP BY kind") {
            (try $0.get("kind") as String, try $0.get("n") as Int)
        }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }
}
