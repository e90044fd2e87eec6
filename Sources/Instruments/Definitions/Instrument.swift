/// Anything that is filled in: a checklist, a questionnaire, a scan, logbook prompts, an interview guide, a rating.
///
/// A versioned definition, read from YAML. A response keeps the version it was given on; an item's key never changes its
/// meaning, so that answers of different versions stay comparable.
///
/// ```swift
/// let instrument = try Instrument.load(yaml: text, file: "logboek.yaml")
/// print(instrument.title.text(in: "nl"), instrument.items.count)
/// ```
package struct Instrument: Sendable, Hashable {
    package let id: String
    package let version: Int
    package let kind: Kind
    package let title: Translated
    /// What it is for, in one line.
    package let purpose: Translated
    package let audience: [Audience]
    /// The one-minute introduction: what it is for, when to use it, that the order is free.
    package let introduction: Translated
    package let sections: [Section]

    /// The sorts of instrument; they differ in how they are introduced and listed, not in how they work.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case checklist, questionnaire, scan, logbook, interviewGuide, rating
    }

    /// Who may be asked to fill it in, by the identifiers of the vocabulary; `guide` stands for every guiding role.
    package enum Audience: String, Sendable, Hashable, CaseIterable {
        case student, guide, mentor, classGuide, workplaceSupervisor, peerCoach, careCoordinator, careWorker
        case guardian, teacher, champion, buddy, teamCoach, manager, researcher
    }

    /// A stretch of items that belong together, with a heading where there is more than one.
    package struct Section: Sendable, Hashable {
        package let title: Translated?
        package let introduction: Translated?
        package let items: [Item]
    }

    /// All items of all sections, in order.
    package var items: [Item] { sections.flatMap(\.items) }

    /// The features, in order; empty for an instrument that has none.
    package var features: [Item] { items.filter { $0.feature != nil } }

    /// The item with this key, if there is one.
    package func item(_ key: String) -> Item? { items.first { $0.key == key } }
}
