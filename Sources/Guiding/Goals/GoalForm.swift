import Storage
import Web

enum GoalForm {
    static let longest = 300

    static func goal(_ fields: Fields) throws -> GoalDraft {
        var form = FormReader(fields)
        let task: DevelopmentTask? = form.choice("task")
        let words = form.text("words", most: longest)
        let dream = form.optionalText("dream", most: longest)
        let takes = form.optionalText("takes", most: longest)
        let step = form.optionalText("step", most: longest)
        let due = form.optionalDay("due")
        return try form.accept(
            task.map {
                GoalDraft(task: $0, words: words, dream: dream, takes: takes, firstStep: step.map { StepDraft(words: $0, due: due) })
            })
    }

    static func step(_ fields: Fields) throws -> StepDraft {
        var form = FormReader(fields)
        let words = form.text("step", most: longest)
        let due = form.optionalDay("due")
        return try form.accept(StepDraft(words: words, due: due))
    }

    static func success(_ fields: Fields) throws -> String {
        var form = FormReader(fields)
        let words = form.text("success", most: longest)
        return try form.accept(words)
    }
}
