import Foundation
import People
import Storage
import Testing

@testable import Privacy

@Suite("A request for erasure")
struct ErasureRequestTests {
    private static func request(_ state: ErasureRequest.State, administrator: String? = nil, witness: String? = nil) throws
        -> ErasureRequest
    {
        ErasureRequest(
            id: try #require(ID("r")), person: try #require(ID("noor")), state: state, asked: Date(timeIntervalSince1970: 0),
            administrator: administrator.flatMap { ID($0) }, witness: witness.flatMap { ID($0) }, reason: nil, closed: nil)
    }

    /// Written from the description, not from the table that is tested: what each side may do in each state.
    private static func expected(_ state: ErasureRequest.State, _ act: ErasureRequest.Act, _ side: ErasureRequest.Side) -> ErasureRequest
        .State?
    {
        guard [.asked, .byAdministrator, .byWitness].contains(state) else { return nil }
        switch (act, side) {
        case (.withdraw, .person): return .withdrawn
        case (.refuse, .administrator), (.refuse, .witness): return .refused
        case (.agree, .administrator): return state == .asked ? .byAdministrator : state == .byWitness ? .carriedOut : nil
        case (.agree, .witness): return state == .asked ? .byWitness : state == .byAdministrator ? .carriedOut : nil
        default: return nil
        }
    }

    @Test("follows its table in every state, for every act, from every side", arguments: ErasureRequest.State.allCases)
    func table(state: ErasureRequest.State) throws {
        for act in ErasureRequest.Act.allCases {
            for side in ErasureRequest.Side.allCases {
                let expected = Self.expected(state, act, side)
                #expect(ErasureRequest.state(state, after: act, by: side) == expected, "\(act) by \(side)")
                let actor: ID<Person> = try #require(ID(side == .person ? "noor" : "someone"))
                let request = try Self.request(state)
                if let expected {
                    #expect(try request.after(act, by: actor, sides: [side]).state == expected)
                } else {
                    #expect(throws: ErasureRefusal.self) { try request.after(act, by: actor, sides: [side]) }
                }
            }
        }
    }

    @Test("needs two different people, also when one of them is both")
    func two() throws {
        let (ada, bo): (ID<Person>, ID<Person>) = (try #require(ID("ada")), try #require(ID("bo")))
        let first = try Self.request(.asked).after(.agree, by: ada, sides: [.administrator, .witness])
        #expect(first.state == .byAdministrator && first.side == .administrator)
        let second = try Self.request(.byAdministrator, administrator: "ada")
        #expect(throws: ErasureRefusal.samePerson) { try second.after(.agree, by: ada, sides: [.administrator, .witness]) }
        // Somebody who is both takes the side that is still open.
        #expect(try second.after(.agree, by: bo, sides: [.administrator, .witness]).state == .carriedOut)
        #expect(throws: ErasureRefusal.notNow) { try second.after(.agree, by: bo, sides: [.administrator]) }
    }

    @Test("is not decided by who asked, whatever else he or she is", arguments: [ErasureRequest.Act.agree, .refuse])
    func own(act: ErasureRequest.Act) throws {
        let noor: ID<Person> = try #require(ID("noor"))
        for state in ErasureRequest.State.allCases {
            #expect(throws: ErasureRefusal.ownRequest) {
                try Self.request(state).after(act, by: noor, sides: [.person, .administrator, .witness])
            }
        }
    }

    @Test(
        "is made alone from the sixteenth birthday",
        arguments: [
            ("2010-11-21", "2026-11-20", false), ("2010-11-21", "2026-11-21", true), ("2012-02-29", "2028-02-28", false),
            ("2012-02-29", "2028-02-29", true), ("2008-02-29", "2024-02-29", true),
        ])
    func age(born: String, today: String, mayAsk: Bool) throws {
        let (born, today) = (try #require(Day(born)), try #require(Day(today)))
        #expect(ErasureRequest.mayAskAlone(isStudent: true, born: born, today: today) == mayAsk)
        #expect(ErasureRequest.mayAskAlone(isStudent: false, born: born, today: today))
        #expect(!ErasureRequest.mayAskAlone(isStudent: true, born: nil, today: today))
    }
}

@Suite("A request for correction")
struct CorrectionRuleTests {
    @Test("is answered once") func once() throws {
        for state in Correction.State.allCases {
            let correction = Correction(
                id: try #require(ID("c")), student: try #require(ID("noor")), state: state, question: "?",
                asked: Date(timeIntervalSince1970: 0),
                answer: nil, answeredBy: nil, answered: nil)
            for verdict in Correction.Verdict.allCases {
                if state == .open {
                    #expect(try correction.state(after: verdict).rawValue == verdict.rawValue)
                } else {
                    #expect(throws: CorrectionRefusal.answered) { try correction.state(after: verdict) }
                }
            }
        }
    }
}

@Suite("A retention term")
struct RetentionTermTests {
    @Test(
        "has a last day, also from 29 February",
        arguments: [
            ("2024-02-29", Length.years(2), "2026-03-01"), ("2024-02-29", .years(4), "2028-02-29"), ("2023-02-28", .years(1), "2024-02-28"),
            ("2024-11-21", .years(2), "2026-11-21"), ("2024-02-28", .days(2), "2024-03-01"), ("2026-03-28", .days(1), "2026-03-29"),
        ])
    func lastDay(from: String, length: Length, last: String) throws {
        #expect(length.lastDay(from: try #require(Day(from))).description == last)
    }

