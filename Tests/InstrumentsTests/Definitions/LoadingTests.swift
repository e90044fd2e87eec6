import Foundation
import Testing

@testable import Instruments

@Suite("A definition is read")
struct LoadingTests {
    @Test func everyKindOfItemIsRead() throws {
        let instrument = try DefinitionSamples.load(DefinitionSamples.everyKind)
        #expect(instrument.id == "voorbeeld" && instrument.version == 1 && instrument.kind == .questionnaire)
        #expect(instrument.audience == [.guide, .student])
        #expect(
            instrument.items.map(\.key) == [
                "hello", "works", "travel", "busLate", "hours", "colour", "opinion", "share", "story",
            ])
        #expect(instrument.item("works")?.required == true && instrument.item("hello")?.required == false)
        #expect(instrument.item("travel")?.showIf == Instrument.Condition(item: "works", answers: ["yes"]))
        #expect(instrument.item("busLate")?.possibleAnswers == ["1", "2", "3"])
        #expect(instrument.item("travel")?.possibleAnswers == ["bus", "bike", "other"])
        #expect(instrument.item("story")?.kind == .open(maxLength: 20))
        #expect(instrument.item("unknown") == nil)
        guard case .band(let bands) = instrument.item("share")?.kind else {
            Issue.record("no bands")
            return
        }
        #expect(bands.map(\.midpoint) == [0, 25.5, 80])
        guard case .number(let range) = instrument.item("hours")?.kind else {
            Issue.record("no number")
            return
        }
        #expect(range.min == 0 && range.max == 40 && range.decimals == 1 && range.unit?.nl == "uur")
    }

    @Test func aFeatureCarriesItsFiveTexts() throws {
        let instrument = try DefinitionSamples.load(DefinitionSamples.checklist(["a", "b"]))
        let feature = try #require(instrument.features.first?.feature)
        #expect(instrument.features.map(\.key) == ["a", "b"])
        #expect(feature.lookFor.map(\.en) == ["one", "two", "three"])
        #expect(feature.prompt.nl == "En?")
    }

    @Test func wordsThatYAMLTakesForBooleansStayWords() throws {
        let instrument = try DefinitionSamples.load(
            DefinitionSamples.everyKind(replacing: "nl: Bus, en: Bus", with: "nl: nee, en: no"))
        guard case .choice(let choice) = instrument.item("travel")?.kind else {
            Issue.record("no choice")
            return
        }
        #expect(choice.options.first?.label.en == "no")
    }

    @Test func aTextFallsBackToEnglishThenDutch() {
        let text = Translated(nl: "Dag", en: "Hello", others: ["uk": "Привіт"])
        #expect(text.text(in: "nl") == "Dag" && text.text(in: "uk") == "Привіт" && text.text(in: "ar") == "Hello")
        #expect(text.languageUsed(for: "uk") == "uk" && text.languageUsed(for: "ar") == "en")
        #expect(text.languages == ["nl", "en", "uk"])
        let onlyDutch = Translated(nl: "Dag", en: "")
        #expect(onlyDutch.text(in: "ar") == "Dag" && onlyDutch.languageUsed(for: "en") == "nl")
    }

    @Test func furtherLanguagesAreKept() throws {
        let instrument = try DefinitionSamples.load(
            DefinitionSamples.everyKind(
                replacing: "{nl: Vertel., en: Tell.}", with: "{nl: Vertel., en: Tell., ar: احك}"))
        #expect(instrument.item("story")?.title.text(in: "ar") == "احك")
    }

    @Test func anAmpersandInsideAWordOrOnItsOwnIsText() throws {
        let instrument = try DefinitionSamples.load(
            DefinitionSamples.everyKind(replacing: "nl: Welkom", with: "nl: R&D & meer"))
        #expect(instrument.item("hello")?.title.nl == "R&D & meer")
    }
}

@Suite("A folder of definitions is read")
struct FolderTests {
    private func errors(in folder: URL) -> [DefinitionError] {
        do throws(DefinitionErrors) {
            _ = try Instrument.loadAll(in: folder)
            return []
        } catch {
            return error.errors
        }
    }

    @Test func allFilesAreReadInOrderOfIdAndVersion() throws {
        let all = try Instrument.loadAll(in: DefinitionSamples.folder("wellMade"))
        #expect(all.map { "\($0.id) \($0.version)" } == ["ander 1", "voorbeeld 1", "voorbeeld 2"])
    }

    @Test func twoFilesWithTheSameVersionAreRefused() {
        let found = errors(in: DefinitionSamples.folder("sameVersion"))
        #expect(found.map(\.file) == ["b.yaml"])
        #expect(found.map(\.reason) == [.sameVersion(id: "voorbeeld", version: 1, otherFile: "a.yaml")])
    }

    @Test func oneWrongFileDoesNotHideAnother() {
        let found = errors(in: DefinitionSamples.folder("twoWrong"))
        #expect(found.map(\.file) == ["a.yaml", "b.yaml", "b.yaml", "c.yaml"])
    }

    @Test func aFolderThatIsNotThereIsAnErrorNotAnEmptyList() {
        let found = errors(in: DefinitionSamples.folder("nowhere"))
        #expect(found.count == 1)
        guard case .unreadable = found.first?.reason else {
            Issue.record("\(found)")
            return
        }
    }

    @Test func aFileThatIsTooLargeOrNoTextIsRefused() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "naast-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(repeating: 35, count: SourceTree.sizeLimit + 1).write(to: folder.appending(path: "large.yaml"))
        try Data([0x69, 0x64, 0x3A, 0x20, 0xFF, 0xFE]).write(to: folder.appending(path: "latin.yaml"))
        let found = errors(in: folder)
        #expect(found.map(\.file) == ["large.yaml", "latin.yaml"])
        #expect(found.first?.reason == .tooLarge(limit: SourceTree.sizeLimit))
        #expect(found.last?.reason == .unreadable("it is not UTF-8 text"))
    }
}
