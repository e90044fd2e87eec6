import Foundation
import People
import Storage
import Web

/// A question from a guide to the coordinator of care. Nothing goes along but the question; the student decides what else is read.
package struct Consult: Sendable {
    package let id: ID<Consult>
    package let student: ID<Person>
    package let askedBy: ID<Person>?
    package let coordinator: ID<Person>?
    package let question: String
    package let answer: String?
    package let state: State
    package let asked: Date
    package let answered: Date?
    package let ended: Date?
    /// Names as far as they are still known.
    var asker: PersonName?
    var coordinatorName: PersonName?

    package enum State: String, CaseIterable, Sendable, Storable {
        case asked, takenUp, answered, closed, withdrawn

        /// While the coordinator needs to read it.
        package static let open: [State] = [.asked, .takenUp, .answered]
    }
}

package enum ConsultAct: String, CaseIterable, Sendable {
    case takeUp, answer
    /// To propose a referral: an answer too.
    case refer
    case close, withdraw
}

package enum ConsultRefusal: String, Refusal {
    case notNow, notYours
    package var key: String { "consult." + rawValue }
}

extension Consult {
    /// Days after which what was answered closes by itself, and with it the access of who answered.
    package static let closesAfter = 30

    private static let leading = Signal.leading
    private static let care: Set<Role> = [.careCoordinator]

    /// The states, what may be done in each and by whom. The coordinator is the one it was put to; an answer can be bettered until it is closed.
    package static let follows: [(from: State, act: ConsultAct, by: Set<Role>, to: State)] = [
        (.asked, .takeUp, care, .takenUp),
        (.asked, .answer, care, .answered),
        (.asked, .refer, care, .answered),
        (.asked, .withdraw, leading, .withdrawn),
        (.takenUp, .answer, care, .answered),
        (.takenUp, .refer, care, .answered),
        (.takenUp, .withdraw, leading, .withdrawn),
        (.answered, .answer, care, .answered),
        (.answered, .refer, care, .answered),
        (.answered, .close, leading.union(care), .closed),
    ]

    /// What follows an act by who has these roles around the student, or why it is refused.
    /// - Parameter isCoordinator: whether it was put to this person.
    package static func state(_ state: State, after act: ConsultAct, by roles: Set<Role>, isCoordinator: Bool) throws -> State {
        let parties = isCoordinator ? roles : roles.subtracting(care)
        let rows = follows.filter { $0.act == act && !$0.by.isDisjoint(with: parties) }
        guard !rows.isEmpty else { throw ConsultRefusal.notYours }
        guard let next = rows.first(where: { $0.from == state }) else { throw ConsultRefusal.notNow }
        return next.to
    }

    func after<Scope>(_ act: ConsultAct, _ permit: Permit<Scope>) throws -> State {
        try Self.state(state, after: act, by: permit.roles, isCoordinator: coordinator == permit.viewer)
    }

    func allows<Scope>(_ act: ConsultAct, _ permit: Permit<Scope>) -> Bool { (try? after(act, permit)) != nil }
}

/// A consult that is about to be asked.
package struct ConsultDraft: Sendable {
    package let coordinator: ID<Person>
    package let question: String

    package init(coordinator: ID<Person>, question: String) {
        self.coordinator = coordinator
        self.question = question
    }
}