    /// Over many days: what counts from before the cutoff is exactly what is past its last day.
    @Test("cuts off exactly what is past its last day", arguments: [Length.years(1), .years(2), .years(5), .days(1), .days(30)])
    func cutoff(length: Length) throws {
        let begin = try #require(Day("2023-12-01"))
        for step in 0..<1900 {
            let today = begin + step
            let cutoff = Day(length.cutoff(on: today))
            #expect(length.cutoff(on: today) == cutoff.start, "a midnight in the Netherlands")
            #expect(length.lastDay(from: cutoff + -1) < today, "\(today)")
            #expect(length.lastDay(from: cutoff) >= today, "\(today)")
        }
    }

    @Test("runs to midnight on the clock of the Netherlands, in summer and in winter")
    func clock() throws {
        // One day before 30 March 2026: the day on which the clock goes forward has twenty-three hours.
        #expect(Length.days(1).cutoff(on: try #require(Day("2026-03-31"))).instantText == "2026-03-29T22:00:00.000Z")
        #expect(Length.days(1).cutoff(on: try #require(Day("2026-03-30"))).instantText == "2026-03-28T23:00:00.000Z")
        #expect(Length.years(1).cutoff(on: try #require(Day("2026-11-21"))).instantText == "2025-11-20T23:00:00.000Z")
    }

    @Test("has limits that hold its standard, and no name twice") func table() {
        for term in RetentionTerm.all { #expect(term.limits.contains(term.standard.number), "\(term.kind)") }
        #expect(Set(RetentionTerm.all.map(\.kind)).count == RetentionTerm.all.count)
    }
}

@Suite("The nightly work")
struct NightlyTests {
    @Test(
        "begins at three in the night of the Netherlands",
        arguments: [
            ("2026-11-21T01:59:59.000Z", "2026-11-21T02:00:00.000Z"), ("2026-11-21T02:00:00.000Z", "2026-11-22T02:00:00.000Z"),
            ("2026-07-01T12:00:00.000Z", "2026-07-02T01:00:00.000Z"),
            // The nights on which the clock goes forward and back.
            ("2026-03-28T23:30:00.000Z", "2026-03-29T01:00:00.000Z"), ("2026-10-24T22:30:00.000Z", "2026-10-25T02:00:00.000Z"),
            ("2028-02-28T23:30:00.000Z", "2028-02-29T02:00:00.000Z"),
        ])
    func next(now: String, next: String) throws {
        let now = try #require(Date(instantText: now))
        #expect(Nightly.next(after: now, last: nil).instantText == next)
        #expect(Nightly.next(after: now, last: now - 20 * 3600).instantText == next)
        #expect(Nightly.next(after: now, last: now - 48 * 3600) == now + 600, "it was missed")
    }
}

@Suite("An export")
struct ExportRuleTests {
    @Test("is asked for one at a time and five times a day") func limits() throws {
        try Export.check(running: false, today: 4)
        #expect(throws: ExportRefusal.running) { try Export.check(running: true, today: 0) }
        #expect(throws: ExportRefusal.tooMany) { try Export.check(running: false, today: 5) }
    }

    @Test("can be fetched when it is ready, for a day", arguments: Export.State.allCases)
    func fetchable(state: Export.State) throws {
        let now = Date(timeIntervalSince1970: 1_795_000_000)
        func export(ends: Date?) throws -> Export {
            Export(id: try #require(ID("e")), person: try #require(ID("p")), state: state, asked: now, ends: ends, progress: 0)
        }
        #expect(try export(ends: now + 1).isFetchable(at: now) == (state == .ready))
        #expect(try !export(ends: now).isFetchable(at: now))
        #expect(try !export(ends: nil).isFetchable(at: now))
    }
}

struct PrivacyTests {
    @Test func `its texts are where they are looked for`() {
        #expect(Privacy.languages.lastPathComponent == "Languages")
    }
}
