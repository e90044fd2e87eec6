import Foundation
import People
import Storage
import Testing
import Web

@testable import Informing

@Suite("The digest of the day")
struct DigestTests {
    /// The days on which the mentor got one when the clock ticks each quarter of an hour.
    private func tick(_ school: School, from: Date, days: Int) async throws -> [String] {
        let mailing = try school.mailing()
        var sent: [String] = []
        for quarter in 0..<(days * 96) {
            school.clock.set(from.addingTimeInterval(Double(quarter) * 900))
            let before = school.carrier.messages.count
            try await mailing.sendDue()
            try await mailing.makeDigests()
            try await mailing.sendDue()
            if school.carrier.messages.count > before {
                let clock = Amsterdam.clock(school.clock.now)
                sent.append("\(Day(school.clock.now)) \(clock.hour):\(clock.minute) x\(school.carrier.messages.count - before)")
            }
        }
        return sent
    }

    @Test("comes once, at eight, with counts and without a name")
    func once() async throws {
        let school = try await School(at: School.at("2026-11-18", 16))
        for cause in ["a", "b"] { try await school.tell(.agreementToConfirm, cause: cause) }
        try await school.tell(.signalGiven)
        #expect(try await tick(school, from: School.at("2026-11-18", 18), days: 2) == ["2026-11-19 8:0 x1"])
        let message = try #require(school.carrier.messages.first)
        #expect(message.subject == "Naast: 3 things to see")
        #expect(message.body.contains("- 2 agreements to confirm\n- 1 message to take up\n"))
        #expect(message.body.contains("https://naast.school.invalid/vandaag") && message.body.contains("at most once a school day"))
        #expect(!message.text.contains("Kanarie") && !message.text.contains("Noor") && !message.text.contains("Hanna"))
        let off = try #require(message.more.first { $0.name == "List-Unsubscribe" }?.value)
        #expect(off.hasPrefix("<https://naast.school.invalid/berichten/uit/") && message.body.contains(off.dropFirst().dropLast()))
        #expect(message.more.contains { $0.name == "List-Unsubscribe-Post" && $0.value == "List-Unsubscribe=One-Click" })
        #expect(message.more.contains { $0.name == "Auto-Submitted" && $0.value == "auto-generated" })
    }

    @Test("that a placement stopped is told the same day, beside the digest, also to whom it left without a role; not at night")
    func sameDay() async throws {
        let school = try await School(at: School.at("2026-11-18", 16))
        try await school.tell(.agreementToConfirm)
        #expect(try await tick(school, from: School.at("2026-11-19", 6), days: 1) == ["2026-11-19 8:0 x1"])
        school.clock.set(try School.at("2026-11-20", 13, 10))
        try await school.tell(.placementEnded)
        try await school.database.write { _ = try $0.run("UPDATE roles SET ends_at = \($0.now)") }
        #expect(try await tick(school, from: School.at("2026-11-20", 13, 15), days: 1) == ["2026-11-20 13:15 x1"])
        #expect(try #require(school.carrier.messages.last).body.contains("- 1 placement that has stopped\n"))
        school.clock.set(try School.at("2026-11-23", 19))
        try await school.tell(.placementEnded, cause: "b")
        #expect(try await tick(school, from: School.at("2026-11-23", 19, 15), days: 1) == ["2026-11-24 7:0 x1"])
    }

