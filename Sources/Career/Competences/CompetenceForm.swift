import Storage
import Web

enum CompetenceForm {
    static let longest = 500

    static func evidence(_ fields: Fields, today: Day) throws -> EvidenceDraft {
        var form = FormReader(fields)
        let competence: Competence? = form.choice("competence")
        let source: Evidence.Source? = form.choice("source")
        let words = form.text("words", most: longest)
        let day = day(&form, today)
        guard let competence, let source, let day else { return try form.accept(nil) }
        return try form.accept(EvidenceDraft(competence: competence, source: source, words: words, day: day))
    }

    static func option(_ fields: Fields, today: Day) throws -> OptionDraft {
        var form = FormReader(fields)
        let kind: ExploredOption.Kind? = form.choice("kind")
        let words = form.text("words", most: longest)
        let felt: ExploredOption.Felt? = form.choice("felt")
        let note = form.optionalText("note", most: longest)
        let day = day(&form, today)
        guard let kind, let felt, let day else { return try form.accept(nil) }
        return try form.accept(OptionDraft(kind: kind, words: words, felt: felt, note: note, day: day))
    }

    static func nextStep(_ fields: Fields) throws -> NextStepDraft {
        var form = FormReader(fields)
        let direction: NextStep.Direction? = form.choice("direction")
        let words = form.optionalText("words", most: longest)
        // 'Something else' says nothing by itself.
        if direction == .other, words == nil, form.problems.isEmpty { form.refuse("words", "missing") }
        return try form.accept(direction.map { NextStepDraft(direction: $0, words: words) })
    }

    /// A day that has been; without one it is today.
    private static func day(_ form: inout FormReader, _ today: Day) -> Day? {
        let found = form.optionalDay("day")
        guard let found else { return form.problems.contains { $0.field == "day" } ? nil : today }
        if found > today { form.refuse("day", "careerDay") }
        return found
    }
}
