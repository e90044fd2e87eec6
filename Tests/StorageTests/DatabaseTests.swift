import Foundation
import Storage
import Testing

@Suite("The database")
struct DatabaseTests {
    @Test("writes with FULL, in a write-ahead log, with foreign keys, also when it is opened again")
    func durable() async throws {
        var house = try await House()
        for _ in 0..<2 {
            let found = try await house.database.durability()
            #expect(found.journal == "wal")
            #expect(found.synchronous == 2)
            #expect(found.foreignKeys)
            house = try await house.reopened()
        }
    }

    @Test("foreign keys hold: no remark without its note, and a note takes its remarks along")
    func foreignKeys() async throws {
        let house = try await House()
        await #expect(throws: (any Error).self) {
            try await house.database.write { try $0.run("INSERT INTO remarks (id, note_id) VALUES (1, 9)") }
        }
        try await house.write(9)
        try await house.database.write { connection in
            try connection.run("INSERT INTO remarks (id, note_id) VALUES (1, 9)")
            try connection.run("DELETE FROM notes WHERE id = 9")
        }
        #expect(try await house.database.read { try $0.count("SELECT COUNT(*) AS n FROM remarks") } == 0)
    }

    @Test("a write that throws leaves nothing behind", arguments: [0, 1, 25])
    func allOrNothing(after rows: Int) async throws {
        let house = try await House()
        await #expect(throws: Undone()) {
            try await house.database.write { connection in
                for number in 0..<rows { try connection.run("INSERT INTO notes (id) VALUES (\(number))") }
                throw Undone()
            }
        }
        #expect(try await house.numbers() == [])
        try await house.write(1)
        #expect(try await house.numbers() == [1])
    }

    @Test("a statement that fails inside a write that goes on undoes only that statement")
    func caught() async throws {
        let house = try await House()
        try await house.database.write { connection in
            try connection.run("INSERT INTO notes (id) VALUES (1)")
            _ = try? connection.run("INSERT INTO notes (id) VALUES (1)")
            try connection.run("INSERT INTO notes (id) VALUES (2)")
        }
        #expect(try await house.numbers() == [1, 2])
    }

    @Test("reading cannot write", arguments: ["INSERT INTO notes (id) VALUES (1)", "DELETE FROM notes", "CREATE TABLE more (x)"] as [SQL])
    func readOnly(statement: SQL) async throws {
        let house = try await House()
        try await house.write(7)
        await #expect(throws: (any Error).self) { try await house.database.read { try $0.run(statement) } }
        #expect(try await house.numbers() == [7])
    }

    @Test("a read sees one moment, whatever is written meanwhile")
    func oneMoment() async throws {
        let house = try await House()
        for number in 0..<3 { try await house.write(number) }
        let (first, second) = try await house.database.read { [database = house.database] connection in
            let first = try connection.count("SELECT COUNT(*) AS n FROM notes")
            let written = DispatchSemaphore(value: 0)
            Task.detached {
                try await database.write { _ = try $0.run("INSERT INTO notes (id) VALUES (100)") }
                written.signal()
            }
            written.wait()
            return (first, try connection.count("SELECT COUNT(*) AS n FROM notes"))
        }
        #expect((first, second) == (3, 3))
        #expect(try await house.numbers() == [0, 1, 2, 100])
    }

    @Test("what a write gives back, it gives back")
    func value() async throws {
        let house = try await House()
        let changed = try await house.database.write { connection in
            for number in 1...4 { try connection.run("INSERT INTO notes (id) VALUES (\(number))") }
            return try connection.run("UPDATE notes SET text = 'x' WHERE id > 2")
        }
        #expect(changed == 2)
    }

    @Test("the tables are counted, also those with strange names in them")
    func sizes() async throws {
        let house = try await House()
        for number in 0..<5 { try await house.write(number) }
        let sizes = try await house.database.sizes()
        #expect(sizes.first { $0.table == "notes" }?.rows == 5)
        #expect(sizes.first { $0.table == "remarks" }?.rows == 0)
        #expect(sizes.map(\.table) == sizes.map(\.table).sorted())
    }

    @Test("settling empties the log and loses nothing")
    func settle() async throws {
        let house = try await House()
        for number in 0..<50 { try await house.write(number, "tekst") }
        try await house.database.settle()
        let log = try Data(contentsOf: URL(filePath: house.folder.path + "/naast.sqlite-wal"))
        #expect(log.isEmpty)
        #expect(try await house.numbers() == Array(0..<50))
    }
}

