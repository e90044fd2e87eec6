import Foundation
import Logging
import Storage
import Synchronization
import Testing
import Web

@testable import People

/// A clock that stands still until it is set.
final class Clock: Sendable {
    private let time: Mutex<Date>

    init(_ now: Date) { time = Mutex(now) }

    var now: Date { time.withLock { $0 } }
    func pass(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }
    func set(_ moment: Date) { time.withLock { $0 = moment } }

    var surroundings: Surroundings { Surroundings(now: { self.now }, randomBytes: Surroundings.real.randomBytes) }
}

/// Chance that falls the same way every time (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

/// What a closure in a test throws to be undone.
struct Undone: Error, Equatable {}

let day: TimeInterval = 86_400

/// A small school: two classes, a student in each, and everyone who can be around the first of them.
final class School: Sendable {
    let clock: Clock
    let database: Database
    let door: Door
    let path: String
    let classA: ID<Group>
    let classB: ID<Group>
    let noor: ID<Person>
    let sem: ID<Person>
    let mentor: ID<Person>
    let classGuide: ID<Person>
    let supervisor: ID<Person>
    let coach: ID<Person>
    let parent: ID<Person>
    let stranger: ID<Person>

    init(at now: String = "2026-11-23T08:30:00.000Z") async throws {
        let clock = Clock(try #require(Date(instantText: now)))
        path = FileManager.default.temporaryDirectory.path + "/naast-people-" + Surroundings.real.newSecret()
        let database = try await DataFolder(path: path).open(
            migrations: Database.migrations + PeopleTables.migrations, surroundings: clock.surroundings)
        (self.clock, self.database) = (clock, database)
        door = Door(database: database, menu: { _ in [] })
        func person(_ given: String, _ family: String) async throws -> ID<Person> {
            try await database.write { try AccountStore.addPerson(PersonName(given: given, family: family), $0) }
        }
        (classA, classB) = (clock.surroundings.newID(), clock.surroundings.newID())
        try await database.write { [classA, classB] connection in
            try connection.run("INSERT INTO groups (id, kind, name) VALUES (\(classA), 'class', 'E1a'), (\(classB), 'class', 'E1b')")
        }
        (noor, sem) = (try await person("Noor", "de Wit"), try await person("Sem", "Bakker"))
        (mentor, classGuide) = (try await person("Marit", "Mentor"), try await person("Koen", "Klas"))
        (supervisor, coach) = (try await person("Piet", "Praktijk"), try await person("Cas", "Coach"))
        (parent, stranger) = (try await person("Olga", "Ouder"), try await person("Vera", "Vreemd"))
        try await give(.student, to: noor, .group(classA))
        try await give(.student, to: sem, .group(classB))
        try await give(.mentor, to: mentor, .group(classA))
        try await give(.classGuide, to: classGuide, .student(noor))
        try await give(.workplaceSupervisor, to: supervisor, .student(noor))
        try await give(.peerCoach, to: coach, .student(noor))
        try await give(.guardian, to: parent, .student(noor))
        try await born("2009-11-24", noor)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Gives a role; by default it has run for a month and does not end.
    @discardableResult
    func give(_ role: Role, to person: ID<Person>, _ scope: RolePeriod.Scope, from: TimeInterval = -30 * day, until: TimeInterval? = nil)
        async throws -> ID<RolePeriod>
    {
        let now = clock.now
        return try await database.write {
            try TeamStore.addRole(person, role, scope: scope, starts: now + from, ends: until.map { now + $0 }, $0)
        }
    }

    func born(_ text: String?, _ person: ID<Person>) async throws {
        try await database.write { _ = try $0.run("UPDATE persons SET born = \(text) WHERE id = \(person)") }
    }

    func viewer(_ person: ID<Person>, _ roles: Set<Role> = []) -> Viewer {
        Viewer(person: person, name: PersonName(given: "Test", family: "Test"), roles: roles, session: clock.surroundings.newID())
    }

    func relations(_ viewer: ID<Person>, _ student: ID<Person>) async throws -> Set<Role> {
        try await database.read { try Policy.relations(of: viewer, to: student, $0) }
    }

    func caseload(_ viewer: ID<Person>) async throws -> [ID<Person>: Role] {
        try await database.read { Dictionary(uniqueKeysWithValues: try Caseload.of(viewer, $0).map { ($0.student, $0.role) }) }
    }

    /// What stands in the access log.
    func log() async throws -> [String] {
        try await database.read { connection in
            try connection.all("SELECT viewer_id, role, student_id, what FROM access_log ORDER BY number") { row in
                try ["viewer_id", "role", "student_id", "what"].map { try row.get($0) as String }.joined(separator: " ")
            }
        }
    }

    func line(_ viewer: ID<Person>, _ role: Role, _ student: ID<Person>, _ what: String) -> String {
        [viewer.text, role.rawValue, student.text, what].joined(separator: " ")
    }

    /// Gives an account with this password, kept with few rounds so that tests stay quick.
    func account(_ person: ID<Person>, _ name: String, password: String?) async throws {
        try await database.write { connection in
            try AccountStore.makeForStepping(person, name: name, connection)
            if let password {
                try AccountStore.set(
                    try PasswordHash.make(password, salt: Array(repeating: 7, count: 16), rounds: 16), for: person, connection)
            }
        }
    }

    /// Begins a session; gives the secret.
    func session(_ person: ID<Person>) async throws -> String {
        try await database.write { connection in
            try AccountStore.makeForStepping(person, name: "a-" + person.text, connection)
            return try SessionStore.begin(for: person, device: "computer", connection)
        }
    }

    func holder(_ secret: String) async throws -> ID<Person>? {
        try await database.read { try SessionStore.viewer(secret: secret, $0)?.viewer.person }
    }

    static let words = Result { try Library(folders: [WebContent.languages, PeopleContent.languages]) }

    func ask(
        _ method: Ask.Method, _ path: String, query: [String: String] = [:], form: [(name: String, value: String)] = [],
        session: String? = nil, half: String? = nil,
        address: String = "192.0.2.1", cookies: [String: String] = [:]
    ) throws -> Ask {
        let own = ["__Host-session": session, "__Host-half": half].compactMapValues { $0 }
        return Ask(
            method: method, path: path, query: Fields(query), form: Fields(form), cookies: own.merging(cookies) { _, new in new },
            words: try Self.words.get()[.nl], address: address, surroundings: database.surroundings)
    }

    func signIn() throws -> SignIn {
        SignIn(database: database, work: PasswordWork(), logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }
}

extension Array where Element == Endpoint {
    /// Runs the endpoint at this method and address, as the site would, but lets its problems pass.
    func run(_ template: String, _ values: [String] = [], _ ask: Ask) async throws -> Answer {
        let found = first { $0.method == ask.method && $0.template == template }
        return try await #require(found).run(ask, values).0
    }
}

extension Answer {
    var html: String { if case .page(let page) = body { page.content.text } else { "" } }
    var location: String? { headers.first { $0.name == "Location" }?.value }
    /// The secret of the session that this answer begins.
    var session: String? {
        headers.first { $0.name == "Set-Cookie" && $0.value.hasPrefix("__Host-session=") }.map {
            String($0.value.dropFirst(15).prefix { $0 != ";" })
        }
    }
}
