import Foundation
import Storage

/// A month on the calendar of the Netherlands.
package struct Month: Hashable, Comparable, Sendable, Storable, CustomStringConvertible {
    package let year: Int
    package let month: Int

    package init(of day: Day) { (year, month) = (day.year, day.month) }

    /// `2026-11`; nil for anything else.
    package init?(_ text: String) {
        guard text.utf8.count == 7, let day = Day(text + "-01") else { return nil }
        self.init(of: day)
    }

    private init(number: Int) { (year, month) = (number / 12, number % 12 + 1) }
    private var number: Int { year * 12 + month - 1 }

    package var before: Month { Month(number: number - 1) }
    package var after: Month { Month(number: number + 1) }

    /// The moment it begins; it ends where the next begins.
    package var start: Date { first.start }
    package var end: Date { after.start }
    package var first: Day { Day(description + "-01") ?? Day(number: 0) }

    package var description: String { String(year) + (month < 10 ? "-0" : "-") + String(month) }
    package var stored: StoredValue { .text(description) }
    package init?(stored: StoredValue) {
        guard case .text(let text) = stored else { return nil }
        self.init(text)
    }

    package static func < (a: Month, b: Month) -> Bool { a.number < b.number }
}
