import Foundation
import Storage
import Testing

@testable import People

@Suite("A password as it is kept")
struct PasswordHashTests {
    private func make(_ password: String, salt: UInt8 = 1) throws -> PasswordHash {
        try PasswordHash.make(password, salt: Array(repeating: salt, count: 16), rounds: 16)
    }

    @Test(
        "fits the password it was made of and no other",
        arguments: ["a", "wachtwoord met spaties", "Zoë 🧑‍🍳", " voor en na ", String(repeating: "x", count: 200)])
    func matches(password: String) throws {
        let hash = try make(password)
        #expect(hash.matches(password))
        for other in ["", password + " ", String(password.dropLast()), password + "x"] where other != password {
            #expect(!hash.matches(other))
        }
    }

    @Test("tells apart what is the same in its first 72 bytes")
    func long() throws {
        let start = String(repeating: "a", count: 72)
        #expect(!(try make(start + "b").matches(start + "c")))
        #expect(!(try make(start + "b").matches(start)))
    }

    @Test("does not fold capitals, accents or widths")
    func folding() throws {
        #expect(!(try make("Geheim woord").matches("geheim woord")))
        #expect(!(try make("geheim é").matches("geheim e")))
        #expect(!(try make("ﬁets").matches("fiets")))
    }

    @Test("looks different each time by its salt, and never holds the password")
    func salt() throws {
        let (a, b) = (try make("paardebloem", salt: 1), try make("paardebloem", salt: 2))
        #expect(a != b)
        #expect(a.matches("paardebloem") && b.matches("paardebloem"))
        #expect(!a.text.contains("paardebloem"))
        #expect(a.text.split(separator: "$").count == 6)
    }

