import Foundation
import Testing

@testable import Storage

@Suite("A destroyed key")
struct DestroyedKeyTests {
    private let noor = ID<House.Owner>(made: "noor")
    private let sem = ID<House.Owner>(made: "sem")

    private func seal(_ text: String, of owner: ID<House.Owner>, in row: Int, _ house: House) async throws {
        try await house.database.write { connection in
            let sealed = try connection.seal(text, of: owner, at: Place("notes", "secret", row))
            try connection.run("INSERT INTO notes (id, secret) VALUES (\(row), \(sealed))")
        }
    }

    private static func open(_ row: Int, of owner: ID<House.Owner>, _ connection: Connection) throws -> String? {
        try connection.first("SELECT secret FROM notes WHERE id = \(row)") { try $0.get("secret") as Sealed<String> }.map {
            try connection.open($0, of: owner, at: Place("notes", "secret", row))
        }
    }

    private func opened(_ row: Int, of owner: ID<House.Owner>, _ house: House) async throws -> String? {
        try await house.database.read { try Self.open(row, of: owner, $0) }
    }

    @Test("opens nothing any more, also where it was in memory, and leaves others alone")
    func evicted() async throws {
        let house = try await House()
        try await seal("van Noor", of: noor, in: 1, house)
        try await seal("van Sem", of: sem, in: 2, house)
        #expect(try await opened(1, of: noor, house) == "van Noor")
        try await house.database.write { [noor] in try $0.destroyKey(of: noor) }
        await #expect(throws: StorageProblem.sealBroken) { try await opened(1, of: noor, house) }
        #expect(try await opened(2, of: sem, house) == "van Sem")
    }

    @Test("is not kept by who still reads the moment before")
    func olderReader() async throws {
        let house = try await House()
        try await seal("van Noor", of: noor, in: 1, house)
        let (reading, destroyed) = (AsyncStream<Void>.makeStream(), DispatchSemaphore(value: 0))
        let early = Task { [noor] in
            try await house.database.read { connection in
                // The moment of a reader begins with its first look.
                _ = try connection.any("SELECT 1 FROM notes")
                reading.continuation.yield()
                destroyed.wait()
                return try Self.open(1, of: noor, connection)
            }
        }
        for await _ in reading.stream { break }
        try await house.database.write { [noor] in try $0.destroyKey(of: noor) }
        destroyed.signal()
        #expect(try await early.value == "van Noor", "it reads the moment before")
        await #expect(throws: StorageProblem.sealBroken) { try await opened(1, of: noor, house) }
    }

    @Test("is not made again")
    func never() async throws {
        var house = try await House()
        try await house.database.write { [noor] in try $0.destroyKey(of: noor) }
        await #expect(throws: StorageProblem.erased) { try await seal("weer", of: noor, in: 1, house) }
        house = try await house.reopened()
        await #expect(throws: StorageProblem.erased) { try await seal("weer", of: noor, in: 1, house) }
    }

    @Test("that was undone is there as before")
    func undone() async throws {
        let house = try await House()
        try await seal("van Noor", of: noor, in: 1, house)
        await #expect(throws: Undone()) {
            try await house.database.write { [noor] connection in
                try connection.destroyKey(of: noor)
                throw Undone()
            }
        }
        #expect(try await opened(1, of: noor, house) == "van Noor")
        try await seal("nog een", of: noor, in: 2, house)
        #expect(try await house.database.read { try $0.tombstones() } == [])
    }

    @Test("leaves an emptied text to open as an empty one")
    func emptied() async throws {
        let house = try await House()
        try await seal("van Noor", of: noor, in: 1, house)
        try await house.database.write { [noor] connection in
            try connection.destroyKey(of: noor)
            try connection.run("UPDATE notes SET secret = X''")
        }
        #expect(try await opened(1, of: noor, house) == "")
    }

    @Test("and what it sealed are in no file once the database was written anew")
    func rewritten() async throws {
        let house = try await House()
        for row in 1...400 { try await house.write(row, "kanarie-\(row)-" + String(repeating: "x", count: row % 90)) }
        try await house.database.write { try $0.run("DELETE FROM notes WHERE id % 3 = 0") }
        try await house.database.rewrite()
        let bytes = try house.folder.bytes(ofFilesNamed: "naast.sqlite")
        for row in 1...400 { #expect((bytes.range(of: Data("kanarie-\(row)-".utf8)) != nil) == (row % 3 != 0), "\(row)") }
        #expect(try await house.numbers().count == 267)
    }
}

@Suite("The list of who was erased")
struct TombstoneFileTests {
    private let at = Date(timeIntervalSince1970: 1_795_000_000)

    private func file(_ folder: TemporaryFolder) -> TombstoneFile { TombstoneFile(beside: folder.path + "/naast.sqlite") }

    @Test("is empty when it is not there, keeps its order, and is its owner's alone")
    func added() throws {
        let folder = try TemporaryFolder()
        let file = file(folder)
        #expect(try file.read() == [])
        try file.add([])
        #expect(!FileManager.default.fileExists(atPath: file.path))
        for name in ["a", "b", "c"] { try file.add([Tombstone(owner: name, at: at)]) }
        #expect(try file.read().map(\.owner) == ["a", "b", "c"])
        #expect(try file.read().first?.at == at)
        #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
    }

    @Test("does not count a last line that was cut off, and goes on after it")
    func torn() throws {
        let folder = try TemporaryFolder()
        let file = file(folder)
        try file.add([Tombstone(owner: "a", at: at)])
        let handle = try FileHandle(forUpdating: URL(filePath: file.path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("b 2026-1".utf8))
        try handle.close()
        #expect(try file.read().map(\.owner) == ["a"])
        try file.add([Tombstone(owner: "c", at: at)])
        #expect(try file.read().map(\.owner) == ["a", "c"])
    }

    @Test("that holds something else is refused with its line", arguments: ["wat is dit\n", "a 2026-11-21\n", "\n", "a b c\n"])
    func strange(text: String) throws {
        let folder = try TemporaryFolder()
        let file = file(folder)
        try Data(text.utf8).write(to: URL(filePath: file.path))
        let problem = try #require(throws: StorageProblem.self) { try file.read() }
        #expect(problem.description.contains("line 1"))
    }

    @Test("takes lines of many at once")
    func together() async throws {
        let folder = try TemporaryFolder()
        let file = file(folder)
        await withTaskGroup(of: Void.self) { [at] group in
            for number in 0..<50 { group.addTask { try? file.add([Tombstone(owner: "p\(number)", at: at)]) } }
        }
        #expect(Set(try file.read().map(\.owner)).count == 50)
    }
}
