/// An e-mail address as typed. Only what cannot be one is refused; whether it exists, a mail will tell.
struct MailAddress: Sendable, Equatable {
    static let longest = 254

    /// In small letters: addresses that differ in capitals only are one person's.
    let text: String

    init?(_ typed: String) {
        let halves = typed.split(separator: "@", omittingEmptySubsequences: false)
        guard typed.utf8.count <= Self.longest, halves.count == 2, !halves[0].isEmpty, halves[1].contains("."), !halves[1].hasPrefix("."),
            !halves[1].hasSuffix("."), typed.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }),
            // What separates or encloses addresses in a mail's head would make two of one.
            !typed.contains(where: { $0.isWhitespace || ",;<>()\"\\".contains($0) })
        else { return nil }
        text = Self.folded(typed)
    }

    /// As the database folds: capitals of the Latin alphabet only.
    private static func folded(_ text: String) -> String {
        String(decoding: text.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
    }
}