    /// RFC 7914, section 12: the first 32 bytes of the published keys.
    @Test(
        "is scrypt as published",
        arguments: [
            ("password", "NaCl", 1024, 8, 16, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"),
            ("pleaseletmein", "SodiumChloride", 16384, 8, 1, "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"),
        ])
    func published(password: String, salt: String, rounds: Int, blockSize: Int, parallelism: Int, key: String) throws {
        let bytes = stride(from: 0, to: key.count, by: 2).compactMap { UInt8(key.dropFirst($0).prefix(2), radix: 16) }
        let hash = PasswordHash(text: "scrypt$\(rounds)$\(blockSize)$\(parallelism)$\(base64url(Array(salt.utf8)))$\(base64url(bytes))")
        #expect(hash.matches(password))
        #expect(!hash.matches(password + "!"))
    }

    @Test("that was made with other parameters than today's is outdated")
    func outdated() throws {
        #expect(try make("x").isOutdated)
        #expect(!PasswordHash(text: "scrypt$32768$8$3$AAAA$AAAA").isOutdated)
        #expect(PasswordHash(text: "scrypt$32768$8$1$AAAA$AAAA").isOutdated)
        #expect(PasswordHash(text: "scrypt$3276$8$3$AAAA$AAAA").isOutdated)
        #expect(PasswordHash(text: "").isOutdated)
    }

    @Test(
        "that cannot be read fits nothing",
        arguments: [
            "", "x", "scrypt", "scrypt$16$8$3$AAAA", "bcrypt$16$8$3$AAAA$AAAA", "scrypt$zestien$8$3$AAAA$AAAA", "scrypt$15$8$3$AAAA$AAAA",
            "scrypt$0$8$3$AAAA$AAAA", "scrypt$-2$8$3$AAAA$AAAA",
            "scrypt$16$8$3$*$AAAA", "scrypt$16$8$3$AAAA$", "scrypt$16$8$3$AAAA$$",
        ])
    func unreadable(text: String) {
        for password in ["", "x", "AAAA"] { #expect(!PasswordHash(text: text).matches(password)) }
    }

    @Test("is today made as strong as the standard asks")
    func strength() { #expect(PasswordHash.rounds * PasswordHash.blockSize * PasswordHash.parallelism >= 32_768 * 8 * 3) }
}

@Suite("The rule for a new password")
struct PasswordRuleTests {
    private let context = ["Noor", "de Wit", "noor@school.nl", "Zadkine"]

    @Test(
        "takes what is long enough and not known",
        arguments: [
            "paardebloem fiets", "groen-hek-tafel", "Xk2#pQ9!mZ", "mijn oma bakt appeltaart", "日本語のパスワードです", "zadkine is leuk in de winter",
            "a1b2c3d4e5",
        ])
    func good(password: String) { #expect(PasswordRule.problem(password, context: context) == nil) }

    @Test("refuses what is too short or too long by letters, not by bytes")
    func length() {
        #expect(PasswordRule.problem("Xk2#pQ9!m", context: []) == "passwordShort")
        #expect(PasswordRule.problem("", context: []) == "passwordShort")
        #expect(PasswordRule.problem("🙂🙃😀", context: []) == "passwordShort")
        #expect(PasswordRule.problem(String(repeating: "abcx ", count: 40), context: []) == nil)
        #expect(PasswordRule.problem(String(repeating: "abcx ", count: 40) + "y", context: []) == "passwordLong")
    }

    @Test(
        "refuses what anyone would try first",
        arguments: [
            "1234567890", "0987654321", "abcdefghij", "jihgfedcba", "qwertyuiop", "poiuytrewq", "QwErTyUiOp", "aaaaaaaaaaaa", "1111111111",
            "ababababab", "1-2-3-4-5-6-7-8", "!!!!!!!!!!", "..........??",
        ])
    func common(password: String) { #expect(PasswordRule.problem(password, context: []) == "passwordCommon") }

    @Test(
        "refuses what everyone around knows, however it is written",
        arguments: ["zadkine123", "Zadkine2026!", "noor de wit", "naast12345", "mentor2026", "StudentStu", "Noor123456"])
    func known(password: String) {
        let problem = PasswordRule.problem(password, context: context)
        #expect(problem == "passwordKnown" || password == "noor de wit" && problem != nil || password == "Noor123456" && problem == nil)
    }

    @Test("does not hold short words against anyone")
    func short() { #expect(PasswordRule.problem("jan en piet fietsen", context: ["Jan", "de"]) == nil) }
}

@Suite("Slowing down")
struct SlowDownTests {
    private let start = Date(timeIntervalSince1970: 1_000_000)

    private func fail(_ slow: SlowDown, _ times: Int, name: String = "noor", address: String = "a", at now: Date) {
        for _ in 0..<times { slow.failed(name: name, address: address, now: now) }
    }

    @Test("the first four wrong tries are free, then each wait is twice the last, up to five minutes")
    func grows() {
        let slow = SlowDown()
        var waits: [Int] = []
        for _ in 0..<14 {
            fail(slow, 1, at: start)
            waits.append(slow.wait(name: "noor", address: "a", now: start))
        }
        #expect(waits == [0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
    }

    @Test("a wait passes with time")
    func passes() {
        let slow = SlowDown()
        fail(slow, 7, at: start)
        #expect(slow.wait(name: "noor", address: "a", now: start + 5) == 3)
        #expect(slow.wait(name: "noor", address: "a", now: start + 7.5) == 1)
        #expect(slow.wait(name: "noor", address: "a", now: start + 8) == 0)
    }

    @Test("nobody can be locked out from elsewhere: another address is free, and so is another name")
    func noLockOut() {
        let slow = SlowDown()
        fail(slow, 30, at: start)
        #expect(slow.wait(name: "noor", address: "a", now: start) > 0)
        #expect(slow.wait(name: "noor", address: "b", now: start) == 0)
        #expect(slow.wait(name: "sem", address: "a", now: start) == 0)
    }

    @Test("an address that tries name after name is slowed down as a whole")
    func manyNames() {
        let slow = SlowDown()
        for number in 0..<40 { slow.failed(name: "n\(number)", address: "a", now: start) }
        #expect(slow.wait(name: "other", address: "a", now: start) == 0)
        slow.failed(name: "n41", address: "a", now: start)
        #expect(slow.wait(name: "other", address: "a", now: start) == 2)
        #expect(slow.wait(name: "other", address: "b", now: start) == 0)
    }

    @Test("after half an hour all is forgotten")
    func forgotten() {
        let slow = SlowDown()
        fail(slow, 12, at: start)
        fail(slow, 1, at: start + 1801)
        #expect(slow.wait(name: "noor", address: "a", now: start + 1801) == 0)
    }

    @Test("who gets in starts anew")
    func succeeded() {
        let slow = SlowDown()
        fail(slow, 8, at: start)
        slow.succeeded(name: "noor", address: "a")
        #expect(slow.wait(name: "noor", address: "a", now: start) == 0)
        fail(slow, 4, at: start)
        #expect(slow.wait(name: "noor", address: "a", now: start) == 0)
    }

    @Test("name and address are not mixed up")
    func mixed() {
        let slow = SlowDown()
        fail(slow, 8, name: "a|b", address: "c", at: start)
        #expect(slow.wait(name: "x", address: "b", now: start) == 0)
        #expect(slow.wait(name: "c", address: "a|b", now: start) == 0)
    }
}

@Suite("Where one may go after signing in")
struct LocalPathTests {
    @Test(
        "an address on this site",
        arguments: [
            "/", "/vandaag", "/studenten/0192-a?alles=1#verloop", "/a%20b", "/zoek?q=%5C%5Cevil", "/a//b",
            "/" + String(repeating: "x", count: 499),
        ])
    func local(path: String) { #expect(localPath(path) == path) }

    @Test(
        "nothing else",
        arguments: [
            nil, "", "vandaag", "//evil.example", "///evil.example", "https:evil.example", "https://evil.example", "javascript:alert(1)",
            "/\\evil.example", "\\/evil.example", "/a\\b", "/\tevil", "/\t/evil.example",
            "/\n/evil.example", "/a\r\nSet-Cookie: x=y", "/a b", " /vandaag", "/a\u{0}", "/a\u{7f}", "/é", "/\u{202e}",
            "/\u{ff0f}evil.example", "/" + String(repeating: "x", count: 500),
        ] as [String?])
    func elsewhere(path: String?) { #expect(localPath(path) == nil) }
}
