import Foundation
import People
import Storage
import Web

/// That the access log of a month was looked through, by whom, and what was found.
package struct Review: Sendable, Equatable {
    package let month: Month
    let reviewer: ID<Person>?
    let at: Date
    /// How many unusual things there were to see.
    let unusual: Int
    /// Nil when the reviewer's texts were erased.
    let note: String?
}

package enum ReviewRefusal: String, Refusal {
    /// Its days are not all there yet.
    case notOver
    /// Ticked off once is ticked off: what was found then stays.
    case already
    package var key: String { "review." + rawValue }
}

enum ReviewRule {
    static let longestNote = 500

    static func check(_ month: Month, existing: Review?, today: Day) throws {
        guard month < Month(of: today) else { throw ReviewRefusal.notOver }
        guard existing == nil else { throw ReviewRefusal.already }
    }

    /// The months from the first with a line until the one before this, without those that were ticked off; the oldest first.
    static func open(first: Month?, reviewed: Set<Month>, today: Day) -> [Month] {
        guard let first else { return [] }
        let now = Month(of: today)
        return sequence(first: first, next: \.after).prefix { $0 < now }.filter { !reviewed.contains($0) }
    }
}

/// What was found, in a few words of the reviewer.
enum ReviewForm {
    static func note(_ fields: Fields) throws -> String {
        var form = FormReader(fields)
        let note = form.text("note", most: ReviewRule.longestNote)
        return try form.accept(note)
    }
}
