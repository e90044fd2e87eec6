import People

/// The name of a user in a list, as parts of a Dutch name.
///
/// Systems put 'van der' in the middle name, before the family name ('van der Berg') or behind it ('Berg, van der'). All three occur.
enum DutchName {
    /// - Parameters:
    ///   - middle: a prefix of the family name, or further given names.
    ///   - called: what somebody wants to be called, when the list knows.
    static func parts(given: String, middle: String?, family: String, called: String? = nil) -> PersonName {
        let given = clean(given)
        let (found, core) = split(clean(family))
        var prefix = found
        let middle = clean(middle ?? "")
        guard !middle.isEmpty else { return PersonName(given: given, prefix: prefix, family: core, called: clean(called ?? "")) }
        if middle.split(separator: " ").allSatisfy({ isPrefix($0) }) {
            prefix = prefix.isEmpty ? middle.lowercased() : prefix
            return PersonName(given: given, prefix: prefix, family: core, called: clean(called ?? ""))
        }
        // A second given name belongs to the whole name, but nobody is called by both.
        let first = clean(called ?? given)
        return PersonName(given: given.isEmpty ? middle : given + " " + middle, prefix: prefix, family: core, called: first)
    }

    /// 'van der Berg' and 'Berg, van der' as 'van der' and 'Berg'. A name that is nothing but such words stays a family name.
    static func split(_ family: String) -> (prefix: String, family: String) {
        let halves = family.utf8.contains(UInt8(ascii: ",")) ? family.split(separator: ",", maxSplits: 1).map { clean(String($0)) } : []
        if halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty, halves[1].split(separator: " ").allSatisfy({ isPrefix($0) }) {
            return (halves[1].lowercased(), halves[0])
        }
        guard family.utf8.contains(UInt8(ascii: " ")) else { return ("", family) }
        let words = family.split(separator: " ").map(String.init)
        let count = words.dropLast().prefix { isPrefix($0) }.count
        return (words.prefix(count).joined(separator: " ").lowercased(), words.dropFirst(count).joined(separator: " "))
    }

    /// Dutch prefixes count however they are written; those of other languages only in small letters, where they are surely no name by
    /// themselves. Source: a choice from table 36 (voorvoegsels) of the Dutch register of persons.
    private static func isPrefix(_ word: some StringProtocol) -> Bool {
        // Nearly every word is longer than any prefix: asking that first makes long lists fast.
        guard word.utf8.count <= 9 else { return false }
        let plain = String(word.map { $0 == "’" || $0 == "`" ? "'" : $0 })
        return dutch.contains(plain.lowercased()) || foreign.contains(plain)
    }

    private static let dutch: Set<String> = [
        "aan", "bij", "de", "den", "der", "in", "het", "'t", "onder", "op", "over", "'s", "te", "ten", "ter", "tot", "uit", "uijt", "van",
        "vanden", "vander", "voor",
    ]
    private static let foreign: Set<String> = [
        "da", "dal", "del", "della", "di", "do", "dos", "du", "el", "al", "la", "le", "les", "von", "zu", "zum", "zur",
    ]

    /// Without spaces around it or twice within it.
    private static func clean(_ text: String) -> String {
        // Most names are clean already, which bytes tell faster than letters.
        let space = UInt8(ascii: " ")
        var previous = space
        let isClean = text.utf8.allSatisfy { byte in
            defer { previous = byte }
            return byte < 0x7f && byte >= space && (byte > space || previous > space)
        }
        if isClean && (previous > space || text.isEmpty) { return text }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
