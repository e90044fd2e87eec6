import Foundation
import People
import Storage
import Testing
import Web

@testable import Privacy

struct LooksTests {
    private func person(_ name: String) throws -> ID<Person> { try #require(ID(name)) }

    private func look(_ viewer: String, _ what: String, _ at: String, role: String = "mentor") throws -> LoggedLook {
        LoggedLook(at: try #require(Date(instantText: "2026-11-\(at):00.000Z")), viewer: try person(viewer), role: role, what: what)
    }

    @Test func `equal looks of one person in one role on one day are one line, and a second reader stays a second line`() throws {
        let days = LookRule.days([
            try look("a", "goals", "20T09:00"), try look("a", "goals", "20T11:00"), try look("b", "goals", "20T10:00"),
            try look("a", "goals", "20T12:00", role: "classGuide"), try look("a", "student", "20T08:00"),
            try look("a", "goals", "21T09:00"),
        ])
        #expect(days.map(\.day.description) == ["2026-11-21", "2026-11-20"])
        let lines = try #require(days.last).lines
        #expect(
            lines.map { "\($0.viewer) \($0.role) \($0.what) \($0.times)" } == [
                "a classGuide goals 1", "a mentor goals 2", "b mentor goals 1", "a mentor student 1",
            ])
    }

    @Test func `a day is one of the Netherlands`() throws {
        let days = LookRule.days([try look("a", "goals", "20T22:59"), try look("a", "goals", "20T23:01")])
        #expect(days.map(\.day.description) == ["2026-11-21", "2026-11-20"])
    }

    @Test func `the student reads others, a month at a time, and never the own looks and changes`() async throws {
        let school = try await School()
        let october = try #require(Date(instantText: "2026-10-31T22:59:00.000Z"))
        try await school.look(school.mentor, at: school.student, "goals", on: october)
        try await school.look(school.mentor, at: school.student, "student", on: october + 120)
        try await school.look(school.student, at: school.student, "setGoal")
        try await school.look(school.student, at: school.student, "student")
        try await school.look(school.guide, at: school.student, "setGoal")
        try await school.look(school.mentor, at: school.other, "conversation")
        #expect(try await school.read("2026-10").looks.map(\.what) == ["goals"])
        let november = try await school.read("2026-11")
        #expect(Set(november.looks.map(\.what)) == ["setGoal", "student"])
        #expect(november.first == Month("2026-10"))
        #expect(try await school.read("2026-09").looks == [])
        #expect(try await school.read("2026-11", of: school.other).looks.map(\.what) == ["conversation"])
    }

    @Test func `the page says who, in which role and what, and someone who is gone is from before`() async throws {
        let school = try await School()
        for _ in 0..<3 {
            try await school.look(school.mentor, at: school.student, "goals")
            school.clock.pass(3600)
        }
        try await school.look(school.guide, at: school.student, "iets-nieuws")
        let guide = school.guide
        try await school.database.write { _ = try $0.run("DELETE FROM persons WHERE id = \(guide)") }
        let shown = LooksPages.Shown(
            month: try #require(Month("2026-11")), current: try #require(Month("2026-11")), read: try await school.read("2026-11"))
        let page = LooksPages.page(shown, try School.words.get(), today: Day(school.clock.now)).content.text
        #expect(page.contains("Marit Proef") && page.contains("wilde een doel met je maken") && page.contains("3 keer"))
        #expect(page.contains("iemand van vroeger") && page.contains("bekeek iets van jou") && !page.contains("iets-nieuws"))
    }

    @Test func `every word that the code can write into the log has a text`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let base = root.appending(path: "Sources")
        let files = try #require(FileManager.default.enumerator(atPath: base.path)).compactMap { $0 as? String }.filter {
            $0.hasSuffix(".swift")
        }
        let code = try files.map { try String(contentsOf: base.appending(path: $0), encoding: .utf8) }.joined(separator: "\n")
        let pages = Set(code.matches(of: /(?:look|lookAtCaseload)\([^{}]*?what: "([A-Za-z]+)"/).map { String($0.output.1) })
        #expect(pages.isSuperset(of: ["student", "today", "list", "goals", "conversation", "agreement", "looks"]))
        let library = try Library(folders: [WebContent.languages, PeopleContent.languages, Privacy.languages])
        for language in Language.allCases {
            for what in pages.union(Act.allCases.map(\.rawValue)) {
                #expect(library[language].has(LookLine.key(what)), "\(LookLine.key(what)) is nowhere in \(language)")
            }
        }
    }
}
