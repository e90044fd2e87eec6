/// Everything that is wrong in one or more definitions, in order of file, line and column.
package struct DefinitionErrors: Error, Sendable, Hashable, CustomStringConvertible {
    package let errors: [DefinitionError]

    package init(_ errors: [DefinitionError]) {
        self.errors = errors.sorted { ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column) }
    }

    /// One line per error, as compilers write them, so that editors can jump to it.
    package var description: String { errors.map(\.description).joined(separator: "\n") }
}

/// One thing that is wrong in a definition, and where.
package struct DefinitionError: Sendable, Hashable, CustomStringConvertible {
    package let file: String
    /// From 1; 1 too where the file as a whole is refused.
    package let line: Int
    package let column: Int
    package let reason: Reason

    package var description: String { "\(file):\(line):\(column): \(reason)" }

    /// Why a definition is refused. Cases instead of sentences, so that a page can say it in its own language.
    package enum Reason: Sendable, Hashable {
        case unreadable(String)
        case tooLarge(limit: Int)
        case notYAML(String)
        case anchor
        case tag(String)
        case tooDeep(limit: Int)
        case duplicateField(String)
        case unknownField(String, allowed: [String])
        case missingField(String)
        case expected(String, field: String)
        case unknownValue(String, field: String, allowed: [String])
        case badKey(String, field: String)
        case duplicateKey(String, firstLine: Int)
        case missingLanguage(String, field: String)
        case unknownLanguage(String, field: String)
        case emptyText(field: String)
        case tooLong(field: String, length: Int, limit: Int)
        case wrongCount(field: String, count: Int, allowed: ClosedRange<Int>)
        case outOfRange(field: String, allowed: ClosedRange<Int>)
        case bandsOutOfOrder
        case reservedKey(String)
        case unknownScale(String)
        case showIfUnknownItem(String)
        case showIfLaterItem(String)
        case showIfWithoutList(String)
        case showIfUnknownAnswer(String, item: String, allowed: [String])
        case groupBroken(String)
        case groupMixed(String)
        case sameVersion(id: String, version: Int, otherFile: String)
    }
}
