import Foundation
import Storage
import Testing
import Web

@Suite("Words")
struct WordsTests {
    @Test("what stands between braces is filled in, once")
    func fill() throws {
        let words = try Sample.words("a: \"{who} doet {what}, {who}!\"\nb: gewoon\nc: \"open { en {who\"\nd: \"{} {who}\"")
        #expect(words("a", ["who": "Noor", "what": "iets"]) == "Noor doet iets, Noor!")
        #expect(words("a", ["who": "{what}", "what": "{who}"]) == "{what} doet {who}, {what}!")
        #expect(words("a", ["who": "Noor"]) == "Noor doet {what}, Noor!")
        #expect(words("a") == "{who} doet {what}, {who}!")
        #expect(words("b", ["who": "Noor"]) == "gewoon")
        #expect(words("c", ["who": "Noor"]) == "open { en {who")
        #expect(words("d", ["who": "Noor"]) == "{} Noor")
    }

    @Test("numbers choose their form")
    func plural() throws {
        let words = try Sample.words(
            "a: {zero: geen, one: één, other: \"{count} {what}\"}\nb: {other: \"{count} keer\"}\nc: {one: \"{count} dag\", other: \"{count} dagen\"}"
        )
        #expect([0, 1, 2, 17].map { words("a", count: $0, ["what": "dingen"]) } == ["geen", "één", "2 dingen", "17 dingen"])
        #expect([0, 1, 2].map { words("b", count: $0) } == ["0 keer", "1 keer", "2 keer"])
        #expect([0, 1, -1].map { words("c", count: $0) } == ["0 dagen", "1 dag", "-1 dagen"])
        #expect(words("c", count: 2, ["count": "twee"]) == "twee dagen")
    }

    @Test("a key that is not there is shown itself")
    func missing() throws {
        let words = try Sample.words("a: {b: tekst, c: {one: 1, other: 2}}")
        #expect(words("a.x") == "a.x")
        #expect(words("a.x", count: 1) == "a.x")
        #expect(words("a") == "a")
        #expect(words("a.c") == "a.c")
        #expect(words("a.b", count: 2) == "a.b")
        #expect(words.has("a.b") && words.has("a.c") && !words.has("a") && !words.has("a.x"))
    }

    @Test("texts of later folders come beside those of earlier ones")
    func folders() throws {
        let folders = try TextFolders()
        let library = try Library(folders: [
            folders.add("one", nl: "a: {b: een}", en: "a: {b: one}"), folders.add("two", nl: "a: {c: twee}", en: "a: {c: two}"),
        ])
        #expect(library[.nl]("a.b") == "een" && library[.nl]("a.c") == "twee")
        #expect(library[.en]("a.b") == "one" && library[.en]("a.c") == "two")
        #expect(library[.en].language == .en)
    }

    @Test("a key that stands in two folders is refused, with the second file")
    func duplicate() throws {
        let folders = try TextFolders()
        let (one, two) = (try folders.add("one", nl: "a: {b: een}"), try folders.add("two", nl: "a: {b: twee}"))
        let problem = try #require(throws: ContentProblem.self) { try Library(folders: [one, two]) }
        #expect(problem.file == two.path + "/nl.yaml")
        #expect("\(problem)".contains("'a.b'"))
    }

    @Test("a file that is missing is refused by its name")
    func missingFile() throws {
        let folders = try TextFolders()
        let folder = try folders.add("one", nl: "a: een")
        try FileManager.default.removeItem(at: folder.appending(path: "en.yaml"))
        #expect(try #require(throws: ContentProblem.self) { try Library(folders: [folder]) }.file == folder.path + "/en.yaml")
        #expect(throws: ContentProblem.self) { try Library(folders: [URL(filePath: folders.path + "/nergens")]) }
    }

    @Test(
        "a file that is wrong is refused, with file and reason",
        arguments: [
            "a: [een, twee]", "- een", "a: een\na: twee", "a:\n  b: een\n  b: twee", "a: \"open", "a: {b: een", "\ta: een",
            "a: {\"\": een}",
        ])
    func wrong(yaml: String) throws {
        let folders = try TextFolders()
        let folder = try folders.add("one", nl: yaml)
        let problem = try #require(throws: ContentProblem.self) { try Library(folders: [folder]) }
        #expect(problem.file == folder.path + "/nl.yaml")
        #expect(!problem.reason.isEmpty)
    }

    @Test("the keys are given with the names between braces in them, of all forms together")
    func keys() throws {
        let folders = try TextFolders()
        let library = try Library(folders: [
            folders.add("one", nl: "a: \"{x} en {y}\"\nb: {one: \"{x}\", other: \"{count}\"}\nc: {d: kaal}")
        ])
        #expect(library.keys(.nl) == ["a": ["x", "y"], "b": ["x", "count"], "c.d": []])
    }

