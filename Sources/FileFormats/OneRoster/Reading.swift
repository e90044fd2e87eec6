extension OneRoster {
    /// The state of one reading of a bundle. Files are read in such an order that what is referred to comes first.
    struct Reading {
        let manifest: Manifest
        let files: BundleFiles
        let limits: Limits
        let progress: (Progress) throws -> Void
        var findings: Findings

        /// The line that is being read.
        var row = CSV.Row.none
        var file = File.manifest
        /// The sourcedIds of the files read so far, with the place of the record; `leftOut` for those left out.
        var ids: [File: [String: Int]] = [:]
        /// Files that were not read to the end, so that nothing can be said about what is not in them.
        var unread: Set<File> = []
        /// Lists such as the organisations of a user are the same on thousands of lines and share their memory.
        var lists: [String: [String]] = [:]
        /// The column of the reference to another record of the same file, by line.
        var innerReferenceColumns: [Int: Int] = [:]
        private let meter = Meter()

        static let leftOut = -1

        init(files: BundleFiles, limits: Limits, progress: @escaping (Progress) throws -> Void) throws {
            self.files = files
            self.limits = limits
            self.progress = progress
            findings = Findings(limit: limits.findings)
            manifest = try Manifest(files: files, findings: &findings)
        }

        mutating func bundle() throws -> Bundle {
            var bundle = Bundle(version: manifest.version, modes: manifest.modes, properties: manifest.properties)
            reportMissingFiles()
            bundle.organisations = try records()
            checkParents(of: &bundle.organisations, \.parentSourcedId)
            bundle.academicSessions = try records()
            checkParents(of: &bundle.academicSessions, \.parentSourcedId)
            bundle.courses = try records()
            bundle.classes = try records()
            bundle.users = try records()
            checkAgents(of: &bundle.users)
            bundle.roles = try records()
            addBirthDates(try records(), to: &bundle)
            bundle.enrollments = try records()
            bundle.problems = findings.finished()
            return bundle
        }

        /// Whether all there is of this kind is in the bundle, so that what is not in it does not exist.
        func isComplete(_ file: File) -> Bool {
            if unread.contains(file) { return false }
            return manifest.modes[file] == .bulk || (isAbsent(file) && !manifest.isDelta)
        }

        func isAbsent(_ file: File) -> Bool { manifest.modes[file] == .absent }

        private mutating func reportMissingFiles() {
            // Who sends only changes may well have none in some file.
            guard !manifest.isDelta else { return }
            for file in [File.orgs, .users] where isAbsent(file) {
                findings.add(Finding(.fileMissing, ["file": file.name]))
            }
            for file in [File.classes, .enrollments] where isAbsent(file) {
                findings.add(Finding(.fileExpected, ["file": file.name]))
            }
            if manifest.version == .v1dot2, isAbsent(.roles) {
                findings.add(Finding(.fileExpected, ["file": File.roles.name]))
            }
        }

        private mutating func records<R: SheetRecord>() throws -> [R] {
            file = R.file
            lists = [:]
            innerReferenceColumns = [:]
            guard manifest.modes[file] != .absent, let source = try files.source(of: file) else { return [] }
            guard files.size(of: file) <= limits.fileBytes else {
                findings.add(Finding(.fileTooLarge, ["limit": String(limits.fileBytes)], file: file))
                unread.insert(file)
                return []
            }
            var sheet = try Sheet(file, source: meter.measured(source))
            let base = BaseColumns(&sheet)
            let columns = R.columns(of: &sheet, self)
            let found = sheet.findings.filter { !sheet.isEmpty || $0.key != .columnMissing && $0.key != .columnExpected }
            for finding in found { findings.add(finding) }
            guard !sheet.isEmpty, !sheet.lacksColumns else {
                reportUnreadable(hasNoHeader: found.contains { $0.key == .fileEmpty })
                return []
            }
            return try lines(of: &sheet, base, columns)
        }

        /// A file without even column names says that there are no classes; that there are no users cannot be meant.
        private mutating func reportUnreadable(hasNoHeader: Bool) {
            guard hasNoHeader, file != .users, file != .orgs else {
                unread.insert(file)
                if hasNoHeader, !manifest.isDelta { findings.add(Finding(.fileMissing, ["file": file.name])) }
                return
            }
        }

        private mutating func lines<R: SheetRecord>(
            of sheet: inout Sheet, _ base: BaseColumns, _ columns: R.Columns
        ) throws -> [R] {
            var records: [R] = []
            var known: [String: Int] = [:]
            var count = 0
            while let next = try sheet.table.next() {
                if next.isEmpty { continue }
                row = next
                count += 1
                guard count <= limits.records else {
                    findings.add(Finding(.fileTooManyRecords, ["limit": String(limits.records)], file: file, line: row.line))
                    unread.insert(file)
                    break
                }
                readLine(base, columns, into: &records, &known)
                // Lets go of the memory of the line, so that the next one can use it again.
                row = .none
                if count % 1_000 == 0 { try report(count) }
            }
            ids[file] = known
            try report(count)
            return records
        }

        private mutating func readLine<R: SheetRecord>(
            _ base: BaseColumns, _ columns: R.Columns, into records: inout [R], _ known: inout [String: Int]
        ) {
            for problem in row.problems { findings.add(Finding(problem, in: file)) }
            guard let sourcedId = required(base.sourcedId) else { return }
            let earlier = known[sourcedId]
            guard !isShifted, let base = self.base(base, sourcedId), let record = R(base, columns, &self) else {
                if earlier == nil { known[sourcedId] = Self.leftOut }
                return
            }
            guard let earlier else {
                known[sourcedId] = records.count
                records.append(record)
                return
            }
            if earlier != Self.leftOut { reportDuplicate(record, of: records[earlier], at: row.line) }
        }

        /// The fields are not in the columns where they belong, or one of them holds the rest of the file: what they say
        /// would only lead to more findings.
        private var isShifted: Bool {
            row.problems.contains {
                switch $0.kind {
                case .tooManyFields, .unterminatedQuote: true
                default: false
                }
            }
        }

        private mutating func reportDuplicate<R: SheetRecord>(_ record: R, of earlier: R, at line: Int) {
            let key: Finding.Key = record.hasContent(of: earlier) ? .duplicateIdentical : .duplicateConflicting
            let arguments = ["id": record.sourcedId, "line": String(earlier.origin.line)]
            findings.add(Finding(key, arguments, file: file, line: line, column: 1))
        }

        private func report(_ count: Int) throws {
            try progress(
                Progress(file: file, records: count, bytesRead: meter.bytes, bytesInAll: files.totalSize))
        }
    }

    /// Counts the bytes that go by.
    private final class Meter {
        private(set) var bytes = 0

        func measured(_ source: ByteSource) -> ByteSource {
            ByteSource {
                let piece = try source.next()
                self.bytes += piece.count
                return piece
            }
        }
    }
}
