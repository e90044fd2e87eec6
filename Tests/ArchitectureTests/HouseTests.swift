import Foundation
import People
import Testing

/// The rules of the house, held by a test so that nobody has to remember them.
struct HouseTests {
    struct SourceFile: Sendable {
        let path: String
        let text: String
        var lines: Int { text.split(separator: "\n", omittingEmptySubsequences: false).count }
        var name: String { (path as NSString).lastPathComponent }
        var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let sources: [SourceFile] = {
        let base = root.appending(path: "Sources")
        let paths = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") } ?? []
        return paths.sorted().compactMap { path in
            (try? String(contentsOf: base.appending(path: path), encoding: .utf8)).map { SourceFile(path: "Sources/" + path, text: $0) }
        }
    }()

    private func files(holding text: String, besides allowed: Set<String> = []) -> [String] {
        Self.sources.filter { $0.text.contains(text) && !allowed.contains($0.path) }.map(\.path)
    }

    @Test func `the sources are found`() { #expect(Self.sources.count > 100) }

    @Test func `no file is too large to see at a glance`() {
        for file in Self.sources { #expect(file.lines <= 400, "\(file.path) has \(file.lines) lines") }
    }

    @Test func `text becomes markup in one file`() {
        #expect(files(holding: "HTML(verbatim:", besides: ["Sources/Web/Pages/HTML.swift"]) == [])
    }

    @Test func `text becomes a statement in one file`() {
        #expect(files(holding: "SQL(verbatim:", besides: ["Sources/Storage/SQL.swift"]) == [])
    }

    @Test func `a permit is made in one file`() {
        let makers = Self.sources.filter { $0.text.firstMatch(of: /Permit(<[A-Za-z]+>)?\(viewer:/) != nil }.map(\.path)
        #expect(makers == ["Sources/People/Access/Permit.swift"])
    }

    @Test func `leave to read everything of someone is given in one file, and so is leave to take it away`() {
        #expect(files(holding: "OwnRecords(person:", besides: ["Sources/Privacy/Export/ExportWork.swift"]) == [])
        #expect(files(holding: "Erased(person:", besides: ["Sources/Privacy/Erasure/Erasure.swift"]) == [])
    }

    @Test func `a text is sealed in one file`() {
        #expect(files(holding: "Sealed(box:", besides: ["Sources/Storage/Vault.swift"]) == [])
        #expect(files(holding: "AES.GCM", besides: ["Sources/Storage/Vault.swift"]) == [])
    }

    @Test func `only storage knows the database engine`() {
        let allowed = Self.sources.filter { $0.module == "Storage" || $0.path == "Sources/bench/BenchServe.swift" }.map(\.path)
        #expect(files(holding: "import GRDB", besides: Set(allowed)) == [])
    }

    @Test func `only web and the serving of the app know the server`() {
        let allowed: Set<String> = ["Sources/Web/Serving/Server.swift", "Sources/App/Serving/Serving.swift"]
        #expect(files(holding: "import Hummingbird", besides: allowed) == [])
    }

    @Test func `only one file connects to another machine`() {
        #expect(files(holding: "import AsyncHTTPClient", besides: ["Sources/People/OpenIDConnect/OutsideHTTP.swift"]) == [])
        for call in ["URLSession", "FoundationNetworking"] { #expect(files(holding: call) == [], "\(call)") }
    }

    @Test func `only stores hold statements`() {
        let statement = #/"(SELECT|INSERT INTO|UPDATE|DELETE FROM) /#
        let block = #/"{3}\n\s+(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH) /#
        let allowed: Set<String> = [
            "Sources/People/Access/Permit.swift", "Sources/People/Access/AccessLog.swift", "Sources/People/Access/Files.swift",
            "Sources/People/Persons/Team.swift", "Sources/People/Accounts/SignInRoutes.swift", "Sources/App/Serving/CommonRoutes.swift",
            "Sources/naast/Keeping.swift",
        ]
        for file in Self.sources
        where !["Storage", "bench"].contains(file.module) && !file.name.contains("Store") && !allowed.contains(file.path) {
            #expect(file.text.firstMatch(of: statement) == nil && file.text.firstMatch(of: block) == nil, "\(file.path) holds a statement")
        }
    }

    @Test func `the clock and the dice come from outside`() {
        let allowed = Set(Self.sources.filter { $0.module == "bench" }.map(\.path)).union(["Sources/Storage/Surroundings.swift"])
        for call in ["Date()", "UUID()", "Date.now"] { #expect(files(holding: call, besides: allowed) == [], "\(call)") }
    }

    @Test func `nothing is forced, and nothing is left for later`() {
        for text in ["try!", "fatalError(", "@unchecked Sendable", "TODO", "FIXME", "as! "] {
            #expect(files(holding: text) == [], "\(text)")
        }
    }

    @Test func `nothing is public: what another target uses is package`() {
        let open = Self.sources.filter { $0.text.firstMatch(of: #/\n\s*public /#) != nil }.map(\.path)
        #expect(open == [])
    }

    @Test func `an arrow between modules only points down`() {
        let floors = [
            "FileFormats", "Storage", "Web", "People", "Privacy", "Inviting", "Informing", "Administration", "Agreements", "Instruments",
            "Guiding",
            "Placements", "Care", "Career", "App", "naast",
        ]
        for file in Self.sources {
            guard let floor = floors.firstIndex(of: file.module) else { continue }
            for (height, module) in floors.enumerated() where height >= floor && module != file.module {
                #expect(!file.text.contains("import \(module)\n"), "\(file.path) imports \(module)")
            }
        }
    }

    @Test func `pages and rules do not wait and do not look things up`() {
        for file in Self.sources
        where file.name.hasSuffix("Page.swift") || file.name.hasSuffix("Pages.swift") || file.name.hasSuffix("Pieces.swift") {
            for call in ["try await", ".database", "Connection"] { #expect(!file.text.contains(call), "\(file.path) holds '\(call)'") }
        }
    }

    @Test func `the overview of access is the one of the rules`() throws {
        let text = try String(contentsOf: Self.root.appending(path: "docs/access.md"), encoding: .utf8)
        #expect(text.contains(AccessRule.markdown), "docs/access.md is not current; put this table into it:\n\(AccessRule.markdown)")
    }
}
