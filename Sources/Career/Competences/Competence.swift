import Foundation
import People
import Storage
import Web

/// The five career competences, in the terms of the field: reflecting on capacities (what can I do), reflecting on motives (what do I
/// want), exploring work, steering a career, and networking.
package enum Competence: String, CaseIterable, Sendable, Storable { case capacities, motives, exploring, steering, networking }

/// What shows that a student can do something of a competence: a short note with a day, from school, work or life.
package struct Evidence: Sendable {
    package let id: ID<Evidence>
    package let competence: Competence
    package let source: Source
    package let words: String
    package let day: Day
    package let by: ID<Person>?
    package let made: Date

    package enum Source: String, CaseIterable, Sendable, Storable { case school, work, life }
}

/// Work or a training that the student tried or looked at, and how it felt.
package struct ExploredOption: Sendable {
    package let id: ID<ExploredOption>
    package let kind: Kind
    package let words: String
    package let felt: Felt
    package let note: String?
    package let day: Day
    package let by: ID<Person>?
    package let made: Date

    package enum Kind: String, CaseIterable, Sendable, Storable { case tried, seen, heard }
    /// Not for me is as good an answer as yes: that too is known now.
    package enum Felt: String, CaseIterable, Sendable, Storable { case yes, perhaps, notForMe }
}

/// What the student wants to do after this year. A change is a new version; how a plan grew is worth seeing.
package struct NextStep: Sendable {
    package let version: Int
    package let direction: Direction
    package let words: String?
    package let by: ID<Person>?
    package let made: Date

    package enum Direction: String, CaseIterable, Sendable, Storable { case level2, work, both, other, unknown }
}

package enum CareerRefusal: String, Refusal {
    case notYours, unchanged, tooMany
    package var key: String { "career." + rawValue }
}

enum CareerRules {
    /// Notes and options are the student's; who wrote one down together with the student may take that one away again.
    static func mayRemove(madeBy: ID<Person>?, viewer: ID<Person>, student: ID<Person>) -> Bool { viewer == student || madeBy == viewer }

    /// More than anyone writes in a year, and a bound to what one page shows.
    static let most = 300
}

package struct EvidenceDraft: Sendable {
    package let competence: Competence
    package let source: Evidence.Source
    package let words: String
    package let day: Day

    package init(competence: Competence, source: Evidence.Source, words: String, day: Day) {
        self.competence = competence
        self.source = source
        self.words = words
        self.day = day
    }
}

package struct OptionDraft: Sendable {
    package let kind: ExploredOption.Kind
    package let words: String
    package let felt: ExploredOption.Felt
    package let note: String?
    package let day: Day

    package init(kind: ExploredOption.Kind, words: String, felt: ExploredOption.Felt, note: String? = nil, day: Day) {
        self.kind = kind
        self.words = words
        self.felt = felt
        self.note = note
        self.day = day
    }
}

package struct NextStepDraft: Sendable {
    package let direction: NextStep.Direction
    package let words: String?

    package init(direction: NextStep.Direction, words: String? = nil) {
        self.direction = direction
        self.words = words
    }
}
