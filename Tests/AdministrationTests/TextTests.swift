import Foundation
import Testing
import Web

@testable import Administration

@Suite struct TextTests {
    @Test func `both languages have the same keys with the same gaps`() throws {
        let library = try Library(folders: [Administration.languages])
        #expect(library.keys(.nl) == library.keys(.en))
    }

    @Test func `every refusal has its texts`() throws {
        let words = try Library(folders: [Administration.languages])[.nl]
        for key in ["ownLastRole", "ownAccount", "sameRole", "roleEnded", "wrongScope", "accountDisabled", "noAccount"] {
            let refusal = try #require(AdministrationRefusal(rawValue: key))
            #expect(words.has("problem.refused.\(refusal.key).title") && words.has("problem.refused.\(refusal.key).help"))
        }
    }

    @Test func `every key in the code is a text, and every text is used`() throws {
        let words = try Library(folders: [Administration.languages])
        let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/Administration").standardized
            .resolvingSymlinksInPath()
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        let code = try files.filter { $0.pathExtension == "swift" }.map { try String(contentsOf: $0, encoding: .utf8) }.joined()
        try #require(!code.isEmpty)
        let keys = Set(words.keys(.nl).keys.filter { $0.hasPrefix("admin.") })
        let whole = Set(code.matches(of: /"(admin\.[A-Za-z.]+[A-Za-z])"/).map { String($0.output.1) })
        let prefixes = Set(code.matches(of: /"(admin\.[A-Za-z.]+\.)"/).map { String($0.output.1) })
        #expect(whole.subtracting(keys).isEmpty)
        let parts = ["overview", "people", "groups", "organisations", "settings"].map { "admin.\($0).title" }
        let unused = keys.subtracting(whole).subtracting(parts).filter { key in !prefixes.contains { key.hasPrefix($0) } }
        #expect(unused.isEmpty)
        let notices = Set(code.matches(of: /notice: "([A-Za-z]+)"/).map { "notice." + String($0.output.1) })
        #expect(notices == Set(words.keys(.nl).keys.filter { $0.hasPrefix("notice.") }))
    }
}
