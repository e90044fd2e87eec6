import Foundation
import Storage
import Testing

@testable import Web

private enum Thing {}
private enum Part {}

@Suite("An address")
struct PathTests {
    private let id = ID<Thing>("0192-a")
    private let part = ID<Part>("b7")

    @Test("prints its values where they belong, and reads them back")
    func roundTrip() throws {
        let (id, part) = (try #require(id), try #require(part))
        let path = Path<ID<Thing>, ID<Part>>("/afspraken/{}/stappen/{}")
        #expect(path(id, part) == "/afspraken/0192-a/stappen/b7")
        let back = try path.values(from: ["0192-a", "b7"])
        #expect(back.0 == id && back.1 == part)
        #expect(Path<ID<Thing>>("/gesprekken/{}/notitie")(id) == "/gesprekken/0192-a/notitie")
        #expect(Path<ID<Thing>>("/gesprekken/{}")(id) == "/gesprekken/0192-a")
        #expect(FixedPath("/vandaag")() == "/vandaag")
    }

    @Test("ids made at random print and read back")
    func property() throws {
        let path = Path<ID<Thing>, ID<Part>>("/a/{}/b/{}")
        for _ in 0..<500 {
            let (a, b): (ID<Thing>, ID<Part>) = (Surroundings.real.newID(), Surroundings.real.newID())
            let parts = path(a, b).split(separator: "/").map(String.init)
            let back = try path.values(from: [parts[1], parts[3]])
            #expect(back.0 == a && back.1 == b)
        }
    }

    @Test(
        "a value that cannot be one is not found",
        arguments: [["a b", "c"], ["a", "<c>"], ["", "c"], ["a", "%20"], ["a"], [], ["../x", "c"]])
    func wrong(values: [String]) {
        let path = Path<ID<Thing>, ID<Part>>("/a/{}/b/{}")
        #expect(throws: Problem.notFound) { try path.values(from: values) }
    }

    @Test("an endpoint that is open gets its values, and is not run when they are wrong")
    func endpoint() async throws {
        let endpoint = Endpoint.open(.get, Path<ID<Thing>>("/a/{}")) { _, id in .see("/" + id.text) }
        #expect(endpoint.template == "/a/{}" && endpoint.guardedBy == "open")
        let answer = try await endpoint.run(Sample.ask(), ["x"]).0
        #expect(answer.header("Location") == "/x")
        await #expect(throws: Problem.notFound) { try await endpoint.run(Sample.ask(), ["x y"]) }
    }
}

@Suite("Fields of a form")
struct FieldsTests {
    private func fields(_ text: String) throws -> [String] {
        try Fields(urlEncoded: Array(text.utf8)).pairs.map { $0.name + "→" + $0.value }
    }

