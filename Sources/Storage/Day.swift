import Foundation

/// A date on the calendar of the Netherlands, without a time.
package struct Day: Hashable, Comparable, Sendable, Storable, LosslessStringConvertible {
    package let year: Int
    package let month: Int
    package let day: Int

    /// Days since 1970-01-01.
    package var number: Int { daysFromCivil(year, month, day) }

    package init(number: Int) { (year, month, day) = civilFromDays(number) }

    /// The day it is in Europe/Amsterdam at a moment.
    package init(_ moment: Date) {
        let seconds = Int(moment.timeIntervalSince1970.rounded(.down)) + Amsterdam.offset(at: moment)
        self.init(number: floorDivide(seconds, 86_400))
    }

    /// `2026-11-21`; nil when the text has another shape or no such day exists.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        let found = Day(number: daysFromCivil(year, month, day))
        guard (1...12).contains(month), found.year == year, found.month == month, found.day == day else { return nil }
        self = found
    }

    package var description: String { pad(year, 4) + "-" + pad(month, 2) + "-" + pad(day, 2) }
    package var stored: StoredValue { .text(description) }
    package init?(stored: StoredValue) {
        guard case .text(let text) = stored else { return nil }
        self.init(text)
    }

    package static func < (a: Day, b: Day) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }
    package static func + (day: Day, days: Int) -> Day { Day(number: day.number + days) }
    package static func - (a: Day, b: Day) -> Int { a.number - b.number }

    /// 1 is Monday, 7 is Sunday.
    package var weekday: Int { number + 3 - floorDivide(number + 3, 7) * 7 + 1 }

    /// The moment this day begins in Europe/Amsterdam.
    package var start: Date { Amsterdam.moment(self, hour: 0, minute: 0) }

    /// The same day so many years on. Who is born on 29 February has the birthday on 1 March in other years (article 1:2 of the
    /// General Extension of Time Limits does not apply to ages; civil practice counts the day as complete when it has passed).
    package func adding(years: Int) -> Day {
        Day(pad(year + years, 4) + "-" + pad(month, 2) + "-" + pad(day, 2)) ?? Day(number: daysFromCivil(year + years, 3, 1))
    }
}

/// The time of the Netherlands.
package enum Amsterdam {
    package static let zone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt

    /// Seconds ahead of UTC at a moment. The turns of the clock of the years around now are taken from the system once: a page asks
    /// this for every date on it.
    static func offset(at moment: Date) -> Int {
        let seconds = moment.timeIntervalSince1970
        guard let first = turns.first, let last = turns.last, seconds >= first.at, seconds < last.at else {
            return zone.secondsFromGMT(for: moment)
        }
        var (low, high) = (0, turns.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if turns[middle].at <= seconds { low = middle } else { high = middle }
        }
        return turns[low].offset
    }

    /// From 2010 to 2060: the moment of each turn and what holds from then on.
    private static let turns: [(at: TimeInterval, offset: Int)] = {
        var turns: [(at: TimeInterval, offset: Int)] = []
        var moment = Date(timeIntervalSince1970: 1_262_304_000)
        while let next = zone.nextDaylightSavingTimeTransition(after: moment), next > moment, next.timeIntervalSince1970 < 2_840_140_800 {
            turns.append((next.timeIntervalSince1970, zone.secondsFromGMT(for: next)))
            moment = next
        }
        return turns
    }()

    /// The moment a clock in the Netherlands shows this day and time; a time that summer time skips is the one an hour later.
    package static func moment(_ day: Day, hour: Int, minute: Int) -> Date {
        let wall = Double(day.number * 86_400 + hour * 3600 + minute * 60)
        let guess = wall - Double(offset(at: Date(timeIntervalSince1970: wall)))
        return Date(timeIntervalSince1970: wall - Double(offset(at: Date(timeIntervalSince1970: guess))))
    }

    /// Hour and minute on the clock at a moment.
    package static func clock(_ moment: Date) -> (hour: Int, minute: Int) {
        let seconds = Int(moment.timeIntervalSince1970.rounded(.down)) + offset(at: moment)
        let ofDay = seconds - floorDivide(seconds, 86_400) * 86_400
        return (ofDay / 3600, ofDay % 3600 / 60)
    }
}

/// An instant is stored as UTC text with milliseconds, `2026-11-21T09:30:00.000Z`, so that text order is time order.
extension Date: Storable {
    package var stored: StoredValue { .text(instantText) }

    package var instantText: String {
        let milliseconds = Int((timeIntervalSince1970 * 1000).rounded())
        let day = Day(number: floorDivide(milliseconds, 86_400_000))
        let rest = milliseconds - day.number * 86_400_000
        return day.description + "T" + pad(rest / 3_600_000, 2) + ":" + pad(rest / 60_000 % 60, 2) + ":" + pad(rest / 1000 % 60, 2) + "."
            + pad(rest % 1000, 3) + "Z"
    }

    package init?(stored: StoredValue) {
        guard case .text(let text) = stored else { return nil }
        self.init(instantText: text)
    }

    package init?(instantText text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 24, let day = Day(String(text.prefix(10))) else { return nil }
        func number(_ range: Range<Int>) -> Int? { Int(String(decoding: bytes[range], as: UTF8.self)) }
        guard let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19), let milli = number(20..<23) else {
            return nil
        }
        let seconds = day.number * 86_400 + hour * 3600 + minute * 60 + second
        self.init(timeIntervalSince1970: Double(seconds) + Double(milli) / 1000)
    }
}

/// Days since 1970-01-01 of a date in the proleptic Gregorian calendar. Source: H. Hinnant, chrono-compatible low-level date algorithms.
private func daysFromCivil(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = floorDivide(shifted, 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

private func civilFromDays(_ days: Int) -> (Int, Int, Int) {
    let shifted = days + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
}

func floorDivide(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }

private func pad(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return digits.count >= width ? digits : String(repeating: "0", count: width - digits.count) + digits
}