    @Test(
        "the language asked for first, of those we have, else Dutch",
        arguments: [
            (nil, .nl), ("", .nl), ("en", .en), ("en-GB,nl;q=0.8", .en), ("de, fr;q=0.9, en;q=0.5, nl;q=0.1", .en), ("NL", .nl),
            (" EN-us ;q=1", .en),
            ("xx,yy", .nl), ("*", .nl), (";;,,", .nl), ("english", .nl),
        ] as [(String?, Language)])
    func accepting(header: String?, language: Language) { #expect(Language(accepting: header) == language) }
}

@Suite("Dates in words")
struct DatesTests {
    private let today = Day(number: 20_778)  // Saturday 21 November 2026

    @Test("days are said near, long, full and short")
    func days() throws {
        let words = try Sample.words()
        #expect(today.description == "2026-11-21")
        #expect(words.long(today, today: today) == "zaterdag 21 november")
        #expect(words.long(today + 60, today: today) == "woensdag 20 januari 2027")
        #expect(words.full(today) == "21 november 2026")
        #expect(words.short(today, today: today + 60) == "21 nov 2026")
        #expect([-2, -1, 0, 1, 2].map { words.near(today + $0, today: today) } == ["19 nov", "gisteren", "vandaag", "morgen", "23 nov"])
        #expect(try words.long(#require(Day("1960-02-29")), today: today) == "maandag 29 februari 1960")
    }

    @Test("numbers to twenty are spelled, others stand in figures")
    func spelled() throws {
        let words = try Sample.words()
        #expect([0, 4, 20, 21, -1].map { words.spelled($0) } == ["nul", "vier", "twintig", "21", "-1"])
        #expect(words.spelled(4, capitalised: true) == "Vier")
        #expect(try Sample.words(.en).spelled(12) == "twelve")
    }

    @Test("and in English")
    func english() throws {
        let words = try Sample.words(.en)
        #expect(words.long(today, today: today) == "Saturday 21 November")
        #expect(words.near(today + 1, today: today) == "tomorrow")
    }

    @Test("every day of a year has a name in every language")
    func names() throws {
        for language in Language.allCases {
            let words = try Sample.words(language)
            for number in 0..<366 {
                let parts = words.long(today + number, today: today).split(separator: " ")
                #expect(parts.count >= 3 && parts.allSatisfy { !$0.isEmpty })
            }
        }
    }

    @Test("a moment is said by the clock of the Netherlands")
    func moments() throws {
        let words = try Sample.words()
        #expect(words.time(Amsterdam.moment(today, hour: 9, minute: 5)) == "09:05")
        #expect(words.moment(Amsterdam.moment(today, hour: 23, minute: 59), today: today) == "vandaag om 23:59")
        #expect(words.moment(today.start.addingTimeInterval(-1), today: today) == "gisteren om 23:59")
    }
}

/// The texts of all modules, found beside the sources: a module that is added is tested by itself.
@Suite("The languages of every module")
struct LanguagesTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
        .appending(path: "Sources")

    static var folders: [URL] {
        let modules = (try? FileManager.default.contentsOfDirectory(atPath: sources.path)) ?? []
        return modules.sorted().map { sources.appending(path: $0 + "/Content/Languages") }.filter {
            FileManager.default.fileExists(atPath: $0.path)
        }
    }

    @Test("are found")
    func found() { #expect(Self.folders.count >= 3) }

    @Test("have the same keys with the same places to fill", arguments: folders)
    func sameKeys(folder: URL) throws {
        let library = try Library(folders: [folder])
        let dutch = library.keys(.nl)
        #expect(!dutch.isEmpty)
        for language in Language.allCases where language != .nl {
            let other = library.keys(language)
            // What the other languages must have is the business of the whole house; see the tests of App.
            if language.isComplete { #expect(Set(dutch.keys).subtracting(other.keys).sorted() == [], "missing in \(language.code)") }
            #expect(Set(other.keys).subtracting(dutch.keys).sorted() == [], "too much in \(language.code)")
            for (key, places) in dutch { #expect(other[key] == nil || other[key] == places, "\(key) in \(language.code)") }
        }
    }

    @Test("have no empty text, no stray space, and the same kind of text in each language", arguments: folders)
    func noEmptyText(folder: URL) throws {
        let library = try Library(folders: [folder])
        for key in library.keys(.nl).keys.sorted() {
            let kinds = Language.allCases.map { language in
                let words = library[language]
                // A plain text answers without a number, a plural one with.
                let plain = words(key)
                let forms = [0, 1, 2, 3, 5, 100].map { words(key, count: $0) }
                let isPlural = forms.contains { $0 != key }
                for text in isPlural ? forms : [plain] {
                    #expect(!text.isEmpty && text.trimmingCharacters(in: .whitespacesAndNewlines) == text, "\(key) in \(language.code)")
                    #expect(text != key, "\(key) in \(language.code)")
                }
                return isPlural
            }
            #expect(Set(kinds).count == 1, "\(key) has forms for numbers in one language only")
        }
    }

    @Test("together have no key twice, and no key that is the beginning of another")
    func together() throws {
        let library = try Library(folders: Self.folders)
        for language in Language.allCases {
            let keys = Set(library.keys(language).keys)
            for key in keys {
                var parent = key[...]
                while let dot = parent.lastIndex(of: ".") {
                    parent = parent[..<dot]
                    #expect(!keys.contains(String(parent)), "\(parent) and \(key)")
                }
            }
        }
    }
}