    @Test(
        "are read from what a browser sends",
        arguments: [
            ("", []), ("a=1", ["a→1"]), ("a=1&b=2", ["a→1", "b→2"]), ("a", ["a→"]), ("a=", ["a→"]), ("=1", ["→1"]), ("&&a=1&", ["a→1"]),
            ("a=1=2", ["a→1=2"]), ("a+b=c+d", ["a b→c d"]), ("a=%2B%26%3D%25", ["a→+&=%"]), ("a=%c3%A9", ["a→é"]),
            ("a=%F0%9F%99%82", ["a→🙂"]),
            ("a=x%0D%0Ay%0Az%0Dq", ["a→x\ny\nz\rq"]), ("a%5B%5D=1", ["a[]→1"]), ("a=1&a=2", ["a→1", "a→2"]), ("a=<b>", ["a→<b>"]),
        ])
    func read(text: String, expected: [String]) throws { #expect(try fields(text) == expected) }

    @Test(
        "that are broken are refused",
        arguments: [
            "a=%", "a=%4", "a=%zz", "a=%4g", "%=1", "a=%u0041", "a=%ff", "a=%c3", "a=%c3%28", "a=%ed%a0%80", "a=%c0%80", "a=%f4%90%80%80",
            "a=%00", "%00=a", "a=b%00c",
        ])
    func broken(text: String) { #expect(throws: Problem.malformed) { try fields(text) } }

    @Test("bytes that are no UTF-8 are refused")
    func bytes() {
        #expect(throws: Problem.malformed) { try Fields(urlEncoded: [0x61, 0x3d, 0xff]) }
        #expect(throws: Problem.malformed) { try Fields(urlEncoded: [0x61, 0x3d, 0x00]) }
    }

    @Test("2,000 are read and 2,001 are refused")
    func most() throws {
        func text(_ count: Int) -> [UInt8] { Array((0..<count).map { "f\($0)=1" }.joined(separator: "&").utf8) }
        #expect(try Fields(urlEncoded: text(2000)).pairs.count == 2000)
        #expect(throws: Problem.malformed) { try Fields(urlEncoded: text(2001)) }
    }

    @Test("of a name that stands there twice the first counts, and all can be had")
    func twice() throws {
        let fields = try Fields(urlEncoded: Array("a=1&b=2&a=3".utf8))
        #expect(fields.first("a") == "1")
        #expect(fields.all("a") == ["1", "3"])
        #expect(fields.first("c") == nil)
        #expect(fields.all("c") == [])
    }

    @Test("whatever is typed comes through a browser's encoding unharmed")
    func property() throws {
        var chance = Seeded(5)
        let letters = ["a", "+", "&", "=", "%", " ", "\n", "é", "🙂", "e\u{301}", "\"", "<", ";", "%41", "\u{7f}", "\t"]
        for _ in 0..<1500 {
            let pairs = (0..<Int.random(in: 1...4, using: &chance)).map { _ in
                (name: "n" + chance.text(letters, most: 4), value: chance.text(letters, most: 12))
            }
            let encoded = pairs.map { Self.encoded($0.name) + "=" + Self.encoded($0.value) }.joined(separator: "&")
            #expect(try Fields(urlEncoded: Array(encoded.utf8)) == Fields(pairs), "\(encoded)")
        }
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            if byte == 0x20 { return "+" }
            let isPlain = (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte) || (0x41...0x5a).contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + hexadecimal([byte])
        }.joined()
    }
}

@Suite("An answer")
struct AnswerTests {
    @Test("after a change sends elsewhere, with what was done")
    func see() {
        #expect(Answer.see("/a").header("Location") == "/a")
        #expect(Answer.see("/a", notice: "klaar").header("Location") == "/a?melding=klaar")
        #expect(Answer.see("/a?b=1", notice: "klaar").header("Location") == "/a?b=1&melding=klaar")
        #expect(Answer.see("/a").status == 303)
    }

    @Test("that sets a cookie sets it for this host alone, safe from scripts and other sites")
    func cookie() {
        let cookie = Cookie("session", "geheim", seconds: 60)
        #expect(cookie.text == "__Host-session=geheim; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60")
        #expect(Cookie("a", "", seconds: 0).text.hasSuffix("Max-Age=0"))
        #expect(!Cookie("a", "b", seconds: nil).text.contains("Max-Age"))
        #expect(!cookie.text.contains("Domain"))
        #expect(
            Answer.see("/").setting(cookie).setting(Cookie("taal", "nl", seconds: nil)).headers.filter { $0.name == "Set-Cookie" }.count
                == 2)
    }

    @Test(
        "the header with cookies is read",
        arguments: [
            ("", [:]), ("a=1", ["a": "1"]), ("a=1; b=2", ["a": "1", "b": "2"]), (" a = 1 ;b=2", ["a": "1", "b": "2"]),
            ("a=1; a=2", ["a": "1"]),
            ("a=b=c", ["a": "b=c"]), ("a; ;=;c=3", ["c": "3"]),
        ] as [(String, [String: String])])
    func cookies(header: String, expected: [String: String]) { #expect(Cookie.read(header) == expected) }

    @Test("no more than 50 cookies are read")
    func manyCookies() { #expect(Cookie.read((0..<200).map { "c\($0)=1" }.joined(separator: ";")).count == 50) }

    @Test("JSON has its keys in order")
    func json() throws {
        guard case .json(let data) = try Answer.json(["b": "1/2", "a": "é"]).body else {
            Issue.record("no JSON")
            return
        }
        #expect(String(decoding: data, as: UTF8.self) == #"{"a":"é","b":"1/2"}"#)
    }

    @Test(
        "who reads JSON rather than pages is known by the header",
        arguments: [
            ("application/json", true), ("application/problem+json", true), ("text/html,application/json", false), ("*/*", false),
            ("", false),
        ])
    func wantsJSON(accept: String, wants: Bool) throws { #expect(try Sample.ask(headers: ["accept": accept]).wantsJSON == wants) }
}
