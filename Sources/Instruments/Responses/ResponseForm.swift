import Storage
import Web

/// Between what stands in a form and answers, both ways. Every page shows a response by its fields, so that what is refused comes
/// back exactly as it was typed.
package enum ResponseForm {
    /// A field that is always there: an empty form and no form at all are not the same.
    static let marker = "invulling"
    /// Names the items that stand on the page only on a condition; what was not on it keeps its answer.
    static let asked = "gevraagd"

    package static func answer(_ key: String) -> String { "a-" + key }
    static func note(_ key: String) -> String { "n-" + key }
    package static func other(_ key: String) -> String { "o-" + key }

    /// Keys of the items that stood on the page this form came from.
    static func asked(_ fields: Fields, of instrument: Instrument) -> Set<String> {
        Set(instrument.items.filter { $0.showIf == nil }.map(\.key)).union(fields.all(asked))
    }

    /// - Parameter earlier: what was saved before; kept for items that were not on the page.
    /// - Throws: `FormRefused` with everything that does not fit.
    package static func answers(_ fields: Fields, to instrument: Instrument, keeping earlier: Answers) throws -> Answers {
        var form = FormReader(fields)
        var answers = earlier
        let asked = asked(fields, of: instrument)
        for item in instrument.items where item.isQuestion && asked.contains(item.key) {
            answers[item.key] = read(item, &form)
        }
        let accepted = try form.accept(answers)
        // The reading above lets nothing through that does not fit; this is the rule itself, in case the two ever differ.
        guard accepted.problems(in: instrument).isEmpty else { throw InstrumentRefusal.unfit }
        return accepted
    }

    private static func read(_ item: Instrument.Item, _ form: inout FormReader) -> ItemAnswer? {
        let field = answer(item.key)
        switch item.kind {
        case .feature: return feature(item.key, &form)
        case .scale(let points): return point(field, of: points.count, &form).map(ItemAnswer.scale)
        case .band(let bands): return point(field, of: bands.count, &form).map(ItemAnswer.band)
        case .choice(let choice): return chosen(item.key, choice, &form)
        case .agree: return form.optionalChoice(field).map(ItemAnswer.agree)
        case .yesNo: return form.optionalChoice(field, YesNo.self).map { .yesNo($0 == .yes) }
        case .number(let range): return number(field, range, &form).map(ItemAnswer.number)
        case .open(let most): return form.optionalText(field, most: most).map(ItemAnswer.text)
        case .info: return nil
        }
    }

    private enum YesNo: String { case yes, no }

    private static func feature(_ key: String, _ form: inout FormReader) -> ItemAnswer? {
        let score: ItemAnswer.Score? = form.optionalChoice(answer(key))
        let note = form.optionalText(note(key), most: Answers.noteLimit)
        return score == nil && note == nil ? nil : .feature(score, note: note ?? "")
    }

    private static func point(_ field: String, of count: Int, _ form: inout FormReader) -> Int? {
        guard form.fields.first(field)?.isEmpty == false else { return nil }
        return form.number(field, in: 1...max(count, 1))
    }

    private static func chosen(_ key: String, _ choice: Instrument.Item.Choice, _ form: inout FormReader) -> ItemAnswer? {
        let given = form.fields.all(answer(key)).filter { !$0.isEmpty }
        let marked = choice.several ? given : Array(given.prefix(1))
        let options = choice.options.map(\.key).filter(marked.contains)
        let saysOther = choice.other && marked.contains(Instrument.otherKey)
        if Set(marked).subtracting(options).subtracting(choice.other ? [Instrument.otherKey] : []).isEmpty == false {
            form.refuse(answer(key), "choose")
        }
        let written = choice.other ? form.optionalText(other(key), most: Answers.otherLimit) : nil
        // Of one choice the mark decides; writing something without any mark means it as well.
        let other = saysOther ? written ?? "" : choice.several || marked.isEmpty ? written : nil
        return options.isEmpty && other == nil ? nil : .choice(options, other: other)
    }

    /// Takes a comma or a point, as people write both.
    private static func number(_ field: String, _ range: Instrument.Item.Range, _ form: inout FormReader) -> Double? {
        guard let text = form.optionalText(field, most: 20) else { return nil }
        let parts = text.replacing(",", with: ".").split(separator: ".", omittingEmptySubsequences: false)
        let isPlain =
            parts.count <= 2
            && parts.enumerated().allSatisfy { place, part in
                let digits = place == 0 && part.hasPrefix("-") ? part.dropFirst() : part
                return !digits.isEmpty && digits.utf8.allSatisfy { (48...57).contains($0) }
            }
        guard isPlain, let number = Double(parts.joined(separator: ".")), number >= Double(range.min), number <= Double(range.max) else {
            form.refuse(field, "notInRange", ["least": String(range.min), "most": String(range.max)])
            return nil
        }
        guard parts.count == 1 || parts[1].count <= range.decimals else {
            form.refuse(field, range.decimals == 0 ? "instrumentWhole" : "instrumentDecimals", ["most": String(range.decimals)])
            return nil
        }
        return number
    }
}

extension ResponseForm {
    /// The fields a form shows for these answers.
    package static func fields(of answers: Answers, on instrument: Instrument) -> Fields {
        Fields(instrument.items.flatMap { item in answers[item.key].map { pairs(item.key, $0) } ?? [] })
    }

    private static func pairs(_ key: String, _ answer: ItemAnswer) -> [(name: String, value: String)] {
        switch answer {
        case .feature(let score, let note): [(Self.answer(key), score?.rawValue ?? ""), (Self.note(key), note)]
        case .choice(let options, let other):
            options.map { (Self.answer(key), $0) } + (other.map { [(Self.answer(key), Instrument.otherKey), (Self.other(key), $0)] } ?? [])
        case .number(let number): [(Self.answer(key), text(number))]
        case .text(let text): [(Self.answer(key), text)]
        case .scale, .band, .agree, .yesNo: answer.notations.map { (Self.answer(key), $0) }
        }
    }

    /// '4,5' as it is written here; no decimals where there are none.
    static func text(_ number: Double) -> String {
        let whole = Int(exactly: number).map(String.init)
        return whole ?? String(number).replacing(".", with: ",")
    }
}
