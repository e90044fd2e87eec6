import Foundation
import Testing

@testable import FileFormats

@Suite("One-time passwords")
struct OneTimePasswordTests {
    private static let key = Array("12345678901234567890".utf8)

    @Test(
        "are those of RFC 6238, appendix B",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ])
    func timeVectors(seconds: Int, code: String) {
        let password = OneTimePassword(key: Self.key, digits: 8)
        #expect(password.code(step: password.step(at: Date(timeIntervalSince1970: Double(seconds)))) == code)
    }

    @Test(
        "are those of RFC 4226, appendix D",
        arguments: zip(
            0..<10,
            ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]))
    func counterVectors(counter: Int, code: String) {
        #expect(OneTimePassword(key: Self.key).code(step: counter) == code)
    }

    @Test("are accepted in their half minute and one on either side, and no further", arguments: -3...3)
    func window(offset: Int) {
        let password = OneTimePassword(key: Self.key)
        let now = Date(timeIntervalSince1970: 1_800_000_015)
        let step = password.step(at: now) + offset
        #expect(password.accepts(password.code(step: step), at: now, after: 0) == (abs(offset) <= 1 ? step : nil))
    }

    @Test("are used up once accepted, and so are those before it")
    func once() {
        let password = OneTimePassword(key: Self.key)
        let now = Date(timeIntervalSince1970: 1_800_000_015)
        let step = password.step(at: now)
        #expect(password.accepts(password.code(step: step), at: now, after: step) == nil)
        #expect(password.accepts(password.code(step: step - 1), at: now, after: step) == nil)
        #expect(password.accepts(password.code(step: step + 1), at: now, after: step) == step + 1)
    }

    @Test("may be typed with a space; anything else is refused", arguments: ["", "12", "abcdef", "1234567", "١٢٣٤٥٦", "\u{0}00000"])
    func typed(wrong: String) {
        let password = OneTimePassword(key: Self.key)
        let now = Date(timeIntervalSince1970: 1_800_000_015)
        let code = password.code(step: password.step(at: now))
        #expect(password.accepts(code.prefix(3) + " " + code.suffix(3), at: now, after: 0) != nil)
        #expect(password.accepts(wrong, at: now, after: 0) == nil)
    }

    @Test("are told to an app in the address that apps read")
    func address() {
        let address = OneTimePassword(key: Array("Hello!".utf8) + [0xde, 0xad, 0xbe, 0xef]).address(
            issuer: "Naast", account: "noor+1@school.nl")
        #expect(
            address
                == "otpauth://totp/Naast:noor%2B1%40school.nl?secret=JBSWY3DPEHPK3PXP&issuer=Naast&algorithm=SHA1&digits=6&period=30")
    }
}

@Suite("Base32")
struct Base32Tests {
    @Test(
        "is that of RFC 4648, section 10",
        arguments: [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ])
    func vectors(plain: String, text: String) {
        #expect(Base32.encode(Array(plain.utf8)) == text)
        #expect(Base32.decode(text) == Array(plain.utf8))
        #expect(Base32.decode(text.lowercased() + "==") == Array(plain.utf8))
    }

    @Test("there and back is the same, whatever the length")
    func roundTrip() {
        for length in 0..<64 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 73 &+ length) }
            #expect(Base32.decode(Base32.encode(bytes)) == bytes)
        }
    }

    @Test("refuses what is not of the alphabet, or is cut off", arguments: ["0", "1", "8", "é", "M", "MZ!", "MZ"])
    func wrong(text: String) { #expect(Base32.decode(text) == nil) }
}

@Suite("QR codes")
struct QRCodeTests {
    @Test("have the three corners that a camera looks for, and nothing outside")
    func corners() throws {
        let code = try #require(QRCode("otpauth://totp/Naast:noor?secret=JBSWY3DPEHPK3PXP"))
        #expect((code.width - 17) % 4 == 0)
        for (x, y) in [(0, 0), (code.width - 7, 0), (0, code.width - 7)] {
            for step in 0..<7 {
                #expect(code.isDark(x: x + step, y: y) && code.isDark(x: x, y: y + step))
                #expect(code.isDark(x: x + 1, y: y + 1) == false && code.isDark(x: x + 3, y: y + 3))
            }
        }
        #expect(!code.isDark(x: -1, y: 0) && !code.isDark(x: 0, y: code.width))
    }

    @Test("as a path cover exactly the dark squares")
    func path() throws {
        let code = try #require(QRCode("Naast"))
        let pieces = code.path.matches(of: /M(\d+) (\d+)h(\d+)v1h-(\d+)z/)
        let covered = try pieces.reduce(0) { sum, piece in
            #expect(piece.output.3 == piece.output.4)
            return sum + (try #require(Int(piece.output.3)))
        }
        let dark = (0..<code.width).flatMap { y in (0..<code.width).filter { code.isDark(x: $0, y: y) } }.count
        #expect(covered == dark)
        #expect(code.size == code.width + 8)
    }

    @Test("are not made of nothing, nor of too much")
    func bounds() {
        #expect(QRCode("") == nil)
        #expect(QRCode(String(repeating: "x", count: 2331)) != nil)
        #expect(QRCode(String(repeating: "x", count: 2332)) == nil)
    }
}
