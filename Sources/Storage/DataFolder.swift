import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The folder where an installation keeps its database and key, and the lock that lets one server use it.
package struct DataFolder: Sendable {
    package let path: String
    package let keyFile: String

    /// - Parameters:
    ///   - path: made when missing, readable by its owner alone.
    ///   - keyFile: where the master key stands; by default in the folder itself.
    package init(path: String, keyFile: String? = nil) throws {
        self.path = path
        self.keyFile = keyFile ?? path + "/master.key"
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StorageProblem.cannotOpen(path: path, reason: "the folder cannot be made")
        }
    }

    package var databaseFile: String { path + "/naast.sqlite" }

    /// Opens the database of this folder and brings it up to date.
    package func open(migrations: [Migration], surroundings: Surroundings = .real) async throws -> Database {
        let vault = try Vault.open(keyFile: keyFile, surroundings: surroundings)
        // Made before it is opened, so that the log beside it gets the same permissions.
        if !FileManager.default.fileExists(atPath: databaseFile) {
            _ = FileManager.default.createFile(atPath: databaseFile, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        let database = try Database(path: databaseFile, vault: vault, surroundings: surroundings)
        try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: databaseFile)
        try await database.migrate(migrations)
        try await vault.check(against: database)
        return database
    }

    /// Holds the folder for this process until the lock is let go.
    /// - Throws: `StorageProblem.inUse` when another process has it.
    package func lock() throws -> FolderLock {
        let file = path + "/naast.lock"
        let descriptor = systemOpen(file, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StorageProblem.cannotOpen(path: file, reason: String(cString: strerror(errno))) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw StorageProblem.inUse(path: path)
        }
        return FolderLock(descriptor: descriptor)
    }
}

/// Held as long as it is alive; the kernel lets go when the process ends, however it ends.
package final class FolderLock: Sendable {
    private let descriptor: Int32
    init(descriptor: Int32) { self.descriptor = descriptor }
    deinit { close(descriptor) }
}

private func systemOpen(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 { open(path, flags, mode) }
