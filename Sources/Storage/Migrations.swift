import Crypto
import Foundation

/// One step of the database's growth: its name and its statements. Forward only, strings only; frozen once it has landed.
package struct Migration: Sendable {
    package let name: String
    package let statements: String

    /// - Parameter name: module and number, `people-1`; never changed afterwards.
    package init(_ name: String, _ statements: String) {
        self.name = name
        self.statements = statements
    }

    /// SHA-256 of the statements, to see that nobody edits a step that has been run somewhere.
    package var checksum: String { hexadecimal(SHA256.hash(data: Data(statements.utf8))) }
}

extension Database {
    /// Brings the database up to date, each step in a transaction of its own.
    /// - Returns: names of the steps that were run now.
    /// - Throws: `StorageProblem.newerDatabase` or `.changedMigration` when the file and this binary do not belong together.
    @discardableResult
    package func migrate(_ migrations: [Migration]) async throws -> [String] {
        try await writeAlone { connection in
            try connection.script(
                "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, checksum TEXT NOT NULL, run_at TEXT NOT NULL)")
        }
        let done = try await read { connection in
            try connection.all("SELECT name, checksum FROM migrations") { (try $0.get("name") as String, try $0.get("checksum") as String) }
        }
        let known = Dictionary(migrations.map { ($0.name, $0.checksum) }, uniquingKeysWith: { first, _ in first })
        for (name, checksum) in done {
            guard let expected = known[name] else { throw StorageProblem.newerDatabase(migration: name) }
            guard expected == checksum else { throw StorageProblem.changedMigration(name) }
        }
        let names = Set(done.map(\.0))
        let missing = migrations.filter { !names.contains($0.name) }
        for step in missing { try await run(step) }
        return missing.map(\.name)
    }

    private func run(_ step: Migration) async throws {
        try await writeAlone { connection in
            try connection.script(.migration(step.statements))
            try connection.run(
                "INSERT INTO migrations (name, checksum, run_at) VALUES (\(step.name), \(step.checksum), \(connection.now))")
        }
    }

    /// The tables of this module itself.
    package static let migrations = [
        Migration(
            "storage-1",
            """
            CREATE TABLE vault_keys (
              owner TEXT PRIMARY KEY,
              wrapped BLOB NOT NULL,
              made_at TEXT NOT NULL
            );
            CREATE TABLE vault_check (
              id INTEGER PRIMARY KEY CHECK (id = 1),
              wrapped BLOB NOT NULL
            );
            """),
        Migration(
            "storage-2",
            """
            -- Who was erased: no key is made for them again, and a copy from before is erased anew.
            CREATE TABLE tombstones (
              owner TEXT PRIMARY KEY,
              at TEXT NOT NULL
            );
            """),
    ]
}
