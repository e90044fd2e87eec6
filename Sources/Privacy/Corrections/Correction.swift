import Foundation
import People
import Storage
import Web

/// What a student says is not right in the file, and what the mentor answered. Both stay.
package struct Correction: Sendable {
    package let id: ID<Correction>
    package let student: ID<Person>
    package let state: State
    package let question: String
    package let asked: Date
    package let answer: String?
    package let answeredBy: PersonName?
    package let answered: Date?

    package enum State: String, CaseIterable, Sendable, Storable { case open, corrected, declined }

    /// What can be answered, and where it leads; an answer is given once.
    package enum Verdict: String, CaseIterable, Sendable { case corrected, declined }

    package static let follows: [(from: State, verdict: Verdict, to: State)] = [
        (.open, .corrected, .corrected), (.open, .declined, .declined),
    ]

    package func state(after verdict: Verdict) throws -> State {
        guard let next = Self.follows.first(where: { $0.from == state && $0.verdict == verdict })?.to else {
            throw CorrectionRefusal.answered
        }
        return next
    }

    /// More than this waiting at once is not answered any sooner.
    package static let mostOpen = 5
}

package enum CorrectionRefusal: String, Refusal {
    case answered, tooMany
    package var key: String { "correction." + rawValue }
}

enum CorrectionForm {
    static let longest = 2000

    static func question(_ fields: Fields) throws -> String {
        var form = FormReader(fields)
        let question = form.text("question", most: longest)
        return try form.accept(question)
    }

    static func answer(_ fields: Fields) throws -> (verdict: Correction.Verdict, words: String) {
        var form = FormReader(fields)
        let verdict: Correction.Verdict? = form.choice("verdict")
        let words = form.text("answer", most: longest)
        return try form.accept(verdict.map { ($0, words) })
    }
}
