extension OneRoster {
    /// What manifest.csv says, or what must be taken for true without it.
    struct Manifest {
        var properties: [String: String] = [:]
        var version = Version.v1dot1
        private(set) var modes: [File: Mode] = [:]

        /// Some file holds only changes, so that others may well be left out.
        var isDelta: Bool { modes.values.contains(.delta) }

        init(files: BundleFiles, findings: inout Findings) throws {
            // Only 1.2 has roles.csv.
            version = files.has(.roles) ? .v1dot2 : .v1dot1
            if let source = try files.source(of: .manifest) {
                try readProperties(source, findings: &findings)
                readVersion(findings: &findings)
            } else {
                findings.add(Finding(.manifestMissing, ["version": version.rawValue]))
            }
            for file in File.allCases where file != .manifest {
                modes[file] = mode(of: file, isThere: files.has(file), findings: &findings)
            }
        }

        private static let fields = 2_000

        private mutating func readProperties(_ source: ByteSource, findings: inout Findings) throws {
            var table = try CSV.Table(source)
            let name = table.column("propertyName")
            let value = table.column("value")
            for problem in table.problems { findings.add(Finding(problem, in: .manifest)) }
            for column in [name, value] where !column.isPresent {
                findings.add(Finding(.columnMissing, ["column": column.name], file: .manifest, line: 1))
            }
            while let row = try table.next(), properties.count < Self.fields {
                for problem in row.problems { findings.add(Finding(problem, in: .manifest)) }
                properties[row[name]] = row[value]
            }
        }

        private mutating func readVersion(findings: inout Findings) {
            let value = properties["oneroster.version"] ?? ""
            if value.hasPrefix("1.1") {
                version = .v1dot1
            } else if value.hasPrefix("1.2") {
                version = .v1dot2
            } else if value.first?.isNumber == true, !value.hasPrefix("1") {
                findings.add(Finding(.versionUnreadable, ["value": value], file: .manifest))
            } else {
                findings.add(
                    Finding(.versionUnknown, ["value": value, "version": version.rawValue], file: .manifest))
            }
        }

        private func mode(of file: File, isThere: Bool, findings: inout Findings) -> Mode {
            guard let value = properties["file." + file.rawValue], !value.isEmpty else {
                return isThere ? .bulk : .absent
            }
            let mode = Mode(rawValue: value.lowercased())
            if mode == nil { findings.add(Finding(.manifestMode, ["value": value], file: .manifest)) }
            if mode == .absent {
                if isThere { findings.add(Finding(.fileUnannounced, ["file": file.name], file: .manifest)) }
                return .absent
            }
            if !isThere {
                findings.add(Finding(.fileAnnounced, ["file": file.name], file: .manifest))
                return .absent
            }
            return mode ?? .bulk
        }
    }
}

extension OneRoster.Finding {
    /// A problem of the CSV reader, weighed for an import.
    init(_ problem: CSV.Problem, in file: OneRoster.File) {
        let (key, arguments): (Key, [String: String]) =
            switch problem.kind {
            case .unterminatedQuote: (.unterminatedQuote, [:])
            case .strayQuote: (.strayQuote, [:])
            case .invalidUTF8: (.invalidUTF8, [:])
            case .utf16: (.utf16, [:])
            case .tooManyFields(let expected, let found):
                (.tooManyFields, ["expected": String(expected), "found": String(found)])
            case .tooFewFields(let expected, let found):
                (.tooFewFields, ["expected": String(expected), "found": String(found)])
            case .fieldTooLong(let limit): (.fieldTooLong, ["limit": String(limit)])
            case .duplicateColumn(let name): (.columnTwice, ["column": name])
            }
        self.init(key, arguments, file: file, at: problem.position)
    }
}
