import Foundation
import People
import Storage
import Web

/// Goals by development task, each with its small steps.
struct GoalPieces {
    let words: Words
    let today: Day
    let may: Set<Act>

    func tasks(_ goals: [Goal], student: ID<Person>) -> HTML {
        let sections = DevelopmentTask.allCases.map { task -> HTML in
            let own = goals.filter { $0.task == task && $0.state != .letGo }
            return """
                <section class="task"><h3>\(words("task." + task.rawValue))</h3>\(own.map { goal($0, under: .task) })\
                \(when(own.isEmpty) { "<p class=\"soft\">\(words("goal.none." + task.rawValue))</p>" })</section>
                """
        }
        let add = when(may.contains(.setGoal)) { "<p>\(action(GuidingPaths.newGoal(student), words("goal.new"), quiet: true))</p>" }
        return "<div class=\"tasks\">\(sections)</div>" + add
    }

    /// What a goal stands under: headings follow each other without a gap.
    enum Place { case task, page }

    func goal(_ goal: Goal, under place: Place) -> HTML {
        let link: HTML = "<a href=\"\(GuidingPaths.goal(goal.id))\">\(written(goal.words))</a>"
        let heading: HTML = place == .task ? "<h4>\(link)</h4>" : "<h3>\(link)</h3>"
        return """
            <article class="goal">\(heading)\
            \(when(goal.state == .reached) { tag(words("goal.reached"), .joy) })\(steps(goal))</article>
            """
    }

    func steps(_ goal: Goal) -> HTML {
        when(!goal.steps.isEmpty) { "<ul class=\"steps\">\(goal.steps.map { step($0, goal) })</ul>" }
    }

    private func step(_ step: Step, _ goal: Goal) -> HTML {
        if let done = step.done {
            return
                "<li class=\"step done\">\(written(step.words)) \(time(done, words("step.takenOn", ["day": words.near(Day(done), today: today)])))</li>"
        }
        let due = when(step.due) { time($0, words("step.by", ["day": words.near($0, today: today)])) }
        let button = when(may.contains(.takeStep) && goal.state == .open) {
            act(GuidingPaths.stepDone(step.id), words("step.take"), quiet: true, describes: step.words)
        }
        return "<li class=\"step\">\(written(step.words)) \(due) \(button)</li>"
    }

    func successes(_ successes: [Success], names: [ID<Person>: PersonName], student: ID<Person>, form pieces: FormPieces) -> HTML {
        let rows = successes.map { success -> HTML in
            let by = success.by.flatMap { names[$0]?.called } ?? ""
            return """
                <li>\(written(success.words))<br><span class="soft">\(by) · \(time(success.at, words.near(Day(success.at), today: today)))</span></li>
                """
        }
        let list = successes.isEmpty ? "<p class=\"soft\">\(words("success.none"))</p>" as HTML : "<ul>\(rows)</ul>"
        let form = when(may.contains(.noteSuccess)) {
            """
            <form class="inline-form" method="post" action="\(GuidingPaths.successes(student))">\(pieces.summary)\
            \(pieces.line("success", label: words("success.label"), most: GoalForm.longest))<button class="button quiet">\(words("success.save"))</button></form>
            """
        }
        return "<section class=\"successes\"><h2>\(words("success.title"))</h2>\(list)\(form)</section>"
    }
}
