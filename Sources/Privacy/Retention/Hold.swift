import Foundation
import People
import Storage
import Web

/// Keeps one person's file from being scrubbed, for a reason, until a day.
package struct Hold: Sendable {
    package let id: ID<Hold>
    package let person: ID<Person>
    package let name: PersonName
    /// The last day.
    package let until: Day
    /// Nil once the person was erased.
    package let reason: String?
    package let made: Date
    package let madeBy: PersonName?
    package let ended: Date?

    /// Nobody is held for ever by one decision.
    static let longestYears = 2

    package func isRunning(on today: Day) -> Bool { ended == nil && until >= today }
}

package enum HoldRefusal: String, Refusal {
    case ended, unknownPerson
    package var key: String { "hold." + rawValue }
}

struct HoldDraft: Sendable {
    let person: ID<Person>
    let until: Day
    let reason: String

    static let longestReason = 500

    static func read(_ fields: Fields, today: Day) throws -> HoldDraft {
        var form = FormReader(fields)
        let person = form.id("person", of: Person.self)
        let reason = form.text("reason", most: longestReason)
        let until = form.day("until")
        if let until, until < today { form.refuse("until", "holdPassed") }
        if let until, until > today.adding(years: Hold.longestYears) {
            form.refuse("until", "holdFar", ["years": String(Hold.longestYears)])
        }
        let draft = person.flatMap { person in until.map { HoldDraft(person: person, until: $0, reason: reason) } }
        return try form.accept(draft)
    }
}
