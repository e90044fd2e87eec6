extension OneRoster {
    /// Something wrong in a bundle, and where.
    ///
    /// `description` prints `users.csv:12:5: reason`. For another language, translate `key` and fill in `arguments`.
    package struct Finding: Hashable, Sendable, CustomStringConvertible {
        package enum Severity: Hashable, Sendable {
            /// The import may not go on.
            case essential
            /// The import may go on; what is left out is in the reason.
            case warning
        }

        package let key: Key
        /// What fills the `{gaps}` of the key's template.
        package let arguments: [String: String]
        package let severity: Severity
        /// As the file is called in the bundle; nil when the finding is about the bundle as a whole.
        package let file: String?
        package let line: Int?
        package let column: Int?

        init(
            _ key: Key, _ arguments: [String: String] = [:], severity: Severity? = nil, file: File? = nil,
            line: Int? = nil, column: Int? = nil
        ) {
            self.key = key
            // A value may be anything, a whole page or somebody's address: enough of it to recognise will do.
            self.arguments = arguments.mapValues { $0.count > 60 ? $0.prefix(60) + "…" : $0 }
            self.severity = severity ?? key.severity
            self.file = file?.name
            self.line = line
            self.column = column
        }

        init(_ key: Key, _ arguments: [String: String] = [:], file: File, at position: CSV.Position) {
            self.init(key, arguments, file: file, line: position.line, column: position.column)
        }

        /// The reason in English.
        package var reason: String {
            var text = key.template
            // One pass over the gaps, so that a value with `{name}` in it is not filled in again.
            var filled = ""
            while let open = text.firstIndex(of: "{"), let close = text[open...].firstIndex(of: "}") {
                let name = String(text[text.index(after: open)..<close])
                filled += text[..<open] + (arguments[name] ?? "")
                text = String(text[text.index(after: close)...])
            }
            return filled + text
        }

        package var description: String {
            let place = [file, line.map(String.init), column.map(String.init)].compactMap { $0 }
            return place.isEmpty ? reason : place.joined(separator: ":") + ": " + reason
        }
    }

    /// Collects findings up to a limit for each severity, so that many warnings never hide what is essential.
    struct Findings {
        private(set) var listed: [Finding] = []
        private let limit: Int
        private var essential = 0
        private var warnings = 0

        init(limit: Int) {
            self.limit = max(0, limit)
        }

        mutating func add(_ finding: Finding) {
            let isListed: Bool
            switch finding.severity {
            case .essential:
                isListed = essential < limit
                essential += 1
            case .warning:
                isListed = warnings < limit
                warnings += 1
            }
            if isListed { listed.append(finding) }
        }

        /// All that was listed, and at the end how many were not.
        func finished() -> [Finding] {
            var all = listed
            if essential > limit {
                all.append(Finding(.moreEssential, ["count": String(essential - limit)]))
            }
            if warnings > limit {
                all.append(Finding(.moreWarnings, ["count": String(warnings - limit)]))
            }
            return all
        }
    }
}
