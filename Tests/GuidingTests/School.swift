import Foundation
import Instruments
import Privacy
import Storage
import Synchronization
import Testing
import Web

@testable import Agreements
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
        path = FileManager.default.temporaryDirectory.path + "/naast-guiding-" + Surroundings.real.newSecret()
        let database = try await DataFolder(path: path).open(
            migrations: Database.migrations + PeopleTables.migrations + Privacy.migrations + Guiding.migrations
                + InstrumentTables.migrations,
            surroundings: clock.surroundings)
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

    func caseload<Value: Sendable>(
        of person: ID<Person>, _ work: @Sendable @escaping ([Permit<Looking>], Connection) throws -> Value
    ) async throws -> Value {
        try await door.files.lookAtCaseload(viewer(person), what: "test") { try work($1, $0) }
    }

    func agree(_ what: String = "op tijd komen", due: Int = 7, by maker: ID<Person>? = nil, with parties: [ID<Person>]? = nil) async throws
        -> ID<Agreement>
    {
        let draft = AgreementDraft(what: what, due: Day(clock.now) + due, parties: parties ?? [noor, mentor])
        return try await change(.makeAgreement, by: maker ?? mentor) { try AgreementStore.add(draft, permit: $0, $1) }
    }

    func judge(_ id: ID<Agreement>, _ verdict: Verdict) async throws {
        try await change(.judgeAgreement, by: mentor) { permit, connection in
            let agreement = try AgreementStore.one(id, permit: permit, connection)
            try AgreementStore.judge(agreement, verdict, reason: nil, newDue: nil, permit: permit, connection)
        }
    }

    func setGoal(
        _ words: String = "ik bel zelf", _ task: DevelopmentTask = .crossSubject, step: StepDraft? = nil, by person: ID<Person>? = nil
    ) async throws -> ID<Goal> {
        try await change(.setGoal, by: person ?? noor) {
            try GoalStore.add(GoalDraft(task: task, words: words, firstStep: step), permit: $0, $1)
        }
    }

    func goals(as person: ID<Person>) async throws -> [Goal] { try await look(as: person) { try GoalStore.goals($0, $1) } }

    /// Plans a talk so many hours from now.
    func plan(
        _ hours: Double = 24, _ kind: Conversation.Kind = .individual, state: Conversation.State = .planned,
        with people: [ID<Person>]? = nil, agenda: String? = nil
    ) async throws -> ID<Conversation> {
        let draft = ConversationDraft(kind: kind, at: clock.now + hours * 3600, agenda: agenda, participants: people ?? [mentor])
        let isOwn = state == .proposed
        return try await change(isOwn ? .proposeConversation : .planConversation, by: isOwn ? noor : mentor) {
            try ConversationStore.add(draft, state: state, permit: $0, $1)
        }
    }

    func talk(_ id: ID<Conversation>, as person: ID<Person>? = nil) async throws -> Conversation {
        try await look(as: person ?? mentor) { try ConversationStore.one(id, permit: $0, $1) }
    }

    func hold(_ id: ID<Conversation>, notes: String? = nil) async throws {
        try await change(.holdConversation, by: mentor) {
            try ConversationStore.hold(try ConversationStore.one(id, permit: $0, $1), notes: notes, $1)
        }
    }

    func conclude(_ id: ID<Conversation>, _ summary: String = "zo was het") async throws {
        try await change(.holdConversation, by: mentor) { permit, connection in
            try ConversationStore.conclude(
                try ConversationStore.one(id, permit: permit, connection), summary: summary, permit: permit, connection)
        }
    }

    func confirm(_ id: ID<Conversation>, by person: ID<Person>) async throws {
        try await change(.confirmConversation, by: person) { permit, connection in
            try ConversationStore.confirm(try ConversationStore.one(id, permit: permit, connection), permit: permit, connection)
        }
    }

    static let words = Result {
        try Library(folders: [WebContent.languages, PeopleContent.languages, AgreementContent.languages, Guiding.languages])
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
            return try SessionStore.begin(for: person, device: "computer", connection)
        }
    }

    /// Asks one of the part's endpoints as somebody.
    func run(
        _ method: Ask.Method, _ template: String, _ values: [String] = [], as person: ID<Person>, query: [String: String] = [:],
        form: [(name: String, value: String)] = []
    ) async throws -> Answer {
        let endpoint = try #require(Guiding.endpoints(door: door).first { $0.method == method && $0.template == template })
        return try await endpoint.run(ask(method, template, query: query, form: form, session: session(person)), values).0
    }
}

extension Answer {
    var html: String { if case .page(let page) = body { page.content.text } else { "" } }
    var location: String? { headers.first { $0.name == "Location" }?.value }
}
