extension CSV {
    /// Makes the bytes of a CSV file: commas, CRLF, quotes where RFC 4180 asks for them.
    ///
    ///     var writer = CSV.Writer()
    ///     writer.append(["naam", "klas"])
    ///     writer.append(["Jansen, Jan", "1A"])
    ///     try handle.write(contentsOf: writer.take())
    package struct Writer: Sendable {
        private let separator: UInt8
        private let guardsFormulas: Bool
        private var bytes: [UInt8]

        /// - Parameters:
        ///   - guardsFormulas: puts an apostrophe before text that a spreadsheet would run as a formula. Only leave it out for
        ///     files that a program reads.
        ///   - byteOrderMark: starts with one, so that Excel takes the file for UTF-8.
        package init(separator: Character = ",", guardsFormulas: Bool = true, byteOrderMark: Bool = false) {
            self.separator = separator.asciiValue ?? CSV.comma
            self.guardsFormulas = guardsFormulas
            bytes = byteOrderMark ? [0xEF, 0xBB, 0xBF] : []
        }

        /// Adds one record.
        package mutating func append(_ fields: [String]) {
            // A lone empty field would be a blank line, which a reader skips.
            if fields == [""] { bytes += [CSV.quote, CSV.quote] }
            for (place, field) in fields.enumerated() {
                if place > 0 { bytes.append(separator) }
                append(field)
            }
            bytes += [CSV.carriageReturn, CSV.lineFeed]
        }

        /// What was written since the last time, to be sent or saved.
        package mutating func take() -> [UInt8] {
            defer { bytes = [] }
            return bytes
        }

        private mutating func append(_ field: String) {
            let text = guardsFormulas ? CSV.guarded(field) : field
            guard needsQuotes(text) else {
                bytes += text.utf8
                return
            }
            bytes.append(CSV.quote)
            for byte in text.utf8 {
                if byte == CSV.quote { bytes.append(CSV.quote) }
                bytes.append(byte)
            }
            bytes.append(CSV.quote)
        }

        private func needsQuotes(_ text: String) -> Bool {
            guard let first = text.utf8.first, let last = text.utf8.last else { return false }
            return first == CSV.space || last == CSV.space
                || text.utf8.contains {
                    $0 == separator || $0 == CSV.quote || $0 == CSV.carriageReturn || $0 == CSV.lineFeed
                }
        }
    }

    /// The text with an apostrophe before it when a spreadsheet would take it for a formula (OWASP, CSV injection).
    package static func guarded(_ text: String) -> String {
        guard let first = text.utf8.first else { return text }
        let dangerous: [UInt8] = [
            UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D, 0x00,
        ]
        return dangerous.contains(first) ? "'" + text : text
    }

    /// A whole small file at once.
    package static func encode(_ records: [[String]], separator: Character = ",", guardsFormulas: Bool = true) -> [UInt8] {
        var writer = Writer(separator: separator, guardsFormulas: guardsFormulas)
        for record in records { writer.append(record) }
        return writer.take()
    }
}
