import Foundation
import People
import Storage
import Web

/// Something that plays in a student's life, in a wording that a guide proposed and the student decides about. Until then the author and the
/// student alone see it; what is not decided within thirty days is removed.
package struct Circumstance: Sendable {
    package let id: ID<Circumstance>
    package let student: ID<Person>
    package let author: ID<Person>?
    /// Empty once it was refused.
    package let words: String
    package let state: State
    package let made: Date

    package enum State: String, CaseIterable, Sendable, Storable { case proposed, accepted, refused }

    package var item: Share.Item { Share.Item(.circumstance, id.text) }
}

/// What a student can do with a circumstance.
package enum CircumstanceAct: String, CaseIterable, Sendable { case accept, rephrase, refuse, remove }

package enum CircumstanceRefusal: String, Refusal {
    case decided, tooMany
    package var key: String { "circumstance." + rawValue }
}

extension Circumstance {
    /// The states and what may be done in each. Removing leaves nothing; refusing leaves its author the word 'refused' and no text.
    package static let follows: [(from: State, act: CircumstanceAct, to: State?)] = [
        (.proposed, .accept, .accepted), (.proposed, .rephrase, .accepted), (.proposed, .refuse, .refused),
        (.accepted, .rephrase, .accepted), (.accepted, .remove, nil),
    ]

    /// Days that a proposal waits, and that a refusal is remembered.
    package static let waitingDays = 30
    /// More open proposals than this would be pressure.
    package static let mostOpen = 5

    package static func allows(_ act: CircumstanceAct, in state: State) -> Bool { follows.contains { $0.from == state && $0.act == act } }

    /// The day on which an undecided proposal is gone.
    package static func lapses(made: Date) -> Day { Day(made) + waitingDays }

    package func hasLapsed(on today: Day) -> Bool { state != .accepted && today >= Self.lapses(made: made) }
}
