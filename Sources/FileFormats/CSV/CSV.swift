/// Comma-separated values as RFC 4180 describes them, and as they occur: with a byte order mark, any kind of line end,
/// columns in any order. See `CSV.Table` for reading and `CSV.Writer` for writing.
package enum CSV {
    /// Where something stands: both count from 1, the column in characters (Unicode scalars), as an editor shows it.
    package struct Position: Hashable, Sendable, CustomStringConvertible {
        package let line: Int
        package let column: Int

        package init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }

        package var description: String { "\(line):\(column)" }
    }

    /// How much one record may hold. What goes over is cut off and reported, so that no file can fill the memory.
    package struct Limits: Hashable, Sendable {
        /// Bytes of one field.
        package var field = 65_536
        /// Bytes of one record.
        package var record = 4_194_304
        /// Fields of one record.
        package var fields = 2_000

        package init() {}
    }

    /// Something wrong in a file. Reading goes on: the caller decides how much it matters.
    package struct Problem: Hashable, Sendable, CustomStringConvertible {
        package enum Kind: Hashable, Sendable {
            /// A quoted field was opened here and the file ended before it was closed.
            case unterminatedQuote
            /// A quote inside an unquoted field, or text after a closing quote.
            case strayQuote
            /// The field has bytes that are not UTF-8; they read as U+FFFD.
            case invalidUTF8
            /// The whole file is UTF-16; nothing of it was read.
            case utf16
            /// More fields than the header has, and something in them. (Empty ones at the end are let pass.)
            case tooManyFields(expected: Int, found: Int)
            /// Fewer fields than the header has; the missing ones read as empty.
            case tooFewFields(expected: Int, found: Int)
            /// The field (or the record as a whole) is longer than allowed, and was cut off.
            case fieldTooLong(limit: Int)
            /// The header names a column twice; the first one counts.
            case duplicateColumn(name: String)
        }

        package let kind: Kind
        package let position: Position

        package init(_ kind: Kind, at position: Position) {
            self.kind = kind
            self.position = position
        }

        package var description: String {
            "\(position): \(reason)"
        }

        private var reason: String {
            switch kind {
            case .unterminatedQuote: "a quoted field starts here and is never closed"
            case .strayQuote: "a quote stands where none may stand"
            case .invalidUTF8: "this is not UTF-8"
            case .utf16: "the file is UTF-16 and must be UTF-8"
            case .tooManyFields(let expected, let found): "\(found) fields where the header has \(expected)"
            case .tooFewFields(let expected, let found): "only \(found) fields where the header has \(expected)"
            case .fieldTooLong(let limit): "the field is longer than \(limit) bytes"
            case .duplicateColumn(let name): "the column \(name) occurs twice"
            }
        }
    }

    static let quote = UInt8(ascii: "\"")
    static let comma = UInt8(ascii: ",")
    static let carriageReturn = UInt8(ascii: "\r")
    static let lineFeed = UInt8(ascii: "\n")
    static let space = UInt8(ascii: " ")
}
