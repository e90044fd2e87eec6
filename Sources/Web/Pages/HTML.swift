/// A piece of a page in which everything interpolated is escaped.
///
/// ```swift
/// let line: HTML = "<li>\(student.called)</li>"      // the name is escaped
/// let list: HTML = "<ul>\(lines)</ul>"               // pieces of HTML stay what they are
/// ```
///
/// Text becomes markup only through `HTML(verbatim:)`, which stands in this file alone (a test of the house sees to it).
/// Mind that a ternary of two literals inside an interpolation is text, and comes out escaped: use `when(condition) { … }`.
package struct HTML: Sendable, ExpressibleByStringInterpolation {
    package private(set) var text: String

    package init(stringLiteral value: String) { text = value }
    package init(stringInterpolation: Interpolation) { text = stringInterpolation.text }
    fileprivate init(verbatim text: String) { self.text = text }

    package static let empty: HTML = ""

    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity + interpolationCount * 24) }
        package mutating func appendLiteral(_ literal: String) { text += literal }
        package mutating func appendInterpolation(_ words: String) { escape(words, into: &text) }
        package mutating func appendInterpolation(_ words: Substring) { escape(String(words), into: &text) }
        package mutating func appendInterpolation(_ number: Int) { text += String(number) }
        package mutating func appendInterpolation(_ piece: HTML) { text += piece.text }
        package mutating func appendInterpolation(_ piece: HTML?) { if let piece { text += piece.text } }
        package mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { text += piece.text } }
    }

    package static func + (a: HTML, b: HTML) -> HTML { HTML(verbatim: a.text + b.text) }
}

/// A piece that stands there only when something is so.
package func when(_ condition: Bool, _ piece: () -> HTML) -> HTML { condition ? piece() : .empty }

/// A piece made of a value, when there is one.
package func when<Value>(_ value: Value?, _ piece: (Value) -> HTML) -> HTML { value.map(piece) ?? .empty }

/// What someone wrote, in whatever language: it keeps its own direction on a page that runs the other way.
package func written(_ text: String) -> HTML { "<span dir=\"auto\">\(text)</span>" }

/// The same of several lines: each line break stays one.
package func lines(_ text: String) -> HTML {
    guard !text.isEmpty else { return .empty }
    let parts = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> HTML in "\(String(line))" }
    return "<span dir=\"auto\">\(parts.dropFirst().reduce(parts.first ?? .empty) { $0 + "<br>" + $1 })</span>"
}

private func escape(_ words: String, into text: inout String) {
    guard words.utf8.contains(where: isSpecial) else {
        text += words
        return
    }
    for character in words.unicodeScalars {
        switch character {
        case "&": text += "&amp;"
        case "<": text += "&lt;"
        case ">": text += "&gt;"
        case "\"": text += "&quot;"
        case "'": text += "&#39;"
        case "\0": break
        default: text.unicodeScalars.append(character)
        }
    }
}

private func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"), 0: true
    default: false
    }
}
