import Foundation

/// The clock and the dice, as values: nothing else in the house calls `Date()` or `UUID()`, so a test decides both.
package struct Surroundings: Sendable {
    /// The present moment.
    package var now: @Sendable () -> Date
    /// That many random bytes, fit for secrets.
    package var randomBytes: @Sendable (Int) -> [UInt8]

    package init(now: @escaping @Sendable () -> Date, randomBytes: @escaping @Sendable (Int) -> [UInt8]) {
        self.now = now
        self.randomBytes = randomBytes
    }

    /// The real clock and the system's random numbers.
    package static let real = Surroundings(
        now: { Date() },
        randomBytes: { count in
            var generator = SystemRandomNumberGenerator()
            var bytes: [UInt8] = []
            bytes.reserveCapacity(count + 8)
            while bytes.count < count { withUnsafeBytes(of: generator.next()) { bytes.append(contentsOf: $0) } }
            return Array(bytes.prefix(count))
        })

    /// A new id in order of time: UUID version 7 (RFC 9562, section 5.7), so that rows made together lie together.
    package func newID<Entity>(of _: Entity.Type = Entity.self) -> ID<Entity> {
        let milliseconds = UInt64(max(0, now().timeIntervalSince1970 * 1000))
        var bytes = (0..<6).map { UInt8(truncatingIfNeeded: milliseconds >> (40 - 8 * UInt64($0))) } + randomBytes(10)
        bytes[6] = 0x70 | (bytes[6] & 0x0f)
        bytes[8] = 0x80 | (bytes[8] & 0x3f)
        return ID(made: hyphenated(bytes))
    }

    /// A random 256-bit secret as 43 letters that may stand in an address (base64url).
    package func newSecret() -> String { base64url(randomBytes(32)) }

    private func hyphenated(_ bytes: [UInt8]) -> String {
        var text = hexadecimal(bytes)
        for place in [8, 13, 18, 23] { text.insert("-", at: text.index(text.startIndex, offsetBy: place)) }
        return text
    }
}

/// Bytes as lower-case hexadecimal digits.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}

/// Bytes in the base64 alphabet for addresses, without padding (RFC 4648, section 5).
package func base64url(_ bytes: some Sequence<UInt8>) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
}
