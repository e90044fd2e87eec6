import Foundation
import People
import Storage
import Testing
import Web

@testable import Informing

@Suite("The calendar feed")
struct CalendarFeedTests {
    @Test(
        "says the kind and the time, in UTC, with an identity that stays",
        arguments: [("2026-03-30", "T070000Z"), ("2026-03-27", "T080000Z"), ("2027-01-01", "T080000Z")])
    func text(day: String, expected: String) throws {
        let start = try School.at(day, 9)
        let entries = [
            CalendarEntry(kind: "conversation", id: "abc", time: .moment(start, until: start.addingTimeInterval(1800))),
            CalendarEntry(kind: "agreement", id: "def", time: .day(try #require(Day("2026-12-31")))),
        ]
        let words = try School.library.get()[.nl]
        let text = CalendarFeed.text(entries, words: words, now: School.start)
        #expect(text.contains("DTSTART:" + day.replacing("-", with: "") + expected + "\r\n"))
        #expect(text.contains("SUMMARY:Gesprek\r\n") && text.contains("UID:conversation-abc@naast\r\n"))
        #expect(text.contains("DTSTART;VALUE=DATE:20261231\r\n") && text.contains("SUMMARY:Datum van een afspraak\r\n"))
    }

    @Test("is opened by the last secret alone, of which a hash is kept")
    func secrets() async throws {
        let school = try await School()
        let first = try await school.database.write { try CalendarFeedStore.renew(of: school.mentor, $0) }
        let second = try await school.database.write { try CalendarFeedStore.renew(of: school.mentor, $0) }
        func owner(_ secret: String) async throws -> ID<Person>? {
            try await school.database.read { try CalendarFeedStore.owner(secret: secret, $0)?.person }
        }
        #expect(first.count == 43 && first != second)
        #expect(try await owner(first) == nil)
        #expect(try await owner(second) == school.mentor)
        try await school.database.write { try CalendarFeedStore.end(of: school.mentor, $0) }
        #expect(try await owner(second) == nil)
    }
}

@Suite("Open pages")
struct LiveTests {
    private func id<Entity>(_ text: String) throws -> ID<Entity> { try #require(ID(text)) }

    @Test("are told of whom they watch, by roles that see such things, and of nothing else")
    func told() async throws {
        let hub = LiveHub()
        let page = try #require(hub.open(try id("s1")))
        hub.watch(page.number, [try id("noor"): .mentor, try id("sem"): .workplaceSupervisor])
        hub.changed(try id("ander"), .makeAgreement)
        hub.changed(try id("noor"), .writeManual)
        hub.changed(try id("sem"), .setGoal)
        #expect(hub.take(page.number).isEmpty)
        hub.changed(try id("noor"), .takeStep)
        hub.changed(try id("sem"), .makeAgreement)
        #expect(hub.take(page.number) == [try id("noor"), try id("sem")])
        #expect(hub.take(page.number).isEmpty)
        var bell = page.bell.makeAsyncIterator()
        #expect(await bell.next() != nil)
        hub.close(page.number)
        #expect(await bell.next() == nil)
        #expect(hub.count == 0)
    }

    @Test("are a few for each session, and what is remembered of one has a bound")
    func bounds() throws {
        let hub = LiveHub()
        let pages = try (0..<LiveHub.mostASession).map { _ in try #require(hub.open(try id("s1"))) }
        let again = try #require(hub.open(try id("s1")))
        #expect(hub.isDisplaced(pages[0].number) && !hub.isDisplaced(pages[1].number), "the oldest makes room")
        #expect(hub.open(try id("s2")) != nil)
        #expect(hub.count == LiveHub.mostASession + 1)
        hub.close(pages[0].number)
        #expect(!hub.isDisplaced(pages[0].number))
        let students: [ID<Person>] = try (0..<1000).map { try id("st\($0)") }
        hub.watch(again.number, Dictionary(uniqueKeysWithValues: students.map { ($0, .mentor) }))
        for student in students { hub.changed(student, .takeStep) }
        #expect(hub.take(again.number).count == 64)
    }

    @Test("what a student writes alone, and what is somebody's alone, is nobody's news", arguments: Role.allCases)
    func silent(role: Role) {
        for act in [Act.writeManual, .keepWorkingNote, .share, .decideCircumstance] { #expect(!Live.tells(act, role)) }
        if role == .peerCoach || role == .workplaceSupervisor {
            for act in [Act.askCorrection, .decideErasure, .askConsult, .refer] { #expect(!Live.tells(act, role)) }
        }
    }
}
