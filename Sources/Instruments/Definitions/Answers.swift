import Foundation

/// One person's answers to one instrument, by item key; a draft as well as something finished.
///
/// ```swift
/// var answers = Answers()
/// answers["relation"] = .feature(.enough, note: "Even gelachen samen")
/// let progress = answers.progress(in: instrument)      // 1 of 8
/// let stored = try answers.json()                      // the same bytes every time
/// ```
package struct Answers: Sendable, Hashable {
    package private(set) var byKey: [String: ItemAnswer]

    package init(_ byKey: [String: ItemAnswer] = [:]) { self.byKey = byKey }

    package subscript(key: String) -> ItemAnswer? {
        get { byKey[key] }
        set { byKey[key] = newValue }
    }

    /// No answer at all, not even a note.
    package var isEmpty: Bool { byKey.isEmpty }
}

extension Answers: Codable {
    package init(from decoder: any Decoder) throws {
        byKey = try decoder.singleValueContainer().decode([String: ItemAnswer].self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(byKey)
    }

    /// As JSON with sorted keys: equal answers give equal bytes, so that a version can be compared or signed.
    package func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    package init(json: Data) throws {
        self = try JSONDecoder().decode(Answers.self, from: json)
    }
}

extension Answers {
    /// The items that are shown with these answers, in order: an item whose condition is not met is left out, and so is what
    /// depends on it. What was answered there before stays in the draft and counts again when the item comes back.
    package func shownItems(of instrument: Instrument) -> [Instrument.Item] {
        var shown: Set<String> = []
        return instrument.items.filter { item in
            if let condition = item.showIf {
                guard shown.contains(condition.item), let answer = byKey[condition.item] else { return false }
                guard answer.notations.contains(where: condition.answers.contains) else { return false }
            }
            shown.insert(item.key)
            return true
        }
    }

    /// Only the answers to items that are shown: what may be counted and handed in.
    package func shown(in instrument: Instrument) -> Answers {
        let keys = Set(shownItems(of: instrument).map(\.key))
        return Answers(byKey.filter { keys.contains($0.key) })
    }

    /// How far one is, over the items that are shown.
    package func progress(in instrument: Instrument) -> Progress {
        let questions = shownItems(of: instrument).filter(\.isQuestion)
        let open = questions.filter { !isAnswered($0.key) }
        return Progress(
            answered: questions.count - open.count, total: questions.count,
            requiredMissing: open.filter(\.required).map(\.key))
    }

    /// The features that have not come up, in order: marked so, or not touched at all.
    package func notComeUp(in instrument: Instrument) -> [Instrument.Item] {
        shownItems(of: instrument).filter { $0.feature != nil && mark(of: $0.key).score == .notYet }
    }

    /// What was noted at a feature; a feature that was not touched has not come up.
    package func mark(of feature: String) -> Mark {
        guard case .feature(let score, let note) = byKey[feature] else { return Mark(score: .notYet, note: "") }
        return Mark(score: score ?? .notYet, note: note)
    }

    private func isAnswered(_ key: String) -> Bool { byKey[key]?.isAnswered ?? false }

    /// A feature's score and note.
    package struct Mark: Sendable, Hashable {
        package let score: ItemAnswer.Score
        package let note: String
    }

    /// So many of so many answered.
    package struct Progress: Sendable, Hashable {
        package let answered: Int
        package let total: Int
        /// Keys of required items without an answer, in order.
        package let requiredMissing: [String]

        /// Nothing required is missing; what is optional may be open.
        package var canHandIn: Bool { requiredMissing.isEmpty }
    }
}
