import Foundation
import Storage
import Testing
import Web

@testable import Agreements
@testable import People

@Suite("An agreement")
struct AgreementTests {
    /// The table of states once more; what is not in it is refused.
    private static let table: [Agreement.State: [Verdict: Agreement.State]] = [
        .open: [.kept: .kept, .partly: .partly, .notKept: .notKept, .moved: .open], .partly: [.moved: .open], .notKept: [.moved: .open],
        .kept: [:],
    ]

    @Test("goes from each state with each verdict where the table says", arguments: Agreement.State.allCases, Verdict.allCases)
    func states(state: Agreement.State, verdict: Verdict) throws {
        let agreement = try Sample.agreement(state)
        let mentor = try #require(Sample.mentor)
        let expected = Self.table[state]?[verdict]
        #expect(agreement.state(after: verdict) == expected)
        let judging = {
            try agreement.judging(verdict, reason: "ziek", newDue: School.today + 1, by: mentor, as: .mentor, today: School.today)
        }
        if let expected {
            #expect(try judging() == expected)
        } else {
            #expect(throws: AgreementRefusal.alreadyJudged) { try judging() }
        }
    }

    @Test("the table has no row twice, kept is final, and what did not work out gets a second chance")
    func table() {
        let rows = Agreement.follows.map { "\($0.from) \($0.verdict)" }
        #expect(Set(rows).count == rows.count)
        #expect(!Agreement.follows.contains { $0.from == .kept })
        for state in [Agreement.State.partly, .notKept] {
            #expect(Agreement.follows.contains { $0.from == state && $0.verdict == .moved && $0.to == .open })
        }
    }

    @Test(
        "stands ahead, due today, or overdue by so many days",
        arguments: [
            (-400, Agreement.Standing.overdue(days: 400)), (-2, .overdue(days: 2)), (-1, .overdue(days: 1)), (0, .dueToday), (1, .ahead),
            (730, .ahead),
        ])
    func standing(due: Int, standing: Agreement.Standing) throws {
        #expect(try Sample.agreement(due: School.today + due).standing(on: School.today) == standing)
    }

