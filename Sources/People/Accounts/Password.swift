import Crypto
import CryptoExtras
import Foundation
import Storage
import Synchronization
import Web

/// A password as it is kept: scrypt with its parameters and salt, so that stronger parameters can follow at the next sign-in.
///
/// Source of the parameters: OWASP ASVS 5, appendix on password storage (N = 2^15, r = 8, p = 3).
package struct PasswordHash: Sendable, Equatable {
    package let text: String

    package init(text: String) { self.text = text }

    static let rounds = 32_768
    static let blockSize = 8
    static let parallelism = 3

    package static func make(_ password: String, salt: [UInt8], rounds: Int = PasswordHash.rounds) throws -> PasswordHash {
        let key = try derive(password, salt: salt, rounds: rounds, blockSize: blockSize, parallelism: parallelism)
        return PasswordHash(
            text: ["scrypt", String(rounds), String(blockSize), String(parallelism), base64url(salt), base64url(key)].joined(separator: "$")
        )
    }

    /// Whether the password is the one; takes the same time whatever the answer.
    package func matches(_ password: String) -> Bool {
        let parts = text.split(separator: "$").map(String.init)
        // The library traps on a negative number.
        guard parts.count == 6, parts[0] == "scrypt", let rounds = Int(parts[1]), let blockSize = Int(parts[2]),
            let parallelism = Int(parts[3]),
            rounds > 1, blockSize > 0, parallelism > 0, let salt = fromBase64url(parts[4]),
            let key = try? Self.derive(password, salt: salt, rounds: rounds, blockSize: blockSize, parallelism: parallelism)
        else { return false }
        return safeCompare(base64url(key), parts[5])
    }

    /// Whether today's parameters are stronger than the ones this was made with.
    package var isOutdated: Bool { !text.hasPrefix("scrypt$\(Self.rounds)$\(Self.blockSize)$\(Self.parallelism)$") }

    private static func derive(_ password: String, salt: [UInt8], rounds: Int, blockSize: Int, parallelism: Int) throws -> [UInt8] {
        let key = try KDF.Scrypt.deriveKey(
            from: Data(password.utf8), salt: salt, outputByteCount: 32, rounds: rounds, blockSize: blockSize, parallelism: parallelism,
            maxMemory: 128 * 1024 * 1024)
        return key.withUnsafeBytes { Array($0) }
    }

    private func safeCompare(_ a: String, _ b: String) -> Bool {
        guard a.utf8.count == b.utf8.count else { return false }
        return zip(a.utf8, b.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private func fromBase64url(_ text: String) -> [UInt8]? {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)).map(Array.init)
    }
}

/// What a new password has to be: long enough and not one of the first that anyone would try. No rules about signs, no forced change.
package enum PasswordRule {
    package static let least = 10
    package static let most = 200

    /// - Parameter context: words that everyone around knows: names, the school, the place.
    /// - Returns: the key of what is wrong, or nil.
    package static func problem(_ password: String, context: [String]) -> String? {
        if password.count < least { return "passwordShort" }
        if password.count > most { return "passwordLong" }
        let folded = PersonName.folded(password)
        let letters = folded.filter { $0.isLetter || $0.isNumber }
        let core = folded.filter(\.isLetter)
        if Set(letters).count < 4 || isRun(letters) || common.contains(core) || common.contains(letters) { return "passwordCommon" }
        let known = (context.map(PersonName.folded) + ["naast", "school", "student", "mentor"]).filter { $0.count >= 4 }
        if known.contains(where: { folded.contains($0) && folded.count - $0.count < 6 }) { return "passwordKnown" }
        return nil
    }

    /// '1234567890', 'abcdefghij', 'qwertyuiop' and the like, also backwards or repeated.
    private static func isRun(_ text: String) -> Bool {
        let rows = ["01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopqwertyuiop", "asdfghjklasdfghjkl", "zxcvbnmzxcvbnm"]
        return rows.contains { $0.contains(text) || String($0.reversed()).contains(text) }
    }

    private static let common: Set<String> = {
        let url = Bundle.module.bundleURL.appending(path: "Content/common-passwords.txt")
        let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        return Set(text.split(separator: "\n").map(String.init))
    }()
}

/// Does the slow work of passwords away from the server's own threads: two at a time, a bounded number waiting.
package final class PasswordWork: Sendable {
    private let lanes = [DispatchQueue(label: "naast.password.0"), DispatchQueue(label: "naast.password.1")]
    private let busy = Mutex((next: 0, waiting: 0))
    private static let mostWaiting = 60

    package init() {}

    package func run<Value: Sendable>(_ work: @Sendable @escaping () throws -> Value) async throws -> Value {
        let lane = try busy.withLock { busy in
            guard busy.waiting < Self.mostWaiting else { throw Problem.tooMany(seconds: 10) }
            busy.waiting += 1
            busy.next = (busy.next + 1) % lanes.count
            return lanes[busy.next]
        }
        defer { busy.withLock { $0.waiting -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            lane.async { continuation.resume(with: Result { try work() }) }
        }
    }
}
