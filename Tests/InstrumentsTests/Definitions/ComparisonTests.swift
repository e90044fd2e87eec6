import Foundation
import Testing

@testable import Instruments

@Suite("Two people compare")
struct ComparisonTests {
    private let checklist: Instrument

    init() throws { checklist = try DefinitionSamples.load(DefinitionSamples.checklist(["a", "b", "c", "d", "e"])) }

    @Test func differencesStandFirstThenTheOrderOfTheInstrument() {
        let mine = Answers([
            "a": .feature(.enough), "b": .feature(.enough), "c": .feature(.improve), "d": .feature(.enough),
            "e": .feature(.improve),
        ])
        let theirs = Answers([
            "a": .feature(.enough), "b": .feature(.improve), "c": .feature(.notYet),
            "e": .feature(.enough, note: "juist goed"),
        ])
        let comparison = Comparison(mine: mine, theirs: theirs, in: checklist)
        #expect(comparison.rows.map(\.item.key) == ["b", "e", "a", "c", "d"])
        #expect(comparison.differences.map(\.item.key) == ["b", "e"])
        #expect(comparison.differences.last?.theirs == Answers.Mark(score: .enough, note: "juist goed"))
        #expect(comparison.rows.last?.theirs.score == .notYet)
    }

    @Test func whatHasNotComeUpContradictsNothing() {
        let comparison = Comparison(mine: Answers(["a": .feature(.enough)]), theirs: Answers(), in: checklist)
        #expect(comparison.differences.isEmpty && comparison.rows.count == 5)
    }

    @Test func bothSidesSeeTheSameRowsMirrored() {
        var dice = SeededDice(state: 3)
        for _ in 0..<100 {
            let one = AnswersTests.random(keys: ["a", "b", "c", "d", "e"], using: &dice)
            let other = AnswersTests.random(keys: ["a", "b", "c", "d", "e"], using: &dice)
            let here = Comparison(mine: one, theirs: other, in: checklist)
            let there = Comparison(mine: other, theirs: one, in: checklist)
            #expect(here.rows.map(\.item.key) == there.rows.map(\.item.key))
            #expect(here.rows.map(\.mine) == there.rows.map(\.theirs))
            #expect(Set(here.rows.map(\.item.key)).count == 5)
            #expect(Comparison(mine: one, theirs: one, in: checklist).differences.isEmpty)
        }
    }

    @Test func aFeatureHiddenForBothIsLeftOut() throws {
        let hidden =
            "      - {key: ask, kind: yesNo, title: {nl: Stage?, en: Placement?}}\n"
            + DefinitionSamples.feature("late") + "        showIf: {item: ask, is: yes}\n"
        let instrument = try DefinitionSamples.load(DefinitionSamples.checklist(["a"], extra: hidden))
        let no = Answers(["ask": .yesNo(false), "late": .feature(.enough)])
        let yes = Answers(["ask": .yesNo(true), "late": .feature(.improve)])
        #expect(Comparison(mine: no, theirs: no, in: instrument).rows.map(\.item.key) == ["a"])
        let mixed = Comparison(mine: no, theirs: yes, in: instrument)
        #expect(mixed.rows.map(\.item.key) == ["a", "late"])
        // What I answered before I said no does not count, so it is no difference either.
        #expect(mixed.rows.last?.mine.score == .notYet && mixed.differences.isEmpty)
    }
}

@Suite("One guide over time")
struct TrendTests {
    private let checklist: Instrument

    init() throws { checklist = try DefinitionSamples.load(DefinitionSamples.checklist(["a", "b"])) }

    private func day(_ number: Int) -> Date { Date(timeIntervalSince1970: Double(number) * 86400) }

    /// One response per letter for feature a: e(nough), i(mprove), n(ot yet); feature b is always enough.
    private func trend(_ letters: String) -> Trend {
        let scores: [Character: ItemAnswer.Score] = ["e": .enough, "i": .improve, "n": .notYet]
        let responses = letters.enumerated().map { day, letter in
            (date: self.day(day), answers: Answers(["a": .feature(scores[letter]), "b": .feature(.enough)]))
        }
        return Trend(of: responses, in: checklist)
    }

    @Test func countsHowOftenEachScoreWasGiven() {
        let row = trend("eeinnn").rows.first
        #expect(row?.enough == 2 && row?.improve == 1 && row?.notYet == 3)
    }

    @Test(arguments: [
        ("nn", false), ("nnn", true), ("nnne", true), ("nnnee", true), ("nnneee", false), ("nnnneee", true),
        ("eee", false), ("", false),
    ])
    func keptPassingByIsThreeTimesAndMoreThanHalf(letters: String, expected: Bool) {
        #expect(trend(letters).keptPassingBy.map(\.key) == (expected ? ["a"] : []))
    }

    @Test func aFeatureThatWasNotTouchedHasNotComeUp() {
        let responses = (0..<3).map { (date: day($0), answers: Answers(["b": .feature(.enough)])) }
        #expect(Trend(of: responses, in: checklist).keptPassingBy.map(\.key) == ["a"])
    }

    @Test func aResponseWithoutAnyAnswerIsLeftOut() {
        let responses = (0..<5).map { (date: day($0), answers: Answers()) }
        #expect(Trend(of: responses, in: checklist).rows.allSatisfy { $0.moments.isEmpty })
    }

    @Test func momentsRunFromOldToNew() {
        let responses = [3, 1, 2].map { (date: day($0), answers: Answers(["a": .feature(.enough)])) }
        #expect(Trend(of: responses, in: checklist).rows.first?.moments.map(\.date) == [day(1), day(2), day(3)])
    }

    @Test func theOrderOfTheResponsesChangesNothing() {
        var dice = SeededDice(state: 11)
        for _ in 0..<50 {
            let responses = (0..<Int.random(in: 0...9, using: &dice)).map {
                (date: day($0), answers: AnswersTests.random(keys: ["a", "b"], using: &dice))
            }
            let trend = Trend(of: responses, in: checklist)
            #expect(trend == Trend(of: responses.shuffled(using: &dice), in: checklist))
            for row in trend.rows { #expect(row.enough + row.improve + row.notYet == row.moments.count) }
        }
    }
}
