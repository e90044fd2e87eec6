import Foundation
import People
import Storage
import Web

/// What every student in entry-level education works at, each in an own way.
package enum DevelopmentTask: String, CaseIterable, Sendable, Storable { case crossSubject, career, circumstances }

/// What the student works toward: the student's own, positive, in the student's words.
package struct Goal: Sendable {
    package let id: ID<Goal>
    package let student: ID<Person>
    package let task: DevelopmentTask
    package let words: String
    /// The long-term dream it comes from.
    package let dream: String?
    /// What it takes.
    package let takes: String?
    package let state: State
    package let made: Date
    package let steps: [Step]

    /// A goal is never failed: it is reached, or let go.
    package enum State: String, CaseIterable, Sendable, Storable { case open, reached, letGo }

    /// The next small step: the undone one with the nearest date, else the oldest undone.
    package var nextStep: Step? {
        let undone = steps.filter { $0.done == nil }
        return undone.filter { $0.due != nil }.min { ($0.due?.number ?? 0) < ($1.due?.number ?? 0) } ?? undone.first
    }
}

/// A small step on the way.
package struct Step: Sendable {
    package let id: ID<Step>
    package let goal: ID<Goal>
    package let words: String
    package let due: Day?
    package let done: Date?
}

/// A recorded good moment.
package struct Success: Sendable {
    package let id: ID<Success>
    package let student: ID<Person>
    package let words: String
    package let by: ID<Person>?
    package let at: Date
}

package enum GoalRefusal: String, Refusal {
    case ended, stepTaken
    package var key: String { "goal." + rawValue }
}

package struct GoalDraft: Sendable {
    package let task: DevelopmentTask
    package let words: String
    package let dream: String?
    package let takes: String?
    package let firstStep: StepDraft?

    package init(task: DevelopmentTask, words: String, dream: String? = nil, takes: String? = nil, firstStep: StepDraft? = nil) {
        self.task = task
        self.words = words
        self.dream = dream
        self.takes = takes
        self.firstStep = firstStep
    }
}

package struct StepDraft: Sendable {
    package let words: String
    package let due: Day?

    package init(words: String, due: Day? = nil) {
        self.words = words
        self.due = due
    }
}
