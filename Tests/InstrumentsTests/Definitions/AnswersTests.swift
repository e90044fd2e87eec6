import Foundation
import Testing

@testable import Instruments

@Suite("Answers")
struct AnswersTests {
    private let instrument: Instrument
    private let checklist: Instrument

    init() throws {
        instrument = try DefinitionSamples.load(DefinitionSamples.everyKind)
        checklist = try DefinitionSamples.load(DefinitionSamples.checklist(["a", "b", "c"]))
    }

    private static let oneOfEach: Answers = Answers([
        "a": .feature(.enough, note: "goed \"gesprek\"\n/ <b>"), "b": .feature(.notYet), "c": .feature(nil, note: ""),
        "d": .scale(3), "e": .choice(["bus", "bike"], other: "te voet"), "f": .choice([]), "g": .band(2),
        "h": .agree(.noOpinion), "i": .yesNo(false), "j": .number(4.5), "k": .text("héé 👋🏽"),
    ])

    @Test func returnFromJSONAsTheyWere() throws {
        let json = try Self.oneOfEach.json()
        let back = try Answers(json: json)
        #expect(back == Self.oneOfEach)
        #expect(try back.json() == json)
    }

    @Test func randomAnswersReturnFromJSONAsTheyWere() throws {
        var dice = SeededDice(state: 7)
        for _ in 0..<200 {
            let answers = Self.random(keys: (0..<12).map { "k\($0)" }, using: &dice)
            let json = try answers.json()
            #expect(try Answers(json: json) == answers)
            #expect(try Answers(json: json).json() == json)
        }
    }

