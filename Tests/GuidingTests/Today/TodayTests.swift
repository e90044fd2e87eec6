import Foundation
import Storage
import Testing
import Web

@testable import Agreements
@testable import Guiding
@testable import People

@Suite("Today")
struct TodayTests {
    private let marit = ID<Person>("marit")

    private func today(_ change: (inout Today.Found) throws -> Void) throws -> Today {
        var found = Today.Found()
        found.students = [try Sample.card()]
        found.roles = [try Sample.id("noor"): .mentor]
        found.lastContact = [try Sample.id("noor"): Sample.moment(-1)]
        try change(&found)
        return Today(found, viewer: try #require(marit), today: School.today)
    }

    /// The needs of the one student, as words.
    private func needs(_ change: (inout Today.Found) throws -> Void) throws -> [String] {
        try today(change).lines.flatMap(\.needs).map(word)
    }

    private func word(_ need: Need) -> String {
        switch need {
        case .notKept: "notKept"
        case .overdue(_, let days): "overdue \(days)"
        case .proposed: "proposed"
        case .correction: "correction"
        case .erasure: "erasure"
        case .withoutOutcome: "withoutOutcome"
        case .toConfirm: "toConfirm"
        case .dueToday: "dueToday"
        case .part(let need): need.why
        case .noContact(let days, let rhythm): "noContact \(days.map(String.init) ?? "never")/\(rhythm)"
        }
    }

    @Test("a student with nothing wrong is visible under all well, and only there")
    func allWell() throws {
        let today = try today { _ in }
        #expect(today.lines.isEmpty && today.allWell.map(\.name.called) == ["Noor"])
        #expect(Today(Today.Found(), viewer: try #require(marit), today: School.today).allWell.isEmpty)
    }

    @Test("what stands first is what needs most, whatever order it was found in")
    func order() throws {
        let names = ["Anna", "Bo", "Cas", "Dina", "Eva", "Fay", "Gijs"]
        for seed in 0..<6 {
            let today = try today { found in
                found.students = try (names + ["Hans"]).map { try Sample.card($0, family: "X") }
                if seed % 2 == 1 { found.students.reverse() }
                for student in found.students {
                    found.roles[student.id] = .mentor
                    found.lastContact[student.id] = Sample.moment(-1)
                }
                found.agreements = [
                    try Sample.agreement(due: 0, of: "bo", id: "b"),
                    try Sample.agreement(due: 5, of: "cas", unconfirmed: ["marit"], id: "c"),
                    try Sample.agreement(due: -2, of: "fay", id: "f"), try Sample.agreement(.notKept, due: -1, of: "gijs", id: "g"),
                ]
                found.conversations = [
                    try Sample.talk(.held, days: -1, of: "dina", id: "d"), try Sample.talk(.proposed, days: 3, of: "eva", id: "e"),
                ]
                found.lastContact[try Sample.id("anna")] = Sample.moment(-20)
                if seed > 2 { found.agreements.reverse() }
            }
            #expect(today.lines.map(\.student.name.called) == ["Gijs", "Fay", "Eva", "Dina", "Cas", "Bo", "Anna"])
            #expect(today.allWell.map(\.name.called) == ["Hans"])
        }
    }

    @Test("of one student the heaviest need stands first and the rest is counted")
    func heaviestFirst() throws {
        let found = try needs { found in
            found.lastContact = [:]
            found.agreements = [
                try Sample.agreement(due: 0, id: "a"), try Sample.agreement(due: -3, id: "b"),
                try Sample.agreement(.notKept, due: -2, id: "c"),
                try Sample.agreement(due: 4, unconfirmed: ["marit"], id: "d"),
            ]
            found.conversations = [try Sample.talk(.held, days: -1)]
        }
        #expect(found == ["notKept", "overdue 3", "withoutOutcome", "toConfirm", "dueToday", "noContact never/7"])
    }

    @Test("students with the same need stand by name", arguments: [true, false])
    func byName(isReversed: Bool) throws {
        let today = try today { found in
            let cards = try [("Zoë", "Aa"), ("Bo", "Ba"), ("An", "Éa")].map { try Sample.card($0.0, family: $0.1) }
            found.students = isReversed ? cards.reversed() : cards
            found.agreements = try cards.map { try Sample.agreement(due: -2, of: $0.id.text, id: "a-" + $0.id.text.filter(\.isASCII)) }
            for card in cards { found.lastContact[card.id] = Sample.moment(0) }
        }
        #expect(today.lines.map(\.student.name.family) == ["Aa", "Ba", "Éa"])
    }

    @Test(
        "an open agreement asks from its day on, and before it only for the viewer's confirmation",
        arguments: [
            (-400, ["overdue 400"]), (-1, ["overdue 1"]), (0, ["dueToday"]), (1, []),
        ] as [(Int, [String])])
    func agreements(due: Int, expected: [String]) throws {
        #expect(try needs { $0.agreements = [try Sample.agreement(due: due)] } == expected)
        #expect(try needs { $0.agreements = [try Sample.agreement(due: due, unconfirmed: ["piet"])] } == expected)
        #expect(
            try needs { $0.agreements = [try Sample.agreement(due: due, unconfirmed: ["marit"])] }
                == (expected.isEmpty ? ["toConfirm"] : expected))
    }

