import Foundation

/// A statement whose values are bound, never pasted.
///
/// Made by string interpolation: everything between `\(` and `)` becomes a bound value, so a quote in a name cannot become SQL.
///
/// ```swift
/// let found = try connection.first("SELECT id FROM persons WHERE family = \(name)") { try $0.get("id") as ID<Person> }
/// ```
///
/// The only way to put text into a statement unbound is `SQL(verbatim:)`, which stands in this file alone (a test of the house sees to it).
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    package private(set) var text: String
    package private(set) var values: [StoredValue]

    package init(stringLiteral value: String) {
        text = value
        values = []
    }

    package init(stringInterpolation: Interpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
    }

    fileprivate init(verbatim text: String) {
        self.text = text
        values = []
    }

    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""
        fileprivate var values: [StoredValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) { text += literal }

        package mutating func appendInterpolation(_ value: some Storable) {
            text += "?"
            values.append(value.stored)
        }

        package mutating func appendInterpolation<Value: Storable>(_ value: Value?) {
            text += "?"
            values.append(value.stored)
        }

        /// A part of a statement that was itself made by interpolation.
        package mutating func appendInterpolation(_ part: SQL) {
            text += part.text
            values += part.values
        }

        /// A list for `IN`: `WHERE id IN \(anyOf: ids)`. An empty list matches nothing.
        package mutating func appendInterpolation(anyOf list: [some Storable]) {
            text += "(" + Array(repeating: "?", count: list.count).joined(separator: ", ") + ")"
            values += list.map(\.stored)
        }
    }
}

extension SQL {
    /// The statements of a migration: text from the programmer, frozen by a checksum, without values.
    static func migration(_ text: String) -> SQL { SQL(verbatim: text) }

    /// `SELECT COUNT(*)` of a table by its name; the name must be one of the database's own.
    static func count(of table: String) -> SQL {
        SQL(verbatim: "SELECT COUNT(*) AS n FROM \"" + table.filter { $0.isLetter || $0.isNumber || $0 == "_" } + "\"")
    }
}

/// What a column can hold.
package enum StoredValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob(Data)
}

/// A value that can stand in a column.
package protocol Storable: Sendable {
    var stored: StoredValue { get }
    /// Nil when the column holds something else.
    init?(stored: StoredValue)
}

extension StoredValue: Storable {
    package var stored: StoredValue { self }
    package init?(stored: StoredValue) { self = stored }
}

extension String: Storable {
    package var stored: StoredValue { .text(self) }
    package init?(stored: StoredValue) {
        guard case .text(let text) = stored else { return nil }
        self = text
    }
}

extension Int: Storable {
    package var stored: StoredValue { .integer(Int64(self)) }
    package init?(stored: StoredValue) {
        guard case .integer(let number) = stored else { return nil }
        self = Int(number)
    }
}

extension Bool: Storable {
    package var stored: StoredValue { .integer(self ? 1 : 0) }
    package init?(stored: StoredValue) {
        guard case .integer(let number) = stored else { return nil }
        self = number != 0
    }
}

extension Data: Storable {
    package var stored: StoredValue { .blob(self) }
    package init?(stored: StoredValue) {
        guard case .blob(let bytes) = stored else { return nil }
        self = bytes
    }
}

extension Optional: Storable where Wrapped: Storable {
    package var stored: StoredValue { self?.stored ?? .null }
    package init?(stored: StoredValue) {
        if case .null = stored {
            self = .none
        } else if let value = Wrapped(stored: stored) {
            self = .some(value)
        } else {
            return nil
        }
    }
}

extension Storable where Self: RawRepresentable, RawValue == String {
    package var stored: StoredValue { .text(rawValue) }
    package init?(stored: StoredValue) {
        guard case .text(let text) = stored else { return nil }
        self.init(rawValue: text)
    }
}
