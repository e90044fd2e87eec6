import Storage

/// What stood in a form or behind the question mark: names with their values, in order.
///
/// A name that stands there twice where one value is asked: the first counts, everywhere.
package struct Fields: Sendable, Equatable {
    /// A form of ours never has more; a sender of 100,000 names is refused.
    package static let most = 2000

    package private(set) var pairs: [(name: String, value: String)]

    package init(_ pairs: [(name: String, value: String)] = []) { self.pairs = pairs }
    package init(_ values: [String: String]) { pairs = values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }

    package func first(_ name: String) -> String? { pairs.first { $0.name == name }?.value }
    package func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }
    package var isEmpty: Bool { pairs.isEmpty }

    package static func == (a: Fields, b: Fields) -> Bool {
        a.pairs.elementsEqual(b.pairs) { $0.name == $1.name && $0.value == $1.value }
    }

    /// Reads `application/x-www-form-urlencoded` text (WHATWG URL, section 5.1).
    /// - Throws: `Problem.malformed` when a percent sequence is broken, the bytes are no UTF-8, or there are too many fields.
    package init(urlEncoded bytes: some Collection<UInt8>) throws {
        pairs = []
        for part in bytes.split(separator: UInt8(ascii: "&")) {
            guard pairs.count < Self.most else { throw Problem.malformed }
            let halves = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decoded(halves[0])
            let value = halves.count > 1 ? try Self.decoded(halves[1]) : ""
            pairs.append((name, value))
        }
    }

    /// As it stands behind a question mark.
    package var urlEncoded: String {
        pairs.map { Self.encoded($0.name) + "=" + Self.encoded($0.value) }.joined(separator: "&")
    }

    /// With everything but letters, digits and `-._~` as percent sequences (RFC 3986, section 2.3).
    package static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let character = Character(UnicodeScalar(byte))
            let isPlain = character.isASCII && (character.isLetter || character.isNumber) || "-._~".contains(character)
            return isPlain ? String(character) : "%" + hexadecimal([byte]).uppercased()
        }.joined()
    }

    private static func decoded(_ bytes: some Collection<UInt8>) throws -> String {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): plain.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else { throw Problem.malformed }
                plain.append(high << 4 | low)
            default: plain.append(byte)
            }
        }
        guard let text = String(validating: plain, as: UTF8.self), !text.utf8.contains(0) else { throw Problem.malformed }
        return text.replacing("\r\n", with: "\n")
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
