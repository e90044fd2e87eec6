import Foundation
import People
import Storage
import Web

/// Something a guide noticed and passes to the school.
package struct Signal: Sendable {
    package let id: ID<Signal>
    package let student: ID<Person>
    package let givenBy: ID<Person>?
    package let area: LifeArea?
    package let words: String
    package let state: State
    package let given: Date
    package let takenUpBy: ID<Person>?
    package let takenUp: Date?
    /// What the school tells who gave it.
    package let answer: String?
    package let ended: Date?
    package let consult: ID<Consult>?
    /// Names as far as they are still known.
    var giver: PersonName?
    var taker: PersonName?

    package enum State: String, CaseIterable, Sendable, Storable { case given, takenUp, asked, settled, withdrawn }
}

/// What can be done with a signal that was given.
package enum SignalAct: String, CaseIterable, Sendable {
    /// 'We have it.'
    case takeUp
    case settle
    /// To ask a consult about it.
    case ask
    case withdraw
}

package enum SignalRefusal: String, Refusal {
    case notNow, notGiver, notLeading
    package var key: String { "signal." + rawValue }
}

extension Signal {
    /// Who takes up what was signalled: whoever leads the guidance.
    package static let leading: Set<Role> = [.mentor, .classGuide]
    /// Who gives a signal: anyone in the team.
    package static let giving: Set<Role> = [.mentor, .classGuide, .workplaceSupervisor, .peerCoach]

    /// The states, what may be done in each and by whom. To withdraw is the giver's alone.
    package static let follows: [(from: State, act: SignalAct, by: Set<Role>, to: State)] = [
        (.given, .takeUp, leading, .takenUp),
        (.given, .ask, leading, .asked),
        (.given, .withdraw, giving, .withdrawn),
        (.takenUp, .ask, leading, .asked),
        (.takenUp, .settle, leading, .settled),
        (.asked, .settle, leading, .settled),
    ]

    /// What follows an act by who has these roles around the student, or why it is refused.
    package static func state(_ state: State, after act: SignalAct, by roles: Set<Role>, isGiver: Bool) throws -> State {
        let rows = follows.filter { $0.act == act && !$0.by.isDisjoint(with: roles) }
        guard !rows.isEmpty else { throw act == .withdraw ? SignalRefusal.notGiver : .notLeading }
        guard act != .withdraw || isGiver else { throw SignalRefusal.notGiver }
        guard let next = rows.first(where: { $0.from == state }) else { throw SignalRefusal.notNow }
        return next.to
    }

    func after<Scope>(_ act: SignalAct, _ permit: Permit<Scope>) throws -> State {
        try Self.state(state, after: act, by: permit.roles, isGiver: givenBy == permit.viewer)
    }

    func allows<Scope>(_ act: SignalAct, _ permit: Permit<Scope>) -> Bool { (try? after(act, permit)) != nil }

    /// The last day on which 'we have it' is in time: within one school day.
    package static func answerBy(given: Date, _ calendar: SchoolCalendar) -> Day { calendar.schoolDay(after: Day(given)) }

    /// Whether nobody has taken it up in time.
    package func isLate(on today: Day, _ calendar: SchoolCalendar) -> Bool {
        state == .given && today > Self.answerBy(given: given, calendar)
    }

    /// Where it stands, for this reader: that care was asked to think along is not every giver's to know.
    package func stateShown(to sees: Set<Part>) -> State { state == .asked && !sees.contains(.consults) ? .takenUp : state }
}

/// A signal that is about to be given.
package struct SignalDraft: Sendable {
    package let area: LifeArea?
    package let words: String

    package init(area: LifeArea?, words: String) {
        self.area = area
        self.words = words
    }
}
