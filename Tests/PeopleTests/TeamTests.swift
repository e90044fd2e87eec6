import Foundation
import Storage
import Testing
import Web

@testable import People

@Suite("The team around a student")
struct TeamTests {
    private func team(_ school: School, as viewer: ID<Person>) async throws -> [(ID<Person>, Role)] {
        try await school.door.files.look(school.viewer(viewer), at: school.noor, what: "team") { connection, permit in
            try TeamStore.team(permit, connection).map { ($0.person, $0.role) }
        }
    }

    private func change(_ school: School, _ work: @Sendable @escaping (Permit<Changing>, Connection) throws -> Void) async throws {
        try await school.door.files.change(school.viewer(school.mentor), .changeTeam, of: school.noor) { connection, permit in
            try work(permit, connection)
        }
    }

    @Test("stands in the order of weight, with everyone who is in it now")
    func order() async throws {
        let school = try await School()
        try await school.give(.workplaceSupervisor, to: school.stranger, .student(school.noor), until: 0)
        try await school.give(.peerCoach, to: school.sem, .student(school.noor), from: 1)
        let team = try await team(school, as: school.mentor)
        #expect(team.map(\.1) == [.mentor, .classGuide, .workplaceSupervisor, .peerCoach, .guardian])
        #expect(team.map(\.0) == [school.mentor, school.classGuide, school.supervisor, school.coach, school.parent])
    }

    @Test("is shown to who sees it, and empty to who does not")
    func seen() async throws {
        let school = try await School()
        #expect(try await team(school, as: school.noor).count == 5)
        #expect(try await team(school, as: school.supervisor).count == 5)
        #expect(try await team(school, as: school.coach).isEmpty)
        #expect(try await team(school, as: school.parent).isEmpty)
    }

    @Test("tells a role about the student, which can be ended here, from one in the class")
    func periods() async throws {
        let school = try await School()
        let periods = try await school.door.files.look(school.viewer(school.mentor), at: school.noor, what: "team") { connection, permit in
            Dictionary(uniqueKeysWithValues: try TeamStore.team(permit, connection).map { ($0.role, $0.period != nil) })
        }
        #expect(periods == [.mentor: false, .classGuide: true, .workplaceSupervisor: true, .peerCoach: true, .guardian: true])
    }

    @Test("takes someone in from now, and lets go the same second")
    func addAndEnd() async throws {
        let school = try await School()
        try await change(school) { [stranger = school.stranger] in try TeamStore.add(stranger, as: .workplaceSupervisor, permit: $0, $1) }
        #expect(try await school.relations(school.stranger, school.noor) == [.workplaceSupervisor])
        school.clock.pass(60)
        let period = try await school.door.files.look(school.viewer(school.mentor), at: school.noor, what: "team") {
            [stranger = school.stranger] connection, permit in
            try TeamStore.team(permit, connection).first { $0.person == stranger }?.period
        }
        try await change(school) { try TeamStore.end(try #require(period), permit: $0, $1) }
        #expect(try await school.relations(school.stranger, school.noor) == [])
        #expect(try await school.log().filter { $0.hasSuffix("changeTeam") }.count == 2)
    }

    @Test("takes nobody in twice in one role, in a role that is not of a team, or who does not exist, or the student")
    func refused() async throws {
        let school = try await School()
        let cases: [(ID<Person>, Role, TeamRefusal)] = [
            (school.mentor, .mentor, .already), (school.coach, .peerCoach, .already),
            (try #require(ID("niemand")), .mentor, .unknownPerson),
            (school.noor, .peerCoach, .noSuchRole), (school.stranger, .administrator, .noSuchRole),
            (school.stranger, .student, .noSuchRole),
            (school.stranger, .careWorker, .noSuchRole),
        ]
        for (person, role, refusal) in cases {
            await #expect(throws: refusal) { try await change(school) { try TeamStore.add(person, as: role, permit: $0, $1) } }
        }
        try await change(school) { [coach = school.coach] in try TeamStore.add(coach, as: .workplaceSupervisor, permit: $0, $1) }
    }

    @Test("of another student stays as it is, whatever period is named")
    func otherStudent() async throws {
        let school = try await School()
        let period = try await school.give(.peerCoach, to: school.stranger, .student(school.sem))
        try await change(school) { try TeamStore.end(period, permit: $0, $1) }
        #expect(try await school.relations(school.stranger, school.sem) == [.peerCoach])
    }

    @Test("finds people by letters of their name, and never everyone")
    func candidates() async throws {
        let school = try await School()
        func found(_ letters: String, as viewer: ID<Person>? = nil) async throws -> [String] {
            try await school.door.files.look(school.viewer(viewer ?? school.mentor), at: school.noor, what: "team") { connection, permit in
                try TeamStore.candidates(letters, permit: permit, connection).map(\.name.full)
            }
        }
        #expect(try await found("VREEM") == ["Vera Vreemd"])
        #expect(try await found("bakk") == ["Sem Bakker"])
        #expect(try await found("noor") == [])
        for letters in ["", "v", "%", "%%", "__", "a%", "' OR 1=1", "\\"] { #expect(try await found(letters).isEmpty, "\(letters)") }
        #expect(try await found("vreemd", as: school.supervisor) == [])
        #expect(
            try await found("er")
                == ["Vera Vreemd", "Olga Ouder", "Sem Bakker"].sorted {
                    $0.contains("Sem") ? false : $1.contains("Sem") || $0.split(separator: " ")[1] < $1.split(separator: " ")[1]
                })
    }
}

@Suite("Cards of students")
struct StudentStoreTests {
    @Test("a card has the name and the classes of now")
    func card() async throws {
        let school = try await School()
        try await school.give(.student, to: school.noor, .group(school.classB), until: 0)
        let card = try await school.door.files.look(school.viewer(school.coach), at: school.noor, what: "student") { connection, permit in
            try StudentStore.card(permit, connection)
        }
        #expect(card.id == school.noor && card.name.full == "Noor de Wit" && card.classes == ["E1a"])
    }

    @Test("cards of a caseload come in order of name")
    func cards() async throws {
        let school = try await School()
        try await school.give(.student, to: school.sem, .group(school.classA))
        let names = try await school.door.files.lookAtCaseload(school.viewer(school.mentor), what: "list") { connection, permits in
            try StudentStore.cards(permits, connection).map(\.name.full)
        }
        #expect(names == ["Sem Bakker", "Noor de Wit"])
    }

    @Test("names of people are found at once, each once")
    func names() async throws {
        let school = try await School()
        let names = try await school.database.read { [noor = school.noor, mentor = school.mentor] connection in
            (try StudentStore.names([noor, mentor, noor], connection), try StudentStore.names([], connection))
        }
        #expect(names.0.mapValues(\.called) == [school.noor: "Noor", school.mentor: "Marit"])
        #expect(names.1.isEmpty)
    }

    @Test("a setting is kept, replaced, and absent when nobody set it")
    func settings() async throws {
        let school = try await School()
        func value(_ name: String) async throws -> String? { try await school.database.read { try SettingStore.value(name, $0) } }
        #expect(try await value("rhythmDays") == nil)
        for text in ["7", "14", "'"] {
            try await school.database.write { try SettingStore.set("rhythmDays", text, $0) }
            #expect(try await value("rhythmDays") == text)
        }
    }
}
