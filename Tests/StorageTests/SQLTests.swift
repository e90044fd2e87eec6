import Foundation
import Storage
import Testing

@Suite("A statement binds its values")
struct SQLTests {
    @Test("everything between the parentheses becomes a bound value, in order")
    func values() {
        let name = "O'Brien"
        let sql: SQL = "SELECT \(name), \(3), \(true), \(nil as String?), \(Data([0, 255]))"
        #expect(sql.text == "SELECT ?, ?, ?, ?, ?")
        #expect(sql.values == [.text("O'Brien"), .integer(3), .integer(1), .null, .blob(Data([0, 255]))])
    }

    @Test("a part of a statement keeps its values where it is put")
    func parts() {
        let part: SQL = "b = \(2)"
        let sql: SQL = "SELECT \(1) WHERE \(part) AND c = \(3)"
        #expect(sql.text == "SELECT ? WHERE b = ? AND c = ?")
        #expect(sql.values == [.integer(1), .integer(2), .integer(3)])
    }

    @Test("a list takes one place for each value", arguments: [0, 1, 2, 7])
    func lists(count: Int) {
        let sql: SQL = "IN \(anyOf: Array(0..<count))"
        #expect(sql.text == "IN (" + Array(repeating: "?", count: count).joined(separator: ", ") + ")")
        #expect(sql.values == (0..<count).map { .integer(Int64($0)) })
    }

    static let texts = [
        "", "'", "''", "'; DROP TABLE notes; --", "\"", "`", "\\", "\\0", "%00", "x'00'", "NULL", "?1", ":name", "/* */", "a\nb\r\nc\t",
        "é", "e\u{301}",
        "Zoë 🧑‍🍳 مرحبا שלום 日本", "\u{202e}omgekeerd", "\u{fffd}", String(repeating: "lang ", count: 20_000),
    ]

    @Test("any text comes back as it went in", arguments: texts)
    func roundTrip(text: String) async throws {
        let house = try await House()
        try await house.write(1, text)
        let (back, found) = try await house.database.read { connection in
            (
                try connection.first("SELECT text FROM notes WHERE id = 1") { try $0.get("text") as String },
                try connection.count("SELECT COUNT(*) AS n FROM notes WHERE text = \(text)")
            )
        }
        #expect(back.map { Array($0.utf8) } == Array(text.utf8))
        #expect(found == 1)
    }

    @Test("a list finds what is on it, and an empty list finds nothing")
    func inList() async throws {
        let house = try await House()
        for number in 1...5 { try await house.write(number, "nr '\(number)'") }
        func found(_ list: [String]) async throws -> [Int] {
            try await house.database.read {
                try $0.all("SELECT id FROM notes WHERE text IN \(anyOf: list) ORDER BY id") { try $0.get("id") }
            }
        }
        #expect(try await found([]) == [])
        #expect(try await found(["nr '2'", "nr '4'", "nr '9'"]) == [2, 4])
        #expect(try await found((0..<2000).map { "nr '\($0)'" }) == [1, 2, 3, 4, 5])
        let outside = try await house.database.read {
            try $0.count("SELECT COUNT(*) AS n FROM notes WHERE id NOT IN \(anyOf: [] as [Int])")
        }
        #expect(outside == 5)
    }

    @Test("a column that is missing or of another kind is named")
    func unreadable() async throws {
        let house = try await House()
        try await house.write(1, "tekst")
        await #expect(throws: StorageProblem.unreadable(column: "text")) {
            try await house.database.read { try $0.first("SELECT text FROM notes") { try $0.get("text") as Int } }
        }
        await #expect(throws: StorageProblem.unreadable(column: "nowhere")) {
            try await house.database.read { try $0.first("SELECT text FROM notes") { try $0.get("nowhere") as String } }
        }
        await #expect(throws: StorageProblem.unreadable(column: "secret")) {
            try await house.database.read { try $0.first("SELECT secret FROM notes") { try $0.get("secret") as Data } }
        }
        let none = try await house.database.read { try $0.first("SELECT secret FROM notes") { try $0.get("secret") as Data? } }
        #expect(none == .some(nil))
    }

    private enum Colour: String, Storable { case red, blue }

    @Test("a word of our own is stored as its text, and another word is not read as one")
    func words() {
        #expect(Colour.blue.stored == .text("blue"))
        #expect(Colour(stored: .text("red")) == .red)
        #expect(Colour(stored: .text("green")) == nil)
        #expect(Colour(stored: .integer(1)) == nil)
    }
}
