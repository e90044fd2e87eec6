import Foundation
import Guiding
import Instruments
import Privacy
import Storage
import Synchronization
import Testing
import Web

@testable import Agreements
@testable import People
@testable import Placements

/// A clock that stands still until it is set.
final class Clock: Sendable {
    private let time: Mutex<Date>

    init(_ now: Date) { time = Mutex(now) }

    var now: Date { time.withLock { $0 } }
    func pass(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }
    func pass(days: Int) { time.withLock { $0 = Amsterdam.moment(Day($0) + days, hour: 9, minute: 30) } }

    var surroundings: Surroundings { Surroundings(now: { self.now }, randomBytes: Surroundings.real.randomBytes) }
}

/// A student with mentor and guardian, two people of workplaces, and a student of another class.
final class School: Sendable {
    static let today = Day(number: 20_780)  // Monday 23 November 2026

    let clock = Clock(Amsterdam.moment(School.today, hour: 9, minute: 30))
    let database: Database
    let door: Door
    let path: String
    let noor: ID<Person>
    let sem: ID<Person>
    let mentor: ID<Person>
    let piet: ID<Person>
    let fem: ID<Person>
    let parent: ID<Person>

    init() async throws {
        path = FileManager.default.temporaryDirectory.path + "/naast-placements-" + Surroundings.real.newSecret()
        let database = try await DataFolder(path: path).open(
            migrations: Database.migrations + PeopleTables.migrations + Privacy.migrations + Guiding.migrations
                + InstrumentTables.migrations + Placements.migrations,
            surroundings: clock.surroundings)
        self.database = database
        door = Door(database: database, menu: { _ in [] })
        func person(_ given: String, _ family: String) async throws -> ID<Person> {
            try await database.write { try AccountStore.addPerson(PersonName(given: given, family: family), $0) }
        }
        (noor, sem) = (try await person("Noor", "de Wit"), try await person("Sem", "Bakker"))
        (mentor, parent) = (try await person("Marit", "Mentor"), try await person("Olga", "Ouder"))
        (piet, fem) = (try await person("Piet", "Praktijk"), try await person("Fem", "Fabriek"))
        let (classA, classB): (ID<Group>, ID<Group>) = (clock.surroundings.newID(), clock.surroundings.newID())
        let start = clock.now - 300 * 86_400
        try await database.write { [noor, sem, mentor, parent] connection in
            try connection.run("INSERT INTO groups (id, kind, name) VALUES (\(classA), 'class', 'E1a'), (\(classB), 'class', 'E1b')")
            try connection.run("UPDATE persons SET born = '2010-01-01' WHERE id = \(noor)")
            for (person, role, scope) in [
                (noor, Role.student, RolePeriod.Scope.group(classA)), (sem, .student, .group(classB)), (mentor, .mentor, .group(classA)),
                (parent, .guardian, .student(noor)),
            ] { try TeamStore.addRole(person, role, scope: scope, starts: start, ends: nil, connection) }
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func viewer(_ person: ID<Person>) -> Viewer {
        Viewer(person: person, name: PersonName(given: "Test", family: "Test"), roles: [], session: clock.surroundings.newID())
    }

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

    /// A placement with one supervisor, from and until so many days from today.
    func place(_ first: Int = -30, _ last: Int = 60, at workplace: String = "Bakkerij", with supervisor: ID<Person>? = nil) async throws
        -> ID<
            Placement
        >
    {
        let supervisor = supervisor ?? piet
        let draft = PlacementDraft(
            workplace: workplace, first: Day(clock.now) + first, last: Day(clock.now) + last, hours: 100, guide: mentor, tasks: ["Broodjes"]
        )
        return try await change(.managePlacement, by: mentor) { permit, connection in
            let id = try PlacementStore.add(draft, permit: permit, connection)
            try SupervisorStore.tie(supervisor, to: try PlacementStore.one(id, permit: permit, connection), permit: permit, connection)
            return id
        }
    }

    func one(_ id: ID<Placement>, as person: ID<Person>? = nil) async throws -> Placement {
        try await look(as: person ?? mentor) { try PlacementStore.one(id, permit: $0, $1) }
    }

    func log(
        _ id: ID<Placement>, _ channel: Placement.Channel = .phone, moment: Moment.Kind? = nil, words: String? = nil,
        by person: ID<Person>? = nil
    )
        async throws
    {
        try await change(.logContact, by: person ?? mentor) { permit, connection in
            let placement = try PlacementStore.one(id, permit: permit, connection)
            try ContactStore.add(ContactDraft(channel: channel, moment: moment, words: words), to: placement, permit: permit, connection)
        }
    }

    func end(_ id: ID<Placement>, _ reason: String = "het ging niet") async throws {
        try await change(.managePlacement, by: mentor) { permit, connection in
            try PlacementStore.end(try PlacementStore.one(id, permit: permit, connection), reason: reason, permit: permit, connection)
        }
    }

    /// Becomes another period, the rest as it is.
    func move(_ id: ID<Placement>, first: Day? = nil, last: Day) async throws {
        try await change(.managePlacement, by: mentor) { permit, connection in
            let found = try PlacementStore.one(id, permit: permit, connection)
            let draft = PlacementDraft(
                workplace: found.workplace.name, first: first ?? found.first, last: last, weekdays: found.weekdays, hours: found.hours,
                guide: found.guide, rhythm: found.rhythm, channel: found.channel)
            try PlacementStore.change(found, to: draft, permit: permit, connection)
        }
    }

    func moments(_ id: ID<Placement>) async throws -> [Moment.Kind: Moment.State] {
        let placement = try await one(id)
        let found = try await database.read { try MomentStore.all(of: [placement], $0)[id] ?? [] }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.kind, $0.state) })
    }

    func notices(_ kind: Notice) async throws -> Set<ID<Person>> {
        Set(
            try await database.read { connection in
                try connection.all("SELECT person_id FROM notices WHERE kind = \(kind)") { try $0.get("person_id") as ID<Person> }
            })
    }

    static let words = Result {
        try Library(folders: [
            WebContent.languages, PeopleContent.languages, AgreementContent.languages, Guiding.languages, Placements.languages,
        ])
    }

    func ask(
        _ method: Ask.Method = .get, _ path: String = "/", query: [String: String] = [:], form: [(name: String, value: String)] = [],
        session: String? = nil
    ) throws -> Ask {
        Ask(
            method: method, path: path, query: Fields(query), form: Fields(form), cookies: session.map { ["__Host-session": $0] } ?? [:],
            words: try Self.words.get()[.nl], surroundings: database.surroundings)
    }

    /// Asks one of the addresses as somebody.
    func run(
        _ method: Ask.Method, _ template: String, _ values: [String], as person: ID<Person>, query: [String: String] = [:],
        form: [(name: String, value: String)] = []
    ) async throws -> Answer {
        let endpoint = try #require(Placements.endpoints(door: door).first { $0.method == method && $0.template == template })
        let session = try await database.write { connection in
            try AccountStore.makeForStepping(person, name: "a-" + person.text, connection)
            return try SessionStore.begin(for: person, device: "computer", connection)
        }
        return try await endpoint.run(ask(method, template, query: query, form: form, session: session), values).0
    }
}

extension Answer {
    var html: String { if case .page(let page) = body { page.content.text } else { "" } }
    var location: String? { headers.first { $0.name == "Location" }?.value }
}

/// Placements as values, for the rules.
enum Sample {
    static func placement(
        _ stored: Placement.State = .planned, first: Day, last: Day, ended: Day? = nil, rhythm: Int = 21
    ) throws -> Placement {
        Placement(
            id: try #require(ID("p1")), student: try #require(ID("noor")),
            workplace: .init(id: try #require(ID("w1")), name: "Bakkerij"), guide: nil, stored: stored, first: first, last: last,
            weekdays: [1], hours: 0, rhythm: rhythm, channel: .phone, reason: nil, ended: ended, supervisors: [])
    }
}
