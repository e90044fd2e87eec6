import Testing

@testable import FileFormats

@Suite struct `Writing CSV` {
    @Test func `quotes only what needs them`() {
        let bytes = CSV.encode([["a", "b c", "d,e", "f\"g", "h\ni", " j", ""], [""], []])
        #expect(String(decoding: bytes, as: UTF8.self) == "a,b c,\"d,e\",\"f\"\"g\",\"h\ni\",\" j\",\r\n\"\"\r\n\r\n")
    }

    @Test(arguments: ["=1+1", "+31", "-1", "@SUM", "\tx", "\0x"])
    func `a formula gets an apostrophe`(text: String) {
        #expect(CSV.guarded(text) == "'" + text)
        #expect(CSV.encode([[text]], guardsFormulas: false) == Array((text + "\r\n").utf8))
    }

    @Test(arguments: ["", "a=b", "'=", " =1", "é", "1-2"])
    func `other text stays as it is`(text: String) {
        #expect(CSV.guarded(text) == text)
    }

    @Test func `a byte order mark comes first and once`() {
        var writer = CSV.Writer(byteOrderMark: true)
        writer.append(["a"])
        #expect(writer.take() == [0xEF, 0xBB, 0xBF, 0x61, 0x0D, 0x0A])
        writer.append(["b"])
        #expect(writer.take() == [0x62, 0x0D, 0x0A])
    }

    @Test func `random cells come back as they went in`() throws {
        var random = SeededGenerator(seed: 2026)
        let alphabet = Array("ab ,;\"'\n\r\t=+-@éß😀\0")
        for _ in 0..<1_000 {
            let width = Int.random(in: 1...5, using: &random)
            let records = (0..<Int.random(in: 1...5, using: &random)).map { _ in
                (0..<width).map { _ in
                    String(
                        (0..<Int.random(in: 0...6, using: &random)).map { _ in
                            alphabet.randomElement(using: &random) ?? "a"
                        })
                }
            }
            #expect(try cells(CSV.encode(records, guardsFormulas: false), chunk: 3) == records)
            #expect(try cells(CSV.encode(records)) == records.map { $0.map(CSV.guarded) })
        }
    }
}
