import CArchive
import Foundation

extension Zip {
    /// Writes a .zip file.
    ///
    ///     try Zip.write(to: path, modified: now) { zip in
    ///         try zip.add("leesmij.txt", bytes: Array("Dag".utf8))
    ///         try zip.add("groot.csv", from: source)
    ///     }
    ///
    /// When anything fails, the file is removed: there is never half an archive under this name.
    package static func write(to path: String, modified: Date, _ body: (Writer) throws -> Void) throws {
        do {
            let writer = try Writer(path: path, modified: modified)
            try body(writer)
            try writer.finish()
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw error
        }
    }

    /// A .zip file in the making; see `Zip.write`. A class because its end has to free what C made.
    package final class Writer {
        private let archive: OpaquePointer
        private let modified: Date
        private let utf8 = UTF8Locale()
        private var names: Set<String> = []

        fileprivate init(path: String, modified: Date) throws {
            guard let archive = archive_write_new() else { throw WriteFailure(reason: "out of memory") }
            self.archive = archive
            self.modified = modified
            try check(archive_write_set_format_zip(archive))
            try check(archive_write_open_filename(archive, path))
        }

        deinit {
            archive_write_free(archive)
        }

        /// Adds a file from memory.
        package func add(_ path: String, bytes: [UInt8]) throws {
            try header(path, size: bytes.count)
            try data(bytes)
            try check(archive_write_finish_entry(archive))
        }

        /// Adds a file of any size, piece by piece.
        package func add(_ path: String, from source: ByteSource) throws {
            try header(path, size: nil)
            while case let piece = try source.next(), !piece.isEmpty { try data(piece) }
            try check(archive_write_finish_entry(archive))
        }

        fileprivate func finish() throws {
            try check(archive_write_close(archive))
        }

        private func header(_ path: String, size: Int?) throws {
            guard let safe = Zip.normalised(path), safe == path, !path.hasSuffix("/") else {
                throw WriteFailure(reason: "\(path) is no path for an entry")
            }
            guard names.insert(path).inserted else { throw WriteFailure(reason: "\(path) was added already") }
            guard let entry = archive_entry_new() else { throw WriteFailure(reason: "out of memory") }
            defer { archive_entry_free(entry) }
            archive_entry_set_filetype(entry, UInt32(ArchiveHandle.file))
            archive_entry_set_perm(entry, 0o644)
            archive_entry_set_mtime(entry, time_t(exactly: modified.timeIntervalSince1970.rounded()) ?? 0, 0)
            if let size { archive_entry_set_size(entry, la_int64_t(size)) }
            // Otherwise the name is not marked as UTF-8.
            try utf8.use { () throws in
                archive_entry_set_pathname(entry, path)
                try check(archive_write_header(archive, entry))
            }
        }

        private func data(_ bytes: [UInt8]) throws {
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
                guard written > 0 else { throw WriteFailure(reason: message) }
                rest = rest.dropFirst(written)
            }
        }

        private func check(_ result: Int32) throws {
            guard result == ARCHIVE_OK || result == ARCHIVE_WARN else { throw WriteFailure(reason: message) }
        }

        private var message: String {
            archive_error_string(archive).map { String(cString: $0) } ?? "unknown"
        }
    }

    /// The archive could not be written.
    package struct WriteFailure: Error, Hashable, Sendable, CustomStringConvertible {
        package let reason: String
        package var description: String { "The zip file cannot be written: \(reason)." }
    }
}
