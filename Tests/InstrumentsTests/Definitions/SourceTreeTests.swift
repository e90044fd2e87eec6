import Foundation
import Testing

@testable import Instruments

@Suite("YAML that should not be read is refused before it does harm")
struct SourceTreeTests {
    @Test func aFieldWrittenTwice() {
        let found = DefinitionSamples.errors(in: "id: a\nversion: 1\nid: b\n")
        #expect(found.map(\.reason) == [.duplicateField("id")])
        #expect(found.map(\.line) == [1])
    }

    @Test func aSyntaxErrorHasItsPlace() {
        let found = DefinitionSamples.errors(in: "id: a\ntitle: {nl: x\nversion: 1\n")
        guard case .notYAML = found.first?.reason else {
            Issue.record("\(found)")
            return
        }
        #expect(found.count == 1 && (found.first?.line ?? 0) >= 2)
    }

    @Test func twoDocumentsAndControlCharacters() {
        for yaml in ["id: a\n---\nid: b\n", "id: \u{1}\n", "id: \u{0}\n"] {
            guard case .notYAML = DefinitionSamples.reasons(in: yaml).first else {
                Issue.record("accepted: \(yaml.debugDescription)")
                continue
            }
        }
        #expect(DefinitionSamples.errors(in: "a: b\nid: \u{1}\n").map(\.line) == [2])
    }

    @Test(arguments: [
        "id: &a x", "- &a x", "a: [&b x]", "a: {&b x: y}", "? &a x\n: y", "&a\nid: x", "{\"a\":&b x}", "a: !!str &b x",
        "a: b,&c d",
    ])
    func anAnchorIsRefusedWhereverItCanStand(yaml: String) {
        #expect(DefinitionSamples.reasons(in: yaml) == [.anchor])
    }

    @Test func anAliasBombIsRefusedAtItsFirstAnchor() {
        var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...30 {
            yaml += "a\(level): &a\(level) [\((0..<10).map { _ in "*a\(level - 1)" }.joined(separator: ", "))]\n"
        }
        let found = DefinitionSamples.errors(in: yaml + "? *a30\n: x\n")
        #expect(found.map(\.reason) == [.anchor])
        #expect(found.first?.line == 1 && found.first?.column == 5)
    }

    @Test func anAliasWithoutAnchorIsNoText() {
        guard case .notYAML = DefinitionSamples.reasons(in: "id: *a").first else {
            Issue.record("accepted")
            return
        }
    }

    @Test func aTagIsNotSilentlyDropped() {
        #expect(DefinitionSamples.reasons(in: "id: !Let op") == [.tag("!Let")])
        guard case .tag = DefinitionSamples.reasons(in: "id: !!binary aGk=").first else {
            Issue.record("accepted")
            return
        }
    }

    @Test func aFieldNameIsAWord() {
        #expect(DefinitionSamples.reasons(in: "? [a, b]\n: x\n") == [.expected("a word", field: "field name")])
    }

    @Test(arguments: [13, 100, 900, 5000, 40_000])
    func deepNestingIsRefusedInEveryForm(levels: Int) {
        let forms = [
            String(repeating: "[", count: levels) + String(repeating: "]", count: levels),
            String(repeating: "{a: ", count: levels) + "x" + String(repeating: "}", count: levels),
            String(repeating: "- ", count: levels) + "x",
            String(repeating: "? ", count: levels) + "x",
        ]
        for yaml in forms {
            let isComplexKey = yaml.first == "?"
            let expected: DefinitionError.Reason =
                isComplexKey && levels < 1000
                ? .expected("a word", field: "field name") : .tooDeep(limit: SourceTree.depthLimit)
            #expect(DefinitionSamples.reasons(in: yaml) == [expected], "\(levels) levels of \(yaml.prefix(3))")
        }
    }

    @Test func deepNestingIsRefusedOnAThreadWithASmallStackToo() async {
        let reasons = await withCheckedContinuation { continuation in
            let thread = Thread {
                continuation.resume(returning: DefinitionSamples.reasons(in: String(repeating: "? ", count: 900) + "x"))
            }
            thread.stackSize = 256 * 1024
            thread.start()
        }
        #expect(reasons == [.expected("a word", field: "field name")])
    }

    @Test func aTextThatIsTooLargeIsNotParsed() {
        let yaml = String(repeating: "#", count: SourceTree.sizeLimit + 1)
        #expect(DefinitionSamples.reasons(in: yaml) == [.tooLarge(limit: SourceTree.sizeLimit)])
    }

    /// Whatever is cut off, doubled or swapped: an answer, never a crash, and never an error without a place.
    @Test func brokenDefinitionsAlwaysGiveErrorsWithAPlace() {
        var generator = SeededDice(state: 20_261_121)
        let whole = Array(DefinitionSamples.everyKind.unicodeScalars)
        for _ in 0..<300 {
            var text = String.UnicodeScalarView()
            let from = Int.random(in: 0..<whole.count, using: &generator)
            let to = Int.random(in: from..<min(whole.count, from + 40), using: &generator)
            text.append(contentsOf: whole[..<from])
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: text.append(contentsOf: whole[to...])
            case 1: text.append(contentsOf: whole[from..<to] + whole[from...])
            default:
                text.append(
                    contentsOf: "{[\"':&*!|>%@`".unicodeScalars.shuffled(using: &generator).prefix(2) + whole[from...])
            }
            for error in DefinitionSamples.errors(in: String(text)) {
                #expect(error.line >= 1 && error.column >= 1 && error.file == "test.yaml" && !error.description.isEmpty)
            }
        }
    }
}

/// Random numbers that are the same in every run.
struct SeededDice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let mixed = (state ^ (state >> 33)) &* 0xff51_afd7_ed55_8ccd
        return mixed ^ (mixed >> 33)
    }
}
