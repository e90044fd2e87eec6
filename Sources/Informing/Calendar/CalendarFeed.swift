import FileFormats
import Foundation
import People
import Storage
import Web

/// A person's calendar to subscribe to: what kind of thing, and when. Never with whom, where, or about what.
enum CalendarFeed {
    /// Behind the secret in its address.
    static let ending = ".ics"
    /// How far back and ahead it reaches, in days.
    static let (back, ahead) = (30, 400)

    static func text(_ entries: [CalendarEntry], words: Words, now: Date) -> String {
        let events = entries.map { entry in
            let time: ICalendar.Event.Time =
                switch entry.time {
                case .moment(let start, let until): .moment(start, until: until)
                case .day(let day): .day(year: day.year, month: day.month, day: day.day)
                }
            return ICalendar.Event(
                uid: entry.kind + "-" + entry.id + "@naast", summary: words("calendarFeed.kind." + entry.kind), time: time)
        }
        return ICalendar(name: words("calendarFeed.name"), events: events, made: now).text
    }
}
