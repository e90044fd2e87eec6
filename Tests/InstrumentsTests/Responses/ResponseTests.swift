import Foundation
import People
import Storage
import Testing
import Web

@testable import Instruments

@Suite("A checklist of one's own")
struct ResponseTests {
    let school: School
    let nadia: School.Someone
    let checklist: Instrument

    init() async throws {
        school = try await School()
        nadia = try await school.someone("Nadia", "Rooij")
        checklist = try #require(school.catalogue.newest(guidance))
    }

    @Test func aDraftIsSavedAndOpenedAgain() async throws {
        let id = try await school.begin(guidance, as: nadia)
        let fields = [(ResponseForm.marker, "1"), ("a-relation", "improve"), ("n-relation", "Te snel begonnen"), ("a-picture", "enough")]
        let saved = try await school.ask(.post, InstrumentPaths.response(id), fields, as: nadia)
        #expect(saved.status == 303 && saved.target == InstrumentPaths.response(id) + "?melding=responseSaved")
        let page = try await school.ask(.get, InstrumentPaths.response(id), as: nadia).html
        #expect(page.contains("name=\"a-relation\" value=\"improve\" checked"))
        #expect(page.contains("Te snel begonnen</textarea>"))
        #expect(page.contains("2 van 8 bekeken"))
        let overview = try await school.ask(.get, InstrumentPaths.overview(), as: nadia).html
        #expect(overview.contains("href=\"\(InstrumentPaths.response(id))\""))
    }

    @Test func savingByItselfAnswersHowFarItIs() async throws {
        let id = try await school.begin(guidance, as: nadia)
        let fields = [(ResponseForm.marker, "1"), ("a-relation", "enough"), ("a-picture", "notYet"), ("n-needs", "alleen een notitie")]
        let answer = try await school.ask(.post, InstrumentPaths.response(id), fields, json: true, as: nadia)
        #expect(answer.data == #"{"answered":2,"saved":"11:05","total":8}"#)
        #expect(try await school.one(id, of: nadia).answers.mark(of: "needs").note == "alleen een notitie")
    }

    @Test func aRequestThatIsNoFormEmptiesNothing() async throws {
        let id = try await school.begin(guidance, as: nadia)
        _ = try await school.ask(.post, InstrumentPaths.response(id), form(checklist, .enough), as: nadia)
        let answer = try await school.ask(.post, InstrumentPaths.response(id), as: nadia)
        #expect(answer.status == 400)
        #expect(try await school.one(id, of: nadia).answers.progress(in: checklist).answered == 8)
    }

    @Test func beginningAgainInTheSameConversationOpensTheDraft() async throws {
        let fields = [("moment", "before"), ("gesprek", "gesprek-1")]
        let first = try await school.begin(guidance, fields, as: nadia)
        _ = try await school.ask(.post, InstrumentPaths.response(first), form(checklist, .enough), as: nadia)
        #expect(try await school.begin(guidance, fields, as: nadia) == first)
        #expect(try await school.begin(guidance, [("moment", "after"), ("gesprek", "gesprek-1")], as: nadia) != first)
        let viewer = nadia.viewer
        let lines = try await school.database.read { try ResponseStore.mine(in: "gesprek-1", viewer: viewer, $0) }
        #expect(lines.count == 2 && lines.allSatisfy { $0.instrument == guidance && !$0.isDone })
        let page = try await school.ask(.get, InstrumentPaths.response(first), as: nadia).html
        #expect(page.contains("href=\"/gesprekken/gesprek-1\""))
    }

    @Test func withoutAConversationOnlyAnUntouchedDraftIsOpenedAgain() async throws {
        let first = try await school.begin(guidance, as: nadia)
        #expect(try await school.begin(guidance, as: nadia) == first)
        _ = try await school.ask(.post, InstrumentPaths.response(first), form(checklist, .enough), as: nadia)
        #expect(try await school.begin(guidance, as: nadia) != first)
    }

    @Test func finishingCountsTheUseOnce() async throws {
        let id = try await school.begin(guidance, as: nadia)
        let done = try await school.ask(.post, InstrumentPaths.ending(id), form(checklist, .enough), as: nadia)
        #expect(done.target == InstrumentPaths.response(id) + "?melding=responseDone")
        let again = try await school.ask(.post, InstrumentPaths.ending(id), form(checklist, .improve), as: nadia)
        #expect(again.status == 409)
        let saved = try await school.ask(.post, InstrumentPaths.response(id), form(checklist, .improve), as: nadia)
        #expect(saved.status == 409)
        #expect(try await school.database.read { try $0.count("SELECT SUM(count) AS n FROM instrument_use") } == 1)
        #expect(try await school.one(id, of: nadia).answers.mark(of: "relation").score == .enough)
    }

