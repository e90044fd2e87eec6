import Foundation
import Testing

@testable import Instruments

@Suite("The instruments that come with Naast")
struct ContentTests {
    private let all: [Instrument]

    init() throws { all = try Instrument.loadAll(in: Instrument.builtInFolder) }

    private func instrument(_ id: String) throws -> Instrument { try #require(all.first { $0.id == id }) }

    @Test func theTwoChecklistsAndThreeOthersAreThere() {
        let needed = [
            "individuele-begeleiding", "logboek", "professionele-samenwerking", "vakoverstijgende-vaardigheden",
            "zes-fundamenten",
        ]
        #expect(Set(needed).isSubset(of: all.map(\.id)))
    }

    @Test func aFileIsNamedAfterItsInstrument() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Instrument.builtInFolder.path).filter {
            $0.hasSuffix(".yaml")
        }
        let latest = Set(all.map { "\($0.id).yaml" })
        #expect(latest.isSubset(of: files))
    }

    @Test func theEightFeaturesOfGuidance() throws {
        let checklist = try instrument("individuele-begeleiding")
        #expect(checklist.kind == .checklist)
        #expect(
            checklist.items.map(\.key) == [
                "relation", "picture", "needs", "expectations", "accessible", "autonomy", "positive", "persist",
            ])
        #expect(
            checklist.features.map(\.title.nl) == [
                "Goede relatie", "Goed beeld", "Inspelen op behoeften", "Verwachtingen uitspreken",
                "Toegankelijk en laagdrempelig",
                "Autonomie stimuleren", "Positief en progressiegericht", "Volhouden en vasthouden aan doelen",
            ])
    }

    @Test func theSixFeaturesOfCollaboration() throws {
        let checklist = try instrument("professionele-samenwerking")
        #expect(checklist.kind == .checklist)
        #expect(
            checklist.items.map(\.key) == [
                "inform", "sharedPicture", "learningNeeds", "pedagogicalApproach", "lead", "expertise",
            ])
        #expect(
            checklist.features.map(\.title.nl) == [
                "Informeren", "Gedeeld beeld van de student", "Aansluiten bij leerbehoeften en interesses",
                "Pedagogische aanpak afstemmen",
                "Regie en verantwoordelijkheid", "Elkaars deskundigheid benutten",
            ])
    }

    /// The measure is one A4 at about 9 points, in Dutch and in English.
    @Test(arguments: ["individuele-begeleiding", "professionele-samenwerking"], ["nl", "en"])
    func aChecklistFitsOneSheet(id: String, language: String) throws {
        let checklist = try instrument(id)
        #expect(checklist.introduction.text(in: language).count <= 500)
        for item in checklist.features {
            let feature = try #require(item.feature)
            let explanation = feature.explanation.text(in: language)
            let sentences = explanation.split { ".?!".contains($0) }.count
            #expect(
                explanation.count <= 280 && (2...4).contains(sentences),
                "\(item.key) \(language): \(explanation.count), \(sentences)")
            for point in feature.lookFor {
                #expect(point.text(in: language).count <= 75, "\(item.key): \(point.text(in: language))")
            }
            let example = feature.example.text(in: language)
            #expect(example.count <= 240, "\(item.key) \(language): \(example.count)")
            #expect(feature.prompt.text(in: language).hasSuffix("?"))
        }
    }

    @Test func everyTextDiffersBetweenTheLanguages() {
        for instrument in all {
            for item in instrument.items {
                #expect(item.title.nl != item.title.en, "\(instrument.id) \(item.key)")
                if let feature = item.feature {
                    #expect(
                        feature.explanation.nl != feature.explanation.en && feature.example.nl != feature.example.en)
                }
            }
        }
    }

    @Test func cultureOfYouNotOfFormalYou() {
        for instrument in all {
            let texts =
                [instrument.introduction, instrument.purpose]
                + instrument.items.flatMap { item in
                    [item.title] + [item.help, item.feature?.explanation, item.feature?.example].compactMap { $0 }
                }
            for text in texts {
                let words = text.nl.lowercased().split { !$0.isLetter }
                #expect(!words.contains("u") && !words.contains("uw"), "\(text.nl)")
            }
        }
    }

    @Test func theOtherThreeShowThatTheEngineIsGeneral() throws {
        let skills = try instrument("vakoverstijgende-vaardigheden")
        #expect(skills.kind == .rating && skills.items.filter { $0.group == "skills" }.count == 7)
        #expect(skills.item("onTime")?.possibleAnswers?.count == 4)
        let foundations = try instrument("zes-fundamenten")
        #expect(foundations.kind == .scan && foundations.sections.count == 7)
        #expect(!Answers().shownItems(of: foundations).contains { $0.key == "firstStep" })
        #expect(
            Answers(["firstFocus": .choice(["goal"])]).shownItems(of: foundations).contains { $0.key == "firstStep" })
        let logbook = try instrument("logboek")
        #expect(logbook.kind == .logbook && logbook.items.map(\.key) == ["done", "effect", "helped", "hindered"])
    }
}
