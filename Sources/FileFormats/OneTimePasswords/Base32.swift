/// Bytes as letters and digits that are easily read aloud and typed over (RFC 4648, section 6), without padding.
package enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        var (waiting, bits) = (0, 0)
        for byte in bytes {
            (waiting, bits) = (waiting << 8 | Int(byte), bits + 8)
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[waiting >> bits & 31])
            }
            waiting &= (1 << bits) - 1
        }
        if bits > 0 { text.append(alphabet[waiting << (5 - bits) & 31]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads small and capital letters; spaces, hyphens and padding do not count.
    /// - Returns: nil when a sign is not of the alphabet, or what is left over at the end is no whole byte and not empty.
    package static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (waiting, bits) = (0, 0)
        for byte in text.uppercased().utf8 where ![UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "=")].contains(byte) {
            guard let value = alphabet.firstIndex(of: byte) else { return nil }
            (waiting, bits) = (waiting << 5 | value, bits + 5)
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(waiting >> bits))
                waiting &= (1 << bits) - 1
            }
        }
        return bits < 5 && waiting == 0 ? bytes : nil
    }
}
