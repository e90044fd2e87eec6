import Foundation

extension OneRoster {
    /// A day on the calendar.
    package struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
        /// Year, month and day as the digits of one number, because a bundle has very many days.
        private let digits: UInt32

        package var year: Int { Int(digits / 10_000) }
        package var month: Int { Int(digits / 100 % 100) }
        package var day: Int { Int(digits % 100) }

        /// `2026-08-31`, also with a time behind it; nil when the text has another shape or no such day exists.
        package init?(_ text: String) {
            let bytes = Array(text.utf8)
            guard bytes.count == 10 || (bytes.count > 10 && (bytes[10] == UInt8(ascii: "T") || bytes[10] == CSV.space)),
                bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
                let year = smallNumber(bytes[0..<4]), let month = smallNumber(bytes[5..<7]), let day = smallNumber(bytes[8..<10]),
                (1...12).contains(month), day >= 1, day <= Self.length(ofMonth: month, year: year)
            else { return nil }
            self.digits = UInt32(year * 10_000 + month * 100 + day)
        }

        package var description: String {
            [(year, 4), (month, 2), (day, 2)].map { number, width in
                let text = String(number)
                return String(repeating: "0", count: max(0, width - text.count)) + text
            }.joined(separator: "-")
        }

        package static func < (a: Day, b: Day) -> Bool {
            a.digits < b.digits
        }

        private static func length(ofMonth month: Int, year: Int) -> Int {
            switch month {
            case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
            case 4, 6, 9, 11: 30
            default: 31
            }
        }

        /// Days since 1970-01-01 (the algorithm of Howard Hinnant's `days_from_civil`).
        var number: Int {
            let shifted = month <= 2 ? year - 1 : year
            let era = (shifted >= 0 ? shifted : shifted - 399) / 400
            let yearOfEra = shifted - era * 400
            let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
            return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        }
    }

    /// `2026-08-31T09:30:00.000Z`, or with an offset such as `+02:00`, or only a day; without a zone it is read as UTC.
    static func moment(_ text: String) -> Date? {
        guard let day = Day(text) else { return nil }
        var rest = Array(text.utf8.dropFirst(11))[...]
        var seconds = Double(day.number * 86_400)
        guard !rest.isEmpty else { return Date(timeIntervalSince1970: seconds) }
        guard rest.count >= 5, let hour = smallNumber(rest.prefix(2)), let minute = smallNumber(rest.dropFirst(3).prefix(2)),
            rest.dropFirst(2).first == UInt8(ascii: ":"), hour < 24, minute < 60
        else { return nil }
        rest = rest.dropFirst(5)
        seconds += Double(hour * 3_600 + minute * 60)
        if rest.first == UInt8(ascii: ":") {
            guard let second = smallNumber(rest.dropFirst().prefix(2)), second <= 60 else { return nil }
            seconds += Double(second)
            rest = rest.dropFirst(3)
        }
        if rest.first == UInt8(ascii: ".") { rest = rest.dropFirst().drop { (48...57).contains($0) } }
        guard let offset = offset(rest) else { return nil }
        return Date(timeIntervalSince1970: seconds - Double(offset))
    }

    private static func offset(_ zone: ArraySlice<UInt8>) -> Int? {
        guard let sign = zone.first, sign != UInt8(ascii: "Z"), sign != UInt8(ascii: "z") else {
            return zone.count <= 1 ? 0 : nil
        }
        let pair = zone.dropFirst().filter { $0 != UInt8(ascii: ":") }
        guard pair.count == 4, let hour = smallNumber(pair[0..<2]), let minute = smallNumber(pair[2..<4]), hour < 24,
            minute < 60
        else { return nil }
        let seconds = hour * 3_600 + minute * 60
        switch sign {
        case UInt8(ascii: "+"): return seconds
        case UInt8(ascii: "-"): return -seconds
        default: return nil
        }
    }

    /// A number of a few digits; nil for anything else, nothing included.
    fileprivate static func smallNumber(_ text: ArraySlice<UInt8>) -> Int? {
        guard !text.isEmpty, text.count <= 4 else { return nil }
        var number = 0
        for digit in text {
            guard (48...57).contains(digit) else { return nil }
            number = number * 10 + Int(digit - 48)
        }
        return number
    }
}
