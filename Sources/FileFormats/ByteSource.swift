import Foundation

/// Bytes that come in pieces: a file, an entry of a zip, an array. Whoever reads from it holds one piece at a time,
/// so that a file of a gigabyte costs no more memory than a small one.
///
///     let source = try ByteSource.file(at: "/tmp/users.csv")
///     while case let piece = try source.next(), !piece.isEmpty { … }
package struct ByteSource {
    /// The next piece; an empty one means that the end was reached, and every later call gives an empty one again.
    package let next: () throws -> [UInt8]

    /// A source of your own making.
    package init(next: @escaping () throws -> [UInt8]) {
        self.next = next
    }

    /// The bytes of a file, in pieces of at most `chunk` bytes.
    package static func file(at path: String, chunk: Int = 65_536) throws -> ByteSource {
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        return ByteSource { [UInt8](try handle.read(upToCount: max(1, chunk)) ?? Data()) }
    }

    /// Bytes that are in memory already, in pieces of at most `chunk` bytes.
    package static func bytes(_ bytes: [UInt8], chunk: Int = 65_536) -> ByteSource {
        var start = 0
        return ByteSource {
            let end = min(bytes.count, start + max(1, min(chunk, bytes.count)))
            defer { start = end }
            return Array(bytes[start..<end])
        }
    }

    /// Text that is in memory already.
    package static func text(_ text: String, chunk: Int = 65_536) -> ByteSource {
        bytes(Array(text.utf8), chunk: chunk)
    }

    /// Everything at once, for what is known to be small: refuses when more than `limit` bytes come out.
    package func all(limit: Int) throws -> [UInt8] {
        var whole: [UInt8] = []
        while case let piece = try next(), !piece.isEmpty {
            guard whole.count + piece.count <= limit else { throw TooMuch(limit: limit) }
            whole.append(contentsOf: piece)
        }
        return whole
    }

    /// There were more bytes than the reader is willing to hold.
    package struct TooMuch: Error, Hashable, Sendable, CustomStringConvertible {
        package let limit: Int
        package var description: String { "There are more than \(limit) bytes." }
    }
}
