import Foundation
import GRDB

/// The one place where data is kept: SQLite in WAL mode with `synchronous=FULL`, behind two doors.
///
/// `read` sees one consistent moment and cannot change anything. `write` is one transaction: all of the closure or nothing of it.
/// Both closures are synchronous; a write closure may be run again, so it must have no effect outside the database.
package final class Database: Sendable {
    package let vault: Vault
    package let surroundings: Surroundings
    package let path: String
    private let pool: DatabasePool
    private let commits: GroupCommit

    /// Opens or creates the database file and makes sure that it is durable.
    /// - Parameter trace: is told of every statement with its values in it; for measuring and for counting queries in tests, never in service.
    /// - Throws: `StorageProblem` when the file cannot be opened or does not write with `FULL`.
    package init(path: String, vault: Vault, surroundings: Surroundings = .real, trace: (@Sendable (String) -> Void)? = nil) throws {
        self.path = path
        self.vault = vault
        self.surroundings = surroundings
        do {
            pool = try DatabasePool(path: path, configuration: Self.configuration(trace))
        } catch {
            throw StorageProblem.cannotOpen(path: path, reason: "\(error)")
        }
        try Self.makeDurable(pool)
        commits = GroupCommit(pool: pool, vault: vault, surroundings: surroundings)
    }

    /// Reads from one consistent moment.
    package func read<Value: Sendable>(_ work: @Sendable @escaping (Connection) throws -> Value) async throws -> Value {
        try await pool.read { [vault, surroundings] base in
            try work(Connection(base: base, vault: vault, surroundings: surroundings, isReading: true))
        }
    }

    /// Changes in one transaction; returns when it is on disk. Writes that arrive together share one commit.
    @discardableResult
    package func write<Value: Sendable>(_ work: @Sendable @escaping (Connection) throws -> Value) async throws -> Value {
        try await commits.run(work)
    }

    /// Changes that must not share their commit with others: long imports, migrations.
    @discardableResult
    package func writeAlone<Value: Sendable>(_ work: @Sendable @escaping (Connection) throws -> Value) async throws -> Value {
        try await pool.write { [vault, surroundings] base in
            try work(Connection(base: base, vault: vault, surroundings: surroundings, isReading: false))
        }
    }

    /// Copies the whole database to a file while others read and write, then proves that the copy is sound.
    package func backUp(to file: String) async throws {
        try await Task.detached { [pool] in
            let copy = try DatabaseQueue(path: file)
            try pool.backup(to: copy)
            try copy.writeWithoutTransaction { base in
                _ = try String.fetchOne(base, sql: "PRAGMA journal_mode=DELETE")
            }
            try copy.close()
        }.value
        try Self.verify(file: file)
    }

    /// Reads a database file from front to back and refuses one that is damaged.
    package static func verify(file: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        do {
            let queue = try DatabaseQueue(path: file, configuration: configuration)
            let findings = try queue.read { base in
                // An empty file is a sound database to SQLite; a copy that was never written must not pass for one of ours.
                guard try base.tableExists("migrations") else { return ["it is no database of naast"] }
                return try String.fetchAll(base, sql: "PRAGMA integrity_check")
                    + GRDB.Row.fetchAll(base, sql: "PRAGMA foreign_key_check").map { "\($0)" }
            }
            guard findings == ["ok"] else {
                throw StorageProblem.cannotOpen(path: file, reason: findings.prefix(5).joined(separator: "; "))
            }
        } catch let problem as StorageProblem {
            throw problem
        } catch {
            throw StorageProblem.cannotOpen(path: file, reason: "\(error)")
        }
    }

    /// What the writer itself says about durability: `journal_mode`, `synchronous`, `foreign_keys`.
    package func durability() async throws -> (journal: String, synchronous: Int, foreignKeys: Bool) {
        try await pool.writeWithoutTransaction { base in
            (
                try String.fetchOne(base, sql: "PRAGMA journal_mode") ?? "", try Int.fetchOne(base, sql: "PRAGMA synchronous") ?? -1,
                try Bool.fetchOne(base, sql: "PRAGMA foreign_keys") ?? false
            )
        }
    }

    /// Moves what stands in the write-ahead log into the database file and empties the log.
    package func settle() async throws {
        _ = try await pool.writeWithoutTransaction { base in try base.checkpoint(.truncate) }
    }

    func rewriteFile() async throws { try await pool.vacuum() }

    /// Names of the tables with how many rows each has.
    package func sizes() async throws -> [(table: String, rows: Int)] {
        try await read { connection in
            let tables = try connection.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
            {
                try $0.get("name") as String
            }
            return try tables.map { ($0, try connection.count(SQL.count(of: $0))) }
        }
    }

    package func close() throws { try pool.close() }

    private static func configuration(_ trace: (@Sendable (String) -> Void)?) -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(30)
        configuration.maximumReaderCount = max(4, ProcessInfo.processInfo.activeProcessorCount * 2)
        configuration.prepareDatabase { base in
            try base.execute(sql: "PRAGMA mmap_size = 0")
            try base.execute(sql: "PRAGMA journal_size_limit = 67108864")
            try base.execute(sql: "PRAGMA cache_size = -8192")
            try base.execute(sql: "PRAGMA secure_delete = ON")
            if let trace { base.trace { trace($0.expandedDescription) } }
        }
        return configuration
    }

    /// GRDB sets `synchronous=NORMAL` on the writer when it switches WAL on, after `prepareDatabase`; so FULL is set here, and looked at.
    private static func makeDurable(_ pool: DatabasePool) throws {
        try pool.writeWithoutTransaction { base in
            try base.execute(sql: "PRAGMA synchronous = FULL")
            let found = try Int.fetchOne(base, sql: "PRAGMA synchronous") ?? -1
            guard found == 2 else { throw StorageProblem.notDurable(found: found) }
        }
    }
}
