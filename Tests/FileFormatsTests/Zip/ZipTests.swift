import Foundation
import Testing

@testable import FileFormats

@Suite struct `Zip files` {
    private let moment = Date(timeIntervalSince1970: 1_790_000_000)

    /// Writes an archive with these files and gives it to the body.
    private func withZip<T>(_ files: [(String, [UInt8])], _ body: (String) throws -> T) throws -> T {
        try withFolder { folder in
            let path = folder + "/test.zip"
            try Zip.write(to: path, modified: moment) { zip in
                for (name, bytes) in files { try zip.add(name, bytes: bytes) }
            }
            return try body(path)
        }
    }

    private func refusal<T>(_ body: () throws -> T) -> Zip.Refusal? {
        do {
            _ = try body()
            return nil
        } catch {
            return error as? Zip.Refusal
        }
    }

    @Test func `what was written is read again, in any order`() throws {
        let files: [(String, [UInt8])] = [
            ("a.txt", Array("dag".utf8)), ("map/é.txt", []), ("groot", [UInt8](repeating: 7, count: 300_000)),
        ]
        try withZip(files) { path in
            let archive = try Zip.Archive(at: path)
            #expect(archive.entries.map(\.path) == files.map(\.0))
            #expect(archive.entries.map(\.size) == files.map(\.1.count))
            for (entry, file) in zip(archive.entries, files).reversed() {
                #expect(try archive.source(of: entry).all(limit: 1_000_000) == file.1)
            }
        }
    }

    @Test func `what is written in memory is the same as on disk, also when it does not shrink`() throws {
        var dice = SystemRandomNumberGenerator()
        let noise = (0..<500_000).map { _ in UInt8.random(in: 0...255, using: &dice) }
        let files: [(path: String, bytes: [UInt8])] = [("a.txt", Array("dag".utf8)), ("map/é.txt", []), ("ruis", noise)]
        let bytes = try Zip.bytes(of: files, modified: moment)
        try withFolder { folder in
            try Data(bytes).write(to: URL(filePath: folder + "/test.zip"))
            let archive = try Zip.Archive(at: folder + "/test.zip")
            #expect(archive.entries.map(\.path) == files.map(\.path))
            for (entry, file) in zip(archive.entries, files) {
                #expect(try archive.source(of: entry).all(limit: 1_000_000) == file.bytes)
            }
        }
        let same = try withZip(files.map { ($0.path, $0.bytes) }) { try Data(contentsOf: URL(filePath: $0)) }
        #expect(same == Data(bytes))
    }

    @Test func `an entry can be written piece by piece`() throws {
        try withFolder { folder in
            let path = folder + "/stream.zip"
            let bytes = [UInt8](repeating: 65, count: 200_000)
            try Zip.write(to: path, modified: moment) { try $0.add("a.txt", from: .bytes(bytes, chunk: 999)) }
            let archive = try Zip.Archive(at: path)
            #expect(archive.entries.map(\.size) == [200_000])
            #expect(try archive.source(of: archive.entries[0], chunk: 10).all(limit: 200_000) == bytes)
        }
    }

    @Test func `an archive without entries is refused`() throws {
        let found = try withZip([]) { path in self.refusal { try Zip.Archive(at: path) } }
        #expect(found?.key == "zip.unreadable")
    }

    @Test func `a failed writing leaves no file`() throws {
        struct Stop: Error {}
        try withFolder { folder in
            let path = folder + "/half.zip"
            #expect(throws: Stop.self) {
                try Zip.write(to: path, modified: moment) {
                    try $0.add("a", bytes: [1])
                    throw Stop()
                }
            }
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test(arguments: ["../a", "/a", "a/../b", "C:/a", "", "a/", "a\\b"])
    func `the writer takes no unsafe name`(name: String) throws {
        try withFolder { folder in
            _ = #expect(throws: Zip.WriteFailure.self) {
                try Zip.write(to: folder + "/x.zip", modified: moment) { try $0.add(name, bytes: []) }
            }
        }
    }

    @Test func `an unsafe path is refused`() throws {
        // Made by hand: no decent program writes these. All names have the same length.
        for name in ["../xx.txt", "/etc/pass", "a/../../b", "C:\\xx.txt", "..\\xx.txt"] {
            try withZip([("aaaaaaaaa", [1])]) { path in
                try patch(path, "aaaaaaaaa", name)
                #expect(refusal { try Zip.Archive(at: path) }?.key == "zip.unsafePath")
            }
        }
    }

    @Test func `backslashes of Windows are separators`() throws {
        try withZip([("map/a.csv", [1])]) { path in
            try patch(path, "map/a.csv", "map\\a.csv")
            let archive = try Zip.Archive(at: path)
            #expect(archive.entries.map(\.path) == ["map/a.csv"])
            #expect(try archive.source(of: archive.entries[0]).all(limit: 9) == [1])
        }
    }

