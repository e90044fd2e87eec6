import Foundation
import People
import Storage
import Testing
import Web

@testable import Privacy

/// A student with a mentor and others around, on a database with only what looks need; the clock is set by the test.
final class School: Sendable {
    let path: String
    let clock: Clock
    let database: Database
    let door: Door
    let student: ID<Person>
    let other: ID<Person>
    let mentor: ID<Person>
    let guide: ID<Person>
    let administrator: ID<Person>

    init(_ now: String = "2026-11-23T09:30:00.000Z") async throws {
        let clock = Clock(try #require(Date(instantText: now)))
        path = FileManager.default.temporaryDirectory.path + "/naast-privacy-" + Surroundings.real.newSecret()
        let database = try await DataFolder(path: path).open(
            migrations: Database.migrations + PeopleTables.migrations + Privacy.migrations, surroundings: clock.surroundings)
        (self.clock, self.database) = (clock, database)
        door = Door(database: database, menu: { _ in [] })
        func person(_ given: String) async throws -> ID<Person> {
            try await database.write { try AccountStore.addPerson(PersonName(given: given, family: "Proef"), $0) }
        }
        (student, other) = (try await person("Noor"), try await person("Sem"))
        (mentor, guide, administrator) = (try await person("Marit"), try await person("Marit"), try await person("Ada"))
        try await give(.student, student, .institution)
        try await give(.student, other, .institution)
        for student in [student, other] {
            try await give(.mentor, mentor, .student(student))
            try await give(.mentor, guide, .student(student))
        }
        try await give(.administrator, administrator, .institution)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func give(_ role: Role, _ person: ID<Person>, _ scope: RolePeriod.Scope, from: TimeInterval = -90 * 86_400) async throws {
        let starts = clock.now + from
        _ = try await database.write { try TeamStore.addRole(person, role, scope: scope, starts: starts, ends: nil, $0) }
    }

    /// Writes a line of the log as the rules would, at this moment.
    func look(_ viewer: ID<Person>, at student: ID<Person>, _ what: String = "student", on moment: Date? = nil) async throws {
        if let moment { clock.set(moment) }
        let roles: Set<Role> = viewer == student ? [.student] : [.mentor]
        let viewing = Viewer(
            person: viewer, name: PersonName(given: "X", family: "X"), roles: roles, session: clock.surroundings.newID())
        if let act = Act(rawValue: what) {
            try await door.files.change(viewing, act, of: student) { _, _ in }
        } else {
            try await Files(database: database).look(viewing, at: student, what: what) { _, _ in }
        }
    }

    func read(_ month: String, of student: ID<Person>? = nil) async throws -> LooksStore.Read {
        let (student, month) = (student ?? self.student, try #require(Month(month)))
        let viewer = Viewer(
            person: student, name: PersonName(given: "X", family: "X"), roles: [.student], session: clock.surroundings.newID())
        return try await door.files.look(viewer, at: student, what: "looks") { try LooksStore.read(month, permit: $1, $0) }
    }

    func review(_ month: String) async throws -> ReviewStore.Read {
        let month = try #require(Month(month))
        return try await database.read { try ReviewStore.read(month, $0) }
    }

    static let words = Result { try Library(folders: [WebContent.languages, PeopleContent.languages, Privacy.languages])[.nl] }
}

/// A clock that stands still until it is set.
final class Clock: Sendable {
    private let time: Locked<Date>
    init(_ now: Date) { time = Locked(now) }
    var now: Date { time.get() }
    func set(_ moment: Date) { time.set(moment) }
    func pass(_ seconds: TimeInterval) { time.set(now + seconds) }
    var surroundings: Surroundings { Surroundings(now: { self.now }, randomBytes: Surroundings.real.randomBytes) }
}

struct MonthTests {
    @Test func `a month begins and ends by the clock of the Netherlands`() throws {
        let march = try #require(Month("2026-03"))
        #expect(march.start.instantText == "2026-02-28T23:00:00.000Z")
        #expect(march.end.instantText == "2026-03-31T22:00:00.000Z")
        #expect(march.description == "2026-03" && march.before.description == "2026-02" && march.after.description == "2026-04")
        #expect(try #require(Month("2026-12")).after.description == "2027-01")
        #expect(try #require(Month("2026-01")).before.description == "2025-12")
    }

    @Test(arguments: ["", "2026", "2026-13", "2026-00", "2026-1", "26-11", "2026-11-01", "x026-11", "2026-11 "])
    func `what is no month is none`(text: String) { #expect(Month(text) == nil) }
}
