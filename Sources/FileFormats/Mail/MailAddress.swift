/// An address that a mail can be sent to: `name@place` of plain signs (RFC 5321, section 4.1.2, without quoted names).
///
/// Made only of what such an address may hold, so that none can end a header line, add a second reader or be read as an option.
package struct MailAddress: Sendable, Equatable {
    package let text: String

    /// Nil when the text is no such address; addresses with other letters than ASCII are not sent to.
    package init?(_ text: String) {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, halves.count == 2, Self.isName(halves[0]), Self.isPlace(halves[1]) else { return nil }
        self.text = text
    }

    /// What stands behind the sign `@`.
    package var place: String { String(text.drop { $0 != "@" }.dropFirst()) }

    private static func isName(_ name: Substring) -> Bool {
        (1...64).contains(name.utf8.count) && !name.hasPrefix("-") && name.utf8.allSatisfy { isPlain($0) || signs.contains($0) }
            && isDotted(name)
    }

    private static func isPlace(_ place: Substring) -> Bool {
        (1...253).contains(place.utf8.count) && isDotted(place) && place.utf8.allSatisfy { isPlain($0) || $0 == dot || $0 == hyphen }
            && place.split(separator: ".").allSatisfy { !$0.hasPrefix("-") && !$0.hasSuffix("-") }
    }

    private static func isDotted(_ text: Substring) -> Bool { !text.hasPrefix(".") && !text.hasSuffix(".") && !text.contains("..") }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }

    private static let (dot, hyphen) = (UInt8(ascii: "."), UInt8(ascii: "-"))
    private static let signs = Set(".!#$%&'*+-/=?^_`{|}~".utf8)
}
