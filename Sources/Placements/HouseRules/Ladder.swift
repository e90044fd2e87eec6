import Agreements
import Foundation
import People
import Storage
import Web

/// The ladder of chances of one placement: rungs that were agreed beforehand, the steps that people took on it, and the agreements that
/// were kept and not kept meanwhile. Nothing climbs by itself: an agreement that was not kept offers the next rung, and so many kept in a
/// row offer the way down.
package struct Ladder: Sendable {
    /// The lowest first.
    package let rungs: [String]
    package let keptToDescend: Int
    /// In order of time.
    package let steps: [Step]
    /// What was judged while the placement ran, in order of time, as far as the viewer may see it.
    package let judged: [Judged]

    package init(rungs: [String], keptToDescend: Int, steps: [Step], judged: [Judged]) {
        self.rungs = rungs
        self.keptToDescend = keptToDescend
        self.steps = steps
        self.judged = judged
    }

    package struct Step: Sendable {
        package let id: ID<Step>
        package let act: LadderAct
        /// Where it led to; 0 is the ground.
        package let rung: Int
        package let agreement: ID<Agreement>?
        package let reason: String?
        package let by: ID<Person>?
        package let at: Date
    }

    package struct Judged: Sendable {
        package let agreement: ID<Agreement>
        package let what: String
        package let state: Agreement.State
        package let at: Date
    }

    /// Where one stands, as far as it matters for what can be done.
    package enum Place: String, CaseIterable, Sendable { case ground, between, top }

    /// What makes an act possible.
    package enum Ground: String, CaseIterable, Sendable { case brokenAgreement, keptInRow }
}

/// What people do on the ladder. To stay is to decide on purpose that this time nothing follows, with the reason.
package enum LadderAct: String, CaseIterable, Sendable, Storable { case climb, stay, descend }

package enum LadderRefusal: String, Refusal {
    case top, onGround, nothingBroken, stayNeedsReason, notEnoughKept, notRunning, noRules
    package var key: String { "ladder." + rawValue }
}

extension Ladder {
    /// The places, what may be done in each, and what it takes.
    package static let follows: [(from: Place, act: LadderAct, needs: Ground)] = [
        (.ground, .climb, .brokenAgreement), (.ground, .stay, .brokenAgreement), (.between, .climb, .brokenAgreement),
        (.between, .stay, .brokenAgreement), (.between, .descend, .keptInRow), (.top, .stay, .brokenAgreement),
        (.top, .descend, .keptInRow),
    ]

    package var rung: Int { min(max(0, steps.last?.rung ?? 0), rungs.count) }
    package var place: Place { rung == 0 ? .ground : rung == rungs.count ? .top : .between }
    /// The name of the rung one stands on; nil on the ground.
    package var current: String? { rung == 0 ? nil : rungs[rung - 1] }
    /// The name of the rung that would be next; nil at the top.
    package var next: String? { rung < rungs.count ? rungs[rung] : nil }

    package var kept: [Judged] { judged.filter { $0.state == .kept } }
    package var broken: [Judged] { judged.filter { $0.state == .notKept } }

    /// Not kept, and nobody has decided yet what follows. What was moved and broken again is undecided again.
    package var undecided: [Judged] {
        broken.filter { one in !steps.contains { $0.agreement == one.agreement && $0.at >= one.at } }
    }

    /// Agreements kept in a row since the last step up or down. One that was not kept begins the row anew; partly kept neither counts nor
    /// breaks it.
    package var keptInRow: Int {
        let since = steps.last { $0.act != .stay }?.at ?? .distantPast
        var row = 0
        for one in judged where one.at > since {
            switch one.state {
            case .kept: row += 1
            case .notKept: row = 0
            case .open, .partly: break
            }
        }
        return row
    }

    package var offersDescent: Bool { rung > 0 && keptInRow >= keptToDescend }

    /// The rung an act leads to, or why it is refused.
    package func after(_ act: LadderAct, on agreement: ID<Agreement>?, reason: String?, placement: Placement.State) throws -> Int {
        guard placement == .running else { throw LadderRefusal.notRunning }
        guard let row = Self.follows.first(where: { $0.from == place && $0.act == act }) else {
            throw act == .descend ? LadderRefusal.onGround : LadderRefusal.top
        }
        switch row.needs {
        case .brokenAgreement:
            guard let agreement, undecided.contains(where: { $0.agreement == agreement }) else { throw LadderRefusal.nothingBroken }
        case .keptInRow:
            guard keptInRow >= keptToDescend else { throw LadderRefusal.notEnoughKept }
        }
        switch act {
        case .climb: return rung + 1
        case .descend: return rung - 1
        case .stay:
            guard reason?.isEmpty == false else { throw LadderRefusal.stayNeedsReason }
            return rung
        }
    }

    /// What can be done about one agreement that was not kept.
    package func offers(on agreement: ID<Agreement>) -> [LadderAct] {
        guard undecided.contains(where: { $0.agreement == agreement }) else { return [] }
        return Self.follows.filter { $0.from == place && $0.needs == .brokenAgreement }.map(\.act)
    }

    /// Whether an agreement belongs to the ladder of a placement: made for it, or judged while it ran with school or workplace as a party.
    /// - Parameter people: who guides at school, and who supervises at the workplace.
    package static func counts(_ agreement: Agreement, judged: Date, placement: Placement, people: Set<ID<Person>>) -> Bool {
        if let own = agreement.placement { return own.text == placement.id.text }
        let day = Day(judged)
        return day >= placement.first && day <= placement.until && agreement.parties.contains { people.contains($0.person) }
    }
}
