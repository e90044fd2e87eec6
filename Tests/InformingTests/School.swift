import FileFormats
import Foundation
import People
import Storage
import Synchronization
import Testing
import Web

@testable import Informing

/// A database with a few people, a clock that the test sets, and a carrier that does as it is told.
struct School {
    final class Clock: Sendable {
        private let moment: Mutex<Date>
        init(_ moment: Date) { self.moment = Mutex(moment) }
        var now: Date { moment.withLock { $0 } }
        func set(_ now: Date) { moment.withLock { $0 = now } }
        func advance(_ seconds: TimeInterval) { moment.withLock { $0 = $0.addingTimeInterval(seconds) } }
    }

    final class Carrier: MailCarrier {
        private let state: Mutex<(answers: [Delivering.Outcome], messages: [MailMessage])> = Mutex(([], []))
        var messages: [MailMessage] { state.withLock { $0.messages } }
        /// What is answered next, in order; after that everything goes well.
        func answer(_ outcomes: Delivering.Outcome...) { state.withLock { $0.answers += outcomes } }
        func carry(_ message: MailMessage) async -> Delivering.Outcome {
            state.withLock { state in
                state.messages.append(message)
                return state.answers.isEmpty ? .sent : state.answers.removeFirst()
            }
        }
    }

    static let library = Result {
        try Library(folders: [WebContent.languages, PeopleContent.languages, Informing.languages])
    }
    static let settings = MailSettings(
        sendmail: "/bin/false", from: MailAddress("naast@school.invalid") ?? unreachable, fromName: "Naast",
        site: "https://naast.school.invalid")
    private static var unreachable: MailAddress { preconditionFailure("an address of our own") }

    /// A Friday, half past nine.
    static let start = Amsterdam.moment(Day("2026-11-20") ?? Day(number: 0), hour: 9, minute: 30)

    let folder: String
    let database: Database
    let clock: Clock
    let carrier = Carrier()
    let noor: ID<Person>
    let mentor: ID<Person>

    init(at moment: Date = School.start) async throws {
        folder = NSTemporaryDirectory() + "naast-informing-" + UUID().uuidString
        let clock = Clock(moment)
        self.clock = clock
        database = try await DataFolder(path: folder).open(
            migrations: Database.migrations + PeopleTables.migrations + Informing.migrations,
            surroundings: Surroundings(now: { clock.now }, randomBytes: Surroundings.real.randomBytes))
        (noor, mentor) = try await database.write { connection in
            let past = connection.now.addingTimeInterval(-200 * 86_400)
            let noor = try AccountStore.addPerson(PersonName(given: "Noor", family: "Kanarie"), connection)
            let mentor = try AccountStore.addPerson(PersonName(given: "Hanna", family: "Kanarie"), connection)
            try TeamStore.addRole(noor, .student, scope: .institution, starts: past, ends: nil, connection)
            try TeamStore.addRole(mentor, .mentor, scope: .student(noor), starts: past, ends: nil, connection)
            try connection.run("UPDATE persons SET email = 'noor@voorbeeld.example' WHERE id = \(noor)")
            try connection.run("UPDATE persons SET email = 'hanna@voorbeeld.example', language = 'en' WHERE id = \(mentor)")
            return (noor, mentor)
        }
    }

    func mailing(keeps: Bool = false) throws -> Mailing {
        Mailing(database: database, library: try Self.library.get(), settings: Self.settings, carrier: carrier, keeps: keeps)
    }

    func add(_ mail: Mail = Mail("test"), to person: ID<Person>? = nil, cause: String = "c1") async throws {
        let person = person ?? mentor
        try await database.write { try OutboxStore.add(mail, to: person, cause: cause, $0) }
    }

    func tell(_ notice: Notice, _ person: ID<Person>? = nil, cause: String = "1") async throws {
        let person = person ?? mentor
        try await database.write { try NoticeStore.add(notice, to: person, cause: cause, $0) }
    }

    func state() async throws -> PostState { try await database.read { try PostStore.state($0) } }

    func run(_ sql: SQL) async throws { try await database.write { _ = try $0.run(sql) } }

    /// A moment on the clock of the school.
    static func at(_ day: String, _ hour: Int, _ minute: Int = 0) throws -> Date {
        Amsterdam.moment(try #require(Day(day)), hour: hour, minute: minute)
    }
}