    @Test(
        "a broken agreement asks until there was a talk after its day; kept and partly ask for nothing",
        arguments: [
            (nil, ["notKept", "noContact never/7"]), (-5, ["notKept"]), (-3, ["notKept"]), (-2, []), (0, []),
        ] as [(Int?, [String])])
    func broken(lastContact: Int?, expected: [String]) throws {
        #expect(
            try needs { found in
                found.agreements = [try Sample.agreement(.notKept, due: -3)]
                found.lastContact = try lastContact.map { [try Sample.id("noor"): Sample.moment($0)] } ?? [:]
            } == expected)
        for state in [Agreement.State.kept, .partly] { #expect(try needs { $0.agreements = [try Sample.agreement(state, due: -3)] } == []) }
    }

    @Test(
        "a talk asks when it is proposed, or was held or planned and has no outcome",
        arguments: [
            (Conversation.State.proposed, -1, ["proposed"]), (.proposed, 6, ["proposed"]), (.planned, -1, ["withoutOutcome"]),
            (.planned, 0, []), (.planned, 3, []),
            (.held, 0, ["withoutOutcome"]), (.held, -9, ["withoutOutcome"]), (.concluded, -1, []), (.cancelled, -1, []),
            (.cancelled, 1, []),
        ])
    func talks(state: Conversation.State, days: Int, expected: [String]) throws {
        #expect(try needs { $0.conversations = [try Sample.talk(state, days: days)] } == expected)
    }

