import Foundation

/// A calendar to subscribe to, as RFC 5545 writes it: lines of at most 75 bytes that end with CRLF.
///
/// Moments are written in UTC, so that the reader's own calendar puts them in its own time and no table of summer times goes along.
package struct ICalendar: Sendable {
    package struct Event: Sendable, Equatable {
        package enum Time: Sendable, Equatable {
            case moment(Date, until: Date)
            /// A whole day of the calendar, wherever its reader is.
            case day(year: Int, month: Int, day: Int)
        }

        /// The same at every reading, also when the time has changed.
        package let uid: String
        package let summary: String
        package let time: Time

        package init(uid: String, summary: String, time: Time) {
            self.uid = uid
            self.summary = summary
            self.time = time
        }
    }

    package let name: String
    package let events: [Event]
    /// When this reading was made: with METHOD:PUBLISH that is what DTSTAMP says (RFC 5545, section 3.8.7.2).
    package let made: Date

    package init(name: String, events: [Event], made: Date) {
        self.name = name
        self.events = events
        self.made = made
    }

    package var text: String {
        let head = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Naast//Naast//NL", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
            "NAME:" + Self.escaped(name), "X-WR-CALNAME:" + Self.escaped(name), "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
            "X-PUBLISHED-TTL:PT1H",
        ]
        return (head + events.flatMap(lines) + ["END:VCALENDAR"]).map { Self.folded($0) + "\r\n" }.joined()
    }

    private func lines(_ event: Event) -> [String] {
        let time: [String] =
            switch event.time {
            case .moment(let start, let end): ["DTSTART:" + Self.utc(start), "DTEND:" + Self.utc(max(start, end))]
            case .day(let year, let month, let day):
                ["DTSTART;VALUE=DATE:" + Self.digits(year, 4) + Self.digits(month, 2) + Self.digits(day, 2), "TRANSP:TRANSPARENT"]
            }
        return ["BEGIN:VEVENT", "UID:" + Self.escaped(event.uid), "DTSTAMP:" + Self.utc(made)] + time + [
            "SUMMARY:" + Self.escaped(event.summary), "CLASS:PRIVATE", "END:VEVENT",
        ]
    }

    /// RFC 5545, section 3.3.11: backslash, semicolon and comma are marked, a new line is written as one, other controls go.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case ";": escaped += "\\;"
            case ",": escaped += "\\,"
            case "\n", "\r": escaped += "\\n"
            default: if scalar.properties.generalCategory != .control { escaped.unicodeScalars.append(scalar) }
            }
        }
        return escaped
    }

    /// RFC 5545, section 3.1: goes on behind a space on the next line, never in the middle of a letter.
    static func folded(_ line: String) -> String {
        var (folded, width) = ("", 0)
        for scalar in line.unicodeScalars {
            let bytes = String(scalar).utf8.count
            if width + bytes > 75 {
                folded += "\r\n "
                width = 1
            }
            folded.unicodeScalars.append(scalar)
            width += bytes
        }
        return folded
    }

    /// `20261121T080000Z`.
    static func utc(_ moment: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: moment)
        let day = digits(parts.year ?? 1970, 4) + digits(parts.month ?? 1, 2) + digits(parts.day ?? 1, 2)
        return day + "T" + [parts.hour, parts.minute, parts.second].map { digits($0 ?? 0, 2) }.joined() + "Z"
    }

    private static func digits(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
