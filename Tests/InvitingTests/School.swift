import Foundation
import Logging
import People
import Privacy
import Storage
import Synchronization
import Testing
import Web

@testable import Inviting

/// A clock that stands still until it is set.
final class Clock: Sendable {
    private let time: Mutex<Date>

    init(_ now: Date) { time = Mutex(now) }

    var now: Date { time.withLock { $0 } }
    func pass(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }
    var surroundings: Surroundings { Surroundings(now: { self.now }, randomBytes: Surroundings.real.randomBytes) }
}

let day: TimeInterval = 86_400

/// One class with two students, the people who guide the first of them, and what one can be invited for.
final class School: Sendable {
    let clock: Clock
    let database: Database
    let door: Door
    let path: String
    let noor: ID<Person>
    let sem: ID<Person>
    let mentor: ID<Person>
    let coordinator: ID<Person>
    let supervisor: ID<Person>
    let signIn: SignIn
    /// The end of the placement and the referral that one can be invited for; nil when they are gone.
    let subjectEnds: Mutex<Date?>
    /// What was tied to a subject: subject, person, period.
    let tied = Mutex<[(String, ID<Person>, ID<RolePeriod>)]>([])

    init() async throws {
        let clock = Clock(try #require(Date(instantText: "2026-11-23T08:30:00.000Z")))
        path = FileManager.default.temporaryDirectory.path + "/naast-inviting-" + Surroundings.real.newSecret()
        let database = try await DataFolder(path: path).open(
            migrations: Database.migrations + PeopleTables.migrations + Inviting.migrations, surroundings: clock.surroundings)
        (self.clock, self.database) = (clock, database)
        door = Door(database: database, menu: { _ in [] })
        signIn = SignIn(database: database, work: PasswordWork(), logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        subjectEnds = Mutex(clock.now + 60 * day)
        func person(_ given: String, _ family: String) async throws -> ID<Person> {
            try await database.write { try AccountStore.addPerson(PersonName(given: given, family: family), $0) }
        }
        (noor, sem) = (try await person("Noor", "de Wit"), try await person("Sem", "Bakker"))
        (mentor, coordinator) = (try await person("Marit", "Mentor"), try await person("Zoë", "Zorg"))
        supervisor = try await person("Piet", "Praktijk")
        let group: ID<Group> = clock.surroundings.newID()
        try await database.write { [noor, sem, mentor] connection in
            try connection.run("INSERT INTO groups (id, kind, name) VALUES (\(group), 'class', 'E1a')")
            try connection.run("UPDATE persons SET born = '2010-01-01' WHERE id IN (\(noor), \(sem))")
            try connection.run("UPDATE persons SET email = 'Marit@School.example' WHERE id = \(mentor)")
            try SettingStore.set("institution", "Het Voorbeeld", connection)
        }
        try await give(.student, to: noor, .group(group))
        try await give(.student, to: sem, .group(group))
        try await give(.mentor, to: mentor, .group(group))
        try await give(.careCoordinator, to: coordinator, .student(noor))
        try await give(.workplaceSupervisor, to: supervisor, .student(noor))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    // MARK: - What one can be invited for

    private func purpose(_ role: Role, _ subject: String, by act: Act) -> InvitationPurpose {
        InvitationPurpose(
            role: role,
            subjects: { [self] permit, _, _ in
                guard permit.may.contains(act), let ends = subjectEnds.withLock({ $0 }) else { return [] }
                return [.init(id: subject + "-" + permit.student.text, label: subject, ends: ends)]
            },
            granted: { [self] subject, person, period, _, _ in tied.withLock { $0.append((subject, person, period)) } },
            arrival: { student, subject in "/studenten/\(student.text)/\(subject.prefix(5))" })
    }

    var purposes: [InvitationPurpose] {
        [
            purpose(.workplaceSupervisor, "stage", by: .managePlacement), purpose(.careWorker, "zorgvraag", by: .refer),
            .guardian(arrival: { "/studenten/" + $0.text }),
        ]
    }

    func routes() -> [Endpoint] {
        Inviting.endpoints(
            door: door, signIn: signIn, purposes: purposes, studentPath: { "/studenten/" + $0.text })
            + CodeRoutes(door: door, signIn: signIn).endpoints + SecondFactorRoutes(door: door, signIn: signIn).endpoints
            + [door.signedIn(.get, FixedPath("/account")) { _, viewer in .see("/" + viewer.person.text) }]
    }

    // MARK: - Asking

    @discardableResult
    func give(_ role: Role, to person: ID<Person>, _ scope: RolePeriod.Scope, until: Date? = nil) async throws -> ID<RolePeriod> {
        let start = clock.now - 30 * day
        return try await database.write { try TeamStore.addRole(person, role, scope: scope, starts: start, ends: until, $0) }
    }

    func end(_ period: ID<RolePeriod>) async throws {
        try await database.write { _ = try $0.run("UPDATE roles SET ends_at = \($0.now) WHERE id = \(period)") }
    }

    func session(_ person: ID<Person>) async throws -> String {
        try await database.write { connection in
            try AccountStore.makeForStepping(person, name: "a-" + person.text, connection)
            return try SessionStore.begin(for: person, device: "computer", connection)
        }
    }

    static let words = Result { try Library(folders: [WebContent.languages, PeopleContent.languages, Inviting.languages]) }

    func ask(
        _ method: Ask.Method, _ path: String = "/", query: [String: String] = [:], form: [(name: String, value: String)] = [],
        session: String? = nil, browser: String? = nil, half: String? = nil, address: String = "192.0.2.1"
    ) throws -> Ask {
        let cookies = ["__Host-session": session, "__Host-mailcode": browser, "__Host-half": half].compactMapValues { $0 }
        return Ask(
            method: method, path: path, query: Fields(query), form: Fields(form), cookies: cookies, words: try Self.words.get()[.nl],
            address: address, surroundings: database.surroundings)
    }

    // MARK: - Inviting

    func form(_ purpose: String, _ email: String = "piet@werk.example", given: String = "Piet") -> [(name: String, value: String)] {
        [("purpose", purpose), ("given", given), ("prefix", "van"), ("family", "Buiten"), ("email", email), ("checked", "1")]
    }

    var stage: String { "workplaceSupervisor:stage-" + noor.text }
    var care: String { "careWorker:zorgvraag-" + noor.text }
    var guardian: String { "guardian:" + noor.text }

    /// Invites by the page; gives the id of the invitation.
    @discardableResult
    func invite(_ purpose: String, _ email: String = "piet@werk.example", by guide: ID<Person>? = nil, for student: ID<Person>? = nil)
        async throws -> ID<Invitation>
    {
        let student = student ?? noor
        let session = try await session(guide ?? mentor)
        let answer = try await routes().run(
            InvitingPaths.ofStudent.template, [student.text], ask(.post, form: form(purpose, email), session: session))
        try #require(answer.status == 303, "\(answer.status) \(answer.html)")
        clock.pass(1)
        let found = try await database.read { connection in
            try connection.first("SELECT id FROM invitations ORDER BY made_at DESC, id DESC LIMIT 1") { try $0.get("id") as ID<Invitation> }
        }
        return try #require(found)
    }

    func invitation(_ id: ID<Invitation>, as guide: ID<Person>? = nil) async throws -> Invitation {
        let viewer = viewer(guide ?? mentor)
        let (purposes, words) = (Purposes(self.purposes), try Self.words.get()[.nl])
        let student = try #require(try await database.read { try InvitationStore.student(of: id, $0) })
        return try await door.files.look(viewer, at: student, what: "invitations") { connection, permit in
            try InvitationStore.one(id, offers: try purposes.offers(permit, words, connection), permit: permit, connection)
        }
    }

    func state(_ id: ID<Invitation>, as guide: ID<Person>? = nil) async throws -> Invitation.State {
        try await invitation(id, as: guide).state(at: clock.now)
    }

    func viewer(_ person: ID<Person>) -> Viewer {
        Viewer(person: person, name: PersonName(given: "Test", family: "Test"), roles: [], session: clock.surroundings.newID())
    }

    /// Sends it to the page of the list, as its buttons do.
    func act(_ path: String, _ id: ID<Invitation>, by guide: ID<Person>? = nil, _ method: Ask.Method = .post) async throws -> Answer {
        try await routes().run(path, [noor.text, id.text], ask(method, session: try await session(guide ?? mentor)))
    }

    // MARK: - Mail

    /// Every mail to an address, in order.
    func mails(_ kind: String, to email: String? = nil) async throws -> [Mail] {
        try await database.read { connection in
            try connection.all(
                """
                SELECT o.id, o.person_id, o.content, p.email FROM outbox AS o JOIN persons AS p ON p.id = o.person_id
                WHERE o.kind = \(kind) ORDER BY o.made_at, o.id
                """
            ) { row in
                let (id, person): (ID<Mail>, ID<Person>) = (try row.get("id"), try row.get("person_id"))
                let text = try connection.open(try row.get("content") as Sealed<String>, of: person, at: OutboxStore.place(id))
                return (try row.get("email") as String?, try JSONDecoder().decode(Mail.self, from: Data(text.utf8)))
            }.filter { email == nil || $0.0 == email }.map(\.1)
        }
    }

    func lastMail(_ kind: String, to email: String? = nil) async throws -> Mail { try #require(try await mails(kind, to: email).last) }

    /// The secret at the end of the path in the last mail of a kind.
    func secret(_ kind: String, to email: String? = nil) async throws -> String {
        let path = try #require(try await lastMail(kind, to: email).values["path"])
        return try #require(path.split(separator: "/").last.map(String.init))
    }

    /// Asks for a code by typing the address; gives the secret of the browser.
    func askCode(_ email: String = "piet@werk.example", address: String = "192.0.2.1", browser: String? = nil) async throws -> String {
        let answer = try await routes().run(
            "/aanmelden/code-per-mail", [], ask(.post, form: [("email", email)], browser: browser, address: address))
        try #require(answer.status == 303 && answer.location == "/aanmelden/code-per-mail/cijfers", "\(answer.status) \(answer.html)")
        return try #require(answer.cookie("mailcode"))
    }

    func enter(_ digits: String, browser: String?, more: [(name: String, value: String)] = [], session: String? = nil) async throws
        -> Answer
    {
        try await routes().run(
            "/aanmelden/code-per-mail/cijfers", [],
            ask(.post, form: [("digits", digits)] + more, session: session, browser: browser))
    }

    /// Signs in by a code; gives the secret of the session.
    func signIn(_ email: String = "piet@werk.example") async throws -> String {
        let browser = try await askCode(email)
        let digits = try #require(try await lastMail("mailCode", to: email).values["code"])
        return try #require(try await enter(digits, browser: browser).cookie("session"))
    }

    /// Whose session this is, by asking a page with it.
    func holder(_ session: String) async throws -> String? {
        do {
            let answer = try await routes().run("/account", [], ask(.get, session: session))
            return answer.location.map { String($0.dropFirst()) }
        } catch let problem as Problem where problem == .signInNeeded { return nil }
    }
}

extension [Endpoint] {
    /// Runs the endpoint at this method and address, as the site would, but lets its problems pass.
    func run(_ template: String, _ values: [String] = [], _ ask: Ask) async throws -> Answer {
        let found = first { $0.method == ask.method && $0.template == template }
        return try await #require(found).run(ask, values).0
    }
}

extension Answer {
    var html: String { if case .page(let page) = body { page.content.text } else { "" } }
    var title: String { if case .page(let page) = body { page.title } else { "" } }
    var location: String? { headers.first { $0.name == "Location" }?.value }
    func cookie(_ name: String) -> String? {
        headers.first { $0.name == "Set-Cookie" && $0.value.hasPrefix("__Host-\(name)=") }.map {
            String($0.value.dropFirst(name.count + 8).prefix { $0 != ";" })
        }
    }
}
