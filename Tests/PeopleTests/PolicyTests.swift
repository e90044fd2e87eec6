import Foundation
import Storage
import Testing
import Web

@testable import People

@Suite("Who is connected to a student")
struct PolicyTests {
    @Test("by the class and by a role about the student; nobody else")
    func relations() async throws {
        let school = try await School()
        let expected: [(ID<Person>, Set<Role>)] = [
            (school.noor, [.student]), (school.mentor, [.mentor]), (school.classGuide, [.classGuide]),
            (school.supervisor, [.workplaceSupervisor]),
            (school.coach, [.peerCoach]), (school.parent, [.guardian]), (school.stranger, []), (school.sem, []),
        ]
        for (viewer, roles) in expected { #expect(try await school.relations(viewer, school.noor) == roles) }
        for (viewer, _) in expected.dropFirst() where viewer != school.sem { #expect(try await school.relations(viewer, school.sem) == []) }
    }

    @Test("two ways to one student count both, and look as the heavier")
    func both() async throws {
        let school = try await School()
        try await school.give(.workplaceSupervisor, to: school.mentor, .student(school.noor))
        #expect(try await school.relations(school.mentor, school.noor) == [.mentor, .workplaceSupervisor])
        #expect(try await school.caseload(school.mentor) == [school.noor: .mentor])
    }

    struct Time: Sendable {
        let from: TimeInterval
        let until: TimeInterval?
        let isRunning: Bool
    }

    static let times = [
        Time(from: 0, until: nil, isRunning: true), Time(from: -day, until: 0.001, isRunning: true),
        Time(from: -day, until: 0, isRunning: false),
        Time(from: -day, until: -1, isRunning: false), Time(from: 1, until: nil, isRunning: false),
        Time(from: day, until: 2 * day, isRunning: false),
        Time(from: -day, until: day, isRunning: true),
    ]

    @Test("only while the role runs, to the second", arguments: times)
    func running(time: Time) async throws {
        let school = try await School()
        try await school.give(.mentor, to: school.stranger, .student(school.noor), from: time.from, until: time.until)
        #expect(try await school.relations(school.stranger, school.noor) == (time.isRunning ? [.mentor] : []))
        #expect(try await school.caseload(school.stranger) == (time.isRunning ? [school.noor: .mentor] : [:]))
    }

    @Test("by a class only while both are in it, to the second", arguments: times)
    func runningClass(time: Time) async throws {
        let school = try await School()
        try await school.give(.classGuide, to: school.stranger, .group(school.classB), from: time.from, until: time.until)
        #expect(try await school.relations(school.stranger, school.sem) == (time.isRunning ? [.classGuide] : []))
        try await school.give(.student, to: school.stranger, .group(school.classA), from: time.from, until: time.until)
        #expect(try await school.relations(school.mentor, school.stranger) == (time.isRunning ? [.mentor] : []))
        #expect(
            try await school.caseload(school.mentor)
                == (time.isRunning ? [school.noor: .mentor, school.stranger: .mentor] : [school.noor: .mentor]))
    }

    @Test("a role about the institution, an organisation or another group opens no file", arguments: Role.allCases)
    func elsewhere(role: Role) async throws {
        let school = try await School()
        let workplace: ID<Organisation> = school.clock.surroundings.newID()
        try await school.database.write {
            _ = try $0.run("INSERT INTO organisations (id, kind, name) VALUES (\(workplace), 'workplace', 'Bakkerij')")
        }
        try await school.give(role, to: school.stranger, .institution)
        try await school.give(role, to: school.stranger, .organisation(workplace))
        try await school.give(role, to: school.stranger, .group(school.classB))
        #expect(try await school.relations(school.stranger, school.noor) == [])
    }

    @Test("only mentor and class guide have a whole class", arguments: Role.allCases)
    func wholeClass(role: Role) async throws {
        let school = try await School()
        try await school.give(role, to: school.stranger, .group(school.classB))
        let has = role == .mentor || role == .classGuide
        #expect(try await school.relations(school.stranger, school.sem) == (has ? [role] : []))
        #expect(try await school.caseload(school.stranger) == (has ? [school.sem: role] : [:]))
    }

    @Test("roles that are not about a student open no file, even about one student", arguments: Role.allCases)
    func aboutOne(role: Role) async throws {
        let school = try await School()
        try await school.give(role, to: school.stranger, .student(school.sem))
        try await school.born("2012-01-01", school.sem)
        #expect(try await school.relations(school.stranger, school.sem) == (Role.aboutStudent.contains(role) ? [role] : []))
    }

    @Test("fellow students are no relations")
    func fellows() async throws {
        let school = try await School()
        try await school.give(.student, to: school.sem, .group(school.classA))
        #expect(try await school.relations(school.sem, school.noor) == [])
        #expect(try await school.caseload(school.sem) == [:])
    }

    @Test("a guardian is one until the midnight, in the Netherlands, of the eighteenth birthday")
    func eighteen() async throws {
        let school = try await School()
        try await school.born("2008-11-24", school.noor)
        school.clock.set(try #require(Date(instantText: "2026-11-23T22:59:59.999Z")))
        #expect(try await school.relations(school.parent, school.noor) == [.guardian])
        school.clock.pass(0.002)
        #expect(try await school.relations(school.parent, school.noor) == [])
        try await school.born(nil, school.noor)
        #expect(try await school.relations(school.parent, school.noor) == [])
    }

    @Test("only who is or was a student has a file")
    func noFile() async throws {
        let school = try await School()
        try await school.give(.mentor, to: school.mentor, .student(school.stranger))
        let files = school.door.files
        await #expect(throws: Problem.notFound) {
            try await files.look(school.viewer(school.mentor), at: school.stranger, what: "student") { _, _ in 1 }
        }
        await #expect(throws: Problem.notFound) {
            try await files.look(school.viewer(school.mentor), at: school.mentor, what: "student") { _, _ in 1 }
        }
        #expect(try await files.look(school.viewer(school.noor), at: school.noor, what: "student") { _, permit in permit.role } == .student)
    }

