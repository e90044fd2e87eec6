import Storage
import Testing
import Web

@testable import Instruments

@Suite("Between a form and answers")
struct FormTests {
    let every: Instrument

    init() throws { every = try DefinitionSamples.load(DefinitionSamples.everyKind) }

    private func read(_ pairs: [(String, String)], earlier: Answers = Answers()) throws -> Answers {
        try ResponseForm.answers(Fields([(ResponseForm.marker, "1")] + pairs), to: every, keeping: earlier)
    }

    private func problems(_ pairs: [(String, String)]) -> [FieldProblem] {
        do {
            _ = try read(pairs)
            return []
        } catch {
            return (error as? FormRefused)?.state.problems ?? []
        }
    }

    @Test func everyKindIsReadAndShownAgain() throws {
        let answers = try read([
            ("a-works", "yes"), ("gevraagd", "travel"), ("a-travel", "bike"), ("a-travel", "other"), ("o-travel", " te voet "),
            ("gevraagd", "busLate"),
            ("a-busLate", "2"), ("a-hours", "4,5"), ("a-colour", "red"), ("a-opinion", "noOpinion"), ("a-share", "3"),
            ("a-story", "Zo ging het"),
        ])
        #expect(answers["works"] == .yesNo(true))
        #expect(answers["travel"] == .choice(["bike"], other: "te voet"))
        #expect(answers["busLate"] == .scale(2))
        #expect(answers["hours"] == .number(4.5))
        #expect(answers["colour"] == .choice(["red"]))
        #expect(answers["opinion"] == .agree(.noOpinion))
        #expect(answers["share"] == .band(3))
        #expect(answers["story"] == .text("Zo ging het"))
        let again = ResponseForm.fields(of: answers, on: every)
        #expect(try read(again.pairs + [("gevraagd", "travel"), ("gevraagd", "busLate")]) == answers)
    }

    @Test func whatWasNotOnThePageKeepsItsAnswer() throws {
        let earlier = Answers(["works": .yesNo(true), "travel": .choice(["bus"]), "story": .text("oud")])
        let answers = try read([("a-works", "no")], earlier: earlier)
        #expect(answers["works"] == .yesNo(false) && answers["travel"] == .choice(["bus"]))
        #expect(answers["story"] == nil, "it was on the page, and left empty")
    }

    @Test(arguments: [
        ("a-hours", "41", "notInRange"), ("a-hours", "0x10", "notInRange"), ("a-hours", "nan", "notInRange"),
        ("a-hours", "1e1", "notInRange"),
        ("a-hours", "1,25", "instrumentDecimals"), ("a-hours", "1.2.3", "notInRange"),
        ("a-story", String(repeating: "x", count: 21), "tooLong"),
        ("a-colour", "green", "choose"), ("a-share", "4", "notInRange"), ("a-share", "x", "notInRange"), ("a-opinion", "maybe", "choose"),
        ("a-works", "ja", "choose"),
    ])
    func whatDoesNotFitIsRefused(field: String, value: String, reason: String) {
        #expect(problems([(field, value)]).map(\.key) == [reason])
        #expect(problems([(field, value)]).map(\.field) == [field])
    }

    @Test func ofOneChoiceTheMarkDecides() throws {
        let one = try DefinitionSamples.load(
            DefinitionSamples.everyKind(replacing: "several: true", with: "several: false"))
        func chosen(_ pairs: [(String, String)]) throws -> ItemAnswer? {
            try ResponseForm.answers(Fields([("gevraagd", "travel")] + pairs), to: one, keeping: Answers())["travel"]
        }
        #expect(try chosen([("a-travel", "bus"), ("o-travel", "te voet")]) == .choice(["bus"]))
        #expect(try chosen([("o-travel", "te voet")]) == .choice([], other: "te voet"))
        #expect(try chosen([("a-travel", "other")]) == .choice([], other: ""))
        #expect(try chosen([("a-travel", ""), ("o-travel", "")]) == nil)
    }

