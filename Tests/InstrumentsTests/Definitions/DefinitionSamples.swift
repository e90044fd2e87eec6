import Foundation

@testable import Instruments

/// A small instrument with every kind of item, as the tests' starting point.
enum DefinitionSamples {
    static let head = """
        id: voorbeeld
        version: 1
        kind: questionnaire
        title: {nl: Voorbeeld, en: Example}
        purpose: {nl: Om te proberen., en: To try out.}
        audience: [guide, student]
        introduction: {nl: Vul in., en: Fill in.}

        """

    static let everyKind =
        head + """
            scales:
              often:
                - {nl: Nooit, en: Never}
                - {nl: Soms, en: Sometimes}
                - {nl: Altijd, en: Always}
            sections:
              - title: {nl: Eerst, en: First}
                items:
                  - {key: hello, kind: info, title: {nl: Welkom, en: Welcome}}
                  - {key: works, kind: yesNo, required: true, title: {nl: Werk je?, en: Do you work?}}
                  - key: travel
                    kind: choice
                    several: true
                    other: true
                    showIf: {item: works, is: yes}
                    title: {nl: Hoe reis je?, en: How do you travel?}
                    options:
                      - {key: bus, label: {nl: Bus, en: Bus}}
                      - {key: bike, label: {nl: Fiets, en: Bike}}
                  - key: busLate
                    kind: scale
                    points: often
                    showIf: {item: travel, is: [bus, other]}
                    title: {nl: Is hij te laat?, en: Is it late?}
                  - key: hours
                    kind: number
                    min: 0
                    max: 40
                    decimals: 1
                    unit: {nl: uur, en: hours}
                    title: {nl: Hoeveel uur?, en: How many hours?}
                  - key: colour
                    kind: choice
                    title: {nl: Welke kleur?, en: Which colour?}
                    options:
                      - {key: red, label: {nl: Rood, en: Red}}
                      - {key: blue, label: {nl: Blauw, en: Blue}}
                  - {key: opinion, kind: agree, title: {nl: Het is leuk., en: It is fun.}}
                  - key: share
                    kind: band
                    title: {nl: Welk deel?, en: Which part?}
                    bands:
                      - {from: 0, to: 0, label: {nl: Niemand, en: Nobody}}
                      - {from: 1, to: 50}
                      - {from: 51, to: 100, midpoint: 80}
                  - {key: story, kind: open, maxLength: 20, required: true, title: {nl: Vertel., en: Tell.}}

            """

    /// Features a, b, c … with nothing but what is required.
    static func checklist(_ keys: [String], extra: String = "") -> String {
        head + "sections:\n  - items:\n" + keys.map(feature).joined() + extra
    }

    static func feature(_ key: String) -> String {
        """
              - key: \(key)
                kind: feature
                title: {nl: Kenmerk \(key), en: Feature \(key)}
                explanation: {nl: Zo zit het. En zo., en: This is how. And so.}
                lookFor: [{nl: een, en: one}, {nl: twee, en: two}, {nl: drie, en: three}]
                example: {nl: Stel je voor., en: Imagine.}
                prompt: {nl: En?, en: Well?}

        """
    }

    /// Replaces a line's text in a definition that is otherwise right.
    static func everyKind(replacing old: String, with new: String) -> String {
        everyKind.replacingOccurrences(of: old, with: new)
    }

    static func load(_ yaml: String) throws -> Instrument { try Instrument.load(yaml: yaml, file: "test.yaml") }

    /// What a definition is refused for; empty when it is accepted.
    static func errors(in yaml: String) -> [DefinitionError] {
        do throws(DefinitionErrors) {
            _ = try Instrument.load(yaml: yaml, file: "test.yaml")
            return []
        } catch {
            return error.errors
        }
    }

    static func reasons(in yaml: String) -> [DefinitionError.Reason] { errors(in: yaml).map(\.reason) }

    static func folder(_ name: String) -> URL {
        Bundle.module.bundleURL.appending(path: "Samples/Folders/\(name)", directoryHint: .isDirectory)
    }
}
