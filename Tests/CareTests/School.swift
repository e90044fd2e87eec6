import Foundation
import Instruments
import Privacy
import Storage
import Synchronization
import Testing
import Web

@testable import Agreements
@testable import Care
@testable import Guiding
@testable import People

/// A clock that stands still until it is set.
final class Clock: Sendable {
    private let time: Mutex<Date>

    init(_ now: Date) { time = Mutex(now) }

    var now: Date { time.withLock { $0 } }
    func pass(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }

    var surroundings: Surroundings { Surroundings(now: { self.now }, randomBytes: Surroundings.real.randomBytes) }
}

/// A student with a team, and the people of care.
final class School: Sendable {
    static let today = Day(number: 20_780)  // Monday 23 November 2026

    let clock = Clock(Amsterdam.moment(School.today, hour: 9, minute: 30))
    let database: Database
    let door: Door
    let path: String
    let noor, mentor, guide, supervisor, coach, parent, coordinator, otherCoordinator, worker, outsider: ID<Person>

    init(born: String = "2009-01-01") async throws {
        path = FileManager.default.temporaryDirectory.path + "/naast-care-" + Surroundings.real.newSecret()
        let database = try await DataFolder(path: path).open(
            migrations: Database.migrations + PeopleTables.migrations + Privacy.migrations + Guiding.migrations
                + InstrumentTables.migrations + Care.migrations,
            surroundings: clock.surroundings)
        self.database = database
        door = Door(database: database, menu: { _ in [] })
        func person(_ given: String) async throws -> ID<Person> {
            try await database.write { try AccountStore.addPerson(PersonName(given: given, family: "Test"), $0) }
        }
        (noor, mentor, guide) = (try await person("Noor"), try await person("Marit"), try await person("Kaw"))
        (supervisor, coach, parent) = (try await person("Piet"), try await person("Cas"), try await person("Olga"))
        (coordinator, otherCoordinator) = (try await person("Zoë"), try await person("Zeno"))
        (worker, outsider) = (try await person("Wim"), try await person("Bea"))
        let group: ID<Group> = clock.surroundings.newID()
        try await database.write { [noor] connection in
            try connection.run("INSERT INTO groups (id, kind, name) VALUES (\(group), 'class', 'E1a')")
            try connection.run("UPDATE persons SET born = \(born) WHERE id = \(noor)")
        }
        let start = clock.now - 30 * 86_400
        let roles: [(ID<Person>, Role, RolePeriod.Scope)] = [
            (noor, .student, .group(group)), (mentor, .mentor, .group(group)), (guide, .classGuide, .student(noor)),
            (supervisor, .workplaceSupervisor, .student(noor)), (coach, .peerCoach, .student(noor)), (parent, .guardian, .student(noor)),
            (coordinator, .careCoordinator, .institution), (otherCoordinator, .careCoordinator, .institution),
            (worker, .careWorker, .institution),
        ]
        try await database.write { connection in
            for (person, role, scope) in roles {
                try TeamStore.addRole(person, role, scope: scope, starts: start, ends: nil, connection)
            }
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

    func needs(of person: ID<Person>) async throws -> [PartNeed] {
        let ask = try ask()
        return try await door.files.lookAtCaseload(viewer(person), what: "test") { try CarePart().needs($1, ask, $0) }
    }

    func give(_ words: String = "komt steeds moe binnen", by person: ID<Person>? = nil) async throws -> ID<Signal> {
        try await change(.signal, by: person ?? supervisor) {
            try SignalStore.give(SignalDraft(area: .money, words: words), permit: $0, $1)
        }
    }

    func signal(_ id: ID<Signal>, as person: ID<Person>? = nil) async throws -> Signal {
        try await look(as: person ?? mentor) { try SignalStore.one(id, permit: $0, $1) }
    }

    func consult(about signal: ID<Signal>? = nil) async throws -> ID<Consult> {
        try await change(.askConsult, by: mentor) { [coordinator] permit, connection in
            let id = try ConsultStore.ask(ConsultDraft(coordinator: coordinator, question: "wat kan helpen?"), permit: permit, connection)
            if let signal {
                try SignalStore.ask(id, about: try SignalStore.one(signal, permit: permit, connection), permit: permit, connection)
            }
            return id
        }
    }

    func propose(_ consult: ID<Consult>, to receiver: ReferralDraft.Receiver? = nil) async throws -> ID<Referral> {
        try await change(.refer, by: coordinator) { [worker] permit, connection in
            try ReferralActsStore.propose(
                ReferralDraft(
                    receiver: receiver ?? .inside(worker), area: .money, words: "hulp met post", sections: [ManualSection.helps.item],
                    asksCircumstances: true), on: try ConsultStore.one(consult, permit: permit, connection), permit: permit, connection)
        }
    }

    func agree(_ id: ID<Referral>, sharing items: [Share.Item] = [ManualSection.helps.item]) async throws {
        try await change(.decideReferral, by: noor) {
            try ReferralActsStore.agree(try ReferralStore.one(id, permit: $0, $1), sharing: items, permit: $0, $1)
        }
    }

    func move(_ id: ID<Referral>, _ act: ReferralAct, _ needed: Act, by person: ID<Person>, words: String? = nil) async throws {
        try await change(needed, by: person) {
            try ReferralActsStore.move(try ReferralStore.one(id, permit: $0, $1), act, words: words, permit: $0, $1)
        }
    }

    func referral(_ id: ID<Referral>, as person: ID<Person>) async throws -> Referral {
        try await look(as: person) { try ReferralStore.one(id, permit: $0, $1) }
    }

    func relations(of person: ID<Person>) async throws -> Set<Role> {
        try await database.read { [noor] in try Policy.relations(of: person, to: noor, $0) }
    }

    func notices(of person: ID<Person>) async throws -> [String] {
        try await database.read { connection in
            try connection.all("SELECT kind FROM notices WHERE person_id = \(person) ORDER BY made_at") { try $0.get("kind") as String }
        }
    }

    static let words = Result {
        try Library(folders: [
            WebContent.languages, PeopleContent.languages, Privacy.languages, AgreementContent.languages, Guiding.languages,
            Care.languages,
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

    func session(_ person: ID<Person>) async throws -> String {
        try await database.write { connection in
            try AccountStore.makeForStepping(person, name: "a-" + person.text, connection)
            return try SessionStore.begin(for: person, device: "computer", proof: .provider, connection)
        }
    }

    /// Asks one of the addresses as somebody.
    func run(
        _ method: Ask.Method, _ template: String, _ values: [String] = [], as person: ID<Person>, query: [String: String] = [:],
        form: [(name: String, value: String)] = []
    ) async throws -> Answer {
        let all = Care.endpoints(door: door) + Guiding.endpoints(door: door, parts: GuidingParts([CarePart()]))
        let endpoint = try #require(all.first { $0.method == method && $0.template == template })
        return try await endpoint.run(ask(method, template, query: query, form: form, session: session(person)), values).0
    }
}

extension Answer {
    var html: String { if case .page(let page) = body { page.content.text } else { "" } }
    var location: String? { headers.first { $0.name == "Location" }?.value }
}
