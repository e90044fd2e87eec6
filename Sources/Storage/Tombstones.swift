import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// That somebody was erased, and when: an id and a moment, nothing else.
package struct Tombstone: Sendable, Hashable {
    package let owner: String
    package let at: Date

    package init(owner: String, at: Date) {
        self.owner = owner
        self.at = at
    }
}

/// The list of who was erased, beside the database: one line for each, only ever added to.
///
/// A backup is older than the erasures that came after it, and the table `tombstones` inside it is as old as itself. This file is no part
/// of a backup, so whoever puts an old database back finds here whom to erase again before anyone is served. It holds ids, never names.
package struct TombstoneFile: Sendable {
    package let path: String

    /// - Parameter database: the file of the database; the list stands in the same folder.
    package init(beside database: String) { path = (database as NSString).deletingLastPathComponent + "/erased" }

    /// Everyone in the list; a last line that was cut off by a crash does not count, its person still stands in the database.
    /// - Throws: `StorageProblem.cannotOpen` when the file cannot be read or holds something else: to start without it would bring
    ///   people back who asked to be forgotten.
    package func read() throws -> [Tombstone] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw StorageProblem.cannotOpen(path: path, reason: "it cannot be read")
        }
        return try text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().enumerated().map { number, line in
            guard let tombstone = Self.tombstone(line) else {
                throw StorageProblem.cannotOpen(path: path, reason: "line \(number + 1) is no line of ours")
            }
            return tombstone
        }
    }

    /// Adds lines; when this returns they are on disk, whatever happens to the machine.
    package func add(_ tombstones: [Tombstone]) throws {
        guard !tombstones.isEmpty else { return }
        // One at a time: each begins where the last whole line ended.
        try Self.writing.withLock { _ in try addAlone(tombstones) }
    }

    private static let writing = Mutex(())

    private func addAlone(_ tombstones: [Tombstone]) throws {
        do {
            let isNew = !FileManager.default.fileExists(atPath: path)
            if isNew, !FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) {
                throw StorageProblem.cannotOpen(path: path, reason: "it cannot be made")
            }
            let file = try FileHandle(forUpdating: URL(filePath: path))
            defer { try? file.close() }
            try file.truncate(atOffset: try Self.endOfLastLine(file))
            let lines = tombstones.map { $0.owner + " " + $0.at.instantText + "\n" }.joined()
            try file.write(contentsOf: Data(lines.utf8))
            try file.synchronize()
            if isNew { Self.synchronizeFolder(of: path) }
        } catch let problem as StorageProblem {
            throw problem
        } catch {
            throw StorageProblem.cannotOpen(path: path, reason: "it cannot be written")
        }
    }

    /// Where the next line begins: behind the last whole one.
    private static func endOfLastLine(_ file: FileHandle) throws -> UInt64 {
        try file.seek(toOffset: 0)
        let bytes = try file.readToEnd() ?? Data()
        return UInt64(bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0)
    }

    private static func tombstone(_ line: Substring) -> Tombstone? {
        let halves = line.split(separator: " ")
        guard halves.count == 2, let at = Date(instantText: String(halves[1])) else { return nil }
        return Tombstone(owner: String(halves[0]), at: at)
    }

    /// A new file is only there after a power failure when its folder has been written too.
    private static func synchronizeFolder(of path: String) {
        let descriptor = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}

extension Database {
    /// The list of who was erased that belongs to this database.
    package var tombstoneFile: TombstoneFile { TombstoneFile(beside: path) }

    /// Writes the whole database anew, so that nothing of a deleted row is left in the unused room of a page.
    ///
    /// `secure_delete` overwrites a row where it stands; but a row that was moved when pages were divided can leave an older copy
    /// behind. Saves wait while this runs (a second for each few hundred megabytes).
    package func rewrite() async throws {
        try await rewriteFile()
        try await settle()
    }
}

extension Connection {
    /// Destroys a person's data key and writes the tombstone that keeps a new one from being made: everything sealed with it is gone for
    /// ever once this transaction is on disk.
    package func destroyKey<Owner>(of owner: ID<Owner>) throws {
        vault.bar(owner.text)
        try run("DELETE FROM vault_keys WHERE owner = \(owner)")
        try run("INSERT INTO tombstones (owner, at) VALUES (\(owner), \(now)) ON CONFLICT DO NOTHING")
    }

    /// Whether somebody was erased.
    package func isErased<Owner>(_ owner: ID<Owner>) throws -> Bool { try any("SELECT 1 FROM tombstones WHERE owner = \(owner)") }

    /// Everyone who was erased, in this database.
    package func tombstones() throws -> [Tombstone] {
        try all("SELECT owner, at FROM tombstones ORDER BY at, owner") { Tombstone(owner: try $0.get("owner"), at: try $0.get("at")) }
    }
}
