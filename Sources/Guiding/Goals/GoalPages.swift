import Foundation
import People
import Storage
import Web

/// A goal with what its page shows around it.
struct ShownGoal: Sendable {
    let goal: Goal
    let student: StudentCard
    let isOwn: Bool
    let may: Set<Act>
}

enum GoalPages {
    static func new(_ student: StudentCard, isOwn: Bool, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        return Page(
            title: words("goal.new"),
            content: """
                <div class="stack">\(crumbs(words, [(GuidingPaths.student(student.id), student.name.full)]))<h1>\(words("goal.new"))</h1>\
                <p class="soft">\(isOwn ? words("goal.introOwn") : words("goal.intro", ["name": student.name.called]))</p></div>\
                <form class="sheet stack" method="post" action="\(GuidingPaths.goalsOfStudent(student.id))">\(isOwn ? asked(pieces, student, words) : whole(pieces, student, words))</form>
                """)
    }

    private static func questions(_ pieces: FormPieces, _ words: Words) -> [OneByOne.Question] {
        [
            .init(
                "task",
                html: pieces.options(
                    "task", label: words("goal.task"), options: DevelopmentTask.allCases.map { ($0.rawValue, words("task." + $0.rawValue)) }
                )),
            .init("words", html: pieces.area("words", label: words("goal.words"), hint: words("goal.wordsHint"), rows: 2)),
            .init("dream", html: pieces.area("dream", label: words("goal.dream"), hint: words("goal.dreamHint"), optional: true, rows: 2)),
            .init("takes", html: pieces.area("takes", label: words("goal.takes"), optional: true, rows: 2)),
            .init(
                "step",
                html: pieces.line("step", label: words("step.first"), hint: words("step.hint"), optional: true, most: GoalForm.longest)),
            .init("due", html: pieces.line("due", label: words("step.when"), kind: .date, optional: true)),
        ]
    }

    /// A student is asked one thing at a time.
    private static func asked(_ pieces: FormPieces, _ student: StudentCard, _ words: Words) -> HTML {
        OneByOne(pieces, questions(pieces, words)).html(save: words("goal.save"), leave: GuidingPaths.student(student.id))
    }

    private static func whole(_ pieces: FormPieces, _ student: StudentCard, _ words: Words) -> HTML {
        """
        \(pieces.summary)\(questions(pieces, words).map(\.html))<div class="buttons"><button class="button">\(words("goal.save"))</button>\
        <a class="button quiet" href="\(GuidingPaths.student(student.id))">\(words("guiding.cancel"))</a></div>
        """
    }

    static func one(_ shown: ShownGoal, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let goal = shown.goal
        let pieces = GoalPieces(words: words, today: ask.today, may: shown.may)
        return Page(
            title: words("goal.title"),
            content: """
                <div class="stack">\(crumbs(words, [(GuidingPaths.student(shown.student.id), shown.student.name.full)]))\
                <p class="soft">\(words("task." + goal.task.rawValue))</p><h1>\(written(goal.words))</h1>\
                <p>\(stateTag(goal, words))</p></div>\(about(goal, words))\
                <section class="sheet stack"><h2>\(words("step.title"))</h2>\(pieces.steps(goal))\
                \(when(goal.steps.isEmpty) { "<p class=\"soft\">\(words("step.none"))</p>" })\
                \(when(goal.state == .open && shown.may.contains(.takeStep)) { stepForm(shown, FormPieces(state, words), words) })</section>\
                \(when(goal.state == .open && shown.may.contains(.setGoal)) { ending(goal, words) })
                """)
    }

    private static func stateTag(_ goal: Goal, _ words: Words) -> HTML {
        switch goal.state {
        case .open: .empty
        case .reached: tag(words("goal.reached"), .joy)
        case .letGo: tag(words("goal.letGo"))
        }
    }

    private static func about(_ goal: Goal, _ words: Words) -> HTML {
        let pairs = [(words("goal.dream"), goal.dream), (words("goal.takes"), goal.takes)].compactMap { name, text in
            text.map { (name, lines($0)) }
        }
        return when(!pairs.isEmpty) { "<section class=\"sheet\">\(facts(pairs))</section>" }
    }

    private static func stepForm(_ shown: ShownGoal, _ pieces: FormPieces, _ words: Words) -> HTML {
        let questions: [OneByOne.Question] = [
            .init("step", html: pieces.line("step", label: words("step.next"), hint: words("step.hint"), most: GoalForm.longest)),
            .init("due", html: pieces.line("due", label: words("step.when"), kind: .date, optional: true)),
        ]
        let inside =
            shown.isOwn
            ? OneByOne(pieces, questions).html(save: words("step.save"))
            : "\(pieces.summary)\(questions.map(\.html))<div class=\"buttons\"><button class=\"button\">\(words("step.save"))</button></div>"
        return "<form class=\"stack\" method=\"post\" action=\"\(GuidingPaths.steps(shown.goal.id))\">\(inside)</form>"
    }

    private static func ending(_ goal: Goal, _ words: Words) -> HTML {
        """
        <section class="row">\(act(GuidingPaths.goalEnd(goal.id), words("goal.reach"), fields: [("state", "reached")]))\
        \(act(GuidingPaths.goalEnd(goal.id), words("goal.release"), quiet: true, fields: [("state", "letGo")]))</section>
        """
    }
}
