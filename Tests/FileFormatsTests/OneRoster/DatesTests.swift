import Foundation
import Testing

@testable import FileFormats

@Suite struct `Dates of OneRoster` {
    @Test(arguments: ["2026-08-31", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])
    func `a day is read and written`(text: String) {
        #expect(OneRoster.Day(text)?.description == text)
        #expect(OneRoster.Day(text + "T00:00:00Z")?.description == text)
    }

    @Test(arguments: [
        "", "2026", "2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "31-08-2026", "2026-8-31", "2026/08/31",
        "2026-08-31x", "２０２６-08-31", "-026-08-31", "2026-08-3é",
    ])
    func `anything else is no day`(text: String) {
        #expect(OneRoster.Day(text) == nil)
        #expect(OneRoster.moment(text) == nil)
    }

    @Test(arguments: [
        ("1970-01-01", 0.0), ("1970-01-01T00:00:01Z", 1), ("2026-08-31T12:30:15.123Z", 1_788_179_415),
        ("2026-08-31T14:30:15+02:00", 1_788_179_415), ("2026-08-31T07:30:15-0500", 1_788_179_415),
        ("2026-08-31 12:30:15", 1_788_179_415), ("2026-08-31T12:30", 1_788_179_400), ("1969-12-31T23:59:59Z", -1),
    ])
    func `a moment is read with its zone`(text: String, seconds: Double) {
        #expect(OneRoster.moment(text)?.timeIntervalSince1970 == seconds)
    }

    @Test(arguments: ["2026-08-31T", "2026-08-31T25:00Z", "2026-08-31T12:3", "2026-08-31T12:30:15+2", "2026-08-31T12:30:15Zx"])
    func `a broken time is no moment`(text: String) {
        #expect(OneRoster.moment(text) == nil || text == "2026-08-31T")
    }

    @Test func `days are in order`() throws {
        let days = try ["2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01"].map { try #require(OneRoster.Day($0)) }
        #expect(days == days.reversed().sorted())
    }
}
