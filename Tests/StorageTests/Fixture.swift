import Foundation
import Storage
import Synchronization

/// A folder that goes when nobody holds it any more.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/naast-storage-" + Surroundings.real.newSecret()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// What stands in all files of the folder whose name begins like this.
    func bytes(ofFilesNamed prefix: String) throws -> Data {
        try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasPrefix(prefix) }.reduce(into: Data()) { found, name in
            found += try Data(contentsOf: URL(filePath: path + "/" + name))
        }
    }
}

/// A clock that stands still until it is set.
final class Clock: Sendable {
    private let time: Mutex<Date>

    init(_ now: Date) { time = Mutex(now) }

    var now: Date { time.withLock { $0 } }
    func pass(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }

    var surroundings: Surroundings { Surroundings(now: { self.now }, randomBytes: Surroundings.real.randomBytes) }
}

/// Says to others that it is enough.
final class Flag: Sendable {
    private let flag = Atomic(false)

    var isUp: Bool { flag.load(ordering: .acquiring) }
    func raise() { flag.store(true, ordering: .releasing) }
}

/// Chance that falls the same way every time (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

/// A database in a folder of its own, with one table of notes.
final class House: Sendable {
    enum Note {}
    enum Owner {}

    static let tables = [
        Migration("notes-1", "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT, secret BLOB, other BLOB);"),
        Migration(
            "notes-2",
            """
            CREATE TABLE promises (id INTEGER PRIMARY KEY, note_id INTEGER NOT NULL REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED);
            CREATE TABLE remarks (id INTEGER PRIMARY KEY, note_id INTEGER NOT NULL REFERENCES notes (id) ON DELETE CASCADE);
            """),
    ]

    let folder: TemporaryFolder
    let database: Database

    init(in folder: TemporaryFolder? = nil) async throws {
        let folder = try folder ?? TemporaryFolder()
        self.folder = folder
        database = try await Self.open(folder)
    }

    static func open(_ folder: TemporaryFolder, keyFile: String? = nil) async throws -> Database {
        try await DataFolder(path: folder.path, keyFile: keyFile).open(migrations: Database.migrations + tables)
    }

    /// Closes, and opens the same folder with nothing remembered.
    func reopened() async throws -> House {
        try database.close()
        return try await House(in: folder)
    }

    func write(_ number: Int, _ text: String = "") async throws {
        try await database.write { connection in
            _ = try connection.run("INSERT INTO notes (id, text) VALUES (\(number), \(text))")
        }
    }

    func numbers() async throws -> [Int] {
        try await database.read { connection in try connection.all("SELECT id FROM notes ORDER BY id") { try $0.get("id") } }
    }
}

/// What a closure in a test throws to be undone.
struct Undone: Error, Equatable {}