    @Test(
        "no talk for longer than the rhythm asks for one",
        arguments: [
            (7, 7, []), (8, 7, ["noContact 8/7"]), (1, 1, []), (2, 1, ["noContact 2/1"]), (60, 60, []), (61, 60, ["noContact 61/60"]),
        ] as [(Int, Int, [String])])
    func rhythm(days: Int, rhythm: Int, expected: [String]) throws {
        #expect(
            try needs { found in
                found.lastContact = [try Sample.id("noor"): Sample.moment(-days, hour: 23)]
                found.rhythm = rhythm
            } == expected)
        #expect(
            try needs { found in
                found.lastContact = [try Sample.id("noor"): Sample.moment(-days)]
                found.rhythms = [try Sample.id("noor"): rhythm]
                found.rhythm = 1
            } == expected, "the student's own rhythm goes before the institution's")
    }

    @Test("a talk that is planned settles the silence; one that is proposed or past does not")
    func planned() throws {
        func needs(_ state: Conversation.State, _ days: Int) throws -> [String] {
            try self.needs { found in
                found.lastContact = [:]
                found.conversations = [try Sample.talk(state, days: days)]
            }
        }
        #expect(try needs(.planned, 0) == [] && needs(.planned, 5) == [])
        #expect(try needs(.planned, -1) == ["withoutOutcome", "noContact never/7"])
        #expect(try needs(.proposed, 2) == ["proposed", "noContact never/7"])
    }

    @Test(
        "only mentor and class guide are asked to keep up the rhythm",
        arguments: [Role.mentor, .classGuide, .workplaceSupervisor, .peerCoach])
    func whoKeepsUp(role: Role) throws {
        let found = try needs { found in
            found.roles = [try Sample.id("noor"): role]
            found.lastContact = [:]
        }
        #expect(found == (role == .mentor || role == .classGuide ? ["noContact never/7"] : []))
    }

    @Test(
        "only who leads the guidance is asked to plan, hold and sum up talks",
        arguments: [Role.mentor, .classGuide, .workplaceSupervisor, .peerCoach])
    func whoLeads(role: Role) throws {
        let leads = role == .mentor || role == .classGuide
        let today = try today { found in
            found.roles = [try Sample.id("noor"): role]
            found.conversations = [
                try Sample.talk(.proposed, days: 2, id: "a"), try Sample.talk(.held, days: -1, id: "b"), try Sample.talk(.planned, id: "c"),
            ]
            found.agreements = [try Sample.agreement(due: -1)]
        }
        #expect(today.lines.flatMap(\.needs).map(word) == (leads ? ["overdue 1", "proposed", "withoutOutcome"] : ["overdue 1"]))
        #expect(today.talks.map(\.conversation.id.text) == ["c"], "a talk of today stands there for everyone who takes part")
        #expect(today.led.isEmpty == !leads)
    }

    @Test("talks of today are those planned for today")
    func talksOfToday() throws {
        let today = try today { found in
            found.conversations = [
                try Sample.talk(.planned, days: 0, hour: 0, id: "a"), try Sample.talk(.planned, days: 0, hour: 23, id: "b"),
                try Sample.talk(.planned, days: 1, hour: 0, id: "c"),
                try Sample.talk(.planned, days: -1, hour: 23, id: "d"), try Sample.talk(.held, days: 0, id: "e"),
                try Sample.talk(.planned, of: "onbekend", id: "f"),
            ]
        }
        #expect(today.talks.map(\.conversation.id.text) == ["a", "b"])
    }

    @Test("good news is steps, successes and kept agreements, the latest first, at most eight")
    func news() throws {
        let noor: ID<Person> = try Sample.id("noor")
        let few = try today { found in
            found.steps = [(noor, "stap", Sample.moment(-3))]
            found.successes = [try Sample.success("succes", at: Sample.moment(-1))]
            found.agreements = [
                try Sample.agreement(.kept, due: -2, what: "nagekomen"), try Sample.agreement(.partly, due: -1, what: "deels", id: "a2"),
            ]
        }
        #expect(few.news.map(\.words) == ["succes", "nagekomen", "stap"])
        let many = try today { found in
            found.steps = (0..<20).map { (noor, "stap \($0)", Sample.moment(-$0)) }
            found.successes = [try Sample.success("oud", at: Sample.moment(-50))]
        }
        #expect(many.news.map(\.words) == (0..<8).map { "stap \($0)" })
        let other = try today { $0.steps = [(try Sample.id("iemand"), "van een ander", Sample.moment(0))] }
        #expect(other.news.isEmpty)
    }

    @Test("whatever was found, every student stands there once, with needs in order")
    func property() throws {
        struct Chance: RandomNumberGenerator {
            var state: UInt64 = 99
            mutating func next() -> UInt64 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return state ^ (state >> 29)
            }
        }
        var chance = Chance()
        for _ in 0..<200 {
            let today = try today { found in
                found.students = try (0..<8).map { try Sample.card("S\("abcdefgh".map(String.init)[$0])", family: "X") }
                for (place, student) in found.students.enumerated() {
                    found.roles[student.id] = [Role.mentor, .classGuide, .peerCoach].randomElement(using: &chance)
                    found.lastContact[student.id] =
                        Bool.random(using: &chance) ? Sample.moment(-Int.random(in: 0...12, using: &chance)) : nil
                    found.agreements.append(
                        try Sample.agreement(
                            Agreement.State.allCases.randomElement(using: &chance) ?? .open, due: Int.random(in: -4...4, using: &chance),
                            of: student.id.text,
                            unconfirmed: Bool.random(using: &chance) ? ["marit"] : [], id: "a\(place)"))
                    found.conversations.append(
                        try Sample.talk(
                            Conversation.State.allCases.randomElement(using: &chance) ?? .held,
                            days: Int.random(in: -4...4, using: &chance), of: student.id.text, id: "c\(place)"))
                }
            }
            let shown = today.lines.map(\.student.id.text) + today.allWell.map(\.id.text)
            #expect(shown.count == 8 && Set(shown).count == 8)
            let weights = today.lines.map { $0.needs[0].weight }
            #expect(weights == weights.sorted())
            for line in today.lines { #expect(line.needs.map(\.weight) == line.needs.map(\.weight).sorted()) }
        }
    }
}
