import Foundation
import Storage
import Testing

@testable import People

@Suite("The access log")
struct AccessLogTests {
    /// A school whose log has this many lines, a minute apart.
    private func school(lines: Int) async throws -> School {
        let school = try await School()
        for number in 0..<lines {
            school.clock.pass(60)
            try await school.database.write { [mentor = school.mentor, noor = school.noor] connection in
                try AccessLog.append(viewer: mentor, role: .mentor, student: noor, what: "part\(number % 3)", connection)
            }
        }
        return school
    }

    private func verify(_ school: School) async throws -> (head: AccessLog.Head, broken: Int?) {
        try await school.database.read { try AccessLog.verify($0) }
    }

    /// Does what someone with the file and a tool could do.
    private func tamper(_ school: School, _ statements: SQL...) async throws {
        try await school.database.write { connection in
            try connection.run("DROP TRIGGER access_log_is_not_rewritten")
            try connection.run("DROP TRIGGER access_log_is_not_cut")
            for statement in statements { try connection.run(statement) }
        }
    }

    @Test("that nobody touched fits from front to back", arguments: [0, 1, 2, 30])
    func untouched(lines: Int) async throws {
        let school = try await school(lines: lines)
        let (head, broken) = try await verify(school)
        #expect(broken == nil)
        #expect(head.number == lines)
        #expect(head == (try await school.database.read { try AccessLog.head($0) }))
        #expect(head.hash.count == (lines == 0 ? 0 : 64))
    }

    @Test("of more lines than are read at once fits too, and shows a change in the last part")
    func long() async throws {
        let school = try await School()
        try await school.database.writeAlone { [mentor = school.mentor, noor = school.noor] connection in
            for _ in 0..<5003 { try AccessLog.append(viewer: mentor, role: .mentor, student: noor, what: "x", connection) }
        }
        #expect(try await verify(school).broken == nil)
        try await tamper(school, "UPDATE access_log SET what = 'y' WHERE number = 5002")
        #expect(try await verify(school).broken == 5002)
    }

    @Test(
        "cannot be changed or cut by the program",
        arguments: [
            "UPDATE access_log SET what = 'nothing' WHERE number = 2", "UPDATE access_log SET number = 99 WHERE number = 2",
            "DELETE FROM access_log WHERE number = 3", "DELETE FROM access_log",
        ] as [SQL])
    func triggers(statement: SQL) async throws {
        let school = try await school(lines: 3)
        await #expect(throws: (any Error).self) { try await school.database.write { try $0.run(statement) } }
        #expect(try await verify(school).head.number == 3)
    }

    @Test(
        "shows a change of any column, and names the first line that does not fit",
        arguments: [
            "UPDATE access_log SET what = 'goals' WHERE number = 4", "UPDATE access_log SET role = 'student' WHERE number = 4",
            "UPDATE access_log SET viewer_id = student_id WHERE number = 4", "UPDATE access_log SET student_id = 'x' WHERE number = 4",
            "UPDATE access_log SET at = '2026-11-23T08:30:00.001Z' WHERE number = 4", "UPDATE access_log SET hash = '' WHERE number = 4",
            "UPDATE access_log SET what = what || ' ' WHERE number IN (4, 6)",
        ] as [SQL])
    func changed(statement: SQL) async throws {
        let school = try await school(lines: 8)
        try await tamper(school, statement)
        let (head, broken) = try await verify(school)
        #expect(broken == 4)
        #expect(head.number == 3)
    }

    @Test(
        "shows a change into what cannot be read, too",
        arguments: [
            "UPDATE access_log SET role = 'god' WHERE number = 4", "UPDATE access_log SET at = 'gisteren' WHERE number = 4",
            "UPDATE access_log SET at = replace(at, 'T', ' ') WHERE number = 4",
            "UPDATE access_log SET what = x'00ff' WHERE number = 4",
        ] as [SQL])
    func unreadable(statement: SQL) async throws {
        let school = try await school(lines: 8)
        try await tamper(school, statement)
        #expect(try await verify(school).broken == 4)
    }

    @Test("shows that a line was taken out", arguments: [1, 4, 7])
    func removed(number: Int) async throws {
        let school = try await school(lines: 8)
        try await tamper(school, "DELETE FROM access_log WHERE number = \(number)")
        #expect(try await verify(school).broken == number + 1)
    }

    @Test("shows that lines were taken out and the rest was numbered anew")
    func renumbered() async throws {
        let school = try await school(lines: 8)
        try await tamper(school, "DELETE FROM access_log WHERE number = 4", "UPDATE access_log SET number = number - 1 WHERE number > 4")
        #expect(try await verify(school).broken == 4)
    }

    @Test("shows a line that was put in, wherever", arguments: [-5, 0, 9, 12])
    func inserted(number: Int) async throws {
        let school = try await school(lines: 8)
        try await tamper(
            school,
            """
            INSERT INTO access_log (number, at, viewer_id, role, student_id, what, hash)
            SELECT \(number), at, viewer_id, role, student_id, what, hash FROM access_log WHERE number = 8
            """)
        #expect(try await verify(school).broken == number)
    }

    @Test("shows that two lines changed places")
    func swapped() async throws {
        let school = try await school(lines: 8)
        try await tamper(
            school, "UPDATE access_log SET number = 100 WHERE number = 3", "UPDATE access_log SET number = 3 WHERE number = 5",
            "UPDATE access_log SET number = 5 WHERE number = 100")
        #expect(try await verify(school).broken == 3)
    }

    @Test("that was cut off at the end has another head: that is why the head is kept elsewhere")
    func cut() async throws {
        let school = try await school(lines: 8)
        let before = try await verify(school).head
        try await tamper(school, "DELETE FROM access_log WHERE number = 8")
        let (head, broken) = try await verify(school)
        #expect(broken == nil)
        #expect(head != before && head.number == 7)
    }

    @Test("holds together when many write at once")
    func concurrent() async throws {
        let school = try await School()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    try? await school.database.write { [mentor = school.mentor, noor = school.noor] connection in
                        try AccessLog.append(viewer: mentor, role: .mentor, student: noor, what: "x\(number)", connection)
                        if number % 5 == 0 { throw Undone() }
                    }
                }
            }
        }
        let (head, broken) = try await verify(school)
        #expect(broken == nil)
        #expect(head.number == 160)
    }

    @Test("holds ids and words of our own, never a name")
    func noNames() async throws {
        let school = try await school(lines: 3)
        let text = try await school.log().joined()
        for name in ["Noor", "Wit", "Marit", "Mentor "] { #expect(!text.contains(name)) }
    }
}
