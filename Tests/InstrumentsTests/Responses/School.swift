import Foundation
import People
import Storage
import Synchronization
import Testing
import Web

@testable import Instruments

/// A database in a folder of its own, a clock that a test moves, and people who are signed in; asks go through the real endpoints.
struct School {
    let database: Database
    let folder: String
    let catalogue: InstrumentCatalogue
    private let clock: Clock

    private final class Clock: Sendable { let now = Mutex(Amsterdam.moment(Day(number: 20_780), hour: 11, minute: 5)) }

    init(_ instruments: [Instrument]? = nil) async throws {
        let clock = Clock()
        let name: ID<Person> = Surroundings.real.newID()
        self.clock = clock
        folder = FileManager.default.temporaryDirectory.path + "/naast-instruments-" + name.text
        let surroundings = Surroundings(now: { clock.now.withLock { $0 } }, randomBytes: Surroundings.real.randomBytes)
        database = try await DataFolder(path: folder).open(
            migrations: Database.migrations + PeopleTables.migrations + InstrumentTables.migrations, surroundings: surroundings)
        catalogue = try instruments.map(InstrumentCatalogue.init) ?? .builtIn()
    }

    func wait(days: Int) { clock.now.withLock { $0 += Double(days) * 86_400 } }

    struct Someone: Sendable {
        let viewer: Viewer
        let cookies: [String: String]
        var id: ID<Person> { viewer.person }
        var own: OwnReflections { get throws { try OwnReflections(viewer) } }
    }

    /// Someone with an account, a role and a session.
    func someone(_ given: String, _ family: String, _ role: Role = .mentor) async throws -> Someone {
        try await database.write { connection in
            let id: ID<Person> = connection.surroundings.newID()
            let name = PersonName(given: given, family: family)
            try connection.run("INSERT INTO persons (id, given, family, sort_key) VALUES (\(id), \(given), \(family), \(name.sortKey))")
            try AccountStore.makeForStepping(id, name: id.text, connection)
            try TeamStore.addRole(id, role, scope: .institution, starts: connection.now.addingTimeInterval(-60), ends: nil, connection)
            let secret = try SessionStore.begin(for: id, device: "phone", connection)
            let viewer = Viewer(person: id, name: name, roles: [role], session: connection.surroundings.newID())
            return Someone(viewer: viewer, cookies: ["__Host-session": secret])
        }
    }

    static let library = try? Library(folders: [WebContent.languages, PeopleContent.languages, InstrumentContent.languages])
    static var words: Words { get throws { try #require(library)[.nl] } }

    var routes: InstrumentRoutes {
        InstrumentRoutes(door: Door(database: database, menu: { _ in [] }), catalogue: catalogue, conversationPath: { "/gesprekken/" + $0 })
    }

    /// Asks as a browser does; the address is compared with the templates of the endpoints.
    func ask(
        _ method: Ask.Method, _ path: String, _ form: [(String, String)] = [], json: Bool = false, as someone: Someone?, words: Words? = nil
    ) async throws -> Answer {
        let halves = path.split(separator: "?", maxSplits: 1).map(String.init)
        let parts = halves[0].split(separator: "/")
        let fits = routes.endpoints.filter { $0.method == method }.compactMap { endpoint -> (Endpoint, [String])? in
            let template = endpoint.template.split(separator: "/")
            guard template.count == parts.count, zip(template, parts).allSatisfy({ $0 == "{}" || $0 == $1 }) else { return nil }
            return (endpoint, zip(template, parts).filter { $0.0 == "{}" }.map { String($0.1) })
        }
        let (endpoint, values) = try #require(fits.min { $0.1.count < $1.1.count })
        let ask = Ask(
            method: method, path: halves[0], query: try Fields(urlEncoded: Array((halves.count > 1 ? halves[1] : "").utf8)),
            form: Fields(form),
            cookies: someone?.cookies ?? [:], headers: json ? ["accept": "application/json"] : [:], words: try words ?? Self.words,
            surroundings: database.surroundings)
        return try await endpoint.run(ask, values).0
    }

    /// The id of a response that someone begins.
    func begin(_ instrument: String, _ fields: [(String, String)] = [("moment", "after")], as someone: Someone) async throws -> ID<Response>
    {
        let answer = try await ask(.post, InstrumentPaths.begin(instrument), fields, as: someone)
        return try #require(answer.target.flatMap { $0.split(separator: "?").first?.split(separator: "/").last }.flatMap { ID(String($0)) })
    }

    func one(_ id: ID<Response>, of someone: Someone) async throws -> Response {
        let own = try someone.own
        return try await database.read { try ResponseStore.one(id, own, $0) }
    }
}

extension Answer {
    var target: String? { headers.first { $0.name == "Location" }?.value }
    var html: String {
        guard case .page(let page) = body else { return "" }
        return page.content.text
    }
    var data: String {
        switch body {
        case .json(let data), .bytes(let data, _): String(decoding: data, as: UTF8.self)
        default: ""
        }
    }
}

/// Every feature of the checklist of individual guidance with the same score, as a form sends it.
func form(_ instrument: Instrument, _ score: ItemAnswer.Score, notes: [String: String] = [:]) -> [(String, String)] {
    [(ResponseForm.marker, "1")]
        + instrument.features.flatMap { item in
            [(ResponseForm.answer(item.key), score.rawValue), (ResponseForm.note(item.key), notes[item.key] ?? "")]
        }
}

let guidance = "individuele-begeleiding"
