import Foundation
import People
import Storage
import Testing

@testable import App

struct DemoTests {
    @Test func `the demo never touches a database that is not its own`() async throws {
        let folder = try TestFolder()
        let data = try DataFolder(path: folder.path)
        let database = try await data.open(migrations: App.migrations)
        try database.close()
        await #expect(throws: DemoSchool.Refusal.self) { _ = try await DemoSchool.open(data) }
    }

    @Test func `the demo is a school of 120 students in 8 classes, and its log is unbroken`() async throws {
        let folder = try TestFolder()
        let database = try await DemoSchool.open(DataFolder(path: folder.path))
        let (students, classes, staff, faces, broken) = try await database.read { connection in
            (
                try connection.count("SELECT COUNT(DISTINCT person_id) AS n FROM roles WHERE role = 'student'"),
                try connection.count("SELECT COUNT(*) AS n FROM groups WHERE kind = 'class'"),
                try connection.count(
                    "SELECT COUNT(DISTINCT person_id) AS n FROM roles WHERE role NOT IN ('student', 'guardian', 'peerCoach')"),
                try DemoStore.faces(connection), try AccessLog.verify(connection).broken
            )
        }
        #expect(students == 120)
        #expect(classes == 8)
        #expect(staff == 26)
        #expect(faces.count == 11)
        #expect(broken == nil)
        try database.close()
        // Opened again it is the same school, not a second one.
        let again = try await DemoSchool.open(DataFolder(path: folder.path))
        #expect(try await again.read { try connection($0) } == 120)
        try again.close()
    }

    @Test func `the demo has leads but one, skills of three sides, a talk that is due, and students up and back on the ladder`()
        async throws
    {
        let folder = try TestFolder()
        let database = try await DemoSchool.open(DataFolder(path: folder.path))
        let (leads, sides, rungs, back, reasons) = try await database.read { connection in
            (
                try connection.count("SELECT COUNT(DISTINCT student_id) AS n FROM leads"),
                try connection.count("SELECT COUNT(DISTINCT side) AS n FROM skill_ratings"),
                try connection.count("SELECT MAX(rung) AS n FROM ladder_steps"),
                try connection.count("SELECT COUNT(*) AS n FROM ladder_steps WHERE act = 'descend'"),
                try connection.count("SELECT COUNT(*) AS n FROM career_evidence")
            )
        }
        #expect(leads == 119 && sides == 3 && rungs == 2 && back > 0 && reasons > 100)
        let mentor = try #require(try await database.read { try DemoStore.faces($0) }.first { $0.role == .mentor })
        let cookie = try await database.write { try SessionStore.begin(for: mentor.person, device: "computer", $0) }
        let today = try await TestSite(try TestSite.app(database)).get("/vandaag", cookie: cookie)
        #expect(today.status == 200 && today.body.contains("soort=careerDialogue"))
        try database.close()
    }

    private func connection(_ connection: Connection) throws -> Int {
        try connection.count("SELECT COUNT(DISTINCT person_id) AS n FROM roles WHERE role = 'student'")
    }
}
