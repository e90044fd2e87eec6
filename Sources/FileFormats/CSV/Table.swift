extension CSV {
    /// A file with a header line, read record by record.
    ///
    ///     var table = try CSV.Table(.file(at: path))
    ///     let name = table.column("givenName")
    ///     while let row = try table.next() {
    ///         print(row.line, row[name], row.problems)
    ///     }
    ///
    /// Columns may stand in any order; those that nobody asks for are ignored. Nothing that is wrong in the file stops
    /// the reading or throws: it is in `problems` of the header or of the row. Only the source itself throws.
    package struct Table: ~Copyable {
        private var scanner: Scanner
        private let places: [String: Int]
        private var wanted: [Int] = []

        /// The names in the header line, trimmed; empty when the file has none.
        package let header: [String]
        /// What is wrong in the header line or with the file as a whole.
        package let problems: [Problem]

        /// Reads the header line. Ask for the columns (`column`) before the first `next`.
        package init(
            _ source: ByteSource, separator: Character = ",", limits: Limits = Limits()
        ) throws {
            var scanner = try Scanner(source: source, separator: separator.asciiValue ?? CSV.comma, limits: limits)
            var names: [String] = []
            var places: [String: Int] = [:]
            var problems: [Problem] = scanner.isUTF16 ? [Problem(.utf16, at: Position(line: 1, column: 1))] : []
            if try Self.nextFilled(&scanner) {
                problems += scanner.problems
                for (place, cell) in scanner.cells.enumerated() {
                    let name = CSV.trimmed(scanner.bytes[cell.start..<cell.end])
                    names.append(name)
                    if name.isEmpty { continue }
                    if places[name.lowercased()] == nil {
                        places[name.lowercased()] = place
                    } else {
                        problems.append(Problem(.duplicateColumn(name: name), at: cell.position))
                    }
                }
            }
            self.scanner = scanner
            header = names
            self.places = places
            self.problems = problems
        }

        /// The column with this name, whatever its case. A name that the header lacks gives a column that is always empty.
        package mutating func column(_ name: String) -> Column {
            let place = places[name.lowercased()]
            if let place, !wanted.contains(place) { wanted.append(place) }
            return Column(name: name, place: place)
        }

        /// The next record that is not a blank line; nil at the end.
        package mutating func next() throws -> Row? {
            guard try Self.nextFilled(&scanner) else { return nil }
            var problems = scanner.problems
            countFields(&problems)
            if !scanner.bytes.allSatisfy({ $0 < 0x80 }) { checkText(&problems) }
            return Row(bytes: scanner.bytes, cells: scanner.cells, end: scanner.end, problems: problems)
        }

        private static func nextFilled(_ scanner: inout Scanner) throws -> Bool {
            repeat {
                guard try scanner.next() else { return false }
            } while scanner.isBlank
            return true
        }

        private func countFields(_ problems: inout [Problem]) {
            let expected = header.count
            guard scanner.found != expected else { return }
            if scanner.found < expected {
                problems.append(Problem(.tooFewFields(expected: expected, found: scanner.found), at: scanner.end))
            } else if let surplus = scanner.cells.dropFirst(expected).first(where: { $0.start < $0.end }) {
                problems.append(
                    Problem(.tooManyFields(expected: expected, found: scanner.found), at: surplus.position))
            }
        }

        private func checkText(_ problems: inout [Problem]) {
            for place in wanted where place < scanner.cells.count {
                let cell = scanner.cells[place]
                if String(validating: scanner.bytes[cell.start..<cell.end], as: UTF8.self) == nil {
                    problems.append(Problem(.invalidUTF8, at: cell.position))
                }
            }
        }
    }

    /// A column of a `Table`.
    package struct Column: Hashable, Sendable {
        /// Its name as it was asked for.
        package let name: String
        let place: Int?
        /// Whether the header has it.
        package var isPresent: Bool { place != nil }
    }

    /// One record. Text is made only of the fields that are asked for.
    package struct Row: Sendable {
        let bytes: [UInt8]
        let cells: [Scanner.Cell]
        let end: Position
        /// A record without anything in it.
        package static let none = Row(bytes: [], cells: [], end: Position(line: 1, column: 1), problems: [])

        /// What is wrong in this record.
        package let problems: [Problem]

        /// The line on which the record starts.
        package var line: Int { cells.first?.position.line ?? end.line }

        /// Whether every field is empty, as in the rows of nothing but commas at the end of many a spreadsheet.
        package var isEmpty: Bool { bytes.isEmpty }

        /// The text of the field without spaces around it; empty when the record or the header lacks it.
        package subscript(column: Column) -> String {
            cell(column).map { CSV.trimmed(bytes[$0.start..<$0.end]) } ?? ""
        }

        /// The text of the field exactly as it stands.
        package func exact(_ column: Column) -> String {
            cell(column).map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) } ?? ""
        }

        /// Where the field starts; the end of the record when it lacks the field.
        package func position(of column: Column) -> Position {
            cell(column)?.position ?? end
        }

        private func cell(_ column: Column) -> Scanner.Cell? {
            guard let place = column.place, place < cells.count else { return nil }
            return cells[place]
        }
    }

    /// The text without spaces, tabs and line ends around it.
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        var start = bytes.startIndex
        var end = bytes.endIndex
        while start < end, isSpace(bytes[start]) { start += 1 }
        while start < end, isSpace(bytes[end - 1]) { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == space || (9...13).contains(byte)
    }
}