    @Test func aNoteThatIsTooLongIsRefusedAndComesBack() async throws {
        let school = try await School()
        let nadia = try await school.someone("Nadia", "Rooij")
        let id = try await school.begin(guidance, as: nadia)
        let long = String(repeating: "zucht ", count: 400) + "<slot>"
        let fields = [(ResponseForm.marker, "1"), ("a-relation", "improve"), ("n-relation", long)]
        for path in [InstrumentPaths.response(id), InstrumentPaths.ending(id)] {
            let answer = try await school.ask(.post, path, fields, as: nadia)
            #expect(answer.status == 422)
            #expect(answer.html.contains("zucht &lt;slot&gt;</textarea>") && answer.html.contains("href=\"#n-relation\""))
            #expect(answer.html.contains("name=\"a-relation\" value=\"improve\" checked"))
        }
        let json = try await school.ask(.post, InstrumentPaths.response(id), fields, json: true, as: nadia)
        #expect(json.status == 422 && json.data.contains("\"status\":422"))
        #expect(try await school.one(id, of: nadia).answers.isEmpty)
    }
}

@Suite("Any other list")
struct OtherListTests {
    let school: School
    let nadia: School.Someone

    init() async throws {
        school = try await School([try DefinitionSamples.load(DefinitionSamples.everyKind)])
        nadia = try await school.someone("Nadia", "Rooij")
    }

    @Test func everyKindStandsOnThePage() async throws {
        #expect(try await school.ask(.get, InstrumentPaths.overview(), as: nadia).html.contains("Andere lijsten"))
        let id = try await school.begin("voorbeeld", [], as: nadia)
        let page = try await school.ask(.get, InstrumentPaths.response(id), as: nadia).html
        #expect(
            page.contains("Welkom") && page.contains("name=\"a-works\" value=\"yes\"") && page.contains("name=\"a-colour\" value=\"red\""))
        #expect(page.contains("name=\"a-hours\" type=\"text\"") && page.contains("1 – 50 %") && page.contains("<textarea id=\"a-story\""))
        #expect(!page.contains("a-travel"), "shown only after an answer")
        #expect(page.contains("0 van 6 bekeken"))
    }

    @Test func aQuestionThatAppearsIsShownBeforeTheEnd() async throws {
        let id = try await school.begin("voorbeeld", [], as: nadia)
        let fields = [(ResponseForm.marker, "1"), ("a-works", "yes"), ("a-story", "kort")]
        let first = try await school.ask(.post, InstrumentPaths.ending(id), fields, as: nadia)
        #expect(first.target == InstrumentPaths.response(id) + "?melding=moreQuestions")
        let page = try await school.ask(.get, InstrumentPaths.response(id), as: nadia).html
        #expect(page.contains("name=\"a-travel\" value=\"bus\"") && page.contains("value=\"travel\""))
        #expect(page.contains("2 van 7 bekeken"))
    }

    @Test func whatIsRequiredIsAskedFor() async throws {
        let id = try await school.begin("voorbeeld", [], as: nadia)
        let answer = try await school.ask(.post, InstrumentPaths.ending(id), [(ResponseForm.marker, "1"), ("a-works", "no")], as: nadia)
        #expect(answer.status == 422 && answer.html.contains("href=\"#a-story\"") && answer.html.contains("Vul dit nog in."))
        let bare = try await school.ask(.post, InstrumentPaths.ending(id), as: nadia)
        #expect(bare.status == 422)
    }

    @Test func itReadsBackInWords() async throws {
        let id = try await school.begin("voorbeeld", [], as: nadia)
        let fields = [
            (ResponseForm.marker, "1"), ("a-works", "no"), ("a-hours", "4,5"), ("a-share", "2"), ("a-opinion", "agree"),
            ("a-colour", "blue"), ("a-story", "<b>dag</b>"),
        ]
        let done = try await school.ask(.post, InstrumentPaths.ending(id), fields, as: nadia)
        #expect(done.target?.hasSuffix("responseDone") == true)
        let page = try await school.ask(.get, InstrumentPaths.response(id), as: nadia).html
        #expect(page.contains("4,5 uur") && page.contains("1 – 50 %") && page.contains("Blauw") && page.contains("eens"))
        #expect(page.contains("&lt;b&gt;dag&lt;/b&gt;") && !page.contains("<b>dag"))
    }

    @Test func itIsNoChecklistToPrintOrToFillInAsAPair() async throws {
        #expect(try await school.ask(.get, InstrumentPaths.print("voorbeeld"), as: nadia).status == 404)
        #expect(try await school.ask(.get, InstrumentPaths.together("voorbeeld"), as: nadia).status == 404)
    }
}
