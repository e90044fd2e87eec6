import Foundation
import Yams

/// A position in a definition file, from 1.
struct SourcePlace: Sendable, Hashable {
    var line: Int
    var column: Int

    static let start = SourcePlace(line: 1, column: 1)
}

/// A YAML document reduced to what a definition may use: texts, lists and named fields, each with its place.
///
/// Scalars stay as they were written: `no` is the text "no" and never a boolean, so that no text can change its type.
struct SourceTree: Sendable {
    let place: SourcePlace
    let content: Content

    enum Content: Sendable {
        case text(String)
        case list([SourceTree])
        case fields([Field])
    }

    struct Field: Sendable {
        let name: String
        let place: SourcePlace
        let value: SourceTree
    }

    /// Bytes; ten times the largest instrument of our own.
    static let sizeLimit = 256 * 1024
    /// A choice's option's label in a language lies at depth 9; nothing reasonable is deeper than this.
    static let depthLimit = 12
}

extension SourceTree {
    /// Parses one document. An empty file is an empty list of fields, so that the reader names what is missing.
    static func parse(yaml: String, file: String) throws(DefinitionErrors) -> SourceTree {
        func refused(_ reason: DefinitionError.Reason, at place: SourcePlace) -> DefinitionErrors {
            DefinitionErrors([DefinitionError(file: file, line: place.line, column: place.column, reason: reason)])
        }
        guard yaml.utf8.count <= sizeLimit else { throw refused(.tooLarge(limit: sizeLimit), at: .start) }
        if let place = firstAnchor(in: yaml) { throw refused(.anchor, at: place) }
        let outcome = onRoomyStack { Result<SourceTree, Refusal> { () throws(Refusal) in try composed(yaml) } }
        switch outcome {
        case .success(let tree): return tree
        case .failure(let refusal): throw refused(refusal.reason, at: refusal.place)
        case nil: throw refused(.notYAML("parsing did not finish"), at: .start)
        }
    }

    private static func composed(_ yaml: String) throws(Refusal) -> SourceTree {
        do {
            // Without the resolver's rules every plain scalar is a text, so a tag that is not a text was written by hand.
            let node = try Parser(yaml: yaml, resolver: .basic, encoding: .utf8).singleRoot()
            return try node.map { try SourceTree($0, depth: 1) } ?? SourceTree(place: .start, content: .fields([]))
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            let (reason, place) = explain(error)
            throw Refusal(reason: reason, place: place)
        }
    }

    /// Anchors are refused before parsing, because an alias used as a key is already expanded, and hashed, inside the parser.
    ///
    /// An anchor can only stand where a value begins, never right after a letter or digit. So this also refuses a few harmless
    /// texts ("&nbsp;"), and needs no knowledge of quotes and blocks that an attacker could fool. Without an anchor no alias
    /// resolves.
    private static func firstAnchor(in yaml: String) -> SourcePlace? {
        var place = SourcePlace.start
        var before: Unicode.Scalar = " "
        var candidate: SourcePlace?
        for scalar in yaml.unicodeScalars {
            if let candidate, !scalar.properties.isWhitespace { return candidate }
            let mayBegin = scalar == "&" && !before.properties.isAlphabetic && before.properties.numericType == nil
            candidate = mayBegin ? place : nil
            if scalar == "\n" { place = SourcePlace(line: place.line + 1, column: 1) } else { place.column += 1 }
            before = scalar
        }
        return nil
    }

    private static func explain(_ error: any Error) -> (DefinitionError.Reason, SourcePlace) {
        guard let error = error as? YamlError else { return (.notYAML("\(error)"), .start) }
        switch error {
        case .parser(_, let problem, let mark, _) where problem.hasPrefix("Maximum nesting level"):
            return (.tooDeep(limit: depthLimit), SourcePlace(mark))
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return (.notYAML(problem), SourcePlace(mark))
        case .duplicatedKeysInMapping(let names, let context):
            return (.duplicateField(names.joined(separator: "', '")), SourcePlace(context.mark))
        case .reader(let problem, let offset, _, let yaml):
            return (.notYAML(problem), SourcePlace(after: yaml.prefix(offset ?? 0)))
        default:
            return (.notYAML("\(error)"), .start)
        }
    }
}

extension SourceTree {
    private struct Refusal: Error {
        let reason: DefinitionError.Reason
        let place: SourcePlace
    }

    /// Recursive, and safe to be so: it stops at `depthLimit`.
    private init(_ node: Node, depth: Int) throws {
        place = SourcePlace(node.mark)
        guard depth <= Self.depthLimit else { throw Refusal(reason: .tooDeep(limit: Self.depthLimit), place: place) }
        try Self.refuseTag(of: node, at: place)
        switch node {
        case .scalar(let scalar):
            let isNull = scalar.style == .plain && ["~", "null"].contains(scalar.string)
            content = .text(isNull ? "" : scalar.string.trimmingCharacters(in: .whitespacesAndNewlines))
        case .sequence(let sequence):
            content = .list(try sequence.map { try SourceTree($0, depth: depth + 1) })
        case .mapping(let mapping):
            content = .fields(
                try mapping.map { key, value in
                    guard case .scalar(let name) = key else {
                        throw Refusal(reason: .expected("a word", field: "field name"), place: SourcePlace(key.mark))
                    }
                    try Self.refuseTag(of: key, at: SourcePlace(key.mark))
                    return Field(
                        name: name.string, place: SourcePlace(key.mark), value: try SourceTree(value, depth: depth + 1))
                })
        case .alias:
            throw Refusal(reason: .anchor, place: place)
        }
    }

    /// An unquoted text that begins with '!' would silently lose its first word.
    private static func refuseTag(of node: Node, at place: SourcePlace) throws {
        let tag = node.tag.rawValue
        let harmless = tag.isEmpty || ["str", "seq", "map"].contains { tag == "tag:yaml.org,2002:\($0)" }
        if !harmless { throw Refusal(reason: .tag(tag), place: place) }
    }
}

extension SourcePlace {
    fileprivate init(_ mark: Mark?) {
        self.init(line: Swift.max(mark?.line ?? 1, 1), column: Swift.max(mark?.column ?? 1, 1))
    }

    /// The place that follows this beginning of a file.
    fileprivate init(after beginning: Substring) {
        let lines = beginning.split(separator: "\n", omittingEmptySubsequences: false)
        self.init(line: Swift.max(lines.count, 1), column: (lines.last?.unicodeScalars.count ?? 0) + 1)
    }
}
