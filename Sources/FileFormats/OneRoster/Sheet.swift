extension OneRoster {
    /// One file of a bundle with its line of column names. It notes which columns a record type asks for and misses.
    struct Sheet: ~Copyable {
        let file: File
        var table: CSV.Table
        private(set) var findings: [Finding]
        /// Without these columns no record can be made.
        private(set) var lacksColumns = false

        init(_ file: File, source: ByteSource) throws {
            self.file = file
            table = try CSV.Table(source)
            findings = table.problems.map { Finding($0, in: file) }
            if table.header.isEmpty && findings.isEmpty {
                findings.append(Finding(.fileEmpty, file: file))
            } else if table.header.count == 1, table.header[0].contains(";") {
                findings.append(Finding(.semicolons, file: file, line: 1, column: 1))
            }
        }

        /// The file has no line of column names that can be used.
        var isEmpty: Bool {
            table.header.isEmpty || findings.contains { $0.key == .semicolons }
        }

        /// A column without which the file is useless.
        mutating func required(_ name: String) -> CSV.Column {
            let column = table.column(name)
            if !column.isPresent {
                findings.append(Finding(.columnMissing, ["column": name], file: file, line: 1))
                lacksColumns = true
            }
            return column
        }

        /// A column that the standard asks for, and that can be done without.
        mutating func expected(_ name: String) -> CSV.Column {
            let column = table.column(name)
            if !column.isPresent {
                findings.append(Finding(.columnExpected, ["column": name], file: file, line: 1))
            }
            return column
        }

        /// A column that may be there; of several names, the first that is.
        mutating func optional(_ names: String...) -> CSV.Column {
            var column = table.column(names.first ?? "")
            for name in names.dropFirst() where !column.isPresent { column = table.column(name) }
            return column
        }
    }

    /// A record type with its columns, and how it is read from a line.
    protocol SheetRecord: Record {
        associatedtype Columns
        static var file: File { get }
        static func columns(of sheet: inout Sheet, _ reading: Reading) -> Columns
        /// Nil when the record has to be left out; then `line` has a finding that says why.
        init?(_ base: Base, _ columns: Columns, _ line: inout Reading)
    }

    /// The columns that every file has.
    struct BaseColumns {
        let sourcedId: CSV.Column
        let status: CSV.Column
        let dateLastModified: CSV.Column

        init(_ sheet: inout Sheet) {
            sourcedId = sheet.required("sourcedId")
            status = sheet.optional("status")
            dateLastModified = sheet.optional("dateLastModified")
        }
    }
}
