import Foundation
import Testing

@testable import Storage

@Suite("The vault")
struct VaultTests {
    private static let canary = "kanarie-7Q: dit leest niemand anders"

    private let noor = ID<House.Owner>(made: "noor")
    private let sem = ID<House.Owner>(made: "sem")

    private func place(_ row: Int, _ column: String = "secret") -> Place { Place("notes", column, row) }

    private func seal(_ text: String, of owner: ID<House.Owner>, in row: Int, _ house: House) async throws {
        try await house.database.write { [place] connection in
            let sealed = try connection.seal(text, of: owner, at: place(row, "secret"))
            try connection.run(
                "INSERT INTO notes (id, secret) VALUES (\(row), \(sealed)) ON CONFLICT (id) DO UPDATE SET secret = excluded.secret")
        }
    }

    private func open(_ row: Int, of owner: ID<House.Owner>, at place: Place? = nil, column: SQL = "secret", _ house: House) async throws
        -> String
    {
        let place = place ?? self.place(row)
        return try await house.database.read { connection in
            let sealed = try connection.first("SELECT \(column) AS text FROM notes WHERE id = \(row)") {
                try $0.get("text") as Sealed<String>
            }
            return try connection.open(try #require(sealed), of: owner, at: place)
        }
    }

    @Test(
        "a sealed text opens again, also after a restart",
        arguments: ["", "a", "Zoë zei: 'het lukt' 🎉", String(repeating: "lang ", count: 5000)])
    func roundTrip(text: String) async throws {
        var house = try await House()
        try await seal(text, of: noor, in: 1, house)
        #expect(try await open(1, of: noor, house) == text)
        house = try await house.reopened()
        #expect(try await open(1, of: noor, house) == text)
    }

    @Test("a sealed text stands nowhere in the files, before and after settling")
    func notInTheFiles() async throws {
        let house = try await House()
        try await seal(Self.canary, of: noor, in: 1, house)
        try await house.write(2, "open-kanarie")
        for _ in 0..<2 {
            let bytes = try house.folder.bytes(ofFilesNamed: "naast.sqlite")
            #expect(bytes.range(of: Data("open-kanarie".utf8)) != nil, "the search finds what is not sealed")
            #expect(bytes.range(of: Data(Self.canary.utf8)) == nil)
            #expect(bytes.range(of: Data("kanarie-7Q".utf8)) == nil)
            try await house.database.settle()
        }
    }

    @Test("the same text sealed twice looks different")
    func nonce() async throws {
        let house = try await House()
        let (a, b) = try await house.database.write { [noor, place] connection in
            (
                try connection.seal("zelfde", of: noor, at: place(1, "secret")).stored,
                try connection.seal("zelfde", of: noor, at: place(1, "secret")).stored
            )
        }
        #expect(a != b)
    }

    @Test("a text moved to another row, column, table or owner does not open")
    func moved() async throws {
        let house = try await House()
        try await seal(Self.canary, of: noor, in: 1, house)
        try await seal("van Sem", of: sem, in: 2, house)
        try await house.database.write { connection in
            _ = try connection.run(
                "UPDATE notes SET secret = (SELECT secret FROM notes WHERE id = 1), other = (SELECT secret FROM notes WHERE id = 1) WHERE id = 2"
            )
        }
        #expect(try await open(1, of: noor, house) == Self.canary)
        let others: [(row: Int, owner: ID<House.Owner>, place: Place, column: SQL)] = [
            (2, noor, place(2), "secret"), (2, sem, place(2), "secret"), (2, noor, place(2, "other"), "other"),
            (1, sem, place(1), "secret"),
            (1, noor, place(1, "other"), "secret"), (1, noor, Place("remarks", "secret", 1), "secret"),
            (1, ID(made: "niemand"), place(1), "secret"),
        ]
        for other in others {
            await #expect(throws: StorageProblem.sealBroken) {
                try await open(other.row, of: other.owner, at: other.place, column: other.column, house)
            }
        }
    }

    @Test("one changed bit anywhere and the text does not open")
    func changed() async throws {
        let house = try await House()
        try await seal("kort", of: noor, in: 1, house)
        let box = try await house.database.read { try $0.first("SELECT secret FROM notes WHERE id = 1") { try $0.get("secret") as Data } }
        let good = try #require(box)
        for place in good.indices {
            var bad = good
            bad[place] ^= 1
            let damaged = bad
            try await house.database.write { _ = try $0.run("UPDATE notes SET secret = \(damaged) WHERE id = 1") }
            await #expect(throws: StorageProblem.sealBroken, "byte \(place)") { try await open(1, of: noor, house) }
        }
        for short in [1, 12, 28, good.count - 1] {
            try await house.database.write { _ = try $0.run("UPDATE notes SET secret = \(good.prefix(short)) WHERE id = 1") }
            await #expect(throws: StorageProblem.sealBroken, "\(short) bytes") { try await open(1, of: noor, house) }
        }
    }

