import FileFormats
import Foundation
import People
import Storage
import Testing
import Web

@testable import App
@testable import Privacy

/// Everything about oneself, made in the background, fetched once.
struct ExportTests {
    /// The entries of a zip in memory.
    private func read(_ bytes: [UInt8]) throws -> [String: String] {
        let folder = try TestFolder()
        let path = folder.path + "/export.zip"
        try Data(bytes).write(to: URL(filePath: path))
        var found: [String: String] = [:]
        let archive = try Zip.Archive(at: path)
        for entry in archive.entries {
            let source = try archive.source(of: entry)
            var bytes: [UInt8] = []
            while case let piece = try source.next(), !piece.isEmpty { bytes += piece }
            found[entry.path] = String(decoding: bytes, as: UTF8.self)
        }
        return found
    }

    @Test func `the student finds everything in it, and nobody's private notes`() async throws {
        let rights = try await ErasureTests.Rights()
        let student = try rights.someone(.student)
        let page = try await rights.site.get("/mijn-gegevens", cookie: student.cookie)
        #expect(page.header("Refresh") != nil, "it is being made")
        try await rights.site.app.exports.makeAll()
        let ready = try await rights.site.get("/mijn-gegevens", cookie: student.cookie)
        #expect(ready.header("Refresh") == nil)
        let id = try #require(rights.school.values["/mijn-gegevens/export"])
        let reply = try await rights.site.post("/mijn-gegevens/export/\(id)/bestand", cookie: student.cookie)
        #expect(reply.status == 200 && reply.header("Content-Disposition")?.contains("attachment") == true)
        let files = try read(reply.bytes)
        // What others wrote for themselves, and how they can be reached, is theirs.
        let hidden: Set<Canary.Secret> = [.workingNote, .reflection, .reach]
        for name in ["index.html", "data.json"] {
            let text = try #require(files[name])
            for secret in Canary.Secret.allCases {
                #expect(text.contains(Canary.text(secret)) == !hidden.contains(secret), "\(secret) in \(name)")
            }
            #expect(!text.contains("record."), "a text is missing in \(name)")
        }
        #expect(try JSONSerialization.jsonObject(with: Data(try #require(files["data.json"]).utf8)) is [String: Any])
        // Once, and only its owner.
        #expect(try await rights.site.post("/mijn-gegevens/export/\(id)/bestand", cookie: student.cookie).status == 409)
        try rights.database.close()
    }

    @Test func `a guide finds the own notes and lists, and no text of the student`() async throws {
        let rights = try await ErasureTests.Rights()
        let mentor = try rights.someone(.mentor)
        #expect(try await rights.site.post("/mijn-gegevens/export", cookie: mentor.cookie).status == 303)
        try await rights.site.app.exports.makeAll()
        let export = try await rights.database.read { try ExportStore.latest(of: mentor.person, $0) }
        let id = try #require(export).id
        #expect(
            try await rights.site.post("/mijn-gegevens/export/\(id)/bestand", cookie: try rights.someone(.student).cookie).status == 404)
        let reply = try await rights.site.post("/mijn-gegevens/export/\(id)/bestand", cookie: mentor.cookie)
        let text = try #require(try read(reply.bytes)["index.html"])
        for secret in [Canary.Secret.workingNote, .reflection, .team] { #expect(text.contains(Canary.text(secret)), "\(secret)") }
        for secret in [Canary.Secret.goal, .agreement, .conversation, .success, .name, .correction] {
            #expect(!text.contains(Canary.text(secret)), "\(secret)")
        }
        try rights.database.close()
    }

    @Test func `one at a time, five a day, and gone after a day`() async throws {
        let rights = try await ErasureTests.Rights()
        let student = try rights.someone(.student)
        func ask() async throws -> Int { try await rights.site.post("/mijn-gegevens/export", cookie: student.cookie).status }
        #expect(try await ask() == 409, "one is being made")
        for _ in 2...5 {
            try await rights.site.app.exports.makeAll()
            #expect(try await ask() == 303)
        }
        try await rights.site.app.exports.makeAll()
        #expect(try await ask() == 409, "five a day")
        rights.school.clock.advance(86_400)
        let id = try #require(try await rights.database.read { try ExportStore.latest(of: student.person, $0) }).id
        await #expect(throws: ExportRefusal.gone) {
            try await rights.database.write { try ExportStore.fetch(id, of: student.person, $0) }
        }
        try await rights.database.write { try ExportStore.sweep($0) }
        #expect(try await rights.database.read { try $0.count("SELECT COUNT(*) AS n FROM exports WHERE file IS NOT NULL") } == 0)
        try rights.database.close()
    }

    @Test func `what was being made when the process ended is made at the next start, and given up after three times`() async throws {
        let rights = try await ErasureTests.Rights()
        let student = try rights.student
        for attempt in 1...3 {
            let claimed = try await rights.database.write { try ExportStore.claim($0) }
            #expect(claimed?.person == student, "attempt \(attempt)")
        }
        #expect(try await rights.database.write { try ExportStore.claim($0) } == nil)
        #expect(try await rights.database.read { try ExportStore.latest(of: student, $0) }?.state == .failed)
        try rights.database.close()
    }

    @Test func `markup in a text stays text`() async throws {
        let item = RecordItem([.text("goal.words", "<script>alert(1)</script> & \"zo\"")])
        let words = try Library(folders: App.languageFolders)[.nl]
        let document = ExportDocument(
            sections: [RecordSection("goals", [item])], name: "<b>Noor</b>", made: Date(timeIntervalSince1970: 0), words: words)
        #expect(!document.html.text.contains("<script>") && !document.html.text.contains("<b>"))
        #expect(document.html.text.contains("&lt;script&gt;"))
    }
}
