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

    /// The same in memory, for what must not stand on a disk unsealed.
    package static func bytes(of files: [(path: String, bytes: [UInt8])], modified: Date) throws -> [UInt8] {
        // Room for what does not shrink, and for the name of each file in its header and in the list at the end.
        let room = files.reduce(65_536) { $0 + $1.bytes.count + $1.bytes.count / 64 + 4 * $1.path.utf8.count + 1024 }
        let memory = Memory(room: room)
        let writer = try Writer(memory: memory, modified: modified)
        for file in files { try writer.add(file.path, bytes: file.bytes) }
        try writer.finish()
        return memory.written
    }

    /// Where an archive is written in memory; wiped when it goes.
    fileprivate final class Memory {
        let bytes: UnsafeMutableRawBufferPointer
        let used: UnsafeMutablePointer<Int>

        init(room: Int) {
            bytes = .allocate(byteCount: room, alignment: 16)
            used = .allocate(capacity: 1)
            used.initialize(to: 0)
        }

        var written: [UInt8] { Array(bytes.prefix(used.pointee)) }

        deinit {
            bytes.initializeMemory(as: UInt8.self, repeating: 0)
            bytes.deallocate()
            used.deallocate()
        }
    }

    /// A .zip file in the making; see `Zip.write`. A class because its end has to free what C made.
    package final class Writer {
        private let archive: OpaquePointer
        private let modified: Date
        /// Kept as long as the archive may write into it.
        private let memory: Memory?
        private let utf8 = UTF8Locale()
        private var names: Set<String> = []

        fileprivate convenience init(path: String, modified: Date) throws {
            try self.init(modified: modified, memory: nil)
            try check(archive_write_open_filename(archive, path))
        }

        fileprivate convenience init(memory: Memory, modified: Date) throws {
            try self.init(modified: modified, memory: memory)
            try check(archive_write_open_memory(archive, memory.bytes.baseAddress, memory.bytes.count, memory.used))
        }

        private init(modified: Date, memory: Memory?) throws {
            guard let archive = archive_write_new() else { throw WriteFailure(reason: "out of memory") }
            self.archive = archive
            self.modified = modified
            self.memory = memory
            try check(archive_write_set_format_zip(archive))
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