    @Test("whatever roles there are: who stands on the caseload may be looked at in that role, and who may not be looked at is not on it")
    func property() async throws {
        let school = try await School()
        var chance = Seeded(2026)
        let people = [school.noor, school.sem, school.mentor, school.coach, school.stranger, school.parent]
        var before = 0
        for _ in 0..<12 {
            for _ in 0..<14 {
                let role = Role.allCases.randomElement(using: &chance) ?? .mentor
                let scopes: [RolePeriod.Scope] = [.group(school.classA), .group(school.classB), .institution] + people.map { .student($0) }
                let (from, until) = (
                    Double(Int.random(in: -3...2, using: &chance)) * day, Double(Int.random(in: -2...3, using: &chance)) * day
                )
                try await school.give(
                    role, to: people.randomElement(using: &chance) ?? school.mentor, scopes.randomElement(using: &chance) ?? .institution,
                    from: from,
                    until: Bool.random(using: &chance) ? nil : until)
            }
            for viewer in people {
                let caseload = try await school.caseload(viewer)
                for student in people where student != viewer {
                    let relations = try await school.relations(viewer, student)
                    let guiding = relations.intersection([.mentor, .classGuide, .workplaceSupervisor, .peerCoach])
                    let isStudent = try await school.database.read {
                        try $0.any("SELECT 1 FROM roles WHERE person_id = \(student) AND role = 'student'")
                    }
                    if let role = caseload[student] {
                        #expect(relations.contains(role))
                        before += 1
                    } else {
                        #expect(guiding.isEmpty || !isStudent)
                    }
                }
                #expect(caseload[viewer] == nil, "nobody guides himself")
            }
            try await school.database.write { _ = try $0.run("DELETE FROM roles WHERE id IN (SELECT id FROM roles ORDER BY id LIMIT 8)") }
        }
        #expect(before > 30, "the chance made something to look at")
    }
}
