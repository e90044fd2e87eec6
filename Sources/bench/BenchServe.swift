import App
import ArgumentParser
import Foundation
import GRDB
import Logging
import People
import Storage
import Synchronization
import Web

/// Serves the filled school with two more addresses: a bare 'hello', and the statements of Today and of a student's page without anything around them.
struct BenchServe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve")

    @Argument var folder: String
    @Option var port = 8099

    func run() async throws {
        LoggingSystem.bootstrap { _ in SwiftLogNoOpLogHandler() }
        let data = try DataFolder(path: folder)
        let (mentor, student) = try await someone(data)
        let pages = ["/vandaag": [String](), "/studenten/{}": [student.text]]
        var statements: [String: [String]] = [:]
        for (template, values) in pages { statements[template] = try await trace(data, mentor, template, values) }
        let database = try await data.open(migrations: App.migrations)
        let replay = try Replay(path: data.databaseFile, statements: statements)
        var limits = Site.Limits()
        limits.rate = nil
        let app = App(database: database, content: try App.Content.load(), limits: limits) { _ in replay.endpoints }
        let cookie = try await database.write { try SessionStore.begin(for: mentor, device: "other", $0) }
        let all = statements.values.map(\.count).reduce(0, +)
        try await app.serve(host: "127.0.0.1", port: port) { port in
            let line =
                "{\"port\": \(port), \"cookie\": \"__Host-session=\(cookie)\", \"student\": \"\(student)\", \"statements\": \(all)}\n"
            FileHandle.standardOutput.write(Data(line.utf8))
        }
    }

    /// A mentor in the middle of the school, and one of the class.
    private func someone(_ data: DataFolder) async throws -> (ID<Person>, ID<Person>) {
        let database = try await data.open(migrations: App.migrations)
        defer { try? database.close() }
        let found = try await database.read { connection in
            try connection.first(
                """
                SELECT m.person_id AS mentor, s.person_id AS student FROM roles AS m JOIN roles AS s ON s.group_id = m.group_id AND s.role = 'student'
                WHERE m.role = 'mentor' ORDER BY m.id LIMIT 1 OFFSET 5000
                """
            ) { (try $0.get("mentor") as ID<Person>, try $0.get("student") as ID<Person>) }
        }
        guard let found else { throw ValidationError("the folder holds no filled school") }
        return found
    }

    /// What the database is asked for one page, as SQLite itself saw it.
    private func trace(_ data: DataFolder, _ mentor: ID<Person>, _ template: String, _ values: [String]) async throws -> [String] {
        let seen = Traced()
        let database = try Database(path: data.databaseFile, vault: try Vault.open(keyFile: data.keyFile)) { seen.add($0) }
        let app = App(database: database, content: try App.Content.load())
        defer { try? database.close() }
        let cookie = try await database.write { try SessionStore.begin(for: mentor, device: "other", $0) }
        guard let endpoint = app.site.endpoints.first(where: { $0.template == template && $0.method == .get }) else { return [] }
        let ask = Ask(
            method: .get, path: template, cookies: ["__Host-session": cookie], words: app.site.library[.nl],
            surroundings: database.surroundings)
        _ = try await endpoint.run(ask, values)
        seen.clear()
        _ = try await endpoint.run(ask, values)
        return seen.selects
    }
}

private final class Traced: Sendable {
    private let list = Mutex<[String]>([])
    func add(_ text: String) { list.withLock { $0.append(text) } }
    func clear() { list.withLock { $0 = [] } }
    var selects: [String] { list.withLock { $0.filter { $0.hasPrefix("SELECT") } } }
}

/// Runs the recorded statements in one read and throws the rows away.
private struct Replay: Sendable {
    private let pool: DatabasePool
    private let statements: [String: [String]]

    init(path: String, statements: [String: [String]]) throws {
        var configuration = GRDB.Configuration()
        configuration.maximumReaderCount = 4
        pool = try DatabasePool(path: path, configuration: configuration)
        self.statements = statements
    }

    var endpoints: [Endpoint] {
        [
            .open(.get, FixedPath("/bench/hello")) { _ in Answer(body: .bytes(Data("hello".utf8), type: "text/plain")) },
            .open(.get, FixedPath("/bench/today")) { _ in try await run("/vandaag") },
            .open(.get, FixedPath("/bench/student")) { _ in try await run("/studenten/{}") },
        ]
    }

    private func run(_ template: String) async throws -> Answer {
        let texts = statements[template] ?? []
        let rows = try await pool.read { base in
            try texts.reduce(0) { sum, text in
                let cursor = try GRDB.Row.fetchCursor(try base.cachedStatement(sql: text))
                var rows = 0
                while try cursor.next() != nil { rows += 1 }
                return sum + rows
            }
        }
        return Answer(body: .bytes(Data(String(rows).utf8), type: "text/plain"))
    }
}
