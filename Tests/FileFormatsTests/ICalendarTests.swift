import Foundation
import Testing

@testable import FileFormats

@Suite("A calendar to subscribe to")
struct ICalendarTests {
    private static let made = Date(timeIntervalSince1970: 1_795_250_700)

    @Test("ends its lines with CRLF and says its moments in UTC")
    func moments() {
        let start = Date(timeIntervalSince1970: 1_795_251_600)
        let text = ICalendar(
            name: "Naast",
            events: [ICalendar.Event(uid: "c-1@naast", summary: "Gesprek", time: .moment(start, until: start.addingTimeInterval(1800)))],
            made: Self.made
        ).text
        #expect(text.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.hasSuffix("END:VEVENT\r\nEND:VCALENDAR\r\n"))
        #expect(text.contains("\r\nDTSTART:20261121T090000Z\r\nDTEND:20261121T093000Z\r\nSUMMARY:Gesprek\r\n"))
        #expect(text.contains("\r\nUID:c-1@naast\r\nDTSTAMP:20261121T084500Z\r\n"))
        #expect(!text.replacing("\r\n", with: "").contains { $0 == "\n" || $0 == "\r" })
    }

    @Test("a whole day is a date, without an hour")
    func days() {
        let event = ICalendar.Event(uid: "a", summary: "x", time: .day(year: 2027, month: 1, day: 3))
        #expect(ICalendar(name: "", events: [event], made: Self.made).text.contains("\r\nDTSTART;VALUE=DATE:20270103\r\n"))
    }

    @Test("marks what means something, and lets no line be added")
    func escaping() {
        #expect(ICalendar.escaped("a;b,c\\d\r\ne\nf\u{7}") == "a\\;b\\,c\\\\d\\ne\\nf")
    }

    @Test("folds at 75 bytes, never inside a letter")
    func folding() {
        let line = "SUMMARY:" + String(repeating: "ë🙂", count: 60)
        let folded = ICalendar.folded(line)
        #expect(folded.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 75 })
        #expect(folded.replacing("\r\n ", with: "") == line)
    }
}
