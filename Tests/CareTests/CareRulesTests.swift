import People
import Storage
import Testing

@testable import Care

/// Every state × every act × every role; what is expected stands here by itself, from the description and not from the tables.
@Suite("What may be done when, and by whom")
struct CareRulesTests {
    @Test(arguments: Signal.State.allCases, SignalAct.allCases)
    func `a signal`(state: Signal.State, act: SignalAct) {
        let next: Signal.State? =
            switch (state, act) {
            case (.given, .takeUp): .takenUp
            case (.given, .ask), (.takenUp, .ask): .asked
            case (.takenUp, .settle), (.asked, .settle): .settled
            case (.given, .withdraw): .withdrawn
            default: nil
            }
        for role in Role.allCases {
            for isGiver in [true, false] {
                let may =
                    act == .withdraw
                    ? isGiver && [.mentor, .classGuide, .workplaceSupervisor, .peerCoach].contains(role)
                    : [.mentor, .classGuide].contains(role)
                let found = Result { try Signal.state(state, after: act, by: [role], isGiver: isGiver) }
                switch found {
                case .success(let to): #expect(may && to == next, "\(state) \(act) \(role)")
                case .failure(let error):
                    let reason = error as? SignalRefusal
                    #expect(!may || next == nil, "\(state) \(act) \(role)")
                    #expect(reason == (may ? .notNow : act == .withdraw ? .notGiver : .notLeading), "\(state) \(act) \(role)")
                }
            }
        }
    }

    @Test(arguments: Consult.State.allCases, ConsultAct.allCases)
    func `a consult`(state: Consult.State, act: ConsultAct) {
        let next: Consult.State? =
            switch (state, act) {
            case (.asked, .takeUp): .takenUp
            case (.asked, .answer), (.takenUp, .answer), (.answered, .answer): .answered
            case (.asked, .refer), (.takenUp, .refer), (.answered, .refer): .answered
            case (.answered, .close): .closed
            case (.asked, .withdraw), (.takenUp, .withdraw): .withdrawn
            default: nil
            }
        for role in Role.allCases {
            for isCoordinator in [true, false] {
                let leads = [.mentor, .classGuide].contains(role)
                let cares = role == .careCoordinator && isCoordinator
                let may =
                    switch act {
                    case .takeUp, .answer, .refer: cares
                    case .close: leads || cares
                    case .withdraw: leads
                    }
                switch Result(catching: { try Consult.state(state, after: act, by: [role], isCoordinator: isCoordinator) }) {
                case .success(let to): #expect(may && to == next, "\(state) \(act) \(role)")
                case .failure(let error):
                    #expect(!may || next == nil, "\(state) \(act) \(role)")
                    #expect(error as? ConsultRefusal == (may ? .notNow : .notYours), "\(state) \(act) \(role)")
                }
            }
        }
    }

    @Test(arguments: Referral.State.allCases, ReferralAct.allCases)
    func `a referral`(state: Referral.State, act: ReferralAct) {
        let next: Referral.State? =
            switch (state, act) {
            case (.proposed, .agree): .asked
            case (.proposed, .refuse): .refused
            case (.asked, .accept): .accepted
            case (.asked, .decline), (.accepted, .decline): .declined
            case (.accepted, .begin): .running
            case (.running, .report): .running
            case (.running, .close): .done
            case (.proposed, .withdraw), (.asked, .withdraw), (.accepted, .withdraw), (.running, .withdraw): .withdrawn
            default: nil
            }
        for role in Role.allCases {
            let may =
                switch act {
                case .propose: false
                case .agree, .refuse: role == .student
                case .accept, .decline, .begin, .report: role == .careWorker
                case .close: role == .careWorker || role == .careCoordinator
                // Before there was a yes the student says no; afterwards takes it back.
                case .withdraw: role == .careCoordinator || role == .student
                }
            let isEarly = act == .withdraw && role == .student && state == .proposed
            switch Result(catching: { try Referral.state(state, after: act, by: [role]) }) {
            case .success(let to): #expect(may && to == next && !isEarly, "\(state) \(act) \(role)")
            case .failure(let error):
                #expect(!may || next == nil || isEarly, "\(state) \(act) \(role)")
                #expect(error as? ReferralRefusal == (may ? .notNow : .notYours), "\(state) \(act) \(role)")
            }
        }
    }

    @Test func `who is no party to a referral does nothing with it`() {
        #expect(throws: ReferralRefusal.notYours) { try Referral.state(.asked, after: .accept, by: []) }
    }

    @Test(arguments: [
        // Given on, holiday (first, last), in time until and with.
        ("2026-11-23", nil, "2026-11-24"),  // Monday
        ("2026-11-27", nil, "2026-11-30"),  // Friday: over the weekend
        ("2026-11-28", nil, "2026-11-30"),  // Saturday
        ("2026-12-18", ("2026-12-19", "2027-01-03"), "2027-01-04"),  // over Christmas and the new year
        ("2026-12-31", nil, "2027-01-01"),  // a year ends; what is no holiday of the school is a school day
        ("2027-02-26", ("2027-02-27", "2027-03-07"), "2027-03-08"),
    ])
    func `'we have it' comes within one school day`(given: String, holiday: (String, String)?, by: String) throws {
        let day = try #require(Day(given))
        var holidays: [SchoolCalendar.Holiday] = []
        if let holiday {
            holidays = [
                SchoolCalendar.Holiday(
                    id: try #require(ID("h")), name: "Vrij", first: try #require(Day(holiday.0)), last: try #require(Day(holiday.1)))
            ]
        }
        let calendar = SchoolCalendar(holidays: holidays)
        let moment = Amsterdam.moment(day, hour: 23, minute: 30)
        let last = Signal.answerBy(given: moment, calendar)
        #expect(last.description == by)
        let signal = try Self.signal(.given, given: day)
        #expect(!signal.isLate(on: last, calendar))
        #expect(signal.isLate(on: last + 1, calendar))
        #expect(!(try Self.signal(.takenUp, given: day)).isLate(on: last + 9, calendar))
    }

    @Test func `that care thinks along is known to who may know of consults`() throws {
        let signal = try Self.signal(.asked, given: School.today)
        #expect(signal.stateShown(to: [.signals, .consults]) == .asked)
        #expect(signal.stateShown(to: [.ownSignals]) == .takenUp)
    }

    private static func signal(_ state: Signal.State, given: Day) throws -> Signal {
        Signal(
            id: try #require(ID("s")), student: try #require(ID("noor")), givenBy: nil, area: nil, words: "", state: state,
            given: Amsterdam.moment(given, hour: 9, minute: 0), takenUpBy: nil, takenUp: nil, answer: nil, ended: nil, consult: nil)
    }
}
