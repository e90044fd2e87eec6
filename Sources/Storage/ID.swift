/// The name of one thing of one kind, so that a student's id cannot be given where an agreement's is asked.
package struct ID<Entity>: Hashable, Sendable, Storable, LosslessStringConvertible {
    package let text: String

    /// Takes 1 to 64 letters, digits and hyphens: what our own ids and addresses consist of. Anything else is nil.
    package init?(_ text: String) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed) else { return nil }
        self.text = text
    }

    init(made text: String) { self.text = text }

    package var description: String { text }
    package var stored: StoredValue { .text(text) }
    package init?(stored: StoredValue) {
        guard case .text(let text) = stored else { return nil }
        self.init(made: text)
    }

    /// The same name, said of another kind: for the places where one thing *is* another (an account is its person's).
    package func of<Other>(_ kind: Other.Type) -> ID<Other> { ID<Other>(made: text) }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
