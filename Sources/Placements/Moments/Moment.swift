import Foundation
import Guiding
import People
import Storage
import Web

/// One of the three fixed moments at which student, school and workplace come together.
package struct Moment: Sendable {
    package let kind: Kind
    /// The days on which it belongs.
    package let window: ClosedRange<Day>
    /// The day and time it was given.
    package let planned: Date?
    /// When it was made: a contact or a three-way conversation of this kind.
    package let made: Date?
    package let state: State

    package enum Kind: String, CaseIterable, Sendable, Storable, LosslessStringConvertible {
        case start, mid, final

        package init?(_ text: String) { self.init(rawValue: text) }
        package var description: String { rawValue }
        package var key: String { "moment.kind." + rawValue }

        /// The three-way conversation that is this moment.
        package var conversation: Conversation.Kind {
            switch self {
            case .start: .threeWayStart
            case .mid: .threeWayMid
            case .final: .threeWayFinal
            }
        }
    }

    /// `lapsed`: the placement was over before it came to this moment, and nobody is asked for it.
    package enum State: String, CaseIterable, Sendable { case open, planned, made, missed, lapsed }

    /// The last day on which it can be made in time: that of its plan, else of its days.
    package var lastDay: Day { planned.map { Day($0) } ?? window.upperBound }
}

package enum MomentAct: String, CaseIterable, Sendable { case plan, make }

package enum MomentRefusal: String, Refusal {
    case notNow
    package var key: String { "moment." + rawValue }
}

extension Moment {
    /// The states and what may be done in each. What was missed can still be planned or made; what was made stays made.
    package static let follows: [(from: State, act: MomentAct, to: State)] = [
        (.open, .plan, .planned), (.open, .make, .made), (.planned, .plan, .planned), (.planned, .make, .made), (.missed, .plan, .planned),
        (.missed, .make, .made),
    ]

    /// What opens each act.
    package static let needs: [MomentAct: Act] = [.plan: .managePlacement, .make: .logContact]

    package static func state(_ state: State, after act: MomentAct) -> State? {
        follows.first { $0.from == state && $0.act == act }?.to
    }

    package func after(_ act: MomentAct) throws -> State {
        guard let next = Self.state(state, after: act) else { throw MomentRefusal.notNow }
        return next
    }

    package func may(_ act: MomentAct, _ may: Set<Act>) -> Bool {
        Self.state(state, after: act) != nil && (Self.needs[act].map(may.contains) ?? false)
    }

    /// A week, and the last two weeks, in days.
    static let week = 7
    static let lastWeeks = 14
    /// A placement shorter than this is cut in three: its weeks would lie over each other.
    static let short = 28

    /// On which days each moment belongs: the first week, the week in the middle, the last two weeks. Of a short placement the first, the
    /// second and the last third.
    package static func windows(first: Day, last: Day) -> [(kind: Kind, days: ClosedRange<Day>)] {
        let length = max(1, last - first + 1)
        func days(_ from: Int, _ to: Int) -> ClosedRange<Day> {
            let begin = min(max(0, from), length - 1)
            return first + begin...first + min(max(begin, to), length - 1)
        }
        guard length >= short else {
            let third = max(1, length / 3)
            return [(.start, days(0, third - 1)), (.mid, days(third, 2 * third - 1)), (.final, days(2 * third, length - 1))]
        }
        let middle = length / 2
        return [
            (.start, days(0, week - 1)), (.mid, days(middle - 3, middle + 3)), (.final, days(length - lastWeeks, length - 1)),
        ]
    }

    /// What was written down about the moments of one placement.
    package struct Known: Sendable {
        package var planned: [Kind: Date] = [:]
        package var made: [Kind: Date] = [:]

        package init(planned: [Kind: Date] = [:], made: [Kind: Date] = [:]) {
            self.planned = planned
            self.made = made
        }
    }

    /// The three moments of a placement as they stand on a day.
    package static func all(of placement: Placement, _ known: Known, today: Day) -> [Moment] {
        guard placement.stored != .cancelled else { return [] }
        return windows(first: placement.first, last: placement.last).map { kind, window in
            let (planned, made) = (known.planned[kind], known.made[kind])
            let last = planned.map { Day($0) } ?? window.upperBound
            return Moment(
                kind: kind, window: window, planned: planned, made: made,
                state: state(isPlanned: planned != nil, made: made, last: last, ended: placement.ended, today: today))
        }
    }

    /// Missed is what nobody made by its last day; of a placement that ended early, what was still ahead lapses.
    package static func state(isPlanned: Bool, made: Date?, last: Day, ended: Day?, today: Day) -> State {
        if made != nil { return .made }
        if let ended, last >= ended { return .lapsed }
        if last < today { return .missed }
        return isPlanned ? .planned : .open
    }
}

extension [Moment] {
    /// What comes next: the first that is open or planned.
    package var next: Moment? { first { $0.state == .open || $0.state == .planned } }
    package var missed: [Moment] { filter { $0.state == .missed } }
}
