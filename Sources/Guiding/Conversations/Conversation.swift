import Foundation
import People
import Storage
import Web

/// A planned or held guidance talk, with preparation and evaluation.
package struct Conversation: Sendable {
    package let id: ID<Conversation>
    package let student: ID<Person>
    package let kind: Kind
    package let state: State
    package let at: Date
    package let place: String?
    /// One point a line.
    package let agenda: String?
    /// Everyone who takes part can read these, the student too.
    package let notes: String?
    package let summary: String?
    package let summarised: Date?
    package let participants: [Participant]

    package enum Kind: String, CaseIterable, Sendable, Storable {
        case individual, threeWayStart, threeWayMid, threeWayFinal, careerDialogue, group, incidental

        /// Which checklist lies at hand: a talk with the workplace is about collaboration too.
        package var isThreeWay: Bool { self == .threeWayStart || self == .threeWayMid || self == .threeWayFinal }
    }

    package enum State: String, CaseIterable, Sendable, Storable { case proposed, planned, held, concluded, cancelled }

    package struct Participant: Sendable {
        package let person: ID<Person>
        package let name: PersonName
        package let confirmed: Date?
    }
}

/// What can be done with a conversation.
package enum ConversationAct: String, CaseIterable, Sendable { case prepare, plan, hold, conclude, leave, cancel, confirm }

package enum ConversationRefusal: String, Refusal {
    case notNow, notParticipant, alreadyConfirmed, noSummary
    package var key: String { "conversation." + rawValue }
}

extension Conversation {
    /// The states and what may be done in each. To leave is to close a held talk without a written outcome; it is asked for once, not nagged about.
    package static let follows: [(from: State, act: ConversationAct, to: State)] = [
        (.proposed, .plan, .planned), (.proposed, .cancel, .cancelled), (.planned, .plan, .planned), (.planned, .prepare, .planned),
        (.planned, .hold, .held), (.planned, .cancel, .cancelled), (.held, .hold, .held), (.held, .conclude, .concluded),
        (.held, .leave, .concluded), (.concluded, .conclude, .concluded), (.concluded, .confirm, .concluded),
    ]

    package static func state(_ state: State, after act: ConversationAct) -> State? {
        follows.first { $0.from == state && $0.act == act }?.to
    }

    package func after(_ act: ConversationAct) throws -> State {
        guard let next = Self.state(state, after: act) else { throw ConversationRefusal.notNow }
        return next
    }

    package func participant(_ person: ID<Person>) -> Participant? { participants.first { $0.person == person } }

    /// The agenda as points.
    package var points: [String] {
        (agenda ?? "").split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}

/// A conversation that is about to be planned, proposed, or noted after the fact.
package struct ConversationDraft: Sendable {
    package let kind: Conversation.Kind
    package let at: Date
    package let place: String?
    package let agenda: String?
    package let participants: [ID<Person>]

    package init(kind: Conversation.Kind, at: Date, place: String? = nil, agenda: String? = nil, participants: [ID<Person>]) {
        self.kind = kind
        self.at = at
        self.place = place
        self.agenda = agenda
        self.participants = participants
    }
}
