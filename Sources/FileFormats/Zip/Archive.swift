import CArchive

extension Zip {
    /// A .zip file whose list of contents was read and found to be safe.
    ///
    ///     let archive = try Zip.Archive(at: "/tmp/rooster.zip")
    ///     for entry in archive.entries {
    ///         let source = try archive.source(of: entry)
    ///         while case let piece = try source.next(), !piece.isEmpty { … }
    ///     }
    ///
    /// An archive with anything unsafe in it is refused as a whole: who makes one such entry is not to be trusted with
    /// the others. Nothing is ever unpacked to disk.
    package struct Archive: Sendable {
        /// The files, in the order of the archive; folders are left out.
        package let entries: [Entry]
        private let path: String
        private let limits: Limits

        /// Reads the list of contents.
        package init(at path: String, limits: Limits = Limits()) throws(Refusal) {
            self.path = path
            self.limits = limits
            entries = try Self.list(ArchiveHandle(path: path), limits: limits)
        }

        /// The contents of an entry, unpacked while it is read. It walks to the entry from the start of the archive, which is
        /// meant for a few entries, not for all of thousands.
        package func source(of entry: Entry, chunk: Int = 65_536) throws(Refusal) -> ByteSource {
            let handle = try ArchiveHandle(path: path)
            for _ in 0..<entry.place { _ = try handle.nextHeader() }
            // The file may have been replaced since the list was read.
            guard let header = try handle.nextHeader(), normalised(handle.path(of: header)) == entry.path else {
                throw .unreadable(detail: "it changed while it was read")
            }
            return Unpacking(handle: handle, entry: entry).source(chunk: max(1, chunk))
        }

        private static func list(_ handle: ArchiveHandle, limits: Limits) throws(Refusal) -> [Entry] {
            var entries: [Entry] = []
            var seen: Set<String> = []
            var total = 0
            var place = 0
            while let header = try handle.nextHeader() {
                defer { place += 1 }
                guard place < limits.entries else { throw .tooManyEntries(limit: limits.entries) }
                guard let entry = try check(header, of: handle, place: place, limits: limits) else { continue }
                guard seen.insert(entry.path).inserted else { throw .duplicate(entry: entry.path) }
                let (sum, overflow) = total.addingReportingOverflow(entry.size)
                guard !overflow, sum <= limits.totalBytes else { throw .tooLarge(limit: limits.totalBytes) }
                total = sum
                entries.append(entry)
            }
            return entries
        }

        /// The entry, when it is a file and nothing is wrong with it; nil for a folder.
        private static func check(
            _ header: OpaquePointer, of handle: ArchiveHandle, place: Int, limits: Limits
        ) throws(Refusal) -> Entry? {
            let raw = handle.path(of: header)
            guard let path = normalised(raw) else { throw .unsafePath(entry: printable(raw)) }
            let kind = archive_entry_filetype(header)
            if kind == ArchiveHandle.folder || path.hasSuffix("/") { return nil }
            guard kind == ArchiveHandle.file, archive_entry_hardlink(header) == nil else { throw .notAFile(entry: path) }
            guard archive_entry_is_encrypted(header) == 0 else { throw .encrypted(entry: path) }
            guard archive_entry_size_is_set(header) != 0 else { throw .sizeDiffers(entry: path) }
            let size = archive_entry_size(header)
            guard size >= 0, size <= limits.entryBytes else {
                throw .entryTooLarge(entry: path, limit: limits.entryBytes)
            }
            return Entry(path: path, size: Int(size), place: place)
        }
    }

    /// The path with `/` between its parts (some Windows programs write `\`); nil when it could lead out of the folder.
    static func normalised(_ path: String) -> String? {
        let path = path.replacing("\\", with: "/")
        guard !path.isEmpty, path.utf8.count <= 1_024, !path.hasPrefix("/"), !path.utf8.contains(where: { $0 < 32 })
        else { return nil }
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        guard let first = parts.first, !parts.contains(".."), !first.dropFirst().hasPrefix(":") else { return nil }
        return parts.filter { $0 != "." }.joined(separator: "/") + (path.hasSuffix("/") ? "/" : "")
    }

    /// Fit to be shown in a message.
    private static func printable(_ text: String) -> String {
        String(text.unicodeScalars.prefix(100).map { $0.value < 32 ? "?" : Character($0) })
    }
}

/// The unpacking of one entry, which counts what really comes out: what an archive declares may be a lie.
private final class Unpacking {
    private let handle: ArchiveHandle
    private let entry: Zip.Entry
    private var count = 0
    private var isAtEnd = false

    init(handle: ArchiveHandle, entry: Zip.Entry) {
        self.handle = handle
        self.entry = entry
    }

    func source(chunk: Int) -> ByteSource {
        ByteSource { try self.next(chunk: chunk) }
    }

    private func next(chunk: Int) throws(Zip.Refusal) -> [UInt8] {
        if isAtEnd { return [] }
        let piece = try handle.data(atMost: chunk)
        count += piece.count
        isAtEnd = piece.isEmpty
        guard count <= entry.size, !isAtEnd || count == entry.size else { throw .sizeDiffers(entry: entry.path) }
        return piece
    }
}
