import Foundation
import Storage
import Testing
import Web

@testable import People

@Suite("Looking at a file")
struct LookingTests {
    private func look(_ school: School, _ viewer: ID<Person>, _ student: ID<Person>, _ what: String = "student") async throws -> Role {
        try await school.door.files.look(school.viewer(viewer), at: student, what: what) { _, permit in permit.role }
    }

    @Test("gives a permit with what the rules open, in the role that opened it")
    func permit() async throws {
        let school = try await School()
        for (viewer, role) in [
            (school.mentor, Role.mentor), (school.supervisor, .workplaceSupervisor), (school.noor, .student), (school.parent, .guardian),
        ] {
            let rule = try #require(AccessRule.of(role))
            let found = try await school.door.files.look(school.viewer(viewer), at: school.noor, what: "x") { _, permit in
                (permit.role, permit.sees, permit.may, permit.viewer, permit.student)
            }
            #expect(found == (role, rule.sees, rule.may, viewer, school.noor))
        }
    }

    @Test("to who has nothing to do with the student the file does not exist, and nothing is written")
    func stranger() async throws {
        let school = try await School()
        for viewer in [school.stranger, school.sem] {
            await #expect(throws: Problem.notFound) { try await look(school, viewer, school.noor) }
        }
        await #expect(throws: Problem.notFound) { try await look(school, school.mentor, school.sem) }
        await #expect(throws: Problem.notFound) { try await look(school, school.mentor, try #require(ID("niemand"))) }
        await #expect(throws: Problem.notFound) {
            try await school.door.files.look(school.viewer(school.mentor), what: "x", student: { _ in nil }) { _, _ in 1 }
        }
        #expect(try await school.log() == [])
    }

    @Test("is on record once an hour for each person, part and role")
    func onRecord() async throws {
        let school = try await School(at: "2026-11-23T08:05:00.000Z")
        for _ in 0..<3 { _ = try await look(school, school.mentor, school.noor) }
        let first = school.line(school.mentor, .mentor, school.noor, "student")
        #expect(try await school.log() == [first])
        _ = try await look(school, school.mentor, school.noor, "team")
        _ = try await look(school, school.supervisor, school.noor)
        school.clock.pass(54 * 60)
        _ = try await look(school, school.mentor, school.noor)
        let more = [
            school.line(school.mentor, .mentor, school.noor, "team"),
            school.line(school.supervisor, .workplaceSupervisor, school.noor, "student"),
        ]
        #expect(try await school.log() == [first] + more)
        school.clock.pass(60)
        _ = try await look(school, school.mentor, school.noor)
        #expect(try await school.log() == [first] + more + [first])
    }

    @Test("is on record before the answer leaves: without a log there is no answer")
    func beforeTheAnswer() async throws {
        let school = try await School()
        try await school.database.write { _ = try $0.run("ALTER TABLE access_log RENAME TO elsewhere") }
        await #expect(throws: (any Error).self) { try await look(school, school.mentor, school.noor) }
        try await school.database.write { _ = try $0.run("ALTER TABLE elsewhere RENAME TO access_log") }
        _ = try await look(school, school.mentor, school.noor)
        #expect(try await school.log().count == 1, "what was not written is not remembered as written")
    }

    @Test("that failed is not on record")
    func failed() async throws {
        let school = try await School()
        await #expect(throws: Undone()) {
            try await school.door.files.look(school.viewer(school.mentor), at: school.noor, what: "x") { _, _ -> Int in throw Undone() }
        }
        #expect(try await school.log() == [])
    }

    @Test("at one's own file is nobody's business")
    func own() async throws {
        let school = try await School()
        _ = try await look(school, school.noor, school.noor)
        #expect(try await school.log() == [])
    }

    @Test("at a whole caseload writes one line for each student, once")
    func caseload() async throws {
        let school = try await School()
        try await school.give(.student, to: school.sem, .group(school.classA))
        for _ in 0..<2 {
            let students = try await school.door.files.lookAtCaseload(school.viewer(school.mentor), what: "today") { _, permits in
                permits.map(\.student)
            }
            #expect(Set(students) == [school.noor, school.sem])
        }
        let expected = [
            school.line(school.mentor, .mentor, school.noor, "today"), school.line(school.mentor, .mentor, school.sem, "today"),
        ]
        #expect(try await school.log().sorted() == expected.sorted())
        let none = try await school.door.files.lookAtCaseload(school.viewer(school.stranger), what: "today") { _, permits in permits.count }
        #expect(none == 0)
    }
}