    @Test("that was judged stands as judged, whatever the day", arguments: [Agreement.State.kept, .partly, .notKept])
    func judged(state: Agreement.State) throws {
        for due in [-5, 0, 5] { #expect(try Sample.agreement(state, due: School.today + due).standing(on: School.today) == .judged(state)) }
    }

    @Test("is judged by its parties, and by mentor and class guide", arguments: Role.allCases)
    func whoJudges(role: Role) throws {
        let agreement = try Sample.agreement(unconfirmed: ["piet"])
        for party in ["noor", "marit", "piet"] { #expect(agreement.mayBeJudged(by: try #require(ID(party)), as: role)) }
        let other = try #require(ID<Person>("vera"))
        let guides = role == .mentor || role == .classGuide
        #expect(agreement.mayBeJudged(by: other, as: role) == guides)
        if !guides {
            #expect(throws: AgreementRefusal.notParty) {
                try agreement.judging(.kept, reason: nil, newDue: nil, by: other, as: role, today: School.today)
            }
        }
    }

    @Test("is moved only to a later day that has not passed, with the reason")
    func moving() throws {
        let today = School.today
        let mentor = try #require(Sample.mentor)
        func move(due: Int, to day: Int?, _ reason: String? = "ziek") throws -> Agreement.State {
            try Sample.agreement(due: today + due).judging(
                .moved, reason: reason, newDue: day.map { today + $0 }, by: mentor, as: .mentor, today: today)
        }
        #expect(try move(due: 3, to: 4) == .open)
        #expect(try move(due: -3, to: 0) == .open)
        for (due, day) in [(3, nil), (3, 3), (3, 2), (-3, -2), (-3, -1), (0, 0)] as [(Int, Int?)] {
            #expect(throws: AgreementRefusal.moveNeedsLaterDay, "\(due) \(day ?? 0)") { try move(due: due, to: day) }
        }
        for reason in [nil, ""] { #expect(throws: AgreementRefusal.moveNeedsReason) { try move(due: 0, to: 1, reason) } }
    }

    @Test("kept, partly and not kept ask for no reason", arguments: [Verdict.kept, .partly, .notKept])
    func noReason(verdict: Verdict) throws {
        let state = try Sample.agreement().judging(
            verdict, reason: nil, newDue: nil, by: #require(Sample.noor), as: .student, today: School.today)
        #expect(state.rawValue == verdict.rawValue)
    }

    @Test("knows its parties and who has not confirmed")
    func parties() throws {
        let agreement = try Sample.agreement(unconfirmed: ["piet"])
        #expect(agreement.unconfirmed.map(\.person.text) == ["piet"])
        #expect(agreement.party(try #require(ID("noor")))?.confirmed != nil)
        #expect(agreement.party(try #require(ID("vera"))) == nil)
    }
}

@Suite("The form of an agreement")
struct AgreementFormTests {
    private let today = School.today

    private func draft(_ pairs: [(name: String, value: String)], without missing: String? = nil) throws -> AgreementDraft {
        let full = [
            (name: "what", value: "Elke dag op tijd"), (name: "due", value: (today + 7).description), (name: "party", value: "noor"),
        ]
        let fields = full.filter { field in field.name != missing && !pairs.contains { $0.name == field.name } } + pairs
        let allowed = Set(["noor", "marit", "piet"].compactMap { ID<Person>($0) })
        return try AgreementForm.draft(Fields(fields), allowed: allowed, today: today)
    }

    private func problems(_ pairs: [(name: String, value: String)], without missing: String? = nil) throws -> [String] {
        let refused = try #require(throws: FormRefused.self) { try draft(pairs, without: missing) }
        for pair in pairs { #expect(refused.state.typed.all(pair.name).contains(pair.value), "what was typed comes back") }
        return refused.state.problems.map { $0.field + " " + $0.key }
    }

    @Test("is read into a draft")
    func read() throws {
        let draft = try draft([
            ("party", "noor"), ("party", "piet"), ("party", "noor"), ("steps", "wekker zetten\n\n bus nemen "),
            ("consequence", "we praten"), ("goal", "g1"), ("conversation", "c1"),
        ])
        #expect(draft.what == "Elke dag op tijd" && draft.due == today + 7)
        #expect(draft.parties.map(\.text) == ["noor", "piet"])
        #expect(draft.steps == ["wekker zetten", "bus nemen"])
        #expect(draft.consequence == "we praten" && draft.goal?.text == "g1" && draft.conversation?.text == "c1")
        #expect(try self.draft([]).steps == [] && self.draft([]).consequence == nil)
    }

    @Test("a day that has passed or is too far is refused; today and two years ahead are fine")
    func days() throws {
        #expect(try draft([("due", today.description)]).due == today)
        #expect(try draft([("due", (today + 730).description)]).due == today + 730)
        #expect(try problems([("due", (today + -1).description)]) == ["due dayPassed"])
        #expect(try problems([("due", (today + 731).description)]) == ["due dayFar"])
        #expect(try problems([("due", "ooit")]) == ["due notADay"])
        #expect(try problems([], without: "due") == ["due missing"])
    }

    @Test("people who are not around the student do not become a party")
    func parties() throws {
        #expect(try draft([("party", "vera"), ("party", "marit")]).parties.map(\.text) == ["marit"])
        #expect(try problems([("party", "vera")]) == ["party choose"])
        #expect(try problems([], without: "party") == ["party choose"])
    }

    @Test("too much is refused with what was typed")
    func tooMuch() throws {
        #expect(try draft([("what", String(repeating: "a", count: 300))]).what.count == 300)
        #expect(try problems([("what", String(repeating: "a", count: 301))]) == ["what tooLong"])
        #expect(try problems([("steps", (1...11).map { "stap \($0)" }.joined(separator: "\n"))]) == ["steps tooMany"])
        #expect(try problems([("steps", String(repeating: "s", count: 201))]) == ["steps tooLong"])
        #expect(try problems([("consequence", String(repeating: "c", count: 501))]) == ["consequence tooLong"])
        #expect(try problems([("what", " "), ("due", "ooit"), ("party", "vera")]) == ["what missing", "due notADay", "party choose"])
    }

    private func judgement(_ values: [String: String]) throws -> AgreementForm.Judgement { try AgreementForm.judgement(Fields(values)) }

    private func problems(_ values: [String: String]) throws -> Set<String> {
        let refused = try #require(throws: FormRefused.self) { try judgement(values) }
        for (name, value) in values { #expect(refused.state.value(name) == value) }
        return Set(refused.state.problems.map { $0.field + " " + $0.key })
    }

    @Test("a judgement is read, the new day only of a move")
    func judgement() throws {
        let kept = try judgement(["verdict": "kept", "due": "geen dag"])
        #expect(kept.verdict == .kept && kept.due == nil && kept.reason == nil)
        let moved = try judgement(["verdict": "moved", "due": "30-11-2026", "reason": " ziek "])
        #expect(moved.verdict == .moved && moved.due?.description == "2026-11-30" && moved.reason == "ziek")
    }

    @Test("a judgement says all at once what is wrong with it")
    func refusedJudgement() throws {
        #expect(try problems([:]) == ["verdict choose"])
        #expect(try problems(["verdict": "opgelost"]) == ["verdict choose"])
        #expect(try problems(["verdict": "moved", "due": "30-11-2026"]) == ["reason missing"])
        #expect(try problems(["verdict": "moved", "reason": "ziek"]) == ["due missing"])
        #expect(try problems(["verdict": "moved"]) == ["due missing", "reason missing"])
        #expect(try problems(["verdict": "kept", "reason": String(repeating: "r", count: 501)]) == ["reason tooLong"])
        #expect(
            try problems(["verdict": "moved", "due": "30-11-2026", "reason": String(repeating: "r", count: 501)]) == ["reason tooLong"])
    }
}
