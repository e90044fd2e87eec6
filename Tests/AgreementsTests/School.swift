import Foundation
import Storage
import Synchronization
import Testing
import Web

@testable import Agreements
@testable import People

/// A clock that stands still until it is set.
final class Clock: Sendable {
    private let time: Mutex<Date>

    init(_ now: Date) { time = Mutex(now) }

    var now: Date { time.withLock { $0 } }
    func pass(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }

    var surroundings: Surroundings { Surroundings(now: { self.now }, randomBytes: Surroundings.real.randomBytes) }
}

/// A student with a team, another student of another class, and what they agree.
final class School: Sendable {
    static let today = Day(number: 20_780)  // Monday 23 November 2026

    let clock = Clock(Amsterdam.moment(School.today, hour: 9, minute: 30))
    let database: Database
    let door: Door
    let path: String
    let noor: ID<Person>
    let sem: ID<Person>
    let mentor: ID<Person>
    let supervisor: ID<Person>
    let coach: ID<Person>
    let parent: ID<Person>
    let stranger: ID<Person>

    init() async throws {
        path = FileManager.default.temporaryDirectory.path + "/naast-agreements-" + Surroundings.real.newSecret()
        let database = try await DataFolder(path: path).open(
            migrations: Database.migrations + PeopleTables.migrations + AgreementTables.migrations, surroundings: clock.surroundings)
        self.database = database
        door = Door(database: database, menu: { _ in [] })
        func person(_ given: String, _ family: String) async throws -> ID<Person> {
            try await database.write { try AccountStore.addPerson(PersonName(given: given, family: family), $0) }
        }
        (noor, sem) = (try await person("Noor", "de Wit"), try await person("Sem", "Bakker"))
        (mentor, supervisor) = (try await person("Marit", "Mentor"), try await person("Piet", "Praktijk"))
        (coach, parent, stranger) = (
            try await person("Cas", "Coach"), try await person("Olga", "Ouder"), try await person("Vera", "Vreemd")
        )
        let (classA, classB): (ID<Group>, ID<Group>) = (clock.surroundings.newID(), clock.surroundings.newID())
        try await database.write { [noor] connection in
            try connection.run("INSERT INTO groups (id, kind, name) VALUES (\(classA), 'class', 'E1a'), (\(classB), 'class', 'E1b')")
            try connection.run("UPDATE persons SET born = '2010-01-01' WHERE id = \(noor)")
        }
        let roles: [(ID<Person>, Role, RolePeriod.Scope)] = [
            (noor, .student, .group(classA)), (sem, .student, .group(classB)), (mentor, .mentor, .group(classA)),
            (supervisor, .workplaceSupervisor, .student(noor)),
            (coach, .peerCoach, .student(noor)), (parent, .guardian, .student(noor)),
        ]
        for (person, role, scope) in roles { try await give(role, to: person, scope) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func give(_ role: Role, to person: ID<Person>, _ scope: RolePeriod.Scope) async throws {
        let start = clock.now - 30 * 86_400
        try await database.write { _ = try TeamStore.addRole(person, role, scope: scope, starts: start, ends: nil, $0) }
    }

    func viewer(_ person: ID<Person>) -> Viewer {
        Viewer(person: person, name: PersonName(given: "Test", family: "Test"), roles: [], session: clock.surroundings.newID())
    }

    /// Makes an agreement; the clock goes on a minute, so that what happened has an order.
    @discardableResult
    func agree(
        _ what: String = "op tijd komen", due: Int = 7, by maker: ID<Person>? = nil, with parties: [ID<Person>]? = nil,
        steps: [String] = [],
        consequence: String? = nil, in conversation: String? = nil
    ) async throws -> ID<Agreement> {
        let maker = maker ?? mentor
        let draft = AgreementDraft(
            what: what, due: Day(clock.now) + due, consequence: consequence, steps: steps, parties: parties ?? [noor, mentor],
            conversation: conversation.flatMap { ID($0) })
        clock.pass(60)
        return try await door.files.change(viewer(maker), .makeAgreement, of: noor) { try AgreementStore.add(draft, permit: $1, $0) }
    }

    func find(_ which: AgreementStore.Which = .all, as person: ID<Person>) async throws -> [Agreement] {
        try await door.files.look(viewer(person), at: noor, what: "agreements") { try AgreementStore.find(which, permit: $1, $0) }
    }

    func one(_ id: ID<Agreement>, as person: ID<Person>? = nil) async throws -> Agreement {
        try await door.files.look(viewer(person ?? mentor), at: noor, what: "agreement") { try AgreementStore.one(id, permit: $1, $0) }
    }

    func judge(_ id: ID<Agreement>, _ verdict: Verdict, reason: String? = nil, newDue: Day? = nil, by person: ID<Person>? = nil)
        async throws
    {
        clock.pass(60)
        try await door.files.change(viewer(person ?? mentor), .judgeAgreement, of: noor) { connection, permit in
            try AgreementStore.judge(
                try AgreementStore.one(id, permit: permit, connection), verdict, reason: reason, newDue: newDue, permit: permit, connection)
        }
    }

    func confirm(_ id: ID<Agreement>, by person: ID<Person>) async throws {
        clock.pass(60)
        try await door.files.change(viewer(person), .confirmAgreement, of: noor) { connection, permit in
            try AgreementStore.confirm(try AgreementStore.one(id, permit: permit, connection), permit: permit, connection)
        }
    }

    func history(_ id: ID<Agreement>, as person: ID<Person>? = nil) async throws -> [Agreement.Event] {
        try await door.files.look(viewer(person ?? mentor), at: noor, what: "agreement") { connection, permit in
            try AgreementStore.history(of: try AgreementStore.one(id, permit: permit, connection), permit: permit, connection)
        }
    }

    static let words = Result { try Library(folders: [WebContent.languages, PeopleContent.languages, AgreementContent.languages]) }

    func ask(_ method: Ask.Method = .get, _ path: String = "/", form: Fields = Fields(), session: String? = nil) throws -> Ask {
        Ask(
            method: method, path: path, form: form, cookies: session.map { ["__Host-session": $0] } ?? [:],
            words: try Self.words.get()[.nl],
            surroundings: database.surroundings)
    }

    func session(_ person: ID<Person>) async throws -> String {
        try await database.write { connection in
            try AccountStore.makeForStepping(person, name: "a-" + person.text, connection)
            return try SessionStore.begin(for: person, device: "computer", connection)
        }
    }
}

extension Answer {
    var html: String { if case .page(let page) = body { page.content.text } else { "" } }
    var location: String? { headers.first { $0.name == "Location" }?.value }
}

/// Agreements as values, for rules and pages.
enum Sample {
    static let noor = ID<Person>("noor")
    static let mentor = ID<Person>("marit")

    static func agreement(
        _ state: Agreement.State = .open, due: Day = School.today, what: String = "op tijd komen", unconfirmed: [String] = [],
        confirmed: [String] = ["noor", "marit"],
        id: String = "a1", steps: [Agreement.Step] = [], consequence: String? = nil
    ) throws -> Agreement {
        func party(_ name: String, _ at: Date?) throws -> Agreement.Party {
            Agreement.Party(person: try #require(ID(name)), name: PersonName(given: name.capitalized, family: "Test"), confirmed: at)
        }
        return Agreement(
            id: try #require(ID(id)), student: try #require(noor), what: what, due: due, consequence: consequence, state: state, goal: nil,
            conversation: nil, placement: nil,
            parties: try confirmed.map { try party($0, Date(timeIntervalSince1970: 0)) } + unconfirmed.map { try party($0, nil) },
            steps: steps)
    }
}