@Suite("Changing a file")
struct ChangingTests {
    private func change(_ school: School, _ viewer: ID<Person>, _ act: Act, _ student: ID<Person>, fails: Bool = false) async throws {
        try await school.door.files.change(school.viewer(viewer), act, of: student) { connection, permit in
            try connection.run("INSERT INTO settings (name, value) VALUES ('changed', \(permit.viewer))")
            if fails { throw Undone() }
        }
    }

    private func isChanged(_ school: School) async throws -> Bool {
        try await school.database.read { try SettingStore.value("changed", $0) != nil }
    }

    @Test("does the work and writes the act down, in one")
    func act() async throws {
        let school = try await School()
        try await change(school, school.mentor, .setGoal, school.noor)
        #expect(try await isChanged(school))
        #expect(try await school.log() == [school.line(school.mentor, .mentor, school.noor, "setGoal")])
    }

    @Test("writes down what one does in one's own file too")
    func own() async throws {
        let school = try await School()
        try await change(school, school.noor, .setGoal, school.noor)
        #expect(try await school.log() == [school.line(school.noor, .student, school.noor, "setGoal")])
    }

    @Test("by every relation: what the rule allows is done, the rest is forbidden and leaves nothing", arguments: Act.allCases)
    func table(act: Act) async throws {
        let school = try await School()
        let viewers: [(ID<Person>, Role)] = [
            (school.noor, .student), (school.mentor, .mentor), (school.classGuide, .classGuide), (school.supervisor, .workplaceSupervisor),
            (school.coach, .peerCoach),
            (school.parent, .guardian),
        ]
        for (viewer, role) in viewers {
            try await school.database.write { _ = try $0.run("DELETE FROM settings") }
            let before = try await school.log().count
            if AccessRule.of(role)?.may.contains(act) == true {
                try await change(school, viewer, act, school.noor)
                #expect(try await isChanged(school))
                #expect(try await school.log().count == before + 1)
            } else {
                await #expect(throws: Problem.forbidden, "\(role)") { try await change(school, viewer, act, school.noor) }
                #expect(try await !isChanged(school))
                #expect(try await school.log().count == before)
            }
        }
    }

    @Test("by a stranger finds no file and writes nothing", arguments: Act.allCases)
    func stranger(act: Act) async throws {
        let school = try await School()
        await #expect(throws: Problem.notFound) { try await change(school, school.stranger, act, school.noor) }
        await #expect(throws: Problem.notFound) { try await change(school, school.mentor, act, school.sem) }
        #expect(try await !isChanged(school))
        #expect(try await school.log() == [])
    }

    @Test("that fails leaves neither work nor line")
    func fails() async throws {
        let school = try await School()
        await #expect(throws: Undone()) { try await change(school, school.mentor, .setGoal, school.noor, fails: true) }
        #expect(try await !isChanged(school))
        #expect(try await school.log() == [])
    }

    @Test("is refused the same second the role ends")
    func ended() async throws {
        let school = try await School()
        let period = try await school.give(.mentor, to: school.stranger, .student(school.noor))
        try await change(school, school.stranger, .setGoal, school.noor)
        try await school.door.files.change(school.viewer(school.mentor), .changeTeam, of: school.noor) { connection, permit in
            try TeamStore.end(period, permit: permit, connection)
        }
        await #expect(throws: Problem.notFound) { try await change(school, school.stranger, .setGoal, school.noor) }
    }

    @Test("gives a permit to look with it")
    func looking() async throws {
        let school = try await School()
        let isSame = try await school.door.files.change(school.viewer(school.mentor), .setGoal, of: school.noor) { _, permit in
            permit.looking.sees == permit.sees && permit.looking.may == permit.may && permit.looking.student == permit.student
                && permit.looking.viewer == permit.viewer
        }
        #expect(isSame)
    }
}
