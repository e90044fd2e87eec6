import Foundation
import Storage
import Testing

@Suite("Migrations")
struct MigrationTests {
    private let one = Migration("a-1", "CREATE TABLE first (id INTEGER PRIMARY KEY); INSERT INTO first VALUES (1);")
    private let two = Migration(
        "b-1", "CREATE TABLE second (id INTEGER PRIMARY KEY REFERENCES first (id) ON DELETE CASCADE); INSERT INTO second VALUES (1);")
    private let broken = Migration(
        "b-1", "CREATE TABLE second (id INTEGER PRIMARY KEY); INSERT INTO first VALUES (2); INSERT INTO nowhere VALUES (1);")

    private func database(_ folder: TemporaryFolder) throws -> Database {
        try Database(path: folder.path + "/naast.sqlite", vault: Vault(masterKey: Array(repeating: 1, count: 32)))
    }

    private func rows(_ database: Database, _ table: String) async throws -> Int? {
        try await database.sizes().first { $0.table == table }?.rows
    }

    @Test("each step runs once, in the order of the list")
    func once() async throws {
        let folder = try TemporaryFolder()
        let database = try database(folder)
        #expect(try await database.migrate([one, two]) == ["a-1", "b-1"])
        #expect(try await database.migrate([one, two]) == [])
        #expect(try await rows(database, "first") == 1)
        #expect(try await rows(database, "second") == 1)
        #expect(try await rows(database, "migrations") == 2)
    }

    @Test("a step that came later is run beside those that were")
    func later() async throws {
        let folder = try TemporaryFolder()
        let before = try database(folder)
        #expect(try await before.migrate([one]) == ["a-1"])
        try before.close()
        let after = try database(folder)
        #expect(try await after.migrate([one, two]) == ["b-1"])
        #expect(try await rows(after, "first") == 1)
    }

    @Test("a database of a newer version is refused by name, and nothing is done to it")
    func newer() async throws {
        let folder = try TemporaryFolder()
        let database = try database(folder)
        try await database.migrate([one, two])
        let other = Migration("c-1", "CREATE TABLE third (id INTEGER)")
        await #expect(throws: StorageProblem.newerDatabase(migration: "b-1")) { try await database.migrate([one, other]) }
        #expect(try await rows(database, "third") == nil)
    }

    @Test("a step that was changed after it ran is refused by name, down to one space")
    func changed() async throws {
        let folder = try TemporaryFolder()
        let database = try database(folder)
        try await database.migrate([one])
        let edited = Migration(one.name, one.statements + " ")
        await #expect(throws: StorageProblem.changedMigration("a-1")) { try await database.migrate([edited, two]) }
        #expect(try await rows(database, "second") == nil)
    }

    @Test("a step that fails leaves nothing of itself, keeps those before it, and can be run again when mended")
    func failing() async throws {
        let folder = try TemporaryFolder()
        let database = try database(folder)
        await #expect(throws: (any Error).self) { try await database.migrate([one, broken]) }
        #expect(try await rows(database, "first") == 1)
        #expect(try await rows(database, "second") == nil)
        #expect(try await rows(database, "migrations") == 1)
        #expect(try await database.migrate([one, two]) == ["b-1"])
        #expect(try await rows(database, "second") == 1)
    }

    @Test("the checksum is that of the statements alone")
    func checksum() {
        #expect(Migration("x", "SELECT 1").checksum == Migration("y", "SELECT 1").checksum)
        #expect(Migration("x", "SELECT 1").checksum != Migration("x", "SELECT 2").checksum)
        #expect(Migration("x", "abc").checksum == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test("no two steps of this module have one name")
    func names() {
        let names = Database.migrations.map(\.name)
        #expect(Set(names).count == names.count)
    }
}
