import Foundation
import Instruments
import People
import Storage
import Web

/// How one side sees the cross-subject skills of a student at a moment. It is about the student, and sealed with the student's key.
package struct SkillRating: Sendable {
    package let id: ID<SkillRating>
    package let side: Side
    package let rater: ID<Person>?
    /// The version of the instrument it was given on.
    package let version: Int
    package let answers: Answers
    package let at: Date

    /// The three who look: the student, the school and the workplace.
    package enum Side: String, CaseIterable, Sendable, Storable {
        case student, school, workplace

        /// For which side someone with these roles speaks; nil for who is not asked.
        package init?(roles: Set<Role>) {
            if roles.contains(.student) {
                self = .student
            } else if !roles.isDisjoint(with: Role.ofClass) {
                self = .school
            } else if roles.contains(.workplaceSupervisor) {
                self = .workplace
            } else {
                return nil
            }
        }
    }

    /// The instrument it is filled in on.
    package static let instrument = "vakoverstijgende-vaardigheden"

    func point(_ item: Instrument.Item) -> Int? {
        guard case .scale(let point) = answers[item.key] else { return nil }
        return point
    }

    func text(_ item: Instrument.Item) -> String? {
        guard case .text(let text) = answers[item.key], !text.isEmpty else { return nil }
        return text
    }
}

/// The latest rating of each side beside each other: what is seen differently first, because that is what there is to talk about. No sum,
/// no mean: seven skills are no mark.
struct SkillComparison: Sendable {
    struct Row: Sendable {
        let item: Instrument.Item
        let points: [SkillRating.Side: Int]

        /// How far the sides are apart, in steps of the scale; nil when fewer than two sides said something.
        var distance: Int? {
            guard points.count > 1, let least = points.values.min(), let most = points.values.max() else { return nil }
            return most - least
        }

        /// Two steps or more: one step is a matter of words.
        var differs: Bool { (distance ?? 0) >= 2 }
    }

    let rows: [Row]
    /// Of each side the rating that is compared.
    let latest: [SkillRating.Side: SkillRating]

    /// - Parameter ratings: in any order.
    init(_ ratings: [SkillRating], in instrument: Instrument) {
        let latest = Dictionary(grouping: ratings, by: \.side).compactMapValues { $0.max { $0.at < $1.at } }
        let scales = instrument.items.filter { if case .scale = $0.kind { true } else { false } }
        let rows = scales.map { item in Row(item: item, points: latest.compactMapValues { $0.point(item) }) }
        // A sort that keeps the order of the instrument among equals.
        self.rows = rows.enumerated().sorted { ($1.element.distance ?? -1, $0.offset) < ($0.element.distance ?? -1, $1.offset) }.map(
            \.element)
        self.latest = latest
    }

    var differing: [Row] { rows.filter(\.differs) }
    var alike: [Row] { rows.filter { !$0.differs } }
}

package enum SkillRefusal: String, Refusal {
    case noSide, unfit
    package var key: String { "skill." + rawValue }
}