    @Test func whatHasNotComeUpIsShownBeforeTheEnd() async throws {
        let id = try await school.begin(guidance, as: nadia)
        let some = [(ResponseForm.marker, "1"), ("a-relation", "improve"), ("n-relation", "rustiger beginnen"), ("a-persist", "notYet")]
        let first = try await school.ask(.post, InstrumentPaths.ending(id), some, as: nadia)
        #expect(first.target == InstrumentPaths.ending(id))
        let review = try await school.ask(.get, InstrumentPaths.ending(id), as: nadia).html
        #expect(review.contains("#a-picture") && !review.contains("#a-relation"))
        #expect(try await school.database.read { try $0.count("SELECT COUNT(*) AS n FROM instrument_use") } == 0)
        let end = try await school.ask(.post, InstrumentPaths.ending(id), as: nadia)
        #expect(end.target == InstrumentPaths.response(id) + "?melding=responseDone")
        let page = try await school.ask(.get, InstrumentPaths.response(id), as: nadia).html
        let takeAlong = try #require(page.range(of: "Neem mee"))
        let notComeUp = try #require(page.range(of: "Kwam (nog) niet voor"))
        #expect(takeAlong.lowerBound < notComeUp.lowerBound)
        #expect(page.contains("rustiger beginnen") && page.contains("Volhouden en vasthouden"))
        #expect(!page.contains("<form class=\"checklist\""))
    }

    @Test func nothingCannotBeFinished() async throws {
        let id = try await school.begin(guidance, as: nadia)
        #expect(try await school.ask(.post, InstrumentPaths.ending(id), as: nadia).status == 409)
        #expect(try await school.ask(.get, InstrumentPaths.ending(id), as: nadia).html.contains("Rond af") == false)
    }

    @Test func anotherPersonsResponseDoesNotExist() async throws {
        let sem = try await school.someone("Sem", "Bos", .classGuide)
        let id = try await school.begin(guidance, as: nadia)
        _ = try await school.ask(.post, InstrumentPaths.response(id), form(checklist, .enough, notes: ["needs": "kanarie"]), as: nadia)
        for path in [
            InstrumentPaths.response(id), InstrumentPaths.ending(id), InstrumentPaths.removal(id), InstrumentPaths.responsePrint(id),
        ] {
            let answer = try await school.ask(.get, path, as: sem)
            #expect(answer.status == 404 && !answer.html.contains("kanarie"))
        }
        for path in [InstrumentPaths.response(id), InstrumentPaths.ending(id), InstrumentPaths.removal(id)] {
            #expect(try await school.ask(.post, path, form(checklist, .improve), as: sem).status == 404)
        }
        #expect(try await school.one(id, of: nadia).answers.mark(of: "needs").note == "kanarie")
        #expect(try await !school.ask(.get, InstrumentPaths.overview(), as: sem).html.contains(id.text))
    }

    @Test(arguments: [Role.student, .guardian, .manager, .researcher, .administrator])
    func whoGuidesNobodyFindsNothing(role: Role) async throws {
        let someone = try await school.someone("Iemand", "Anders", role)
        for path in [
            InstrumentPaths.overview(), InstrumentPaths.trend(), InstrumentPaths.print(guidance), InstrumentPaths.together(guidance),
        ] {
            #expect(try await school.ask(.get, path, as: someone).status == 404)
        }
        #expect(try await school.ask(.post, InstrumentPaths.begin(guidance), [("moment", "after")], as: someone).status == 404)
        let viewer = someone.viewer
        #expect(try await school.database.read { try ResponseStore.mine(in: "gesprek-1", viewer: viewer, $0) }.isEmpty)
        await #expect(throws: Problem.signInNeeded) { try await school.ask(.get, InstrumentPaths.overview(), as: nil) }
    }

    @Test func answersCannotBeReadInTheFile() async throws {
        let id = try await school.begin(guidance, as: nadia)
        _ = try await school.ask(
            .post, InstrumentPaths.response(id), form(checklist, .improve, notes: ["needs": "kanarie in de mijn"]), as: nadia)
        try await school.database.settle()
        let bytes = try Data(contentsOf: URL(filePath: school.folder + "/naast.sqlite"))
        #expect(bytes.range(of: Data("kanarie".utf8)) == nil && bytes.range(of: Data("improve".utf8)) == nil)
        #expect(bytes.range(of: Data(id.text.utf8)) != nil)
    }

    @Test func itsAuthorMayThrowItAway() async throws {
        let id = try await school.begin(guidance, as: nadia)
        #expect(try await school.ask(.get, InstrumentPaths.removal(id), as: nadia).html.contains("Weg is echt weg"))
        _ = try await school.ask(.post, InstrumentPaths.removal(id), as: nadia)
        #expect(try await school.ask(.get, InstrumentPaths.response(id), as: nadia).status == 404)
    }

    @Test func whatIsErasedWithAPersonIsGone() async throws {
        let id = try await school.begin(guidance, as: nadia)
        let person = nadia.id
        try await school.database.write { try $0.run("DELETE FROM persons WHERE id = \(person)") }
        #expect(try await school.database.read { try $0.count("SELECT COUNT(*) AS n FROM responses WHERE id = \(id)") } == 0)
    }

    @Test func aButtonOfAnotherMakeIsRefused() async throws {
        for fields in [[("moment", "ooit")], [("moment", "after"), ("gesprek", "../x")], [("samen", "a b")]] {
            #expect(try await school.ask(.post, InstrumentPaths.begin(guidance), fields, as: nadia).status == 400)
        }
        #expect(try await school.ask(.post, InstrumentPaths.begin("bestaat-niet"), as: nadia).status == 404)
    }
}
