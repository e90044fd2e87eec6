import Foundation
import People
import Storage
import Testing
import Web

@testable import Placements

@Suite("The rules of a placement")
struct PlacementTests {
    private let today = School.today

    @Test("every state and every act: what follows, and nothing else")
    func table() {
        let expected: [Placement.State: [PlacementAct: Placement.State]] = [
            .planned: [.begin: .running, .change: .planned, .extend: .planned, .cancel: .cancelled],
            .running: [.change: .running, .extend: .running, .end: .ended], .ended: [.extend: .running], .cancelled: [:],
        ]
        for state in Placement.State.allCases {
            for act in PlacementAct.allCases { #expect(Placement.state(state, after: act) == expected[state]?[act], "\(state) \(act)") }
        }
    }

    @Test("it begins and ends by its dates, and what was ended or called off stays so")
    func dates() {
        let (first, last) = (today, today + 10)
        func state(_ stored: Placement.State, _ day: Int) -> Placement.State {
            Placement.state(stored, first: first, last: last, on: today + day)
        }
        #expect([-1, 0, 10, 11].map { state(.planned, $0) } == [.planned, .running, .running, .ended])
        #expect([-1, 0, 11].map { state(.running, $0) } == [.running, .running, .ended])
        #expect([-1, 5, 11].map { state(.cancelled, $0) } == [.cancelled, .cancelled, .cancelled])
        #expect([-1, 5, 11].map { state(.ended, $0) } == [.ended, .ended, .ended])
    }

    @Test("what ended by its dates can be taken up again, what ended early cannot")
    func extending() throws {
        let over = try Sample.placement(first: today + -50, last: today + -1)
        #expect(try over.after(.extend, on: today) == .running)
        #expect(throws: PlacementRefusal.notNow) { try over.after(.end, on: today) }
        let early = try Sample.placement(.ended, first: today + -50, last: today + 5, ended: today + -3)
        #expect(throws: PlacementRefusal.endedEarly) { try early.after(.extend, on: today) }
        #expect(early.until == today + -3)
    }

    @Test("access ends at midnight in Amsterdam after the last day, also when the clock turns that night")
    func midnight() throws {
        // 25 October 2026: summer time ends in the night before.
        let day = try #require(Day("2026-10-24"))
        #expect(Placement.accessEnds(last: day).instantText == "2026-10-24T22:00:00.000Z")
        #expect(Placement.accessEnds(last: day + 1).instantText == "2026-10-25T23:00:00.000Z")
        #expect(Placement.accessEnds(last: try #require(Day("2026-12-31"))).instantText == "2026-12-31T23:00:00.000Z")
    }

    @Test(
        "hours are read as people write them",
        arguments: [
            ("7", 420), ("7,5", 450), ("7.25", 435), ("7:30", 450), ("0", 0), ("12", 720),
        ])
    func hours(_ typed: String, _ minutes: Int) { #expect(PlacementForm.minutes(typed) == minutes) }

    @Test("what is no number of hours is none", arguments: ["", "-1", "13", "nan", "inf", "1e400", "7:75", "zeven", "7:3:0"])
    func noHours(_ typed: String) { #expect(PlacementForm.minutes(typed) == nil) }
}

@Suite("Fixed moments")
struct MomentTests {
    private let today = School.today

    @Test("every state, act and role: what follows, and who may")
    func table() {
        let expected: [Moment.State: [MomentAct: Moment.State]] = [
            .open: [.plan: .planned, .make: .made], .planned: [.plan: .planned, .make: .made], .missed: [.plan: .planned, .make: .made],
            .made: [:], .lapsed: [:],
        ]
        let may: [MomentAct: Set<Role>] = [.plan: [.mentor, .classGuide], .make: [.mentor, .classGuide, .workplaceSupervisor]]
        for state in Moment.State.allCases {
            let moment = Moment(kind: .mid, window: today...today, planned: nil, made: nil, state: state)
            for act in MomentAct.allCases {
                #expect(Moment.state(state, after: act) == expected[state]?[act], "\(state) \(act)")
                for role in Role.allCases {
                    let opens = expected[state]?[act] != nil && may[act]?.contains(role) == true
                    #expect(moment.may(act, AccessRule.of(role)?.may ?? []) == opens, "\(state) \(act) \(role)")
                }
            }
        }
    }

    @Test("of a long placement: the first week, the week in the middle, the last two weeks")
    func windows() throws {
        let first = try #require(Day("2026-11-23"))
        let found = Moment.windows(first: first, last: first + 99)
        #expect(found.map(\.kind) == [.start, .mid, .final])
        #expect(found.map(\.days) == [first...first + 6, first + 47...first + 53, first + 86...first + 99])
        // Over new year and over the turn of the clock a day stays a day.
        #expect(found[1].days.upperBound.year == 2027)
        let spring = try #require(Day("2027-03-22"))
        #expect(
            Moment.windows(first: spring, last: spring + 27).map(\.days) == [
                spring...spring + 6, spring + 11...spring + 17, spring + 14...spring + 27,
            ])
    }

    @Test("of any length the moments lie inside the placement and in order", arguments: 1...60)
    func short(_ length: Int) {
        let last = today + (length - 1)
        let found = Moment.windows(first: today, last: last)
        for (_, days) in found { #expect(today <= days.lowerBound && days.upperBound <= last) }
        for (a, b) in zip(found, found.dropFirst()) {
            #expect(a.days.lowerBound <= b.days.lowerBound && a.days.upperBound <= b.days.upperBound)
        }
        #expect(found.first?.days.lowerBound == today && found.last?.days.upperBound == last)
    }

    @Test("missed is what nobody made by its last day; the plan moves that day")
    func missed() {
        func state(planned: Bool = false, made: Date? = nil, last: Int, ended: Int? = nil) -> Moment.State {
            Moment.state(isPlanned: planned, made: made, last: today + last, ended: ended.map { today + $0 }, today: today)
        }
        #expect(state(last: 0) == .open && state(last: -1) == .missed)
        #expect(state(planned: true, last: 0) == .planned && state(planned: true, last: -1) == .missed)
        #expect(state(made: today.start, last: -9) == .made)
        #expect(state(last: 5, ended: -1) == .lapsed && state(last: -3, ended: -2) == .missed, "what was missed before the end was missed")
        #expect(state(made: today.start, last: 5, ended: -1) == .made)
    }

    @Test("Today says it to both sides: a missed moment first, and silence only while it runs")
    func needs() async throws {
        let ask = try await School().ask()
        let placement = try Sample.placement(first: today + -40, last: today + 60)
        let moments = Moment.all(of: placement, Moment.Known(), today: today)
        let needs = PlacementsPart.needs(of: placement, moments: moments, lastContact: nil, ask)
        #expect(needs.map(\.weight) == [15, 75] && needs[0].path == "/stages/p1/momenten/start" && needs[1].path == "/stages/p1#contact")
        let spoken = PlacementsPart.needs(of: placement, moments: moments, lastContact: (today + -21).start, ask)
        #expect(spoken.map(\.weight) == [15], "21 days is within a rhythm of 21")
        let over = try Sample.placement(first: today + -140, last: today + -1)
        let known = Moment.Known(made: [.start: today.start, .mid: today.start, .final: today.start])
        #expect(PlacementsPart.needs(of: over, moments: Moment.all(of: over, known, today: today), lastContact: nil, ask).isEmpty)
    }
}

@Suite("A match")
struct MatchTests {
    private func answers(_ fits: [Match.Question: Match.Fit]) -> [Match.Question: Match.Answer] { fits.mapValues { Match.Answer($0) } }

    @Test("the largest difference stands first, then what fits least")
    func order() {
        let match = Match(answers: [
            .student: answers([.learning: .well, .tasks: .notYet, .climate: .well, .supervision: .well, .hours: .well]),
            .workplace: answers([.learning: .well, .tasks: .notYet, .climate: .notYet, .supervision: .mostly, .hours: .well]),
        ])
        #expect(match.rows.map(\.question) == [.climate, .supervision, .tasks, .learning, .hours])
        #expect(match.rows[0].distance == 3 && match.rows[2].distance == 0)
    }

    @Test("who has not answered reads nothing of the others; a coach has no side")
    func seen() {
        let match = Match(answers: [.school: answers([.learning: .well])])
        #expect(match.seen(by: .student).rows.isEmpty && match.seen(by: nil).rows.isEmpty && match.seen(by: .school).rows.count == 1)
        #expect(Match.side(of: [.peerCoach]) == nil && Match.side(of: [.guardian]) == nil)
        #expect(Match.side(of: [.workplaceSupervisor, .mentor]) == .school && Match.side(of: [.student]) == .student)
    }
}
