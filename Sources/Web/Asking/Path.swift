import Storage

/// An address of the site with typed places in it: the same value registers a route and prints a link.
///
/// ```swift
/// static let conversation = Path<ID<Conversation>>("/gesprekken/{}")
/// conversation(id)          // "/gesprekken/0192…"
/// ```
package struct Path<each Value: LosslessStringConvertible & Sendable>: Sendable {
    /// With `{}` where a value stands.
    package let template: String

    package init(_ template: String) { self.template = template }

    /// The address with these values in it. Values are ids and words of our own, made of letters, digits and hyphens.
    package func callAsFunction(_ value: repeat each Value) -> String {
        var pieces = template.split(separator: "{}", omittingEmptySubsequences: false).makeIterator()
        var text = String(pieces.next() ?? "")
        for one in repeat each value {
            text += one.description
            text += pieces.next() ?? ""
        }
        return text
    }

    /// The values as they stood in an address, in order.
    /// - Throws: `Problem.notFound` when one of them cannot be such a value.
    package func values(from texts: [String]) throws -> (repeat each Value) {
        var rest = texts.makeIterator()
        func next<One: LosslessStringConvertible>(_: One.Type) throws -> One {
            guard let text = rest.next(), let value = One(text) else { throw Problem.notFound }
            return value
        }
        return (repeat try next((each Value).self))
    }
}

/// An address without places in it. (The space keeps `<>` from being read as an operator; the formatter would take it away.)
// swift-format-ignore
package typealias FixedPath = Path< >
