import Foundation
import Logging
import People
import Storage

/// Takes a person out of the database for good: the key first, then the rows, then whatever could bring them back.
///
/// The same act serves a request that two people agreed to, a file that is past its term, and a restored backup in which somebody stands
/// again who was erased since.
package struct Erasure: Sendable {
    package let database: Database
    package let records: [any PersonalRecords]

    /// Below this the database is written anew at once after an erasure; above it in the night, when nobody waits for it.
    static let rewrittenAtOnce = 64 * 1024 * 1024

    package init(database: Database, records: [any PersonalRecords]) {
        self.database = database
        self.records = records
    }

    /// The work inside the transaction. Who reads an older moment of the database meanwhile sees that moment, and keeps no key of it.
    func carryOut(_ person: ID<Person>, _ connection: Connection) throws {
        try connection.destroyKey(of: person)
        let erased = Erased(person: person)
        for part in records { try part.erase(erased, connection) }
        try SettingStore.set(Self.rewriteDue, "1", connection)
    }

    /// After the commit, before anyone is told that it is done: the list beside the database is on disk, the copy that a restore left is
    /// gone, and the write-ahead log is empty.
    ///
    /// The list is written after the commit and not before it, so that it never names somebody whose erasure was undone; what a crash
    /// between the two leaves out is added at the next start (`restoreTombstones`).
    func afterCommit() async throws {
        try await writeTombstones()
        for tail in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: database.path + ".before" + tail) }
        do {
            try await database.settle()
            let size = (try? FileManager.default.attributesOfItem(atPath: database.path))?[.size] as? Int ?? 0
            if size <= Self.rewrittenAtOnce { try await rewriteIfDue() }
        } catch {
            // A full disk, or a reader that would not end. It is erased; what is left in unused room goes in the night.
            Logger(label: "naast.erasure").error("not written anew yet", metadata: ["kind": "\(type(of: error))"])
        }
    }

    /// Erases a person: by the clock, or because a copy was put back. Both parts of it.
    package func erase(_ person: ID<Person>) async throws {
        try await database.write { [self] in try carryOut(person, $0) }
        try await afterCommit()
    }

    /// Brings the database and the list beside it together: who stands in the list but not in the database is erased again. Before
    /// anyone is served, and before a restored database takes its place.
    /// - Parameter others: tombstones from elsewhere, such as the database that is being replaced.
    /// - Returns: how many were erased again.
    @discardableResult
    package func restoreTombstones(others: [Tombstone] = []) async throws -> Int {
        let listed = Set(try database.tombstoneFile.read().map(\.owner) + others.map(\.owner))
        let known = Set(try await database.read { try $0.tombstones() }.map(\.owner))
        let again = listed.subtracting(known).sorted().compactMap { ID<Person>($0) }
        for person in again { try await database.write { [self] in try carryOut(person, $0) } }
        if !again.isEmpty {
            Logger(label: "naast.erasure").notice("erased again what an older copy held", metadata: ["people": "\(again.count)"])
            try await afterCommit()
            try await rewriteIfDue()
        } else {
            try await writeTombstones()
        }
        return again.count
    }

    /// Writes the database anew when something was erased since the last time.
    package func rewriteIfDue() async throws {
        guard try await database.read({ try SettingStore.value(Self.rewriteDue, $0) }) == "1" else { return }
        try await database.write { try SettingStore.set(Self.rewriteDue, "0", $0) }
        do {
            try await database.rewrite()
        } catch {
            try? await database.write { try SettingStore.set(Self.rewriteDue, "1", $0) }
            throw error
        }
    }

    private func writeTombstones() async throws {
        let file = database.tombstoneFile
        let listed = Set(try file.read().map(\.owner))
        let missing = try await database.read { try $0.tombstones() }.filter { !listed.contains($0.owner) }
        try file.add(missing)
    }

    private static let rewriteDue = "rewriteDue"
}
