import Testing

@testable import FileFormats

@Suite struct `Reading CSV` {
    @Test(arguments: [
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
        ("\u{FEFF}a,b\n", [["a", "b"]]),
        ("a,\n,b\n", [["a", ""], ["", "b"]]),
        ("a,", [["a", ""]]),
        ("\"a,b\",\"c\"\"d\"\"\"\n", [["a,b", "c\"d\""]]),
        ("\"x\ny\r\nz\",1\n", [["x\ny\r\nz", "1"]]),
        ("a\n\n\r\n\nb\n", [["a"], ["b"]]),
        ("\"\"\n", [[""]]),
        ("a, \"b,c\" ,d\n", [["a", "b,c", "d"]]),
        ("a, b ,c\n", [["a", " b ", "c"]]),
        ("", []),
        ("\n\n", []),
        ("\u{FEFF}", []),
        ("Zoë,ÇÖ😀\n", [["Zoë", "ÇÖ😀"]]),
    ])
    func `every line end, quote and blank line reads the same in chunks of any size`(text: String, rows: [[String]]) throws {
        for chunk in [1, 2, 3, 5, 65_536] { #expect(try cells(text, chunk: chunk) == rows) }
    }

    @Test func `columns are found by name, in any order and case`() throws {
        var table = try CSV.Table(.text(" Family NAME ,extra,\"GivenName\"\nJansen,x, Jan \n"))
        let given = table.column("givenName")
        let family = table.column("family name")
        let lacking = table.column("middleName")
        let row = try #require(try table.next())
        #expect(row[given] == "Jan")
        #expect(row.exact(given) == " Jan ")
        #expect(row[family] == "Jansen")
        #expect(row[lacking] == "" && !lacking.isPresent)
        let (end, afterEnd) = (try table.next(), try table.next())
        #expect(end == nil && afterEnd == nil)
    }

    @Test func `positions count lines and characters, in quotes too`() throws {
        var table = try CSV.Table(.text("\u{FEFF}a,b,c\r\n\"é\r\nx\",ëë,z\r\n1,\"2\",3\n", chunk: 1))
        let (a, b, c) = (table.column("a"), table.column("b"), table.column("c"))
        let first = try #require(try table.next())
        #expect(first.line == 2)
        #expect(first.position(of: a) == CSV.Position(line: 2, column: 1))
        #expect(first.position(of: b) == CSV.Position(line: 3, column: 4))
        #expect(first.position(of: c) == CSV.Position(line: 3, column: 7))
        let second = try #require(try table.next())
        #expect(second.position(of: c) == CSV.Position(line: 4, column: 7))
    }

    @Test func `a row keeps its values when the reader goes on`() throws {
        var table = try CSV.Table(.text("a\n1\n2\n"))
        let a = table.column("a")
        let first = try #require(try table.next())
        _ = try table.next()
        #expect(first[a] == "1")
    }

    @Test func `semicolons can be the separator`() throws {
        var table = try CSV.Table(.text("a;b\n1,0;2\n"), separator: ";")
        let (a, b) = (table.column("a"), table.column("b"))
        let row = try #require(try table.next())
        #expect(row[a] == "1,0" && row[b] == "2")
    }

    @Test(arguments: [
        ("a,b\n1,\"2\n3,4\n", "2:3: a quoted field starts here and is never closed"),
        ("a,b\n1,2\"3\n", "2:4: a quote stands where none may stand"),
        ("a,b\n\"1\"x,2\n", "2:4: a quote stands where none may stand"),
        ("a,b\n1,2,3\n", "2:5: 3 fields where the header has 2"),
        ("a,b\n1\n", "2:2: only 1 fields where the header has 2"),
        ("a,b,A\n1,2,3\n", "1:5: the column A occurs twice"),
    ])
    func `what is wrong is told with its line and column`(text: String, problem: String) throws {
        #expect(try problems(text).map(\.description) == [problem])
    }

    @Test func `reading goes on after a problem`() throws {
        #expect(try cells("a\"b,1\n\"c\"d,2\ne,3\n") == [["a\"b", "1"], ["cd", "2"], ["e", "3"]])
    }

    @Test func `empty fields too many at the end are let pass`() throws {
        #expect(try problems("a,b\n1,2,,,\n").isEmpty)
    }

    @Test func `bytes that are not UTF-8 are told of the columns that are read`() throws {
        let bytes = Array("a,b,c\n1,Zo".utf8) + [0xEB] + Array(",2\n1,2,".utf8) + [0xEB, 0x0A]
        #expect(try problems(bytes) == [CSV.Problem(.invalidUTF8, at: CSV.Position(line: 2, column: 3))])
    }

    @Test func `UTF-16 is told and not read`() throws {
        #expect(try problems([0xFF, 0xFE, 0x61, 0, 0x0A, 0]).map(\.kind) == [.utf16])
        #expect(try problems([0xFE, 0xFF, 0, 0x61]).map(\.kind) == [.utf16])
    }

    @Test func `a field that is too long is cut off between characters`() throws {
        var limits = CSV.Limits()
        limits.field = 4
        let text = "a,b\nééé,ok\n"
        #expect(try problems(Array(text.utf8), limits: limits).map(\.kind) == [.fieldTooLong(limit: 4)])
        var table = try CSV.Table(.text(text), limits: limits)
        let (a, b) = (table.column("a"), table.column("b"))
        let row = try #require(try table.next())
        #expect("éé".hasPrefix(row[a]) && !row[a].contains("\u{FFFD}"))
        #expect(row[b] == "ok")
    }

    @Test func `a record of endless fields keeps to the limits`() throws {
        let text = "a\n" + String(repeating: ",x", count: 100_000) + "\nlast\n"
        var table = try CSV.Table(.text(text))
        let a = table.column("a")
        let row = try #require(try table.next())
        #expect(row.cells.count == 2_000)
        #expect(row.problems.contains { $0.kind == .tooManyFields(expected: 1, found: 100_001) })
        let last = try table.next()
        #expect(last?[a] == "last")
    }

    @Test func `a quote that is never closed does not fill the memory`() throws {
        let text = "a\n\"" + String(repeating: "x\n", count: 200_000)
        #expect(try problems(text).map(\.kind) == [.unterminatedQuote])
    }

    @Test func `random bytes never trap, and read the same in any chunks`() throws {
        var random = SeededGenerator(seed: 1)
        let alphabet: [UInt8] = [0x22, 0x22, 0x2C, 0x0A, 0x0D, 0x20, 0x61, 0xC3, 0xA9, 0xFF, 0xEF, 0xBB, 0xBF, 0xFE, 0]
        for _ in 0..<3_000 {
            let length = Int.random(in: 0...60, using: &random)
            let bytes = (0..<length).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            _ = try problems(bytes)
            #expect(try cells(bytes, chunk: 1) == cells(bytes))
        }
    }
}