@Suite("Writes that share a commit")
struct GroupCommitTests {
    /// Runs many writes at once and says which were answered well.
    private func atOnce(_ numbers: Range<Int>, _ write: @Sendable @escaping (Int) async throws -> Void) async -> [Int] {
        await withTaskGroup(of: Int?.self) { group in
            for number in numbers {
                group.addTask {
                    do {
                        try await write(number)
                        return number
                    } catch {
                        return nil
                    }
                }
            }
            return await group.reduce(into: []) { done, number in if let number { done.append(number) } }.sorted()
        }
    }

    @Test("64 writers lose nothing")
    func nothingLost() async throws {
        let house = try await House()
        let done = await atOnce(0..<64) { writer in
            for turn in 0..<20 { try await house.write(writer * 100 + turn) }
        }
        #expect(done == Array(0..<64))
        let expected = (0..<64).flatMap { writer in (0..<20).map { writer * 100 + $0 } }.sorted()
        #expect(try await house.numbers() == expected)
    }

    @Test("64 writers that count on are counted one by one")
    func counted() async throws {
        let house = try await House()
        try await house.write(1, "0")
        let seen = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<640 {
                group.addTask {
                    (try? await house.database.write { connection in
                        let now =
                            Int(try connection.first("SELECT text FROM notes WHERE id = 1") { try $0.get("text") as String } ?? "") ?? -1000
                        try connection.run("UPDATE notes SET text = \(String(now + 1)) WHERE id = 1")
                        return now + 1
                    }) ?? -1
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted()
        }
        #expect(seen == Array(1...640))
    }

    @Test("a write that throws undoes itself and nobody else", arguments: [2, 3, 7, 50])
    func onlyItself(every: Int) async throws {
        let house = try await House()
        let done = await atOnce(0..<400) { number in
            try await house.database.write { connection in
                try connection.run("INSERT INTO notes (id, text) VALUES (\(number), 'a')")
                if number % every == 0 { throw Undone() }
                try connection.run("UPDATE notes SET text = 'b' WHERE id = \(number)")
            }
        }
        let expected = (0..<400).filter { $0 % every != 0 }
        #expect(done == expected)
        #expect(try await house.numbers() == expected)
        #expect(try await house.database.read { try $0.count("SELECT COUNT(*) AS n FROM notes WHERE text = 'a'") } == 0)
    }

    @Test("a write whose statement fails undoes itself and nobody else")
    func statementFails() async throws {
        let house = try await House()
        try await house.write(-1)
        let done = await atOnce(0..<300) { number in
            try await house.database.write { connection in
                try connection.run("INSERT INTO notes (id) VALUES (\(number))")
                if number % 5 == 0 { try connection.run("INSERT INTO notes (id) VALUES (-1)") }
            }
        }
        let expected = (0..<300).filter { $0 % 5 != 0 }
        #expect(done == expected)
        #expect(try await house.numbers() == [-1] + expected)
    }

    @Test("a write that only fails at the commit takes nobody with it")
    func commitFails() async throws {
        let house = try await House()
        let done = await atOnce(0..<200) { number in
            try await house.database.write { connection in
                try connection.run("INSERT INTO notes (id) VALUES (\(number))")
                let target = number % 10 == 0 ? 100_000 : number
                try connection.run("INSERT INTO promises (id, note_id) VALUES (\(number), \(target))")
            }
        }
        let expected = (0..<200).filter { $0 % 10 != 0 }
        #expect(done == expected)
        #expect(try await house.numbers() == expected)
    }

    @Test("who is answered is on record: the next read sees it")
    func answeredIsSeen() async throws {
        let house = try await House()
        let done = await atOnce(0..<150) { number in
            try await house.write(number)
            guard try await house.database.read({ try $0.any("SELECT 1 FROM notes WHERE id = \(number)") }) else { throw Undone() }
        }
        #expect(done.count == 150)
    }

    @Test("writes alone and writes together do not get in each other's way")
    func alone() async throws {
        let house = try await House()
        let done = await atOnce(0..<100) { number in
            if number % 4 == 0 {
                try await house.database.writeAlone { connection in
                    try connection.run("INSERT INTO notes (id) VALUES (\(number))")
                    if number % 8 == 0 { throw Undone() }
                }
            } else {
                try await house.write(number)
            }
        }
        let expected = (0..<100).filter { $0 % 8 != 0 }
        #expect(done == expected)
        #expect(try await house.numbers() == expected)
    }
}
