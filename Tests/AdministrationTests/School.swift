import Foundation
import People
import Privacy
import Storage
import Testing
import Web

@testable import Administration

/// A folder that goes when nobody holds it any more.
final class Folder: Sendable {
    let path: String
    init(_ path: String) { self.path = path }
    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A database in a folder of its own, with a clock that stands still until it is moved.
struct School {
    static let today = Day(number: 20_700)
    let database: Database
    let folder: Folder

    init(at now: Date = School.noon(School.today)) async throws {
        let name: ID<Person> = Surroundings.real.newID()
        folder = Folder(FileManager.default.temporaryDirectory.path + "/naast-admin-" + name.text)
        database = try await DataFolder(path: folder.path).open(
            migrations: Database.migrations + PeopleTables.migrations + Privacy.migrations + Administration.migrations,
            surroundings: School.surroundings(now))
    }

    /// The same school at another moment.
    func reopened(at now: Date) async throws -> School {
        School(
            database: try await DataFolder(path: folder.path).open(
                migrations: Database.migrations + PeopleTables.migrations + Privacy.migrations + Administration.migrations,
                surroundings: School.surroundings(now)),
            folder: folder)
    }

    private init(database: Database, folder: Folder) {
        self.database = database
        self.folder = folder
    }

    static func surroundings(_ now: Date) -> Surroundings { Surroundings(now: { now }, randomBytes: Surroundings.real.randomBytes) }
    static func noon(_ day: Day) -> Date { Amsterdam.moment(day, hour: 12, minute: 0) }
    static let words = try? Library(folders: [Administration.languages])

    func person(_ given: String, _ family: String, email: String? = nil) async throws -> ID<Person> {
        let form = PersonForm(name: PersonName(given: given, family: family), language: .nl, email: email, born: nil)
        return try await database.write { try PersonStore.add(form, $0) }
    }

    func group(_ name: String) async throws -> ID<Group> {
        try await database.write { try GroupStore.add(GroupForm(name: name, kind: .schoolClass, organisation: nil), $0) }
    }

    func give(_ role: Role, to person: ID<Person>, _ scope: RolePeriod.Scope, from first: Day = School.today, until last: Day? = nil)
        async throws
    {
        guard let period = Period(first: first, last: last) else { return }
        try await database.write { try RoleRoutes.add(NewRole(person: person, role: role, scope: scope, period: period), $0) }
    }

    func roles(of person: ID<Person>) async throws -> [HeldRole] { try await database.read { try RoleStore.of(person, $0) } }

    /// Signs somebody in; gives what asks need to be that person's.
    func session(of person: ID<Person>) async throws -> [String: String] {
        let secret = try await database.write { connection in
            try AccountStore.makeForStepping(person, name: "a-" + person.text, connection)
            return try SessionStore.begin(for: person, device: "computer", connection)
        }
        return ["__Host-session": secret]
    }

    var endpoints: [Endpoint] {
        Administration.endpoints(door: Door(database: database, menu: { _ in [] }), publicAddress: "https://naast.example/")
    }

    /// Asks one of the module's endpoints, as the server would.
    func ask(
        _ method: Ask.Method, _ template: String, _ values: [String] = [], query: [String: String] = [:], form: [String: String] = [:],
        as cookies: [String: String]
    ) async throws -> Answer {
        let endpoint = try #require(endpoints.first { $0.method == method && $0.template == template })
        let words = try #require(School.words)[.nl]
        let ask = Ask(
            method: method, path: template, query: Fields(query), form: Fields(form), cookies: cookies, words: words,
            surroundings: database.surroundings)
        return try await endpoint.run(ask, values).0
    }
}

extension Answer {
    /// The text of a page; empty for anything else.
    var html: String { if case .page(let page) = body { page.content.text } else { "" } }
    var location: String? { headers.first { $0.name == "Location" }?.value }
}
