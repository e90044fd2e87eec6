import Foundation
import People
import Storage
import Web

/// What student, school and workplace agree on at the start of a placement: a few short rules, the rungs of the ladder of chances, and how
/// many kept agreements in a row come down a rung. A change is a new version, and asks everyone's yes anew; until then the last version
/// that all three agreed on holds.
package struct HouseRules: Sendable {
    package let version: Int
    package let rules: [String]
    /// The names of the rungs, the lowest first.
    package let rungs: [String]
    package let keptToDescend: Int
    package let setBy: ID<Person>?
    package let set: Date
    package let yeses: [Side: Yes]

    /// The three who agree: the same who say how a place fits.
    package typealias Side = Match.Side

    package struct Yes: Sendable {
        package let person: ID<Person>?
        package let at: Date
    }

    package var isAgreed: Bool { Side.allCases.allSatisfy { yeses[$0] != nil } }
    /// Since when it holds: the last of the three yeses.
    package var agreed: Date? { isAgreed ? yeses.values.map(\.at).max() : nil }
    package var waiting: [Side] { Side.allCases.filter { yeses[$0] == nil } }
}

package struct HouseRulesDraft: Sendable, Equatable {
    package let rules: [String]
    package let rungs: [String]
    package let keptToDescend: Int

    package init(rules: [String], rungs: [String], keptToDescend: Int = HouseRulesDraft.standardKept) {
        self.rules = rules
        self.rungs = rungs
        self.keptToDescend = keptToDescend
    }

    package static let standardKept = 3
    package static let mostRules = 15
    package static let mostRungs = 6
    package static let keptRange = 1...10
}

package enum HouseRulesRefusal: String, Refusal {
    case noSide, nothingSet, alreadyAgreed, unchanged, over
    package var key: String { "houseRule." + rawValue }
}

extension HouseRules {
    /// Rules are made and agreed as long as the placement is planned or runs.
    package static func mayChange(_ state: Placement.State) -> Bool { state == .planned || state == .running }

    /// Whether a side's yes is waited for.
    package func agreeing(_ side: Side, placement: Placement.State) throws {
        guard Self.mayChange(placement) else { throw HouseRulesRefusal.over }
        guard yeses[side] == nil else { throw HouseRulesRefusal.alreadyAgreed }
    }

    var draft: HouseRulesDraft { HouseRulesDraft(rules: rules, rungs: rungs, keptToDescend: keptToDescend) }
}

extension [HouseRules] {
    /// The version that holds: the latest that all three agreed on.
    package var inForce: HouseRules? { filter(\.isAgreed).max { $0.version < $1.version } }
    /// A newer one that waits for a yes.
    package var pending: HouseRules? {
        guard let last = self.max(by: { $0.version < $1.version }), !last.isAgreed else { return nil }
        return last
    }
}
