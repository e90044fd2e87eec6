import People
import Storage

/// How many days may pass without contact before it is asked about: agreed per student, else the institution's, else a week.
enum Rhythm {
    static let standard = 7
    static let possible = 1...60

    static func days(of student: ID<Person>, _ connection: Connection) throws -> Int {
        let own = try connection.first("SELECT rhythm_days FROM guidances WHERE student_id = \(student)") {
            try $0.get("rhythm_days") as Int?
        }
        return try (own ?? nil) ?? institution(connection)
    }

    /// Of a whole caseload in one query; who is not in it has the institution's.
    static func own(_ students: [ID<Person>], _ connection: Connection) throws -> [ID<Person>: Int] {
        let rows = try connection.all(
            "SELECT student_id, rhythm_days FROM guidances WHERE student_id IN \(anyOf: students) AND rhythm_days IS NOT NULL"
        ) {
            (try $0.get("student_id") as ID<Person>, try $0.get("rhythm_days") as Int)
        }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    static func institution(_ connection: Connection) throws -> Int {
        try SettingStore.value("rhythmDays", connection).flatMap(Int.init) ?? standard
    }

    static func set(_ days: Int, permit: Permit<Changing>, _ connection: Connection) throws {
        try connection.run(
            """
            INSERT INTO guidances (student_id, rhythm_days) VALUES (\(permit.student), \(days))
            ON CONFLICT (student_id) DO UPDATE SET rhythm_days = excluded.rhythm_days
            """)
    }
}
