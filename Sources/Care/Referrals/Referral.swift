import Foundation
import People
import Storage
import Web

/// The hand-over of a question to care. Proposed by the coordinator, decided by the student, and only then with the receiver.
package struct Referral: Sendable {
    package let id: ID<Referral>
    package let student: ID<Person>
    package let consult: ID<Consult>?
    package let coordinator: ID<Person>?
    package let receiver: ID<Person>?
    package let state: State
    package let proposed: Date
    /// When the state became what it is.
    package let changed: Date
    /// What it says; nil for who sees the state alone.
    package let content: Content?
    var coordinatorName: PersonName?

    package struct Content: Sendable {
        package let words: String
        package let area: LifeArea?
        /// The organisation outside the school; nil when it stays inside.
        package let place: String?
        package let asksCircumstances: Bool
        package let items: [Item]
        var receiverName: PersonName?
    }

    /// Something that could go along, and whether the student agreed.
    package struct Item: Sendable, Equatable {
        package let item: Share.Item
        package let isAgreed: Bool
    }

    /// One line of what happened.
    package struct Event: Sendable {
        package let act: ReferralAct
        package let at: Date
        /// Nil for who sees the state alone.
        package let by: PersonName?
        /// A reason or a report; nil for who sees the state alone.
        package let words: String?
    }

    package enum State: String, CaseIterable, Sendable, Storable {
        /// Waits for the student.
        case proposed
        /// The student said no.
        case refused
        case asked, accepted, declined, running, done, withdrawn

        /// While the receiver needs to read it.
        package static let withReceiver: [State] = [.asked, .accepted, .running]
        package static let open: [State] = [.proposed] + withReceiver
    }
}

package enum ReferralAct: String, CaseIterable, Sendable, Storable {
    /// How it begins; never done to one that is there.
    case propose
    case agree, refuse
    case accept, decline, begin, report, close
    case withdraw
}

package enum ReferralRefusal: String, Refusal {
    case notNow, notYours
    package var key: String { "referral." + rawValue }
}

extension Referral {
    /// The states, what may be done in each and by whom. Coordinator and receiver are those it was made by and put to. The student takes a
    /// yes back at any moment: what was agreed to share stops with it.
    package static let follows: [(from: State, act: ReferralAct, by: Set<Role>, to: State)] = [
        (.proposed, .agree, [.student], .asked),
        (.proposed, .refuse, [.student], .refused),
        (.proposed, .withdraw, [.careCoordinator], .withdrawn),
        (.asked, .accept, [.careWorker], .accepted),
        (.asked, .decline, [.careWorker], .declined),
        (.asked, .withdraw, [.student, .careCoordinator], .withdrawn),
        (.accepted, .begin, [.careWorker], .running),
        (.accepted, .decline, [.careWorker], .declined),
        (.accepted, .withdraw, [.student, .careCoordinator], .withdrawn),
        (.running, .report, [.careWorker], .running),
        (.running, .close, [.careWorker, .careCoordinator], .done),
        (.running, .withdraw, [.student, .careCoordinator], .withdrawn),
    ]

    /// What follows an act by these parties to the referral, or why it is refused.
    package static func state(_ state: State, after act: ReferralAct, by parties: Set<Role>) throws -> State {
        let rows = follows.filter { $0.act == act && !$0.by.isDisjoint(with: parties) }
        guard !rows.isEmpty else { throw ReferralRefusal.notYours }
        guard let next = rows.first(where: { $0.from == state }) else { throw ReferralRefusal.notNow }
        return next.to
    }

    /// What the viewer is to this referral; a role alone makes nobody a party.
    func parties<Scope>(_ permit: Permit<Scope>) -> Set<Role> {
        var parties: Set<Role> = permit.viewer == student ? [.student] : []
        if coordinator == permit.viewer, permit.roles.contains(.careCoordinator) { parties.insert(.careCoordinator) }
        if receiver == permit.viewer, permit.roles.contains(.careWorker) { parties.insert(.careWorker) }
        return parties
    }

    func after<Scope>(_ act: ReferralAct, _ permit: Permit<Scope>) throws -> State {
        try Self.state(state, after: act, by: parties(permit))
    }

    func allows<Scope>(_ act: ReferralAct, _ permit: Permit<Scope>) -> Bool { (try? after(act, permit)) != nil }

    /// What the student agreed to.
    var agreed: [Share.Item] { (content?.items ?? []).filter(\.isAgreed).map(\.item) }

    /// Whether somebody from outside still has to be invited.
    var waitsForInvitation: Bool { state == .asked && content?.place != nil && receiver == nil }
}

/// A referral that is about to be proposed.
package struct ReferralDraft: Sendable {
    /// Someone of the school, or an organisation outside it.
    package enum Receiver: Sendable, Equatable {
        case inside(ID<Person>)
        case outside(String)
    }

    package let receiver: Receiver
    package let area: LifeArea?
    package let words: String
    /// Sections of the manual, by their titles: the coordinator reads nothing that is not shared.
    package let sections: [Share.Item]
    /// Whether circumstances that the student chooses could go along; not even whether there are any is known here.
    package let asksCircumstances: Bool

    package init(receiver: Receiver, area: LifeArea? = nil, words: String, sections: [Share.Item] = [], asksCircumstances: Bool = false) {
        self.receiver = receiver
        self.area = area
        self.words = words
        self.sections = sections
        self.asksCircumstances = asksCircumstances
    }
}
