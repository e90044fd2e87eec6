import Foundation
import Storage
import Testing

@testable import People

@Suite("The old end of the access log")
struct AccessLogCutTests {
    /// A log of six years: a line on the first of each month.
    private func school() async throws -> School {
        let school = try await School(at: "2020-01-01T12:00:00.000Z")
        for month in 0..<72 {
            school.clock.set(try #require(Day("\(2020 + month / 12)-\(month % 12 < 9 ? "0" : "")\(month % 12 + 1)-01")).start + 43_200)
            try await school.database.write { [mentor = school.mentor, noor = school.noor] connection in
                try AccessLog.append(viewer: mentor, role: .mentor, student: noor, what: "student", connection)
            }
        }
        return school
    }

    private func cut(_ school: School, before day: String, most: Int = 1000) async throws -> Int {
        let moment = try #require(Day(day)).start
        return try await school.database.write { try AccessLogStore.cut(before: moment, most: most, $0) }
    }

    @Test("goes, and what is left fits from its start to its head")
    func cut() async throws {
        let school = try await school()
        let before = try await school.database.read { try AccessLog.head($0) }
        #expect(try await school.database.read { try AccessLogStore.old(before: Day("2022-01-01")?.start ?? .now, $0).count } == 24)
        #expect(try await cut(school, before: "2022-01-01", most: 10) == 10)
        #expect(try await cut(school, before: "2022-01-01") == 14)
        #expect(try await cut(school, before: "2022-01-01") == 0)
        let (head, broken) = try await school.database.read { try AccessLog.verify($0) }
        #expect(broken == nil && head == before)
        let start = try await school.database.read { try AccessLog.start($0) }
        #expect(start.number == 24)
        #expect(try await school.database.read { try $0.count("SELECT COUNT(*) AS n FROM access_log") } == 48)
    }

    @Test("goes on from there when all lines are gone")
    func all() async throws {
        let school = try await school()
        let before = try await school.database.read { try AccessLog.head($0) }
        school.clock.set(try #require(Day("2030-01-01")).start)
        #expect(try await cut(school, before: "2028-01-01") == 72)
        #expect(try await school.database.read { try AccessLog.head($0) } == before)
        try await school.database.write { [mentor = school.mentor, noor = school.noor] connection in
            try AccessLog.append(viewer: mentor, role: .mentor, student: noor, what: "student", connection)
        }
        let (head, broken) = try await school.database.read { try AccessLog.verify($0) }
        #expect(head.number == 73 && broken == nil)
    }

    @Test(
        "is held by the database",
        arguments: [
            "DELETE FROM access_log WHERE number = 1", "DELETE FROM access_log WHERE number > 70",
            "INSERT INTO access_log_starts (number, hash, at) VALUES (10, 'verzonnen', '2025-12-01T12:00:00.000Z')",
            "INSERT INTO access_log_starts (number, hash, at) SELECT number, hash, '2025-12-01T12:00:00.000Z' FROM access_log WHERE number = 70",
        ] as [SQL])
    func refused(statement: SQL) async throws {
        let school = try await school()
        await #expect(throws: (any Error).self) { try await school.database.write { try $0.run(statement) } }
        #expect(try await school.database.read { try $0.count("SELECT COUNT(*) AS n FROM access_log") } == 72)
    }

    @Test("stays where it is: a start is not rewritten or taken back")
    func startStays() async throws {
        let school = try await school()
        _ = try await cut(school, before: "2022-01-01")
        for statement in ["DELETE FROM access_log_starts", "UPDATE access_log_starts SET number = 30"] as [SQL] {
            await #expect(throws: (any Error).self) { try await school.database.write { try $0.run(statement) } }
        }
    }

    @Test("shows when more went than is on record, or something was put before it")
    func tampered() async throws {
        for statement in [
            "DELETE FROM access_log WHERE number = 25",
            "INSERT INTO access_log SELECT 3, at, viewer_id, role, student_id, what, hash FROM access_log WHERE number = 30",
            "UPDATE access_log SET what = 'anders' WHERE number = 40",
        ] as [SQL] {
            let school = try await school()
            _ = try await cut(school, before: "2022-01-01")
            try await school.database.write { connection in
                try connection.run("DROP TRIGGER access_log_is_not_rewritten")
                try connection.run("DROP TRIGGER access_log_is_not_cut")
                try connection.run(statement)
            }
            #expect(try await school.database.read { try AccessLog.verify($0).broken } != nil)
        }
    }
}