    @Test("never in the evening, at the weekend, or in the holidays; the next school day it does")
    func quiet() async throws {
        let school = try await School(at: School.at("2026-12-18", 18))
        try await school.database.write { connection in
            try SchoolCalendarStore.add(
                "Kerst", first: try #require(Day("2026-12-19")), last: try #require(Day("2027-01-03")), connection)
        }
        try await school.tell(.agreementToConfirm)
        #expect(try await tick(school, from: School.at("2026-12-18", 18), days: 20) == ["2027-01-04 8:0 x1"])
    }

    @Test(
        "comes at eight on the clock on the wall, also where that turns",
        arguments: [("2026-03-29", "2026-03-30"), ("2026-10-25", "2026-10-26")])
    func turns(sunday: String, monday: String) async throws {
        let school = try await School(at: School.at(sunday, 0))
        try await school.tell(.agreementToConfirm)
        #expect(try await tick(school, from: School.at(sunday, 0), days: 2) == ["\(monday) 8:0 x1"])
    }

    @Test("new things of each day give one a day, around midnight and the end of a year too")
    func daily() async throws {
        let school = try await School(at: School.at("2026-12-30", 23, 59))
        try await school.tell(.agreementToConfirm, cause: "a")
        school.clock.set(try School.at("2026-12-31", 0))
        try await school.tell(.agreementToConfirm, cause: "b")
        #expect(try await tick(school, from: School.at("2026-12-31", 0), days: 1) == ["2026-12-31 8:0 x1"])
        school.clock.set(try School.at("2026-12-31", 23, 59))
        try await school.tell(.agreementToConfirm, cause: "c")
        #expect(try await tick(school, from: School.at("2027-01-01", 0), days: 1) == ["2027-01-01 8:0 x1"])
        school.clock.set(try School.at("2027-01-01", 12))
        try await school.tell(.agreementToConfirm, cause: "d")
        #expect(try await tick(school, from: School.at("2027-01-01", 12), days: 1) == [], "no second on one day")
        try await school.tell(.agreementToConfirm, cause: "a")
        #expect(try await tick(school, from: School.at("2027-01-04", 0), days: 2) == ["2027-01-04 8:0 x1"], "told once for each cause")
    }

    @Test("comes at the chosen hour, or not at all")
    func hours() async throws {
        let school = try await School(at: School.at("2026-11-19", 6))
        try await school.database.write { try DigestStore.set(hour: 17, of: school.mentor, $0) }
        try await school.database.write { try DigestStore.set(hour: nil, of: school.noor, $0) }
        try await school.tell(.agreementToConfirm)
        try await school.tell(.agreementToConfirm, school.noor)
        #expect(try await tick(school, from: School.at("2026-11-19", 6), days: 1) == ["2026-11-19 17:0 x1"])
        #expect(try await school.database.read { try DigestStore.hour(of: school.noor, $0) } == nil)
    }

    @Test("leaves out what was there before the last sign-in, and does not come when that is all")
    func seen() async throws {
        let school = try await School(at: School.at("2026-11-18", 15))
        try await school.tell(.agreementToConfirm, cause: "a")
        school.clock.advance(600)
        _ = try await school.database.write { try SessionStore.begin(for: school.mentor, device: "other", $0) }
        #expect(try await tick(school, from: School.at("2026-11-19", 7), days: 1) == [])
        school.clock.set(try School.at("2026-11-19", 20))
        try await school.tell(.conversationPlanned, cause: "b")
        #expect(try await tick(school, from: School.at("2026-11-20", 7), days: 1) == ["2026-11-20 8:0 x1"])
        #expect(school.carrier.messages.first?.subject == "Naast: 1 thing to see")
    }

    @Test("goes to nobody whose roles have ended, whose account was taken away, or who has no address")
    func nobody() async throws {
        let endings: [(School) -> SQL] = [
            { "UPDATE roles SET ends_at = '2026-11-01T00:00:00.000Z' WHERE person_id = \($0.mentor)" },
            {
                """
                INSERT INTO accounts (person_id, name, made_at, disabled_at)
                VALUES (\($0.mentor), 'x', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')
                """
            },
            { "UPDATE persons SET email = '' WHERE id = \($0.mentor)" },
        ]
        for ending in endings {
            let school = try await School(at: School.at("2026-11-19", 6))
            try await school.tell(.agreementToConfirm)
            try await school.run(ending(school))
            #expect(try await tick(school, from: School.at("2026-11-19", 7), days: 1) == [])
        }
    }

    @Test("one that is held up until the evening waits for the next school day, and no second is made meanwhile")
    func heldUp() async throws {
        let school = try await School(at: School.at("2026-11-20", 6))
        try await school.tell(.agreementToConfirm)
        school.clock.set(try School.at("2026-11-20", 17, 59))
        let mailing = try school.mailing()
        try await mailing.makeDigests()
        school.clock.set(try School.at("2026-11-20", 18))
        try await school.tell(.agreementToConfirm, cause: "2")
        #expect(try await tick(school, from: School.at("2026-11-20", 18), days: 3) == ["2026-11-23 7:0 x1"], "not in the weekend")
        #expect(school.carrier.messages.count == 1)
        #expect(try await tick(school, from: School.at("2026-11-23", 18), days: 1) == ["2026-11-24 8:0 x1"], "one a day")
    }

    @Test("its switch is found by its secret alone, for ninety days")
    func switching() async throws {
        let school = try await School(at: School.at("2026-11-19", 8))
        try await school.tell(.agreementToConfirm)
        let mailing = try school.mailing()
        try await mailing.makeDigests()
        try await mailing.sendDue()
        let off = try #require(school.carrier.messages.first?.more.first { $0.name == "List-Unsubscribe" }?.value)
        let secret = try #require(off.dropLast().split(separator: "/").last.map(String.init))
        #expect(try await school.database.read { try DigestStore.owner(secret: secret, $0) } == school.mentor)
        #expect(try await school.database.read { try DigestStore.owner(secret: secret + "x", $0) } == nil)
        for tail in ["", "-wal"] {
            let bytes = try Data(contentsOf: URL(filePath: school.folder + "/naast.sqlite" + tail))
            #expect(bytes.range(of: Data(secret.utf8)) == nil, "only its hash is kept")
        }
        school.clock.advance(91 * 86_400)
        #expect(try await school.database.read { try DigestStore.owner(secret: secret, $0) } == nil)
    }

    @Test("every kind of notice has words in the languages of the school", arguments: Notice.allCases)
    func words(notice: Notice) throws {
        for language in Language.complete {
            let words = try School.library.get()[language]
            for count in [1, 2] {
                let mail = Mail(Digest.kind, [notice.rawValue: String(count)])
                let letter = try #require(Letter(mail, words: words, site: "https://x"))
                #expect(letter.body.contains("- \(count) ") && !letter.body.contains("{") && !letter.body.contains("mail."))
            }
        }
    }
}
