import Administration
import App
import ArgumentParser
import FileFormats
import Foundation
import Storage

/// Durable saves a second: 64 clients by the common door beside one commit for each save.
struct Saves: AsyncParsableCommand {
    @Argument var folder: String
    @Option var clients = 64
    @Option var each = 60

    func run() async throws {
        let database = try await DataFolder(path: folder).open(migrations: App.migrations)
        try await database.write { _ = try $0.run("INSERT INTO settings (name, value) VALUES ('bench', '') ON CONFLICT DO NOTHING") }
        let all = Double(clients * each)
        let together = try await seconds { try await save(database, alone: false) }
        let apart = try await seconds { try await save(database, alone: true) }
        report(["together": all / together, "apart": all / apart, "ratio": apart / together])
        try database.close()
    }

    private func save(_ database: Database, alone: Bool) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask {
                    for number in 0..<each {
                        let name = "bench\(client)"
                        let work: @Sendable (Connection) throws -> Void = { connection in
                            try connection.run(
                                "INSERT INTO settings (name, value) VALUES (\(name), \(String(number))) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
                            )
                        }
                        if alone { try await database.writeAlone(work) } else { try await database.write(work) }
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}

/// How fast a large OneRoster bundle comes in, and the same again when nothing changed.
struct ImportRate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "import")

    @Argument var folder: String
    @Argument var bundle: String

    func run() async throws {
        let database = try await DataFolder(path: folder).open(migrations: App.migrations)
        for name in ["first", "again"] {
            var users = 0
            let took = try await seconds {
                let bundle = try OneRoster.Bundle.read(at: bundle)
                users = bundle.users.count
                _ = try await OneRosterImport.run(bundle, try OneRosterMapping.standard(), into: database, dryRun: false) { _, _ in }
            }
            report([name + "Seconds": took, name + "UsersPerSecond": Double(users) / took])
        }
        try database.close()
    }
}
