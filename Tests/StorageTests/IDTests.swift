import Foundation
import Storage
import Testing

@Suite("An id")
struct IDTests {
    private enum Thing {}
    private enum Other {}

    @Test(
        "takes letters, digits and hyphens",
        arguments: ["a", "A-9", "0192f3a0-7c1e-7000-8000-0123456789ab", String(repeating: "x", count: 64)])
    func accepted(text: String) throws {
        let id = try #require(ID<Thing>(text))
        #expect(id.text == text && id.description == text && id.stored == .text(text))
        #expect(ID<Thing>(stored: .text(text)) == id)
        #expect(id.of(Other.self).text == text)
    }

    @Test(
        "takes nothing else",
        arguments: [
            "", String(repeating: "x", count: 65), "a b", "a/b", "../a", "a.b", "a%20", "a'b", "a\"b", "<a>", "a\nb", "a\u{0}", "é",
            "a\u{301}", "𝟙", "a_b", "a;b", "a?b", "a#b",
            "{}",
        ])
    func refused(text: String) { #expect(ID<Thing>(text) == nil) }

    @Test("made later stands later, and no two are the same")
    func order() {
        let clock = Clock(Date(timeIntervalSince1970: 1_795_000_000.123))
        var seen: Set<ID<Thing>> = []
        var last = ""
        for step in 0..<2000 {
            let id: ID<Thing> = clock.surroundings.newID()
            #expect(seen.insert(id).inserted)
            #expect(last < id.text)
            if step % 2 == 0 {
                clock.pass(0.002)
            } else {
                clock.pass(Double(step) * 60)
            }
            last = id.text
        }
        let atOnce = Set((0..<5000).map { _ in clock.surroundings.newID(of: Thing.self) })
        #expect(atOnce.count == 5000)
    }

    @Test("is a UUID of version 7 that says its millisecond")
    func version() throws {
        let moment = Date(timeIntervalSince1970: 1_795_000_000.5)
        let id: ID<Thing> = Clock(moment).surroundings.newID()
        #expect(id.text.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        #expect(Int(id.text.replacing("-", with: "").prefix(12), radix: 16) == 1_795_000_000_500)
        #expect(UUID(uuidString: id.text) != nil)
        #expect(ID<Thing>(id.text) == id)
    }

    @Test("a secret is 43 letters that may stand in an address, and 10,000 of them are 10,000")
    func secrets() {
        let secrets = (0..<10_000).map { _ in Surroundings.real.newSecret() }
        #expect(Set(secrets).count == 10_000)
        #expect(secrets.allSatisfy { $0.wholeMatch(of: /[A-Za-z0-9_-]{43}/) != nil })
    }

    @Test("bytes become hexadecimal digits and letters for addresses")
    func digits() {
        #expect(hexadecimal([0, 1, 15, 16, 171, 255]) == "00010f10abff")
        #expect(base64url([0xfb, 0xff, 0xfe]) == "-__-")
        #expect(base64url([0]) == "AA")
        #expect(base64url([]).isEmpty)
    }
}
