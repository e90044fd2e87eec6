import Foundation
import People
import Storage
import Web

/// Who does what by when, with whom, what if not; kept or not kept.
package struct Agreement: Sendable {
    package let id: ID<Agreement>
    package let student: ID<Person>
    package let what: String
    package let due: Day
    /// What happens if not, named beforehand.
    package let consequence: String?
    package let state: State
    package let goal: ID<AgreementGoal>?
    package let conversation: ID<AgreementConversation>?
    package let placement: ID<AgreementPlacement>?
    package let parties: [Party]
    package let steps: [Step]

    package enum State: String, CaseIterable, Sendable, Storable { case open, kept, partly, notKept }

    package struct Party: Sendable {
        package let person: ID<Person>
        package let name: PersonName
        package let confirmed: Date?
    }

    package struct Step: Sendable {
        package let id: ID<Step>
        package let text: String
        package let done: Date?
    }

    /// One line of the history, which is never rewritten.
    package struct Event: Sendable {
        package enum Kind: String, Sendable, Storable { case made, confirmed, stepDone, kept, partly, notKept, moved }

        package let kind: Kind
        package let by: PersonName?
        package let at: Date
        package let reason: String?
        /// The new date, of a move.
        package let due: Day?
    }
}

/// The goal an agreement serves; a goal is the business of the part that has goals.
package enum AgreementGoal {}
/// The conversation in which an agreement was made.
package enum AgreementConversation {}
/// The placement at a workplace for which an agreement was made.
package enum AgreementPlacement {}

/// What its parties can say of an agreement at its date.
package enum Verdict: String, CaseIterable, Sendable { case kept, partly, notKept, moved }

package enum AgreementRefusal: String, Refusal {
    case notParty, alreadyConfirmed, alreadyJudged, moveNeedsLaterDay, moveNeedsReason, noParties, stepDone
    package var key: String { "agreement." + rawValue }
}

extension Agreement {
    /// The states and what may be said in each. Kept is final; what did not work out may be moved: there is almost always a second chance.
    package static let follows: [(from: State, verdict: Verdict, to: State)] = [
        (.open, .kept, .kept), (.open, .partly, .partly), (.open, .notKept, .notKept), (.open, .moved, .open),
        (.partly, .moved, .open), (.notKept, .moved, .open),
    ]

    package func state(after verdict: Verdict) -> State? { Self.follows.first { $0.from == state && $0.verdict == verdict }?.to }

    /// Where an agreement stands on a day.
    package enum Standing: Equatable, Sendable {
        case ahead, dueToday
        case overdue(days: Int)
        case judged(State)
    }

    package func standing(on today: Day) -> Standing {
        guard state == .open else { return .judged(state) }
        if due < today { return .overdue(days: today - due) }
        return due == today ? .dueToday : .ahead
    }

    /// What it says; of an erased student that it was erased.
    package func title(_ words: Words) -> String { what.isEmpty ? words("agreement.erased") : what }

    package func party(_ person: ID<Person>) -> Party? { parties.first { $0.person == person } }

    package var unconfirmed: [Party] { parties.filter { $0.confirmed == nil } }

    /// Who may say whether it was kept: its parties, and who guides the student as mentor or class guide.
    package func mayBeJudged(by viewer: ID<Person>, as role: Role) -> Bool {
        party(viewer) != nil || role == .mentor || role == .classGuide
    }

    /// What a verdict leads to, or why it is refused.
    package func judging(_ verdict: Verdict, reason: String?, newDue: Day?, by viewer: ID<Person>, as role: Role, today: Day) throws
        -> State
    {
        guard mayBeJudged(by: viewer, as: role) else { throw AgreementRefusal.notParty }
        guard let next = state(after: verdict) else { throw AgreementRefusal.alreadyJudged }
        if verdict == .moved {
            guard let newDue, newDue > due, newDue >= today else { throw AgreementRefusal.moveNeedsLaterDay }
            guard reason?.isEmpty == false else { throw AgreementRefusal.moveNeedsReason }
        }
        return next
    }
}

/// An agreement that is about to be made.
package struct AgreementDraft: Sendable {
    package let what: String
    package let due: Day
    package let consequence: String?
    package let steps: [String]
    package let parties: [ID<Person>]
    package let goal: ID<AgreementGoal>?
    package let conversation: ID<AgreementConversation>?
    package let placement: ID<AgreementPlacement>?

    package init(
        what: String, due: Day, consequence: String? = nil, steps: [String] = [], parties: [ID<Person>], goal: ID<AgreementGoal>? = nil,
        conversation: ID<AgreementConversation>? = nil, placement: ID<AgreementPlacement>? = nil
    ) {
        self.what = what
        self.due = due
        self.consequence = consequence
        self.steps = steps
        self.parties = parties
        self.goal = goal
        self.conversation = conversation
        self.placement = placement
    }
}
