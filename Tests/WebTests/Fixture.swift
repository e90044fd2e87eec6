import Foundation
import Storage
import Testing

@testable import Web

/// Chance that falls the same way every time (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A text of letters that mean something somewhere.
    mutating func text(_ letters: [String], most: Int) -> String {
        let count = Int.random(in: 0...most, using: &self)
        return (0..<count).map { _ in letters.randomElement(using: &self) ?? "" }.joined()
    }
}

/// Folders with texts of our own making, gone when nobody holds them any more.
final class TextFolders: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/naast-web-" + Surroundings.real.newSecret()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Makes a folder with a file for each language; one that is nil is left out.
    func add(_ name: String, nl: String?, en: String? = nil) throws -> URL {
        let folder = URL(filePath: path + "/" + name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (language, text) in [("nl", nl), ("en", en ?? nl)] {
            if let text { try Data(text.utf8).write(to: folder.appending(path: language + ".yaml")) }
        }
        return folder
    }
}

enum Sample {
    static let moment = Date(timeIntervalSince1970: 1_795_426_200)
    static let surroundings = Surroundings(now: { moment }, randomBytes: Surroundings.real.randomBytes)

    /// Words of a text written here.
    static func words(_ yaml: String, _ language: Language = .nl) throws -> Words {
        let folders = try TextFolders()
        return try Library(folders: [folders.add("words", nl: yaml)])[language]
    }

    /// The module's own words.
    static func words(_ language: Language = .nl) throws -> Words { try Library(folders: [WebContent.languages])[language] }

    static func ask(
        _ method: Ask.Method = .get, _ path: String = "/", query: Fields = Fields(), headers: [String: String] = [:],
        language: Language = .nl
    ) throws -> Ask {
        Ask(method: method, path: path, query: query, headers: headers, words: try words(language), surroundings: surroundings)
    }
}

extension Answer {
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
    var html: String {
        switch body {
        case .page(let page): page.content.text
        case .empty, .json, .bytes, .stream: ""
        }
    }
}
