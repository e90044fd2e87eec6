import Foundation
import People
import Storage
import Testing
import Web

@testable import Instruments

@Suite("Looking back, printing, counting")
struct LookingBackTests {
    private func answers(_ instrument: Instrument, _ score: ItemAnswer.Score, except key: String? = nil) -> Answers {
        Answers(Dictionary(uniqueKeysWithValues: instrument.features.filter { $0.key != key }.map { ($0.key, .feature(score)) }))
    }

    @Test func theTrendIsMineAndSaysWhatIPassBy() async throws {
        let school = try await School()
        let nadia = try await school.someone("Nadia", "Rooij")
        let sem = try await school.someone("Sem", "Bos")
        let checklist = try #require(school.catalogue.newest(guidance))
        #expect(try await school.ask(.get, InstrumentPaths.trend(), as: nadia).html.contains("class=\"empty\""))
        for _ in 1...4 {
            school.wait(days: 7)
            try await school.database.write {
                try ResponseStore.addFinished(answers(checklist, .enough, except: "autonomy"), on: checklist, .after, by: nadia.id, $0)
            }
        }
        // A plan beforehand is nothing passed by.
        try await school.database.write {
            try ResponseStore.addFinished(answers(checklist, .improve), on: checklist, .before, by: nadia.id, $0)
        }
        let mine = try await school.ask(.get, InstrumentPaths.trend(), as: nadiaAgain(nadia, school)).html
        #expect(mine.contains("vaak liggen: Autonomie stimuleren"))
        #expect(mine.components(separatedBy: "class=\"mark\" data-score=\"enough\"").count - 1 == 4 * 7)
        #expect(mine.components(separatedBy: "data-score=\"notYet\"").count - 1 == 4)
        #expect(!mine.contains("data-score=\"improve\""))
        #expect(try await school.ask(.get, InstrumentPaths.trend(), as: nadiaAgain(sem, school)).html.contains("class=\"empty\""))
    }

    /// The clock has moved past the end of the session.
    private func nadiaAgain(_ someone: School.Someone, _ school: School) async throws -> School.Someone {
        let secret = try await school.database.write { try SessionStore.begin(for: someone.id, device: "phone", $0) }
        return School.Someone(viewer: someone.viewer, cookies: ["__Host-session": secret])
    }

    @Test func aResponseKeepsTheVersionItWasGivenOn() async throws {
        let first = try DefinitionSamples.load(
            DefinitionSamples.checklist(["a", "b"]).replacingOccurrences(of: "kind: questionnaire", with: "kind: checklist"))
        let second = try DefinitionSamples.load(
            DefinitionSamples.checklist(["a", "b", "c"]).replacingOccurrences(of: "kind: questionnaire", with: "kind: checklist")
                .replacingOccurrences(of: "version: 1", with: "version: 2"))
        let old = try await School([first])
        let nadia = try await old.someone("Nadia", "Rooij")
        let id = try await old.begin("voorbeeld", as: nadia)
        let both = InstrumentCatalogue([second, first])
        #expect(both.newest("voorbeeld") == second && both["voorbeeld", 1] == first && both["voorbeeld", 3] == nil)
        let line = try await old.one(id, of: nadia).line
        #expect(line.version == 1)
        #expect(try both.instrument(of: line).features.count == 2)
        // What a version did not have was not passed by in it.
        let trend = Trend(of: [(Date(timeIntervalSince1970: 0), Answers(["a": .feature(.enough)]), first)], in: second)
        #expect(trend.rows.map(\.moments.count) == [1, 1, 0])
    }

    @Test func aSheetHasEveryFeatureAndWhatWasChosen() async throws {
        let school = try await School()
        let nadia = try await school.someone("Nadia", "Rooij")
        let checklist = try #require(school.catalogue.newest(guidance))
        let empty = try await school.ask(.get, InstrumentPaths.print(guidance), as: nadia).html
        #expect(empty.components(separatedBy: "<h2>").count - 1 == 8 && !empty.contains("class=\"chosen\"") && !empty.contains("a4 back"))
        #expect(try await school.ask(.get, InstrumentPaths.print(guidance) + "?achterkant=1", as: nadia).html.contains("class=\"a4 back\""))
        let id = try await school.begin(guidance, as: nadia)
        _ = try await school.ask(
            .post, InstrumentPaths.response(id), form(checklist, .improve, notes: ["needs": "<i>rustig</i>\naan"]), as: nadia)
        let filled = try await school.ask(.get, InstrumentPaths.responsePrint(id), as: nadia).html
        #expect(filled.components(separatedBy: "class=\"chosen\"").count - 1 == 8)
        #expect(filled.contains("&lt;i&gt;rustig&lt;/i&gt; aan"))
    }

    @Test func useBelowFiveIsNeverANumber() async throws {
        let school = try await School()
        let nadia = try await school.someone("Nadia", "Rooij")
        let sem = try await school.someone("Sem", "Bos")
        let head = try await school.someone("Bea", "Heer", .administrator)
        let checklist = try #require(school.catalogue.newest(guidance))
        let (some, filler) = (answers(checklist, .enough), nadia.id)
        for _ in 1...5 { try await school.database.write { try ResponseStore.addFinished(some, on: checklist, .after, by: filler, $0) } }
        for _ in 1...4 { try await school.database.write { try ResponseStore.addFinished(some, on: checklist, .before, by: filler, $0) } }
        try await school.database.write { try PairStore.addFinished(on: checklist, .after, by: (nadia.id, some), with: (sem.id, some), $0) }
        let cells = try await school.database.read { try UseStore.cells($0) }
        #expect(cells.map(\.amount) == [.fewerThanFive, .exactly(5), .fewerThanFive])
        #expect(cells.map(\.mode) == [.alone, .alone, .pair] && cells.allSatisfy { $0.month == "2026-11" })
        let page = try await school.ask(.get, InstrumentPaths.use(), as: head).html
        #expect(page.contains("minder dan vijf") && page.contains("november 2026") && page.contains(">5<") && !page.contains(">4<"))
        #expect(!page.contains("Nadia"))
        #expect(try await school.ask(.get, InstrumentPaths.use(), as: nadia).status == 404)
    }

    @Test func bothLanguagesHaveTheSameTexts() throws {
        let library = try #require(School.library)
        #expect(library.keys(.nl) == library.keys(.en))
    }
}
