import Foundation
import Storage

/// One thing in a person's own calendar. It says what kind of thing it is and when, and nothing else: it leaves the house by an address
/// that whoever has it can read.
package struct CalendarEntry: Sendable, Equatable {
    package enum Time: Sendable, Equatable {
        case moment(Date, until: Date)
        case day(Day)
    }

    /// Of the texts `calendarFeed.kind.<kind>`.
    package let kind: String
    /// Names the thing among those of its kind, always the same: an id.
    package let id: String
    package let time: Time

    package init(kind: String, id: String, time: Time) {
        self.kind = kind
        self.id = id
        self.time = time
    }
}

/// A part of the product that puts things into people's calendars.
package protocol CalendarSource: Sendable {
    /// What a person has from and with some days, as far as a role of that person opens it at this moment.
    /// `OpenStudentsStore` says whose files that are.
    func entries(of person: ID<Person>, from first: Day, to last: Day, _ connection: Connection) throws -> [CalendarEntry]
}