    @Test func `two entries of one name are refused`() throws {
        try withZip([("aaaa", [1]), ("bbbb", [2])]) { path in
            try patch(path, "bbbb", "aaaa")
            #expect(refusal { try Zip.Archive(at: path) } == .duplicate(entry: "aaaa"))
        }
    }

    @Test func `a bomb is refused by what it declares`() throws {
        let zeros = [UInt8](repeating: 0, count: 100_000)
        try withZip([("a", zeros), ("b", zeros), ("c", zeros)]) { path in
            var limits = Zip.Limits()
            limits.entryBytes = 99_999
            #expect(refusal { try Zip.Archive(at: path, limits: limits) } == .entryTooLarge(entry: "a", limit: 99_999))
            limits.entryBytes = 100_000
            limits.totalBytes = 299_999
            #expect(refusal { try Zip.Archive(at: path, limits: limits) } == .tooLarge(limit: 299_999))
            limits.totalBytes = 300_000
            limits.entries = 2
            #expect(refusal { try Zip.Archive(at: path, limits: limits) } == .tooManyEntries(limit: 2))
            limits.entries = 3
            #expect(refusal { try Zip.Archive(at: path, limits: limits) } == nil)
        }
    }

    @Test func `a bomb that declares too little is refused while it unpacks`() throws {
        try withZip([("a", [UInt8](repeating: 0, count: 100_000))]) { path in
            // 100,000 = 0x000186A0 becomes 16, in the list of contents and before the data alike.
            try patch(path, [0xA0, 0x86, 0x01, 0x00], [0x10, 0, 0, 0])
            let archive = try Zip.Archive(at: path)
            #expect(archive.entries.map(\.size) == [16])
            let problem = refusal { try archive.source(of: archive.entries[0]).all(limit: 1_000_000) }
            #expect(problem?.key == "zip.sizeDiffers" || problem?.key == "zip.unreadable")
        }
    }

    @Test func `what is no zip, or damaged, is refused`() throws {
        try withFolder { folder in
            try save(Array("sourcedId,name\n1,a\n".utf8), as: "a.zip", in: folder)
            try save([], as: "empty.zip", in: folder)
            #expect(refusal { try Zip.Archive(at: folder + "/a.zip") }?.key == "zip.unreadable")
            #expect(refusal { try Zip.Archive(at: folder + "/empty.zip") }?.key == "zip.unreadable")
            #expect(refusal { try Zip.Archive(at: folder + "/none.zip") }?.key == "zip.notFound")
            #expect(refusal { try Zip.Archive(at: folder) }?.key == "zip.unreadable")
        }
        try withZip([("a", Array("abcdefghij".utf8))]) { path in
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            try Data(bytes.dropLast(30)).write(to: URL(fileURLWithPath: path))
            #expect(refusal { try Zip.Archive(at: path) }?.key == "zip.unreadable")
        }
    }

    @Test(arguments: [("encrypted.zip", "zip.encrypted"), ("link.zip", "zip.notAFile")])
    func `an encrypted file and a link are refused`(sample: String, key: String) throws {
        let url = try #require(Bundle.module.url(forResource: "Samples/" + sample, withExtension: nil))
        #expect(refusal { try Zip.Archive(at: url.path) }?.key == key)
    }

    @Test func `a refusal says what is wrong`() {
        let refusal = Zip.Refusal.entryTooLarge(entry: "a", limit: 5)
        #expect(refusal.description == "a in the zip file is larger than 5 bytes.")
        #expect(refusal.arguments == ["entry": "a", "limit": "5"])
    }

    @Test func `damaged archives never trap`() throws {
        try withZip([("a.csv", Array("sourcedId,name\n1,a\n".utf8)), ("b", [UInt8](repeating: 3, count: 500))]) { path in
            let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            var random = SeededGenerator(seed: 3)
            for _ in 0..<400 {
                var bytes = whole
                for _ in 0..<Int.random(in: 1...6, using: &random) {
                    bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                try Data(bytes).write(to: URL(fileURLWithPath: path))
                guard let archive = try? Zip.Archive(at: path) else { continue }
                for entry in archive.entries { _ = try? archive.source(of: entry).all(limit: 10_000) }
            }
        }
    }

    private func patch(_ path: String, _ old: String, _ new: String) throws {
        try patch(path, Array(old.utf8), Array(new.utf8))
    }

    /// Replaces bytes everywhere in a file by as many others.
    private func patch(_ path: String, _ old: [UInt8], _ new: [UInt8]) throws {
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        try #require(old.count == new.count)
        for start in 0...(bytes.count - old.count) where Array(bytes[start..<start + old.count]) == old {
            bytes.replaceSubrange(start..<start + old.count, with: new)
        }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
}
