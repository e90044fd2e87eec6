import Foundation
import GRDB
import Synchronization

/// Lets writes that arrive together share one commit.
///
/// One `fsync` per save is slow, and a school saves in waves: at the bell everyone does. While one batch is being written to disk the
/// next gathers; each closure runs inside a savepoint of its own, so one that throws undoes only itself, and nobody is
/// answered before the commit that holds their change is on disk.
final class GroupCommit: Sendable {
    /// More than this in one transaction makes the first wait too long for the last.
    private static let most = 256

    private let pool: DatabasePool
    private let vault: Vault
    private let surroundings: Surroundings
    private let waiting = Mutex(Waiting())

    private struct Waiting {
        var writes: [Write] = []
        var isDraining = false
    }

    init(pool: DatabasePool, vault: Vault, surroundings: Surroundings) {
        self.pool = pool
        self.vault = vault
        self.surroundings = surroundings
    }

    func run<Value: Sendable>(_ work: @Sendable @escaping (Connection) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            add(
                Write { connection in
                    let value = try work(connection)
                    return { continuation.resume(returning: value) }
                } refuse: { error in
                    continuation.resume(throwing: error)
                })
        }
    }

    private func add(_ write: Write) {
        let mustStart = waiting.withLock { waiting in
            waiting.writes.append(write)
            defer { waiting.isDraining = true }
            return !waiting.isDraining
        }
        if mustStart { drain() }
    }

    private func drain() {
        pool.asyncWriteWithoutTransaction { [self] base in
            let batch = waiting.withLock { waiting in
                let batch = Array(waiting.writes.prefix(Self.most))
                waiting.writes.removeFirst(batch.count)
                return batch
            }
            commit(batch, on: base)
            let isMore = waiting.withLock { waiting in
                waiting.isDraining = !waiting.writes.isEmpty
                return waiting.isDraining
            }
            if isMore { drain() }
        }
    }

    /// Tries the batch in one transaction; when that fails as a whole, each write gets a transaction and a verdict of its own.
    private func commit(_ batch: [Write], on base: GRDB.Database) {
        do {
            for answer in try attempt(batch, on: base) { answer() }
        } catch {
            guard batch.count > 1 else {
                batch.first?.refuse(Self.named(error))
                return
            }
            for write in batch { commit([write], on: base) }
        }
    }

    /// - Returns: what to tell each, now that all is on disk.
    private func attempt(_ batch: [Write], on base: GRDB.Database) throws -> [@Sendable () -> Void] {
        let connection = Connection(base: base, vault: vault, surroundings: surroundings, isReading: false)
        try base.execute(sql: "BEGIN IMMEDIATE")
        do {
            var answers: [@Sendable () -> Void] = []
            for write in batch { answers.append(try attempt(write, with: connection)) }
            try base.execute(sql: "COMMIT")
            return answers
        } catch {
            if base.isInsideTransaction { try? base.execute(sql: "ROLLBACK") }
            throw error
        }
    }

    private func attempt(_ write: Write, with connection: Connection) throws -> @Sendable () -> Void {
        let base = connection.base
        try base.execute(sql: "SAVEPOINT one")
        do {
            let answer = try write.work(connection)
            try base.execute(sql: "RELEASE one")
            return answer
        } catch {
            // A full disk or a broken file ends the whole transaction: then there is no savepoint left to go back to.
            guard base.isInsideTransaction else { throw error }
            try base.execute(sql: "ROLLBACK TO one")
            try base.execute(sql: "RELEASE one")
            let named = Self.named(error)
            return { write.refuse(named) }
        }
    }

    private static func named(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError, error.resultCode == .SQLITE_FULL else { return error }
        return StorageProblem.full
    }

    private struct Write: Sendable {
        /// Does the work and gives what to say once it is on disk.
        let work: @Sendable (Connection) throws -> @Sendable () -> Void
        let refuse: @Sendable (any Error) -> Void

        init(work: @escaping @Sendable (Connection) throws -> @Sendable () -> Void, refuse: @escaping @Sendable (any Error) -> Void) {
            self.work = work
            self.refuse = refuse
        }
    }
}
