import App
import ArgumentParser
import Foundation
import People
import Storage

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy the database to a file while the server runs, and verify the copy.",
        discussion: """
            The master key is not in it: keep that elsewhere, or the copy cannot be read.

            Example:
              naast backup /backups/naast-monday.sqlite
            """)

    @OptionGroup var options: DataOption
    @Argument(help: "File to write; it must not exist yet.") var file: String

    func run() async throws {
        let (database, folder) = try await options.existing()
        guard !FileManager.default.fileExists(atPath: file) else { throw Left.refused("\(file) exists already") }
        do {
            try await database.backUp(to: file)
        } catch {
            // A copy that was not proven sound is worse than none.
            try? FileManager.default.removeItem(atPath: file)
            throw Left.unreachable("no backup was made: \(error)")
        }
        try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        let (head, start) = try await database.read { (try AccessLog.head($0), try AccessLog.start($0)) }
        say("\(file): verified. Keep \(folder.keyFile) apart from it.")
        say(logLine(head, start))
    }
}

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a backup in place of the database; the server must be stopped.",
        discussion: """
            The database that was there is kept beside it as naast.sqlite.before.

            Example:
              naast restore /backups/naast-monday.sqlite
            """)

    @OptionGroup var options: DataOption
    @Argument(help: "A file made by 'naast backup'.") var file: String

    func run() async throws {
        let folder = try options.folder(try options.configuration())
        let lock = try opening { try folder.lock() }
        guard FileManager.default.fileExists(atPath: file) else { throw Left.unreachable("\(file): there is no such file") }
        do { try Database.verify(file: file) } catch { throw Left.refused("\(error)") }
        let target = folder.databaseFile
        let new = target + ".new"
        let replaced = await Self.tombstones(of: folder)
        do {
            try? FileManager.default.removeItem(atPath: new)
            try FileManager.default.copyItem(atPath: file, toPath: new)
            // Opened with the key of this folder before it takes the place of what is there.
            let candidate = try Database(path: new, vault: try Vault.open(keyFile: folder.keyFile))
            try await candidate.migrate(App.migrations)
            try await candidate.vault.check(against: candidate)
            let again = try await App.eraseAgain(in: candidate, others: replaced)
            if again > 0 { say("erased again \(again) people who were erased after this backup was made") }
            try await candidate.settle()
            try candidate.close()
        } catch {
            for tail in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: new + tail) }
            throw Left.refused("\(file) cannot be used here: \(error)")
        }
        try Self.swap(new, into: target)
        say("restored \(file)")
        say("what was there is beside it as \(target).before; remove that when all is well")
        withExtendedLifetime(lock) {}
    }

    /// Who was erased in the database that is about to be replaced: the list beside it normally holds them all. A database that cannot
    /// be opened is often the very reason to restore.
    private static func tombstones(of folder: DataFolder) async -> [Tombstone] {
        guard FileManager.default.fileExists(atPath: folder.databaseFile) else { return [] }
        do {
            let present = try await folder.open(migrations: App.migrations)
            let found = try await present.read { try $0.tombstones() }
            try present.close()
            return found
        } catch {
            note("the present database cannot be read; whom to erase again is taken from \(folder.path)/erased alone")
            return []
        }
    }

    private static func swap(_ new: String, into target: String) throws {
        let files = FileManager.default
        if files.fileExists(atPath: target) {
            for tail in ["", "-wal", "-shm"] {
                try? files.removeItem(atPath: target + ".before" + tail)
                if files.fileExists(atPath: target + tail) { try files.moveItem(atPath: target + tail, toPath: target + ".before" + tail) }
            }
        }
        try files.moveItem(atPath: new, toPath: target)
        for tail in ["-wal", "-shm"] { try? files.removeItem(atPath: new + tail) }
    }
}

/// The line to keep elsewhere: the head shows later whether the end of the log was cut off, the start whether more went than was due.
private func logLine(_ head: AccessLog.Head, _ start: AccessLog.Head) -> String {
    "access log: \(head.number - start.number) lines, head \(head.hash)"
        + (start.number == 0 ? "" : ", begins after \(start.number) \(start.hash)")
}

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read the database from front to back: is it sound, is the access log unbroken?",
        discussion: "Example:\n  naast check --data /var/lib/naast")

    @OptionGroup var options: DataOption

    func run() async throws {
        let (database, folder) = try await options.existing()
        var findings: [String] = []
        do { try Database.verify(file: folder.databaseFile) } catch { findings.append("\(error)") }
        let (head, broken) = try await database.read { try AccessLog.verify($0) }
        let start = try await database.read { try AccessLog.start($0) }
        if let broken { findings.append("the access log is broken at line \(broken): it was changed outside naast") }
        for (table, rows) in try await database.sizes() where rows > 0 { say("\(table): \(rows)") }
        say(logLine(head, start))
        guard findings.isEmpty else { throw Left.refused(findings.joined(separator: "\n")) }
        say("all is well")
    }
}

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at settings, folder, key and durability, and say what is not right.",
        discussion: "Example:\n  naast doctor --data /var/lib/naast")

    @OptionGroup var options: DataOption

    func run() async throws {
        let configuration = try options.configuration()
        say(
            "data: \(configuration.data)\nlisten: \(configuration.host):\(configuration.port)\naddress: \(configuration.url ?? "(none: NAAST_URL is not set)")"
        )
        let (database, folder) = try await options.existing()
        var findings = Self.modes(folder)
        let durability = try await database.durability()
        say("journal: \(durability.journal), synchronous: \(durability.synchronous), foreign keys: \(durability.foreignKeys)")
        if durability.synchronous != 2 || durability.journal != "wal" || !durability.foreignKeys {
            findings.append("the database does not write durably")
        }
        let administrators = try await database.read { connection in
            try connection.count(
                "SELECT COUNT(DISTINCT a.person_id) AS n FROM accounts AS a JOIN roles AS r ON r.person_id = a.person_id AND r.role = 'administrator'"
            )
        }
        if administrators == 0 { findings.append("nobody administers this school yet: naast user add --role administrator …") }
        if configuration.url?.hasPrefix("http://") == true {
            findings.append("NAAST_URL is not https: browsers will not keep the session cookie")
        }
        guard findings.isEmpty else { throw Left.refused(findings.joined(separator: "\n")) }
        say("all is well")
    }

    /// Key, database and the list of who was erased should be readable by their owner alone.
    private static func modes(_ folder: DataFolder) -> [String] {
        [folder.keyFile, folder.databaseFile, TombstoneFile(beside: folder.databaseFile).path].compactMap { file in
            guard FileManager.default.fileExists(atPath: file) else { return nil }
            let mode = (try? FileManager.default.attributesOfItem(atPath: file))?[.posixPermissions] as? Int ?? 0
            return mode & 0o077 == 0 ? nil : "\(file) can be read by others (mode \(String(mode, radix: 8))): chmod 600 it"
        }
    }
}
