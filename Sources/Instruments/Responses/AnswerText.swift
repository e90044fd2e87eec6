import Web

/// An answer in words, for who reads it back.
package struct AnswerText: Sendable {
    let words: Words

    package init(_ words: Words) { self.words = words }

    /// Nil for what was not answered. A feature's note stands apart.
    package func text(_ answer: ItemAnswer?, to item: Instrument.Item) -> String? {
        guard let answer, answer.isAnswered else { return nil }
        switch (answer, item.kind) {
        case (.feature(let score, _), _): return score.map { words("instrument.score." + $0.rawValue) }
        case (.scale(let point), .scale(let points)): return points.indices.contains(point - 1) ? words(points[point - 1]) : nil
        case (.band(let band), .band(let bands)):
            return bands.indices.contains(band - 1) ? ItemPieces(FormState(), words).label(bands[band - 1]) : nil
        case (.choice(let keys, let other), .choice(let choice)):
            let labels = choice.options.filter { keys.contains($0.key) }.map { words($0.label) }
            return (labels + [other ?? ""]).filter { !$0.isEmpty }.joined(separator: ", ")
        case (.agree(let opinion), _): return words("instrument.opinion." + opinion.rawValue)
        case (.yesNo(let yes), _): return words(yes ? "instrument.yes" : "instrument.no")
        case (.number(let number), .number(let range)): return ResponseForm.text(number) + (range.unit.map { " " + words($0) } ?? "")
        case (.text(let text), _): return text
        default: return nil
        }
    }
}

/// A score as it stands in a text: a mark and its words.
func score(_ score: ItemAnswer.Score, _ words: Words) -> HTML {
    "<span class=\"score\" data-score=\"\(score.rawValue)\">\(words("instrument.score." + score.rawValue))</span>"
}
