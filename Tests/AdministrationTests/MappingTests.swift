import FileFormats
import Foundation
import People
import Storage
import Synchronization
import Testing
import Web

@testable import Administration

/// The last that was told.
final class Seen: Sendable {
    private let pair = Mutex((0, 0))
    func add(_ done: Int, _ total: Int) { pair.withLock { $0 = (done, total) } }
    var last: (Int, Int) { pair.withLock { $0 } }
}

@Suite struct MappingTests {
    private let small = """
        organisations: {school: institution}
        people: {student: student}
        classes:
          homeroom:
            kind: class
            roles: {student: student, teacher: mentor}
        guardians: [parent]
        membershipsEndWithTerm: true
        """

    @Test func `the mapping that comes with the program makes mentors of homeroom classes only`() throws {
        let mapping = try OneRosterMapping.standard()
        #expect(mapping.rule(of: .homeroom).roles[.teacher] == .mentor)
        #expect(mapping.rule(of: .scheduled).kind == nil)
        #expect(mapping.rule(of: nil).roles == [.student: .student])
        #expect(mapping.people == [.student: .student])
        #expect(mapping.guardians == [.guardian, .parent, .relative])
    }

    @Test func `a small mapping is enough`() throws {
        let mapping = try OneRosterMapping.read(yaml: small, file: "m.yaml")
        #expect(mapping.people == [.student: .student] && mapping.rule(of: .scheduled).kind == nil && mapping.endsWithTerm)
    }

    @Test(arguments: [
        (
            "people: {student: student}", "people: {student: administrator}",
            "m.yaml:2: the role 'administrator' cannot be given here by a list"
        ),
        ("people: {student: student}", "people: {student: pirate}", "m.yaml:2: 'pirate' must be one of"),
        ("people: {student: student}", "people: {pirate: student}", "m.yaml:2: 'pirate' is unknown here"),
        ("teacher: mentor", "teacher: researcher", "m.yaml:6: the role 'researcher' cannot be given here by a list"),
        ("kind: class", "kind: club", "m.yaml:5: 'club' must be one of class, team, none"),
        ("    kind: class\n", "", "m.yaml:5: 'homeroom' needs a 'kind'"),
        ("[parent]", "[uncle]", "m.yaml:7: 'uncle' is no role of OneRoster"),
        ("[parent]", "parent", "m.yaml:7: 'guardians' must be a list"),
        ("guardians: [parent]\n", "", "m.yaml:1: the key 'guardians' is missing"),
        ("membershipsEndWithTerm: true", "membershipsEndWithTerm: soms", "m.yaml:8: 'membershipsEndWithTerm' must be true or false"),
        ("organisations: {school: institution}", "organisations: {school: institution", "m.yaml:"),
        ("organisations: {school: institution}", "organisations: {school: institution}\nextra: 1", "m.yaml:2: 'extra' is unknown here"),
    ])
    func `a wrong mapping is refused with its place`(_ row: (String, String, String)) throws {
        let yaml = small.replacing(row.0, with: row.1)
        try #require(yaml != small)
        let problem = #expect(throws: ContentProblem.self) { try OneRosterMapping.read(yaml: yaml, file: "m.yaml") }
        #expect(problem?.description.hasPrefix(row.2) == true, "\(problem?.description ?? "")")
    }

    @Test func `a file that is not there or empty is refused`() {
        #expect(throws: ContentProblem.self) { try OneRosterMapping.read(file: "/nowhere/m.yaml") }
        #expect(throws: ContentProblem.self) { try OneRosterMapping.read(yaml: "", file: "m.yaml") }
    }

    @Test(arguments: [
        ("van der Berg", "van der", "Berg"), ("Van den Berg-de Vries", "van den", "Berg-de Vries"), ("Berg, van der", "van der", "Berg"),
        ("in 't Veld", "in 't", "Veld"), ("El Amrani", "", "El Amrani"), ("el Amrani", "el", "Amrani"), ("de", "", "de"), ("Le", "", "Le"),
        ("Vries", "", "Vries"), ("", "", ""), ("Berg, Jan", "", "Berg, Jan"), ("van", "", "van"), ("'s Gravesande", "'s", "Gravesande"),
    ])
    func `a prefix is taken from a family name`(_ row: (String, String, String)) {
        #expect(DutchName.split(row.0) == (row.1, row.2))
    }

    @Test func `a middle name is a prefix or a second given name`() {
        #expect(
            DutchName.parts(given: "Nadia", middle: "van", family: "Rooij") == PersonName(given: "Nadia", prefix: "van", family: "Rooij"))
        let anna = DutchName.parts(given: "Anna", middle: "Maria", family: "de Vries")
        #expect(anna == PersonName(given: "Anna Maria", prefix: "de", family: "Vries", called: "Anna"))
        #expect(DutchName.parts(given: "Jan", middle: nil, family: "Vos", called: "Jantje").called == "Jantje")
    }

    @Test func `names of roles keep their borders`() {
        #expect(RoleSource.guardian("a/b", "c") != RoleSource.guardian("a", "b/c"))
        #expect(RoleSource.enrollment("50%/x") == "oneroster/enrollment/50%25%2Fx")
        #expect(RoleSource.kind(RoleSource.role("u", "o", .student)) == .roles)
    }
}
