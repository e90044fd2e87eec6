import Foundation
import Instruments
import Privacy
import Storage
import Synchronization
import Testing
import Web

@testable import Career
@testable import Guiding
@testable import People

/// A clock that stands still until it is set.
final class Clock: Sendable {
    private let time: Mutex<Date>

    init(_ now: Date) { time = Mutex(now) }

    var now: Date { time.withLock { $0 } }
    func pass(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }
    func pass(days: Int) { pass(TimeInterval(days) * 86_400) }

    var surroundings: Surroundings { Surroundings(now: { self.now }, randomBytes: Surroundings.real.randomBytes) }
}

/// A student with a team around.
final class School: Sendable {
    static let today = Day(number: 20_780)  // Monday 23 November 2026

    let clock = Clock(Amsterdam.moment(School.today, hour: 9, minute: 30))
    let database: Database
    let door: Door
    let path: String
    let noor: ID<Person>
    let mentor: ID<Person>
    let guide: ID<Person>
    let supervisor: ID<Person>
    let coach: ID<Person>

    init() async throws {
        path = FileManager.default.temporaryDirectory.path + "/naast-career-" + Surroundings.real.newSecret()
        let database = try await DataFolder(path: path).open(
            migrations: Database.migrations + PeopleTables.migrations + Privacy.migrations + Guiding.migrations
                + InstrumentTables.migrations + Career.migrations,
            surroundings: clock.surroundings)
        self.database = database
        door = Door(database: database, menu: { _ in [] })
        func person(_ given: String, _ family: String) async throws -> ID<Person> {
            try await database.write { try AccountStore.addPerson(PersonName(given: given, family: family), $0) }
        }
        noor = try await person("Noor", "de Wit")
        (mentor, guide) = (try await person("Marit", "Mentor"), try await person("Kees", "Klas"))
        (supervisor, coach) = (try await person("Piet", "Praktijk"), try await person("Cas", "Coach"))
        let group: ID<Group> = clock.surroundings.newID()
        try await database.write { try $0.run("INSERT INTO groups (id, kind, name) VALUES (\(group), 'class', 'E1a')") }
        let roles: [(ID<Person>, Role, RolePeriod.Scope)] = [
            (noor, .student, .group(group)), (mentor, .mentor, .group(group)), (guide, .classGuide, .group(group)),
            (supervisor, .workplaceSupervisor, .student(noor)), (coach, .peerCoach, .student(noor)),
        ]
        for (person, role, scope) in roles {
            let start = clock.now - 30 * 86_400
            try await database.write { _ = try TeamStore.addRole(person, role, scope: scope, starts: start, ends: nil, $0) }
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func viewer(_ person: ID<Person>) -> Viewer {
        Viewer(person: person, name: PersonName(given: "Test", family: "Test"), roles: [], session: clock.surroundings.newID())
    }

    @discardableResult
    func change<Value: Sendable>(
        _ act: Act, by person: ID<Person>, _ work: @Sendable @escaping (Permit<Changing>, Connection) throws -> Value
    ) async throws -> Value {
        clock.pass(60)
        return try await door.files.change(viewer(person), act, of: noor) { try work($1, $0) }
    }

    func look<Value: Sendable>(
        as person: ID<Person>, _ work: @Sendable @escaping (Permit<Looking>, Connection) throws -> Value
    ) async throws -> Value {
        try await door.files.look(viewer(person), at: noor, what: "test") { try work($1, $0) }
    }

    func needs(of person: ID<Person>) async throws -> [PartNeed] {
        let ask = try ask()
        return try await door.files.lookAtCaseload(viewer(person), what: "test") { try CareerPart().needs($1, ask, $0) }
    }

    /// Ends the time at school.
    func leave() async throws {
        try await database.write { try $0.run("UPDATE roles SET ends_at = \($0.now) WHERE role IN ('student', 'mentor', 'classGuide')") }
        clock.pass(60)
    }

    func notices(_ person: ID<Person>) async throws -> [String] {
        try await database.read { connection in
            try connection.all("SELECT kind FROM notices WHERE person_id = \(person) ORDER BY made_at") { try $0.get("kind") }
        }
    }

    static let words = Result {
        try Library(folders: [
            WebContent.languages, PeopleContent.languages, Guiding.languages, Career.languages, InstrumentContent.languages,
        ])
    }

    func ask() throws -> Ask {
        Ask(method: .get, path: "/", words: try Self.words.get()[.nl], surroundings: database.surroundings)
    }

    static func skills() throws -> Instrument { try #require(try InstrumentCatalogue.builtIn().newest(SkillRating.instrument)) }
    static func lookBack() throws -> Instrument { try #require(try InstrumentCatalogue.builtIn().newest(LookBack.instrument)) }
}
