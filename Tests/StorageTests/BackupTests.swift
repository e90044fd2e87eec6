import Foundation
import Storage
import Testing

@Suite("The lock on the folder")
struct LockTests {
    @Test("is given once, and again when it was let go")
    func once() throws {
        let folder = try TemporaryFolder()
        let data = try DataFolder(path: folder.path)
        var lock: FolderLock? = try data.lock()
        #expect(throws: StorageProblem.inUse(path: folder.path)) { try data.lock() }
        #expect(throws: StorageProblem.inUse(path: folder.path)) { try DataFolder(path: folder.path).lock() }
        withExtendedLifetime(lock) {}
        lock = nil
        lock = try data.lock()
        withExtendedLifetime(lock) {}
    }

    @Test("is one for each folder")
    func perFolder() throws {
        let (a, b) = (try TemporaryFolder(), try TemporaryFolder())
        let locks = [try DataFolder(path: a.path).lock(), try DataFolder(path: b.path).lock()]
        #expect(locks.count == 2)
    }
}

@Suite("A backup")
struct BackupTests {
    @Test("made while others write is sound and holds what was acknowledged before it began")
    func whileWriting() async throws {
        let house = try await House()
        for number in 0..<300 { try await house.write(number, "voor \(number)") }
        let file = house.folder.path + "/copy.sqlite"
        let isEnough = Flag()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 1...4 {
                group.addTask {
                    var number = writer * 100_000
                    while !isEnough.isUp {
                        try await house.write(number, "tijdens")
                        number += 1
                    }
                }
            }
            try await house.database.backUp(to: file)
            isEnough.raise()
            try await group.waitForAll()
        }
        try Database.verify(file: file)
        let copy = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: file, toPath: copy.path + "/naast.sqlite")
        try FileManager.default.copyItem(atPath: house.folder.path + "/master.key", toPath: copy.path + "/master.key")
        let restored = try await House(in: copy)
        #expect(try await restored.numbers().filter { $0 < 1000 } == Array(0..<300))
        let during = try await restored.numbers().filter { $0 >= 1000 }
        for writer in 1...4 {
            let own = during.filter { $0 / 100_000 == writer }
            #expect(own == Array(writer * 100_000..<writer * 100_000 + own.count), "of each writer the first, without a gap")
        }
        #expect(try await house.numbers().count >= 300 + during.count)
    }

    @Test("opens with the master key of its installation and with no other")
    func key() async throws {
        let house = try await House()
        let noor = try #require(ID<House.Owner>("noor"))
        try await house.database.write { connection in
            let sealed = try connection.seal("geheim", of: noor, at: Place("notes", "secret", 1))
            try connection.run("INSERT INTO notes (id, secret) VALUES (1, \(sealed))")
        }
        let copy = try TemporaryFolder()
        try await house.database.backUp(to: copy.path + "/naast.sqlite")
        #expect(try copy.bytes(ofFilesNamed: "naast").range(of: Data("geheim".utf8)) == nil)
        let other = try await House()
        await #expect(throws: StorageProblem.wrongMasterKey) { try await House.open(copy, keyFile: other.folder.path + "/master.key") }
        let restored = try await House.open(copy, keyFile: house.folder.path + "/master.key")
        let text = try await restored.read { connection in
            let sealed = try connection.first("SELECT secret FROM notes WHERE id = 1") { try $0.get("secret") as Sealed<String> }
            return try connection.open(try #require(sealed), of: noor, at: Place("notes", "secret", 1))
        }
        #expect(text == "geheim")
    }

    /// A sound file of some pages, and what to do to it.
    private func damaged(_ damage: (inout Data) -> Void) async throws -> (folder: TemporaryFolder, file: String) {
        let house = try await House()
        try await house.database.write { connection in
            for number in 0..<400 {
                try connection.run("INSERT INTO notes (id, text) VALUES (\(number), \(String(repeating: "tekst", count: 40)))")
            }
        }
        let folder = try TemporaryFolder()
        let file = folder.path + "/copy.sqlite"
        try await house.database.backUp(to: file)
        var bytes = try Data(contentsOf: URL(filePath: file))
        damage(&bytes)
        try bytes.write(to: URL(filePath: file))
        return (folder, file)
    }

    private func expectRefused(_ file: String) throws {
        let problem = try #require(throws: StorageProblem.self) { try Database.verify(file: file) }
        guard case .cannotOpen(let path, let reason) = problem else {
            Issue.record("\(problem)")
            return
        }
        #expect(path == file)
        #expect(!reason.isEmpty)
    }

    @Test("that nobody touched is sound")
    func untouched() async throws {
        let copy = try await damaged { _ in }
        try Database.verify(file: copy.file)
    }

    @Test("with a page overwritten is refused", arguments: [0, 3, 5, 8])
    func overwritten(page: Int) async throws {
        let copy = try await damaged { $0.replaceSubrange(page * 4096..<(page + 1) * 4096, with: Array(repeating: 0xa5, count: 4096)) }
        try expectRefused(copy.file)
    }

    @Test("that was cut off is refused", arguments: [0, 1, 100, 4096, 5000, 40_000])
    func cut(length: Int) async throws {
        let copy = try await damaged { $0 = $0.prefix(length) }
        try expectRefused(copy.file)
    }

    @Test("that is something else, or is not there, is refused")
    func somethingElse() async throws {
        let copy = try await damaged { $0 = Data(String(repeating: "geen databank ", count: 1000).utf8) }
        try expectRefused(copy.file)
        try expectRefused(copy.folder.path + "/nergens")
        #expect(!FileManager.default.fileExists(atPath: copy.folder.path + "/nergens"))
    }

    @Test("with a row that points nowhere is refused")
    func pointsNowhere() async throws {
        let copy = try await damaged { _ in }
        try addRemarkWithoutNote(to: copy.file)
        try expectRefused(copy.file)
    }
}