    @Test func theShapeOfTheJSONIsFixed() throws {
        let answers = Answers([
            "b": .feature(.improve, note: "n"), "a": .scale(2), "c": .choice(["x"], other: "y"), "d": .yesNo(true),
        ])
        let json = String(decoding: try answers.json(), as: UTF8.self)
        #expect(
            json
                == #"{"a":{"scale":2},"b":{"note":"n","score":"improve"},"c":{"choices":["x"],"other":"y"},"d":{"yesNo":true}}"#
        )
    }

    @Test(arguments: [
        "[]", "{\"a\":{}}", "{\"a\":3}", "{\"a\":{\"scale\":\"3\"}}", "{\"a\":{\"scale\":1.5}}",
        "{\"a\":{\"scale\":1,\"text\":\"x\"}}",
        "{\"a\":{\"score\":\"good\"}}", "{\"a\":{\"other\":\"x\"}}", "{\"a\":{\"yesNo\":1}}", "{\"a\":null}",
        "{\"a\":{\"scale\":99999999999999999999}}", "",
    ])
    func jsonOfAnotherShapeIsRefused(json: String) {
        #expect(throws: (any Error).self) { try Answers(json: Data(json.utf8)) }
    }

    @Test func theRightAnswersHaveNoProblems() {
        let answers = Answers([
            "works": .yesNo(true), "travel": .choice(["bus", "bike"], other: "step"), "busLate": .scale(3),
            "hours": .number(7.5),
            "colour": .choice(["red"]), "opinion": .agree(.agree), "share": .band(3),
            "story": .text("precies twintig tek."),
        ])
        #expect(answers.problems(in: instrument) == [])
        #expect(answers.progress(in: instrument) == Answers.Progress(answered: 8, total: 8, requiredMissing: []))
    }

    private func problem(_ key: String, _ answer: ItemAnswer) -> [Answers.Problem.Reason] {
        Answers([key: answer]).problems(in: instrument).map(\.reason)
    }

    @Test func whatDoesNotFitIsNamed() {
        #expect(problem("nothing", .scale(1)) == [.unknownItem])
        #expect(problem("hello", .text("x")) == [.wrongKind])
        #expect(problem("works", .scale(1)) == [.wrongKind])
        #expect(problem("busLate", .scale(0)) == [.outOfRange(1...3)])
        #expect(problem("busLate", .scale(.max)) == [.outOfRange(1...3)])
        #expect(problem("share", .band(4)) == [.outOfRange(1...3)])
        #expect(problem("hours", .number(40.5)) == [.outOfRange(0...40)])
        #expect(problem("hours", .number(.nan)) == [.outOfRange(0...40)])
        #expect(problem("hours", .number(.infinity)) == [.outOfRange(0...40)])
        #expect(problem("hours", .number(7.25)) == [.tooManyDecimals(limit: 1)])
        #expect(problem("hours", .number(0.3)) == [])
        #expect(problem("story", .text(String(repeating: "x", count: 21))) == [.tooLong(length: 21, limit: 20)])
        #expect(problem("colour", .choice(["red", "blue"])) == [.onlyOne])
        #expect(problem("colour", .choice(["green"])) == [.unknownOption("green")])
        #expect(problem("colour", .choice([], other: "paars")) == [.otherNotOffered])
        #expect(problem("travel", .choice(["bus", "bus"])) == [.repeatedOption("bus")])
        #expect(
            problem("travel", .choice([], other: String(repeating: "x", count: 201))) == [
                .tooLong(length: 201, limit: 200)
            ])
    }

    @Test func aNoteMayBeTwoThousandCharacters() {
        let fits = Answers(["a": .feature(.enough, note: String(repeating: "x", count: 2000))])
        let long = Answers(["a": .feature(.enough, note: String(repeating: "x", count: 2001))])
        #expect(fits.problems(in: checklist) == [])
        #expect(long.problems(in: checklist).map(\.reason) == [.tooLong(length: 2001, limit: 2000)])
    }

    @Test func problemsFollowTheInstrumentUnknownKeysLast() {
        let answers = Answers(["story": .scale(1), "zz": .scale(1), "aa": .scale(1), "works": .scale(1)])
        #expect(answers.problems(in: instrument).map(\.key) == ["works", "story", "aa", "zz"])
    }

    @Test func progressCountsWhatIsShown() {
        var answers = Answers()
        #expect(
            answers.progress(in: instrument)
                == Answers.Progress(answered: 0, total: 6, requiredMissing: ["works", "story"]))
        answers["works"] = .yesNo(true)
        #expect(answers.progress(in: instrument).total == 7)
        answers["travel"] = .choice(["bus"])
        answers["busLate"] = .scale(2)
        #expect(answers.progress(in: instrument) == Answers.Progress(answered: 3, total: 8, requiredMissing: ["story"]))
        answers["works"] = .yesNo(false)
        #expect(answers.progress(in: instrument) == Answers.Progress(answered: 1, total: 6, requiredMissing: ["story"]))
        #expect(answers["busLate"] != nil && answers.shown(in: instrument)["busLate"] == nil)
    }

    @Test func writingUnderSomethingElseShowsWhatDependsOnIt() {
        var answers = Answers(["works": .yesNo(true), "travel": .choice([], other: "  ")])
        #expect(!answers.shownItems(of: instrument).contains { $0.key == "busLate" })
        answers["travel"] = .choice([], other: "step")
        #expect(answers.shownItems(of: instrument).contains { $0.key == "busLate" })
    }

    @Test func whatIsBlankIsNotAnswered() {
        let blanks: [ItemAnswer] = [.text(" \n"), .choice([]), .choice([], other: " "), .feature(nil, note: "later")]
        #expect(blanks.allSatisfy { !$0.isAnswered })
    }

    @Test func whatHasNotComeUpIsVisible() {
        let answers = Answers(["a": .feature(.notYet), "b": .feature(.improve), "c": .feature(nil, note: "nog doen")])
        #expect(answers.notComeUp(in: checklist).map(\.key) == ["a", "c"])
        #expect(Answers().notComeUp(in: checklist).map(\.key) == ["a", "b", "c"])
        #expect(answers.progress(in: checklist).answered == 2)
        #expect(Answers().notComeUp(in: instrument) == [])
    }

    /// Anything may be in the answers, and the counting still adds up.
    @Test func progressNeverExceedsItsTotal() {
        var dice = SeededDice(state: 99)
        for _ in 0..<300 {
            let answers = Self.random(keys: instrument.items.map(\.key) + ["strange"], using: &dice)
            let progress = answers.progress(in: instrument)
            #expect((0...progress.total).contains(progress.answered))
            #expect(progress.requiredMissing.count <= progress.total - progress.answered)
            #expect(answers.shown(in: instrument).progress(in: instrument) == progress)
            _ = answers.problems(in: instrument)
        }
    }

    static func random(keys: [String], using dice: inout SeededDice) -> Answers {
        var answers = Answers()
        for key in keys where Bool.random(using: &dice) {
            let text = String(
                (0..<Int.random(in: 0...6, using: &dice)).compactMap { _ in "aé \"\\\n👋/<".randomElement(using: &dice) }
            )
            switch Int.random(in: 0..<8, using: &dice) {
            case 0: answers[key] = .feature(ItemAnswer.Score.allCases.randomElement(using: &dice), note: text)
            case 1: answers[key] = .scale(Int.random(in: -2...12, using: &dice))
            case 2:
                answers[key] = .choice(
                    ["bus", "bike", "x"].shuffled(using: &dice), other: Bool.random(using: &dice) ? text : nil)
            case 3: answers[key] = .band(Int.random(in: 0...4, using: &dice))
            case 4: answers[key] = .agree(ItemAnswer.Opinion.allCases.randomElement(using: &dice) ?? .agree)
            case 5: answers[key] = .yesNo(Bool.random(using: &dice))
            case 6: answers[key] = .number(Double.random(in: -1e6...1e6, using: &dice))
            default: answers[key] = .text(text)
            }
        }
        return answers
    }
}
