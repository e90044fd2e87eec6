import People
import Storage
import Testing
import Web

@testable import Instruments

@Suite("As a pair")
struct PairTests {
    let school: School
    let nadia: School.Someone
    let sem: School.Someone
    let checklist: Instrument

    init() async throws {
        school = try await School()
        nadia = try await school.someone("Nadia", "Rooij")
        sem = try await school.someone("Sem", "Bos", .classGuide)
        checklist = try #require(school.catalogue.newest(guidance))
    }

    /// Nadia asks Sem; the responses of both and the pair.
    private func pair() async throws -> (nadia: ID<Response>, sem: ID<Response>, pair: ID<ResponsePair>) {
        let mine = try await school.begin(guidance, [("moment", "after"), ("gesprek", "gesprek-1"), ("samen", sem.id.text)], as: nadia)
        let pair = try #require(try await school.one(mine, of: nadia).line.partner?.pair)
        let own = try sem.own
        let theirs = try await school.database.read { try PairStore.one(pair, own, $0).mine.response }
        return (mine, theirs, pair)
    }

    @Test func theColleagueIsAskedAndEachFillsInAlone() async throws {
        let made = try await pair()
        let overview = try await school.ask(.get, InstrumentPaths.overview(), as: sem).html
        #expect(overview.contains("Nadia Rooij vraagt je om samen te kijken") && overview.contains(InstrumentPaths.response(made.sem)))
        #expect(try await school.ask(.get, InstrumentPaths.response(made.nadia), as: sem).status == 404)
        let page = try await school.ask(.get, InstrumentPaths.response(made.sem), as: sem).html
        #expect(page.contains("samen met Nadia"))
        #expect(!page.contains("/gesprekken/"), "whether Sem may see that conversation is not known here")
        #expect(try await school.ask(.get, InstrumentPaths.response(made.nadia), as: nadia).html.contains("/gesprekken/gesprek-1"))
    }

    @Test func nothingOpensUntilBothAreDone() async throws {
        let made = try await pair()
        let done = try await school.ask(
            .post, InstrumentPaths.ending(made.nadia), form(checklist, .improve, notes: ["needs": "kanarie"]), as: nadia)
        #expect(done.target == InstrumentPaths.pair(made.pair) + "?melding=responseDone")
        for someone in [nadia, sem] {
            let page = try await school.ask(.get, InstrumentPaths.pair(made.pair), as: someone).html
            #expect(page.contains("Nadia Rooij <span class=\"soft\">is klaar") && page.contains("Sem Bos <span class=\"soft\">vult nog in"))
            #expect(!page.contains("kanarie") && !page.contains("data-score"))
        }
        let own = try sem.own
        #expect(try await school.database.read { try PairStore.one(made.pair, own, $0).theirs.answers } == nil)

        var fields = form(checklist, .improve, notes: ["picture": "zag ik anders"])
        fields = fields.map { $0.0 == "a-picture" ? ($0.0, "enough") : $0 }
        _ = try await school.ask(.post, InstrumentPaths.ending(made.sem), fields, as: sem)
        for someone in [nadia, sem] {
            let page = try await school.ask(.get, InstrumentPaths.pair(made.pair), as: someone).html
            #expect(page.contains("Op één punt kijken jullie anders"))
            let first = try #require(page.range(of: "class=\"differs\"><h3>Goed beeld"))
            let other = try #require(page.range(of: "<h3>Goede relatie"))
            #expect(first.lowerBound < other.lowerBound)
            #expect(page.contains("kanarie") && page.contains("zag ik anders"))
        }
        #expect(try await school.database.read { try $0.count("SELECT count AS n FROM instrument_use WHERE mode = 'pair'") } == 2)
    }

    @Test func forOthersItDoesNotExist() async throws {
        let made = try await pair()
        for id in [made.nadia, made.sem] {
            _ = try await school.ask(.post, InstrumentPaths.ending(id), form(checklist, .enough), as: id == made.nadia ? nadia : sem)
        }
        let third = try await school.someone("Els", "Vos")
        #expect(try await school.ask(.get, InstrumentPaths.pair(made.pair), as: third).status == 404)
    }

    @Test func throwingOneAwayEndsThePairAndLeavesTheOther() async throws {
        let made = try await pair()
        _ = try await school.ask(.post, InstrumentPaths.ending(made.nadia), form(checklist, .enough), as: nadia)
        _ = try await school.ask(.post, InstrumentPaths.removal(made.sem), as: sem)
        #expect(try await school.ask(.get, InstrumentPaths.pair(made.pair), as: nadia).status == 404)
        let mine = try await school.one(made.nadia, of: nadia)
        #expect(mine.line.isDone && mine.line.partner == nil)
    }

    @Test func askingTheSameAgainGivesTheSame() async throws {
        let first = try await school.begin(guidance, [("moment", "after"), ("samen", sem.id.text)], as: nadia)
        #expect(try await school.begin(guidance, [("moment", "after"), ("samen", sem.id.text)], as: nadia) == first)
        #expect(try await school.database.read { try $0.count("SELECT COUNT(*) AS n FROM responses") } == 2)
    }

    @Test func onlyGuidesWithAnAccountCanBeAsked() async throws {
        let student = try await school.someone("Semih", "Student", .student)
        let gone = try await school.someone("Semra", "Weg")
        try await school.database.write { try AccountStore.disable(gone.id, $0) }
        let own = try nadia.own
        let found = try await school.database.read { try PairStore.colleagues("sem", own, $0) }
        #expect(found.map(\.person) == [sem.id])
        #expect(try await school.database.read { try PairStore.colleagues("bos SÉM", own, $0) }.count == 1)
        for letters in ["%", "_", "", "s", "%%"] {
            #expect(try await school.database.read { try PairStore.colleagues(letters, own, $0) }.isEmpty)
        }
        for id in [student.id, gone.id, nadia.id] {
            let answer = try await school.ask(.post, InstrumentPaths.begin(guidance), [("samen", id.text)], as: nadia)
            #expect(answer.status == 409)
        }
        let page = try await school.ask(.get, InstrumentPaths.together(guidance) + "?naam=sem&gesprek=g1&moment=during", as: nadia).html
        #expect(
            page.contains("Sem Bos") && !page.contains("Semih") && page.contains("value=\"\(sem.id.text)\"")
                && page.contains("value=\"g1\""))
    }
}
