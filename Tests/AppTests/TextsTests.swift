import Foundation
import Testing
import Web

@testable import App

/// Every text that the code asks for exists, in every language, and none is left that nobody asks for.
struct TextsTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let code: String = {
        let base = root.appending(path: "Sources")
        let paths = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") } ?? []
        return paths.compactMap { try? String(contentsOf: base.appending(path: $0), encoding: .utf8) }.joined(separator: "\n")
    }()

    @Test func `all languages have the same keys with the same places in them`() throws {
        let library = try Library(folders: App.languageFolders)
        let dutch = library.keys(.nl)
        for language in Language.complete where language != .nl {
            let other = library.keys(language)
            #expect(Set(dutch.keys).subtracting(other.keys).sorted() == [], "missing in \(language)")
            #expect(Set(other.keys).subtracting(dutch.keys).sorted() == [], "only in \(language)")
            for (key, places) in dutch { #expect(other[key] == places || other[key] == nil, "\(key) in \(language)") }
        }
    }

    @Test(arguments: Language.allCases.filter { !$0.isComplete })
    func `what students and workplaces see is there in every language, with the same places`(language: Language) throws {
        let dutch = try Library(folders: App.translatedFolders).keys(.nl).filter { key, _ in
            !App.schoolOnly.contains { key.hasPrefix($0) }
        }
        let other = try Library(folders: App.translatedFolders).keys(language)
        #expect(Set(dutch.keys).subtracting(other.keys).sorted() == [], "missing in \(language)")
        let all = try Library(folders: App.translatedFolders).keys(.nl)
        for (key, places) in other { #expect(all[key] == places, "\(key) in \(language)") }
    }

    @Test func `every key that is written out in the code exists`() throws {
        let keys = try Library(folders: App.languageFolders).keys(.nl)
        let asked = Self.code.matches(of: /words\("([a-zA-Z][a-zA-Z.\-]*[a-zA-Z])"[,)]/).map { String($0.output.1) }
        #expect(asked.count > 200)
        for key in Set(asked).sorted() { #expect(keys[key] != nil, "\(key) is asked for and is nowhere") }
    }

    @Test func `every notice that is given exists`() throws {
        let keys = try Library(folders: App.languageFolders).keys(.nl)
        let given = Self.code.matches(of: /notice: "([a-zA-Z]+)"/).map { "notice." + String($0.output.1) }
        #expect(given.count > 20)
        for key in Set(given).sorted() { #expect(keys[key] != nil, "\(key) is given and is nowhere") }
    }

    @Test func `no text is left that nobody asks for`() throws {
        let quoted = Set(Self.code.matches(of: /"([a-zA-Z][a-zA-Z.\-]*)"/).map { String($0.output.1) })
        // A key that is put together from a beginning and a word: "agreement.state." + state.
        let beginnings = Set(
            Self.code.matches(of: /"([a-zA-Z.\-]+\.)(?:"|\\\()/).map { String($0.output.1) } + [
                "problem.", "notice.", "menu.", "form.problem.", "mail.",
            ])
        for key in try Library(folders: App.languageFolders).keys(.nl).keys.sorted() {
            let parts = key.split(separator: ".")
            let isAsked =
                quoted.contains(key)
                || (1..<max(2, parts.count)).contains { beginnings.contains(parts.prefix($0).joined(separator: ".") + ".") }
            #expect(isAsked, "\(key) is asked for by nobody")
        }
    }
}
