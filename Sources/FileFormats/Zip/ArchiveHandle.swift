import CArchive
import Foundation

/// An archive that libarchive has open for reading. A class because its end (`deinit`) has to free what C made; it stays
/// within one reading and is never shared.
final class ArchiveHandle {
    static let file = mode_t(0o100000)
    static let folder = mode_t(0o040000)

    private let archive: OpaquePointer
    private let utf8 = UTF8Locale()

    init(path: String) throws(Zip.Refusal) {
        guard FileManager.default.isReadableFile(atPath: path) else { throw .notFound(path: path) }
        guard let archive = archive_read_new() else { throw .unreadable(detail: "out of memory") }
        self.archive = archive
        // Only by the list of contents at the end of the file; a stream of loose entries would hide a second list.
        archive_read_support_format_zip_seekable(archive)
        guard archive_read_open_filename(archive, path, 65_536) == ARCHIVE_OK else {
            throw .unreadable(detail: message)
        }
    }

    deinit {
        archive_read_free(archive)
    }

    /// The next entry; it is valid until the next call. Nil at the end.
    func nextHeader() throws(Zip.Refusal) -> OpaquePointer? {
        var entry: OpaquePointer?
        let result = utf8.use { archive_read_next_header(archive, &entry) }
        if result == ARCHIVE_EOF { return nil }
        // A warning is about a name that the locale cannot show; the bytes of the name are still there.
        guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let entry else {
            throw .unreadable(detail: message)
        }
        return entry
    }

    func path(of entry: OpaquePointer) -> String {
        utf8.use {
            // Old programs write names in a code page of their own; those bytes come by the second function.
            (archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)).map { String(cString: $0) } ?? ""
        }
    }

    /// The next bytes of the current entry; empty at its end.
    func data(atMost limit: Int) throws(Zip.Refusal) -> [UInt8] {
        var result = 0
        let piece = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            result = archive_read_data(archive, buffer.baseAddress, limit)
            count = min(limit, max(0, result))
        }
        guard result >= 0 else { throw .unreadable(detail: message) }
        return piece
    }

    private var message: String {
        archive_error_string(archive).map { String(cString: $0) } ?? "it has no list of contents"
    }
}
