import Crypto
import Foundation

/// Codes of a few digits that hold for half a minute (TOTP, RFC 6238, over HOTP, RFC 4226), with SHA-1: what every authenticator app
/// can do. SHA-1 is sound here: HMAC does not need a hash without collisions.
package struct OneTimePassword: Sendable {
    /// The shared secret; 20 bytes is what RFC 4226 recommends.
    package let key: [UInt8]
    package let digits: Int
    /// Seconds that one code holds.
    package let period: Int

    package static let keyBytes = 20

    /// - Parameter digits: six, or eight as in the vectors of the RFC.
    package init(key: [UInt8], digits: Int = 6, period: Int = 30) {
        self.key = key
        self.digits = min(max(digits, 6), 8)
        self.period = max(1, period)
    }

    /// The number of the half minute in which a moment falls.
    package func step(at moment: Date) -> Int { Int((moment.timeIntervalSince1970 / Double(period)).rounded(.down)) }

    /// The code of a step, with the zeros in front.
    package func code(step: Int) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: key)))
        // Dynamic truncation (RFC 4226, section 5.3): the last four bits say where the number begins.
        let start = Int(mac[mac.count - 1] & 15)
        let number = (0..<4).reduce(0) { $0 << 8 | Int(mac[start + $1]) } & 0x7fff_ffff
        let most = (0..<digits).reduce(1) { size, _ in size * 10 }
        let text = String(number % most)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step that a typed code belongs to: now, or one before or after for a clock that is off.
    ///
    /// Takes the same time whichever of them it is, and when it is none.
    /// - Parameters:
    ///   - typed: spaces in it do not count.
    ///   - last: the step of the code that was accepted last; that one and those before it are used up.
    package func accepts(_ typed: String, at moment: Date, after last: Int) -> Int? {
        let typed = Array(typed.utf8.filter { $0 != UInt8(ascii: " ") })
        let now = step(at: moment)
        var found: Int?
        for step in now - 1...now + 1 {
            let isEqual = Self.isEqual(Array(code(step: step).utf8), typed)
            if isEqual && step > last { found = step }
        }
        return found
    }

    private static func isEqual(_ code: [UInt8], _ typed: [UInt8]) -> Bool {
        guard code.count == typed.count else { return false }
        return zip(code, typed).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// What an authenticator app reads from a QR code: `otpauth://totp/Issuer:account?secret=…`, the form that the apps agree on.
    package func address(issuer: String, account: String) -> String {
        "otpauth://totp/\(Self.encoded(issuer)):\(Self.encoded(account))?secret=\(Base32.encode(key))&issuer=\(Self.encoded(issuer))"
            + "&algorithm=SHA1&digits=\(digits)&period=\(period)"
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: unreserved)) ?? ""
    }

    private static let unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
}
