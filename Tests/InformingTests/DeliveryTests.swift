import FileFormats
import Foundation
import People
import Storage
import Testing
import Web

@testable import Informing

@Suite("Mail that leaves")
struct DeliveryTests {
    @Test("the pauses grow, and after the last there is no more")
    func pauses() {
        let now = School.start
        let found = (1...7).map { Delivering.next(after: .later(.later), tries: $0, now: now) }
        #expect(
            found == [60, 300, 1800, 7200, 21_600, 86_400].map { .again(at: now.addingTimeInterval($0), .later) } + [.failed(.later)])
        #expect(Delivering.next(after: .never(.refused), tries: 1, now: now) == .failed(.refused))
        #expect(Delivering.next(after: .sent, tries: 7, now: now) == .sent)
    }

    @Test("of the exit codes nought is sent, three are final, the rest may go well later")
    func codes() {
        for code: Int32 in -1...255 {
            let expected: Delivering.Outcome = code == 0 ? .sent : [65, 67, 68].contains(code) ? .never(.refused) : .later(.later)
            #expect(Delivering.outcome(exit: code) == expected, "\(code)")
        }
    }

    @Test("goes once, in the language of its reader, and leaves no words behind")
    func once() async throws {
        let school = try await School()
        try await school.add()
        try await school.add()
        let mailing = try school.mailing()
        try await mailing.sendDue()
        try await mailing.sendDue()
        let message = try #require(school.carrier.messages.first)
        #expect(school.carrier.messages.count == 1)
        #expect(message.to.text == "hanna@voorbeeld.example" && message.subject == "Naast: test mail" && message.language == "en")
        let left = try await school.database.read { try $0.count("SELECT COUNT(*) AS n FROM outbox WHERE content IS NOT NULL") }
        #expect(left == 0)
        try await school.add()
        try await mailing.sendDue()
        #expect(school.carrier.messages.count == 1, "the same cause is not mailed again after it was sent")
        #expect(try await school.state().sent == 1)
    }

    @Test("what was refused for now is tried again with the same Message-ID, until it is given up")
    func retries() async throws {
        let school = try await School()
        try await school.add()
        let mailing = try school.mailing()
        for pause in Delivering.pauses {
            school.carrier.answer(.later(.later))
            try await mailing.sendDue()
            let stuck = try #require(try await school.state().stuck.first)
            #expect(stuck.next == school.clock.now.addingTimeInterval(pause) && stuck.reason == .later)
            let before = school.carrier.messages.count
            school.clock.advance(pause - 1)
            try await mailing.sendDue()
            #expect(school.carrier.messages.count == before, "not a second too soon")
            school.clock.advance(1)
        }
        school.carrier.answer(.later(.later))
        try await mailing.sendDue()
        let stuck = try #require(try await school.state().stuck.first)
        #expect(stuck.next == nil && stuck.tries == 7 && stuck.person.full == "Hanna Kanarie")
        #expect(Set(school.carrier.messages.map(\.id)).count == 1 && school.carrier.messages.count == 7)
        school.clock.advance(30 * 86_400)
        try await mailing.sendDue()
        #expect(school.carrier.messages.count == 7)
        try await school.database.write { try PostStore.tryAgain(stuck.id, $0) }
        try await mailing.sendDue()
        #expect(school.carrier.messages.count == 8 && Set(school.carrier.messages.map(\.id)).count == 1)
        #expect(try await school.state().stuck.isEmpty)
    }

    @Test("a process that dies while a mail is handed on tries it again later, with the same Message-ID, and not for ever")
    func crash() async throws {
        let school = try await School()
        try await school.add()
        let mailing = try school.mailing()
        for _ in 0...Delivering.pauses.count {
            guard case .mail = try await school.database.write({ try DeliveryStore.claim($0) }) else {
                Issue.record("nothing was claimed")
                return
            }
            try await mailing.sendDue()
            #expect(school.carrier.messages.isEmpty, "not at once: another may still be at it")
            school.clock.advance(90_000)
        }
        try await mailing.sendDue()
        let stuck = try #require(try await school.state().stuck.first)
        #expect(stuck.reason == .interrupted && stuck.next == nil)
    }

    @Test("without an address, with a wrong one, or without a text it stays visible and says why")
    func unsendable() async throws {
        let school = try await School()
        try await school.run("UPDATE persons SET email = NULL WHERE id = \(school.noor)")
        try await school.run("UPDATE persons SET email = 'hanna@x.nl\nBcc: ander@x.nl' WHERE id = \(school.mentor)")
        try await school.add(to: school.noor, cause: "a")
        try await school.add(to: school.mentor, cause: "b")
        let mailing = try school.mailing()
        try await mailing.sendDue()
        try await school.run("UPDATE persons SET email = 'noor@x.nl' WHERE id = \(school.noor)")
        try await school.add(Mail("nergens"), to: school.noor, cause: "c")
        try await mailing.sendDue()
        #expect(Set(try await school.state().stuck.map(\.reason)) == [.noAddress, .badAddress, .noText])
        #expect(school.carrier.messages.isEmpty)
    }

    @Test("what is let go is gone from the page, with its words, and never sent")
    func letGo() async throws {
        let school = try await School()
        try await school.add()
        school.carrier.answer(.never(.refused))
        let mailing = try school.mailing()
        try await mailing.sendDue()
        let stuck = try #require(try await school.state().stuck.first)
        try await school.database.write { try PostStore.letGo(stuck.id, $0) }
        #expect(try await school.state().stuck.isEmpty)
        try await school.add()
        school.clock.advance(90_000)
        try await mailing.sendDue()
        #expect(school.carrier.messages.count == 1)
        let left = try await school.database.read { try $0.any("SELECT 1 FROM outbox WHERE content IS NOT NULL") }
        #expect(!left)
    }

    @Test("without a sender everything waits; what waited a week says that it is too old")
    func noSender() async throws {
        let school = try await School()
        try await school.add()
        let silent = Mailing(database: school.database, library: try School.library.get(), settings: nil, carrier: school.carrier)
        try await silent.sendDue()
        #expect(try await school.state().waiting == 1 && school.carrier.messages.isEmpty)
        school.clock.advance(8 * 86_400)
        try await school.mailing().sendDue()
        #expect(try await school.state().stuck.map(\.reason) == [.tooOld])
    }

    @Test(
        "the program gets the message and its code counts",
        arguments: [(0, Delivering.Outcome.sent), (75, .later(.later)), (67, .never(.refused))])
    func program(code: Int, outcome: Delivering.Outcome) async throws {
        let school = try await School()
        let (script, taken) = (school.folder + "/sendmail", school.folder + "/taken")
        try Data("#!/bin/sh\necho \"$@\" > \(taken).args\ncat > \(taken)\nexit \(code)\n".utf8).write(to: URL(filePath: script))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: script)
        let message = Mailing.message(
            try #require(Letter(Mail("test"), words: try School.library.get()[.nl], site: "https://x")),
            to: try #require(MailAddress("noor@voorbeeld.example")), id: try #require(ID("a1")), language: .nl, at: School.start,
            School.settings)
        #expect(await Sendmail(path: script).carry(message) == outcome)
        #expect(try String(contentsOfFile: taken, encoding: .utf8) == message.text)
        #expect(try String(contentsOfFile: taken + ".args", encoding: .utf8) == "-i -t -f naast@school.invalid\n")
    }

    @Test("a program that is not there, does not read, or is killed holds nobody up")
    func badPrograms() async throws {
        let school = try await School()
        let letter = try #require(Letter(Mail("test"), words: try School.library.get()[.nl], site: "https://x"))
        let message = Mailing.message(
            letter, to: try #require(MailAddress("noor@voorbeeld.example")), id: try #require(ID("a1")), language: .nl, at: School.start,
            School.settings)
        #expect(await Sendmail(path: school.folder + "/nergens").carry(message) == .later(.noProgram))
        #expect(await Sendmail(path: "/bin/false").carry(message) == .later(.later))
        let script = school.folder + "/dies"
        try Data("#!/bin/sh\nkill -9 $$\n".utf8).write(to: URL(filePath: script))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: script)
        #expect(await Sendmail(path: script).carry(message) == .later(.later))
    }
}
