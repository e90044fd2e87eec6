import Testing

@testable import Instruments

@Suite("A wrong definition is refused")
struct RefusalTests {
    private func reasons(_ old: String, _ new: String) -> [DefinitionError.Reason] {
        #expect(DefinitionSamples.everyKind.contains(old), "the sample no longer has: \(old)")
        return DefinitionSamples.reasons(in: DefinitionSamples.everyKind(replacing: old, with: new))
    }

    @Test func theReasonComesWithFileLineAndColumn() {
        let found = DefinitionSamples.errors(
            in: DefinitionSamples.everyKind(replacing: "kind: questionnaire", with: "kind: poem"))
        #expect(found.map { "\($0.file) \($0.line):\($0.column)" } == ["test.yaml 3:7"])
        #expect(
            found.first?.description.hasPrefix("test.yaml:3:7: 'poem' is not a kind; choose from: checklist") == true)
    }

    @Test func everythingWrongIsListedInOrder() {
        let yaml = DefinitionSamples.everyKind
            .replacingOccurrences(of: "version: 1", with: "version: one")
            .replacingOccurrences(of: ", en: To try out.", with: "")
            .replacingOccurrences(of: "kind: agree", with: "kind: agrees")
            .replacingOccurrences(of: "maxLength: 20", with: "maxlength: 20")
        let found = DefinitionSamples.errors(in: yaml)
        #expect(found.map(\.line) == [2, 5, 45, 53])
        #expect(found.map(\.line) == found.map(\.line).sorted())
        #expect(found.count == 4)
    }

    @Test func fieldsThatAreMissingUnknownOrOfAnotherKind() {
        #expect(DefinitionSamples.reasons(in: "").contains(.missingField("id")))
        #expect(DefinitionSamples.reasons(in: "").count == 8)
        #expect(DefinitionSamples.reasons(in: "just a text") == [.expected("a group of fields", field: "instrument")])
        #expect(reasons("id: voorbeeld\n", "") == [.missingField("id")])
        #expect(reasons("audience: [guide, student]", "audience: guide") == [.expected("a list", field: "audience")])
        #expect(
            reasons("title: {nl: Voorbeeld, en: Example}", "title: Voorbeeld") == [
                .expected("a group of fields", field: "title")
            ])
        #expect(reasons("{nl: Bus, en: Bus}", "{nl: [Bus], en: Bus}") == [.expected("a text", field: "label.nl")])
        #expect(reasons("min: 0", "min: nul") == [.expected("a whole number", field: "min")])
        #expect(reasons("several: true", "several: yes") == [.expected("true or false", field: "several")])
        #expect(reasons("midpoint: 80", "midpoint: veel") == [.expected("a number", field: "midpoint")])
        guard
            case .unknownField("requierd", let allowed) = reasons(
                "required: true, title: {nl: Werk", "requierd: true, title: {nl: Werk"
            ).first
        else {
            Issue.record("accepted")
            return
        }
        #expect(allowed.contains("required"))
    }

    @Test func aTextToReadCannotBeRequired() {
        let found = reasons("kind: info,", "kind: info, required: true,")
        guard case .unknownField("required", _) = found.first else {
            Issue.record("\(found)")
            return
        }
        #expect(found.count == 1)
    }

    @Test func unknownWordsWhereAListIsFixed() {
        #expect(
            reasons("kind: yesNo", "kind: yesno").first
                == .unknownValue(
                    "yesno", field: "kind",
                    allowed: [
                        "feature", "scale", "choice", "band", "agree", "yesNo", "number", "open", "info",
                    ]))
        guard case .unknownValue("gids", field: "audience", _) = reasons("audience: [guide,", "audience: [gids,").first
        else {
            Issue.record("accepted")
            return
        }
        #expect(reasons("audience: [guide, student]", "audience: [guide, guide]") == [.duplicateField("guide")])
    }

    @Test func keysAreSmallLettersFirstThenLettersAndDigits() {
        for wrong in ["Works", "1works", "my-key", "wérk", "a b", String(repeating: "a", count: 61)] {
            let found = reasons("key: works", "key: \(wrong)")
            #expect(found.first == .badKey(wrong, field: "key"), "\(wrong)")
        }
        #expect(reasons("id: voorbeeld", "id: mijn--lijst") == [.badKey("mijn--lijst", field: "id")])
        #expect(reasons("id: voorbeeld", "id: mijn-lijst-2") == [])
        #expect(reasons("key: bus,", "key: Bus,").contains(.badKey("Bus", field: "key")))
    }

    @Test func aKeyStandsOnlyOnce() {
        #expect(reasons("key: colour", "key: works") == [.duplicateKey("works", firstLine: 17)])
        #expect(reasons("key: blue", "key: red") == [.duplicateKey("red", firstLine: 43)])
        #expect(reasons("key: blue", "key: other") == [.reservedKey("other")])
    }

    @Test func textsInDutchAndEnglishThatSaySomethingAndFit() {
        #expect(reasons(", en: Welcome", "") == [.missingLanguage("en", field: "title")])
        #expect(reasons("nl: Welkom, ", "") == [.missingLanguage("nl", field: "title")])
        #expect(reasons("nl: Welkom", "nl: '  '") == [.emptyText(field: "title.nl")])
        #expect(reasons("nl: Welkom", "nl: ~") == [.emptyText(field: "title.nl")])
        #expect(reasons("en: Tell.", "en: Tell., ar: ''") == [.emptyText(field: "title.ar")])
        #expect(reasons("en: Tell.", "en: Tell., English: x") == [.unknownLanguage("English", field: "title")])
        let long = String(repeating: "a", count: 161)
        #expect(reasons("nl: Vertel.", "nl: \(long)") == [.tooLong(field: "title.nl", length: 161, limit: 160)])
    }

    @Test func listsHaveTheRightNumberOfEntries() {
        let feature = DefinitionSamples.checklist(["a"])
        let two = feature.replacingOccurrences(of: ", {nl: drie, en: three}", with: "")
        #expect(DefinitionSamples.reasons(in: two) == [.wrongCount(field: "lookFor", count: 2, allowed: 3...3)])
        #expect(
            reasons("    - {nl: Nooit, en: Never}\n    - {nl: Soms, en: Sometimes}\n", "") == [
                .wrongCount(field: "points", count: 1, allowed: 2...11)
            ])
        #expect(
            DefinitionSamples.reasons(in: DefinitionSamples.head + "sections: []") == [
                .wrongCount(field: "sections", count: 0, allowed: 1...40)
            ])
        #expect(
            reasons("audience: [guide, student]", "audience: []") == [
                .wrongCount(field: "audience", count: 0, allowed: 1...15)
            ])
        let many = DefinitionSamples.checklist((0..<300).map { "k\($0)" })
        #expect(DefinitionSamples.reasons(in: many) == [.wrongCount(field: "items", count: 300, allowed: 1...100)])
    }

    @Test func numbersAndBandsFitTogether() {
        #expect(reasons("version: 1", "version: 0") == [.outOfRange(field: "version", allowed: 1...9999)])
        #expect(reasons("max: 40", "max: -1") == [.outOfRange(field: "max", allowed: 0...1_000_000_000)])
        #expect(reasons("max: 40", "max: 99999999999999999999") == [.expected("a whole number", field: "max")])
        #expect(reasons("from: 1, to: 50", "from: 0, to: 50") == [.bandsOutOfOrder])
        #expect(reasons("from: 1, to: 50", "from: 50, to: 1") == [.bandsOutOfOrder])
        #expect(reasons("midpoint: 80", "midpoint: 20") == [.bandsOutOfOrder])
        #expect(reasons("points: often", "points: seldom") == [.unknownScale("seldom")])
    }

    @Test func aConditionLooksBackAtAListOfAnswers() {
        let condition = "showIf: {item: works, is: yes}"
        #expect(reasons(condition, "showIf: {item: nothing, is: yes}") == [.showIfUnknownItem("nothing")])
        #expect(reasons(condition, "showIf: {item: busLate, is: 1}") == [.showIfLaterItem("busLate")])
        #expect(reasons(condition, "showIf: {item: travel, is: bus}") == [.showIfLaterItem("travel")])
        #expect(reasons(condition, "showIf: {item: hello, is: yes}") == [.showIfWithoutList("hello")])
        #expect(
            reasons(condition, "showIf: {item: works, is: maybe}") == [
                .showIfUnknownAnswer("maybe", item: "works", allowed: ["yes", "no"])
            ])
        #expect(reasons(condition, "showIf: {item: works}") == [.missingField("is")])
    }

    @Test func aConditionOnAnItemThatIsItselfWrongIsNotBlamed() {
        let found = reasons("key: works, kind: yesNo", "key: works, kind: perhaps")
        #expect(found.count == 1)
    }

    @Test func aGroupIsOneTable() {
        let pair = { (second: String) in
            DefinitionSamples.head + "sections:\n  - items:\n"
                + "      - {key: a, kind: agree, group: g, title: {nl: A, en: A}}\n" + second
                + "      - {key: z, kind: agree, group: g, title: {nl: Z, en: Z}}\n"
        }
        #expect(DefinitionSamples.reasons(in: pair("")) == [])
        #expect(
            DefinitionSamples.reasons(in: pair("      - {key: m, kind: agree, title: {nl: M, en: M}}\n")) == [
                .groupBroken("g")
            ])
        #expect(
            DefinitionSamples.reasons(in: pair("      - {key: m, kind: yesNo, group: g, title: {nl: M, en: M}}\n")) == [
                .groupMixed("g")
            ])
    }
}
