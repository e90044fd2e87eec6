import Foundation
import Storage
import Testing

@Suite("A day")
struct DayTests {
    @Test("each of 400 years of days has a text that reads back as the same day, one after another")
    func roundTrip() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let first = try #require(Day("1800-01-01"))
        let last = try #require(Day("2199-12-31"))
        #expect(last - first == 400 * 365 + 97 - 1)
        var before: Day?
        for number in first.number...last.number {
            let day = Day(number: number)
            guard Day(day.description) == day, day.number == number, before.map({ $0 < day && $0.description < day.description }) ?? true
            else {
                Issue.record("\(number) is \(day)")
                return
            }
            if number % 97 == 0 {
                let parts = calendar.dateComponents(
                    [.year, .month, .day, .weekday], from: Date(timeIntervalSince1970: Double(number) * 86_400))
                #expect(parts.year == day.year && parts.month == day.month && parts.day == day.day, "\(day)")
                #expect(parts.weekday.map { ($0 + 5) % 7 + 1 } == day.weekday, "\(day)")
            }
            before = day
        }
    }

    @Test(
        "what is no date is refused",
        arguments: [
            "", "2026", "2026-11", "2026-11-21-1", "2026-13-01", "2026-00-10", "2026-02-29", "2100-02-29", "2026-04-31", "2026-01-00",
            "2026-01-32",
            "26-11-21", "2026-1-02", "2026-01-2", "02026-01-02", "2026/11/21", " 2026-11-21", "2026-11-21 ", "+026-11-21", "-026-11-21",
            "2026--1-21",
            "2026-11-21T00:00", "٢٠٢٦-11-21", "2026-11-2\u{0662}", "2026-11-21\u{301}", "vandaag",
        ])
    func refused(text: String) { #expect(Day(text) == nil) }

    @Test(
        "leap days exist in leap years only",
        arguments: [(1900, false), (1996, true), (2000, true), (2023, false), (2024, true), (2100, false), (2400, true)])
    func leap(year: Int, exists: Bool) { #expect((Day("\(year)-02-29") != nil) == exists) }

    @Test(
        "Monday is 1 and Sunday is 7, also long ago",
        arguments: [
            ("2026-11-23", 1), ("2026-11-22", 7), ("1970-01-01", 4), ("1969-12-31", 3), ("1969-12-28", 7), ("1960-02-29", 1),
            ("1945-05-05", 6),
            ("1900-01-01", 1),
        ])
    func weekday(text: String, weekday: Int) throws {
        #expect(try #require(Day(text)).weekday == weekday)
    }

    @Test("days are added and counted across months and years")
    func sums() throws {
        let day = try #require(Day("2027-12-31"))
        #expect((day + 1).description == "2028-01-01")
        #expect((day + 60).description == "2028-02-29")
        #expect((day + -365).description == "2026-12-31")
        var chance = Seeded(7)
        for _ in 0..<500 {
            let days = Int.random(in: -40_000...40_000, using: &chance)
            #expect((day + days) - day == days)
        }
    }

    @Test(
        "who was born on 29 February has the birthday on 1 March in other years",
        arguments: [
            ("2008-02-29", 18, "2026-03-01"), ("2008-02-29", 20, "2028-02-29"), ("2008-02-28", 18, "2026-02-28"),
            ("2008-03-01", 18, "2026-03-01"),
            ("1896-02-29", 4, "1900-03-01"), ("2007-12-31", 18, "2025-12-31"),
        ])
    func years(born: String, years: Int, birthday: String) throws {
        #expect(try #require(Day(born)).adding(years: years).description == birthday)
    }

    @Test("a day is stored as its text and nothing else is read as one")
    func stored() throws {
        let day = try #require(Day("2026-11-21"))
        #expect(day.stored == .text("2026-11-21"))
        #expect(Day(stored: .text("2026-11-21")) == day)
        #expect(Day(stored: .text("2026-11-31")) == nil)
        #expect(Day(stored: .integer(20_000)) == nil)
    }
}

@Suite("The time of the Netherlands")
struct AmsterdamTests {
    private func text(_ day: String, _ hour: Int, _ minute: Int) throws -> String {
        Amsterdam.moment(try #require(Day(day)), hour: hour, minute: minute).instantText
    }

    @Test(
        "clock times become moments, around both changes of the clock",
        arguments: [
            ("2026-01-15", 9, 30, "2026-01-15T08:30:00.000Z"), ("2026-07-15", 9, 30, "2026-07-15T07:30:00.000Z"),
            ("2026-03-29", 0, 0, "2026-03-28T23:00:00.000Z"), ("2026-03-29", 1, 59, "2026-03-29T00:59:00.000Z"),
            ("2026-03-29", 2, 0, "2026-03-29T01:00:00.000Z"), ("2026-03-29", 2, 30, "2026-03-29T01:30:00.000Z"),
            ("2026-03-29", 3, 0, "2026-03-29T01:00:00.000Z"), ("2026-03-29", 23, 59, "2026-03-29T21:59:00.000Z"),
            ("2026-10-25", 0, 0, "2026-10-24T22:00:00.000Z"), ("2026-10-25", 1, 59, "2026-10-24T23:59:00.000Z"),
            ("2026-10-25", 3, 0, "2026-10-25T02:00:00.000Z"), ("2026-10-25", 23, 59, "2026-10-25T22:59:00.000Z"),
        ])
    func moments(day: String, hour: Int, minute: Int, moment: String) throws { #expect(try text(day, hour, minute) == moment) }

    @Test("the hour that comes twice is one of the two")
    func twice() throws {
        #expect(try ["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"].contains(text("2026-10-25", 2, 30)))
    }

    @Test("day and clock of a moment are those it was made of, except in the hour that is skipped")
    func roundTrip() throws {
        var chance = Seeded(11)
        let changes = try ["2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31"].map { try #require(Day($0)) }
        let others = (0..<400).map { _ in Day(number: Int.random(in: 0...40_000, using: &chance)) }
        for day in changes + others {
            for hour in 0..<24 {
                let moment = Amsterdam.moment(day, hour: hour, minute: 17)
                let clock = Amsterdam.clock(moment)
                let isSkipped = hour == 2 && clock.hour == 3
                #expect(Day(moment) == day && clock.minute == 17, "\(day) \(hour)")
                #expect(clock.hour == hour || isSkipped, "\(day) \(hour)")
                if isSkipped { #expect(day.month == 3 || day.month == 4) }
            }
        }
    }

    @Test("a day begins at midnight of the Netherlands")
    func midnight() throws {
        let day = try #require(Day("2026-11-21"))
        #expect(day.start.instantText == "2026-11-20T23:00:00.000Z")
        #expect(Day(day.start) == day)
        #expect(Day(day.start.addingTimeInterval(-0.001)) == day + -1)
        #expect(try #require(Day("2026-03-30")).start.timeIntervalSince(try #require(Day("2026-03-29")).start) == 23 * 3600)
        #expect(try #require(Day("2026-10-26")).start.timeIntervalSince(try #require(Day("2026-10-25")).start) == 25 * 3600)
    }
}

@Suite("An instant as text")
struct InstantTests {
    @Test("reads back to the millisecond, and its order is the order of time")
    func roundTrip() throws {
        var chance = Seeded(3)
        var moments = (0..<2000).map { _ in
            Date(timeIntervalSince1970: Double(Int.random(in: -2_000_000_000_000...4_000_000_000_000, using: &chance)) / 1000)
        }
        moments += [Date(timeIntervalSince1970: 0), Date(timeIntervalSince1970: -0.001), Date(timeIntervalSince1970: 0.999)]
        for moment in moments {
            let back = try #require(Date(instantText: moment.instantText))
            #expect(abs(back.timeIntervalSince(moment)) < 0.0005)
            #expect(back.instantText == moment.instantText)
        }
        let sorted = moments.sorted()
        #expect(sorted.map(\.instantText) == moments.map(\.instantText).sorted())
    }

    @Test("is written in one shape")
    func shape() {
        #expect(Date(timeIntervalSince1970: 0).instantText == "1970-01-01T00:00:00.000Z")
        #expect(Date(timeIntervalSince1970: 951_782_399.9996).instantText == "2000-02-29T00:00:00.000Z")
        #expect(Date(timeIntervalSince1970: -1).instantText == "1969-12-31T23:59:59.000Z")
    }

    @Test(
        "another text is no instant",
        arguments: [
            "", "2026-11-21", "2026-11-21T09:30:00Z", "2026-02-30T09:30:00.000Z", "2026-11-21T0a:30:00.000Z", "2026-11-21T09:30:00.000+01",
            "2026-11-21T09:30:0é.00Z",
        ])
    func refused(text: String) {
        #expect(Date(instantText: text) == nil)
        #expect(Date(stored: .text(text)) == nil)
        #expect(Date(stored: .integer(5)) == nil)
    }
}
