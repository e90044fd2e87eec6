import Agreements
import Foundation
import People
import Storage
import Testing
import Web

@testable import Placements

@Suite("The ladder of chances")
struct LadderTests {
    private let rungs = ["een", "twee", "drie"]
    private let broken = ID<Agreement>("b1")

    private func judged(_ states: [Agreement.State], from start: Double = 1000) throws -> [Ladder.Judged] {
        try states.enumerated().map { place, state in
            Ladder.Judged(
                agreement: try #require(ID("b\(place + 1)")), what: "", state: state, at: Date(timeIntervalSince1970: start + Double(place))
            )
        }
    }

    private func step(_ act: LadderAct, _ rung: Int, on agreement: String? = nil, at: Double = 0) throws -> Ladder.Step {
        Ladder.Step(
            id: try #require(ID("s\(Int(at))")), act: act, rung: rung, agreement: agreement.flatMap { ID($0) }, reason: nil, by: nil,
            at: Date(timeIntervalSince1970: at))
    }

    private func ladder(at rung: Int, _ states: [Agreement.State]) throws -> Ladder {
        Ladder(rungs: rungs, keptToDescend: 3, steps: rung == 0 ? [] : [try step(.climb, rung)], judged: try judged(states))
    }

    @Test func `every place and every act: what is in the table is done, the rest is refused with the reason`() throws {
        // Place by rung, act, what it leads to or why not.
        let table: [(rung: Int, act: LadderAct, to: Int?, refusal: LadderRefusal?)] = [
            (0, .climb, 1, nil), (0, .stay, 0, nil), (0, .descend, nil, .onGround), (1, .climb, 2, nil), (1, .stay, 1, nil),
            (1, .descend, 0, nil), (2, .climb, 3, nil), (2, .stay, 2, nil), (2, .descend, 1, nil), (3, .climb, nil, .top),
            (3, .stay, 3, nil), (3, .descend, 2, nil),
        ]
        #expect(table.count == 4 * LadderAct.allCases.count)
        for row in table {
            let states: [Agreement.State] = row.act == .descend ? [.kept, .kept, .kept] : [.notKept]
            let ladder = try ladder(at: row.rung, states)
            let agreement = row.act == .descend ? nil : broken
            if let to = row.to {
                #expect(try ladder.after(row.act, on: agreement, reason: "omdat", placement: .running) == to, "\(row)")
            } else {
                #expect(throws: try #require(row.refusal), "\(row)") {
                    try ladder.after(row.act, on: agreement, reason: "omdat", placement: .running)
                }
            }
            for state in [Placement.State.planned, .ended, .cancelled] {
                #expect(throws: LadderRefusal.notRunning) { try ladder.after(row.act, on: agreement, reason: "omdat", placement: state) }
            }
        }
    }

    @Test func `up only by an agreement that was broken and not decided about, down only by kept ones`() throws {
        let ladder = try ladder(at: 1, [.kept, .kept])
        #expect(throws: LadderRefusal.nothingBroken) { try ladder.after(.climb, on: broken, reason: nil, placement: .running) }
        #expect(throws: LadderRefusal.nothingBroken) { try ladder.after(.climb, on: nil, reason: nil, placement: .running) }
        #expect(throws: LadderRefusal.notEnoughKept) { try ladder.after(.descend, on: nil, reason: nil, placement: .running) }
        #expect(throws: LadderRefusal.stayNeedsReason) {
            try self.ladder(at: 1, [.notKept]).after(.stay, on: broken, reason: "", placement: .running)
        }
        let partly = try self.ladder(at: 0, [.partly])
        let one = try #require(broken)
        #expect(partly.undecided.isEmpty && partly.offers(on: one).isEmpty)
    }

    @Test(arguments: [
        ([Agreement.State.kept, .kept, .kept], 3), ([.kept, .notKept, .kept], 1), ([.kept, .partly, .kept], 2), ([.notKept], 0), ([], 0),
    ])
    func `kept in a row begins anew at one that was not kept`(states: [Agreement.State], row: Int) throws {
        #expect(try ladder(at: 1, states).keptInRow == row)
    }

    @Test func `what was kept before the last step up does not count for the way down, a deliberate no does not end the row`() throws {
        let all = try judged([.kept, .kept, .kept])
        let after = Ladder(rungs: rungs, keptToDescend: 3, steps: [try step(.climb, 1, at: 2000)], judged: all)
        #expect(after.keptInRow == 0 && !after.offersDescent)
        let stayed = Ladder(rungs: rungs, keptToDescend: 3, steps: [try step(.climb, 1), try step(.stay, 1, at: 2000)], judged: all)
        #expect(stayed.keptInRow == 3 && stayed.offersDescent)
    }

    @Test func `what was decided is offered once, and again when it is broken again`() throws {
        let judged = try judged([.notKept])
        let decided = Ladder(rungs: rungs, keptToDescend: 3, steps: [try step(.stay, 0, on: "b1", at: 2000)], judged: judged)
        #expect(decided.undecided.isEmpty)
        let again = Ladder(rungs: rungs, keptToDescend: 3, steps: [try step(.stay, 0, on: "b1", at: 500)], judged: judged)
        #expect(again.undecided.count == 1)
    }

    @Test func `a ladder that was agreed shorter keeps one on its top`() throws {
        let short = Ladder(rungs: ["een"], keptToDescend: 1, steps: [try step(.climb, 3)], judged: try judged([.notKept]))
        #expect(short.rung == 1 && short.place == .top && short.next == nil)
        let one = try #require(broken)
        #expect(short.offers(on: one) == [.stay])
    }

    @Test func `each role climbs or does not`() async throws {
        for (name, may) in [("mentor", true), ("supervisor", true), ("noor", false), ("coach", false)] {
            let school = try await LadderSchool()
            try await school.agreeRules()
            let agreement = try await school.agree(.notKept)
            let person = ["mentor": school.mentor, "supervisor": school.supervisor, "noor": school.noor, "coach": school.coach][name]
            if may {
                try await school.step(.climb, on: agreement, by: person)
                #expect(try await school.ladder(as: school.noor)?.rung == 1)
            } else {
                await #expect(throws: Problem.forbidden) { try await school.step(.climb, on: agreement, by: person) }
            }
        }
    }

    @Test func `the supervisor of another placement finds nothing of it`() async throws {
        let school = try await LadderSchool()
        try await school.agreeRules()
        let agreement = try await school.agree(.notKept)
        await #expect(throws: Problem.notFound) { try await school.step(.climb, on: agreement, by: school.other) }
        await #expect(throws: Problem.notFound) { _ = try await school.ladder(as: school.other) }
    }

    @Test func `no step without agreed rules, and one that is taken tells the student and the other side, once`() async throws {
        let school = try await LadderSchool()
        let early = try await school.agree(.notKept)
        await #expect(throws: LadderRefusal.noRules) { try await school.step(.climb, on: early) }
        try await school.agreeRules()
        try await school.step(.climb, on: early, reason: "drie keer te laat", by: school.supervisor)
        #expect(try await school.notices(school.noor, .ladderStep) == 1)
        #expect(try await school.notices(school.mentor, .ladderStep) == 1)
        #expect(try await school.notices(school.supervisor, .ladderStep) == 0)
        await #expect(throws: LadderRefusal.nothingBroken) { try await school.step(.climb, on: early) }
        let step = try #require(try await school.ladder(as: school.noor)?.steps.last)
        #expect(step.reason == "drie keer te laat" && step.agreement == early)
    }

    @Test func `three kept in a row and one comes down by a person's act, not by itself`() async throws {
        let school = try await LadderSchool()
        try await school.agreeRules()
        for _ in 0..<2 { try await school.step(.climb, on: try await school.agree(.notKept)) }
        #expect(try await school.ladder(as: school.noor)?.rung == 2)
        for _ in 0..<2 { try await school.agree(.kept) }
        await #expect(throws: LadderRefusal.notEnoughKept) { try await school.step(.descend) }
        try await school.agree(.kept)
        let ladder = try #require(try await school.ladder(as: school.noor))
        #expect(ladder.rung == 2 && ladder.offersDescent && ladder.kept.count == 3 && ladder.broken.count == 2)
        try await school.step(.descend)
        #expect(try await school.ladder(as: school.noor)?.rung == 1)
        await #expect(throws: LadderRefusal.notEnoughKept, "the row begins anew") { try await school.step(.descend) }
    }

    @Test func `an agreement of school that the workplace is no party to is not counted for the workplace`() async throws {
        let school = try await LadderSchool()
        try await school.agreeRules()
        let between = try await school.agree(.notKept, with: [school.noor, school.mentor], ofPlacement: false)
        #expect(try await school.ladder(as: school.mentor)?.broken.count == 1)
        #expect(try await school.ladder(as: school.supervisor)?.broken.isEmpty == true)
        await #expect(throws: LadderRefusal.nothingBroken) { try await school.step(.climb, on: between, by: school.supervisor) }
        // With the coach alone it is none of school's or the workplace's.
        try await school.agree(.notKept, with: [school.noor, school.coach], ofPlacement: false)
        #expect(try await school.ladder(as: school.mentor)?.broken.count == 1)
    }

    @Test func `after the placement nothing moves`() async throws {
        let school = try await LadderSchool()
        try await school.agreeRules()
        let agreement = try await school.agree(.notKept)
        try await school.change(.managePlacement, by: school.mentor) { try PlacementStore.end($0, reason: "klaar", permit: $1, $2) }
        await #expect(throws: LadderRefusal.notRunning) { try await school.step(.climb, on: agreement) }
        await #expect(throws: HouseRulesRefusal.over) {
            try await school.change(.setHouseRules, by: school.mentor) {
                try HouseRulesStore.set(LadderSchool.draft, of: $0, permit: $1, $2)
            }
        }
    }
}