    @Test("a key made in a transaction that was undone is never used again")
    func undoneKey() async throws {
        var house = try await House()
        await #expect(throws: Undone()) {
            try await house.database.write { [noor, place] connection in
                // Twice: the second time the key is read from the row that will be undone.
                for row in 1...2 { _ = try connection.seal("weg", of: noor, at: place(row, "secret")) }
                throw Undone()
            }
        }
        try await seal("blijft", of: noor, in: 1, house)
        #expect(try await open(1, of: noor, house) == "blijft")
        house = try await house.reopened()
        #expect(try await open(1, of: noor, house) == "blijft")
    }

    @Test("many seal for one new owner at once, half of them in vain: what stays opens after a restart")
    func manyAtOnce() async throws {
        var house = try await House()
        await withTaskGroup(of: Void.self) { [house, noor, place] group in
            for row in 0..<120 {
                group.addTask {
                    try? await house.database.write { connection in
                        let sealed = try connection.seal("tekst \(row)", of: noor, at: place(row, "secret"))
                        try connection.run("INSERT INTO notes (id, secret) VALUES (\(row), \(sealed))")
                        if row % 2 == 0 { throw Undone() }
                    }
                }
            }
        }
        house = try await house.reopened()
        #expect(try await house.numbers() == (0..<120).filter { $0 % 2 == 1 })
        for row in try await house.numbers() { #expect(try await open(row, of: noor, house) == "tekst \(row)") }
    }

    @Test("without the owner's key a text is gone for ever, and nobody else's is")
    func destroyedKey() async throws {
        var house = try await House()
        try await seal(Self.canary, of: noor, in: 1, house)
        try await seal("van Sem", of: sem, in: 2, house)
        try await house.database.write { [noor] in _ = try $0.run("DELETE FROM vault_keys WHERE owner = \(noor)") }
        house = try await house.reopened()
        await #expect(throws: StorageProblem.sealBroken) { try await open(1, of: noor, house) }
        #expect(try await open(2, of: sem, house) == "van Sem")
    }

    @Test("a missing text stays missing, and an empty one becomes so")
    func ifAny() async throws {
        let house = try await House()
        let found = try await house.database.write { [noor, place] connection in
            let texts: [String?] = [nil, "", "iets"]
            return try texts.map { text in
                try connection.open(
                    ifAny: try connection.seal(ifAny: text, of: noor, at: place(1, "secret")), of: noor, at: place(1, "secret"))
            }
        }
        #expect(found == [nil, nil, "iets"])
    }
}

@Suite("The master key")
struct MasterKeyTests {
    private func permissions(_ path: String) throws -> Int {
        (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }

    @Test("is made at first start, for its owner alone, and read again afterwards")
    func made() async throws {
        let house = try await House()
        let file = house.folder.path + "/master.key"
        #expect(try permissions(file) == 0o600)
        let before = try String(contentsOfFile: file, encoding: .utf8)
        #expect(Data(base64Encoded: before.trimmingCharacters(in: .whitespacesAndNewlines))?.count == 32)
        _ = try await house.reopened()
        #expect(try String(contentsOfFile: file, encoding: .utf8) == before)
    }

    @Test("no other user of the machine can read a file of the installation")
    func nobodyElse() async throws {
        let house = try await House()
        try await house.write(1)
        for name in try FileManager.default.contentsOfDirectory(atPath: house.folder.path) {
            #expect(try permissions(house.folder.path + "/" + name) & 0o077 == 0, "\(name)")
        }
    }

    @Test("a folder that is made is its owner's alone")
    func folder() throws {
        let folder = try TemporaryFolder()
        let made = try DataFolder(path: folder.path + "/diep/dieper")
        #expect(try permissions(made.path) == 0o700)
    }

    @Test("of another database is refused")
    func wrong() async throws {
        let house = try await House()
        let other = try await House()
        try house.database.close()
        await #expect(throws: StorageProblem.wrongMasterKey) {
            try await House.open(house.folder, keyFile: other.folder.path + "/master.key")
        }
        _ = try await House.open(house.folder)
    }

    @Test("that was lost is not replaced by a new one")
    func lost() async throws {
        let house = try await House()
        try house.database.close()
        try FileManager.default.removeItem(atPath: house.folder.path + "/master.key")
        await #expect(throws: StorageProblem.wrongMasterKey) { try await House.open(house.folder) }
    }

    @Test("that is no key is refused with its path", arguments: ["", "kort", "AAAA", String(repeating: "A", count: 40), "é"])
    func unreadable(text: String) throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/key"
        try Data(text.utf8).write(to: URL(filePath: file))
        let problem = try #require(throws: StorageProblem.self) { try Vault.open(keyFile: file) }
        guard case .masterKeyUnreadable(let path, _) = problem else {
            Issue.record("\(problem)")
            return
        }
        #expect(path == file)
        #expect(!"\(problem)".contains(text) || text.isEmpty || text.count < 5)
    }

    @Test("two installations never have the same")
    func different() async throws {
        let houses = [try await House(), try await House()]
        let keys = try houses.map { try String(contentsOfFile: $0.folder.path + "/master.key", encoding: .utf8) }
        #expect(Set(keys).count == 2)
    }
}
