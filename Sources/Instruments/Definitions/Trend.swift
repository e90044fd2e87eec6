import Foundation

/// What one guide's own responses to one checklist show over time. For that guide only: never for a manager, never compared.
package struct Trend: Sendable, Hashable {
    /// Per feature, in the order of the instrument.
    package let rows: [Row]

    /// One feature through the responses in which it was shown.
    package struct Row: Sendable, Hashable {
        package let item: Instrument.Item
        /// From old to new.
        package let moments: [Moment]

        package var enough: Int { count(.enough) }
        package var improve: Int { count(.improve) }
        package var notYet: Int { count(.notYet) }

        /// Not come up at least three times, and more often not than yes: below that it is chance, not a habit.
        package var isKeptPassingBy: Bool { notYet >= 3 && notYet * 2 > moments.count }

        private func count(_ score: ItemAnswer.Score) -> Int { moments.count { $0.score == score } }
    }

    package struct Moment: Sendable, Hashable {
        package let date: Date
        package let score: ItemAnswer.Score
    }

    /// - Parameter responses: in any order; a response without any answer is left out, since nothing was looked at.
    package init(of responses: [(date: Date, answers: Answers)], in instrument: Instrument) {
        self.init(of: responses.map { ($0.date, $0.answers, instrument) }, in: instrument)
    }

    /// The same for responses given on different versions: a feature that a version did not have was not passed by in it.
    package init(of responses: [(date: Date, answers: Answers, version: Instrument)], in instrument: Instrument) {
        let dated = responses.filter { !$0.answers.isEmpty }.sorted { $0.date < $1.date }
        let shown = dated.map { Set($0.answers.shownItems(of: $0.version).map(\.key)) }
        rows = instrument.features.map { item in
            let moments = zip(dated, shown).compactMap { response, keys in
                keys.contains(item.key)
                    ? Moment(date: response.date, score: response.answers.mark(of: item.key).score) : nil
            }
            return Row(item: item, moments: moments)
        }
    }

    /// The features this guide keeps passing by, in the order of the instrument.
    package var keptPassingBy: [Instrument.Item] { rows.filter(\.isKeptPassingBy).map(\.item) }
}
