import Foundation
import People
import Storage

/// The mail of at most once a day: how many things wait, by kind. When it may come is decided here, on values.
package enum Digest {
    /// Its kind in the outbox.
    package static let kind = "digest"
    /// The name in its values of the secret that stops it.
    package static let offValue = "off"

    /// Hours of the day at which one can have it. Nothing comes in the evening.
    package static let hours = 7...17
    package static let usualHour = 8

    package static func isHour(_ hour: Int) -> Bool { hours.contains(hour) }

    /// Whether a digest may reach someone at this moment: on a school day, by day.
    package static func mayArrive(at now: Date, _ calendar: SchoolCalendar) -> Bool {
        calendar.isSchoolDay(Day(now)) && isHour(Amsterdam.clock(now).hour)
    }

    /// The first moment after one at which it may not arrive.
    package static func nextMoment(after now: Date, _ calendar: SchoolCalendar) -> Date {
        let today = Day(now)
        let isEarly = calendar.isSchoolDay(today) && Amsterdam.clock(now).hour < hours.lowerBound
        return Amsterdam.moment(isEarly ? today : calendar.schoolDay(after: today), hour: hours.lowerBound, minute: 0)
    }

    /// What of the waiting things is told: what was there before the person last signed in was seen, for signing in leads to Today.
    /// Whoever worked on in an open page may be told once too often, nobody once too little. See docs/decisions/030.
    package static func untold(_ waiting: [(notice: Notice, made: Date)], signedIn: Date?) -> [Notice: Int] {
        let seen = signedIn ?? .distantPast
        return waiting.reduce(into: [:]) { counts, one in
            if one.made > seen { counts[one.notice, default: 0] += 1 }
        }
    }
}
