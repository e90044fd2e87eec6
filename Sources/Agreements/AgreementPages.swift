import Foundation
import People
import Storage
import Web

/// What the form for a new agreement has to know.
struct NewAgreement: Sendable {
    let student: StudentCard
    let people: [(person: ID<Person>, label: String)]
    let goals: [(id: ID<AgreementGoal>, words: String)]
    let from: From
    /// Whether the student makes it.
    let isOwn: Bool

    /// Where it is made: in a conversation, or for a placement.
    struct From: Sendable {
        let conversation: ID<AgreementConversation>?
        let placement: ID<AgreementPlacement>?

        init(conversation: String?, placement: String?) {
            self.conversation = conversation.flatMap { ID($0) }
            self.placement = placement.flatMap { ID($0) }
        }
    }
}

enum AgreementPages {
    static func new(_ new: NewAgreement, _ state: FormState, ask: Ask, studentPath: String) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        let title = words("agreement.new.title")
        let questions = questions(new, pieces, words)
        // A student is asked one thing at a time.
        let asked = OneByOne(pieces, questions).html(save: words("agreement.save"), leave: studentPath)
        let whole: HTML = """
            \(pieces.summary)\(questions.map(\.html))<div class="buttons"><button class="button">\(words("agreement.save"))</button>\
            <a class="button quiet" href="\(studentPath)">\(words("agreement.cancel"))</a></div>
            """
        return Page(
            title: title,
            content: """
                <div class="stack">\(crumbs(words, [(studentPath, new.student.name.full)]))<h1>\(title)</h1><p class="soft">\(words("agreement.new.intro"))</p></div>\
                <form class="sheet stack" method="post" action="\(AgreementPaths.ofStudent(new.student.id))">\
                \(hidden(new, pieces, isAsked: new.isOwn))\(new.isOwn ? asked : whole)</form>
                """)
    }

    /// Where it comes from travels along; who is asked one question at a time has it in what was answered already.
    private static func hidden(_ new: NewAgreement, _ pieces: FormPieces, isAsked: Bool) -> HTML {
        func field(_ name: String, _ value: String?) -> HTML {
            when(value) { isAsked && !pieces.state.value(name).isEmpty ? .empty : pieces.hidden(name, $0) }
        }
        return field("conversation", new.from.conversation?.text) + field("placement", new.from.placement?.text)
    }

    private static func questions(_ new: NewAgreement, _ pieces: FormPieces, _ words: Words) -> [OneByOne.Question] {
        let questions: [OneByOne.Question] = [
            .init("what", html: pieces.area("what", label: words("agreement.what"), hint: words("agreement.whatHint"), rows: 2)),
            .init(
                "party",
                html: pieces.options(
                    "party", label: words("agreement.with"), choosing: .several, options: new.people.map { ($0.person.text, $0.label) })),
            .init("due", html: pieces.line("due", label: words("agreement.by"), kind: .date)),
            .init(
                "steps",
                html: pieces.area("steps", label: words("agreement.steps"), hint: words("agreement.stepsHint"), optional: true, rows: 3)),
            .init(
                "consequence",
                html: pieces.area(
                    "consequence", label: words("agreement.consequence"), hint: words("agreement.consequenceHint"), optional: true, rows: 2)
            ),
        ]
        guard !new.goals.isEmpty else { return questions }
        let goals = [("", words("agreement.noGoal"))] + new.goals.map { ($0.id.text, $0.words) }
        return questions + [.init("goal", html: pieces.select("goal", label: words("agreement.goal"), options: goals, optional: true))]
    }

    static func one(_ shown: ShownAgreement, _ state: FormState, ask: Ask, viewer: ID<Person>, studentPath: String) -> Page {
        let words = ask.words
        let agreement = shown.agreement
        let card = AgreementCard(agreement, viewer: viewer, words: words, today: ask.today)
        return Page(
            title: words("agreement.title"),
            content: """
                <div class="stack">\(crumbs(words, [(studentPath, shown.student.name.full)]))<h1>\(written(agreement.title(words)))</h1>\
                <p>\(card.standing) \(time(agreement.due, words("agreement.due", ["day": words.long(agreement.due, today: ask.today)])))</p></div>\
                <div class="columns"><div class="stack">\(judging(shown, state, words: words))\(shown.beside)\
                <section class="sheet stack"><h2>\(words("agreement.with"))</h2>\(card.partyList)\(card.confirmButton)</section>\
                \(steps(shown, words))\(when(agreement.consequence) { consequence($0, words) })</div>\
                <aside class="stack"><h2>\(words("agreement.history"))</h2>\(history(shown, ask))</aside></div>
                """)
    }

    private static func consequence(_ text: String, _ words: Words) -> HTML {
        "<section class=\"sheet stack consequence\"><h2>\(words("agreement.consequence"))</h2><p>\(lines(text))</p></section>"
    }

    private static func steps(_ shown: ShownAgreement, _ words: Words) -> HTML {
        when(!shown.agreement.steps.isEmpty) {
            let rows = shown.agreement.steps.map { step -> HTML in
                let button = act(
                    AgreementPaths.step(shown.agreement.id, step.id), words("agreement.stepDone"), quiet: true, describes: step.text)
                return """
                    <li class="step\(when(step.done != nil) { " done" })">\(written(step.text))\
                    \(step.done == nil && shown.mayJudge && shown.agreement.state == .open ? button : when(step.done != nil) { tag(words("agreement.stepIsDone"), .joy) })</li>
                    """
            }
            return "<section class=\"sheet stack\"><h2>\(words("agreement.steps"))</h2><ol class=\"steps\">\(rows)</ol></section>"
        }
    }

    private static func judging(_ shown: ShownAgreement, _ state: FormState, words: Words) -> HTML {
        let agreement = shown.agreement
        let verdicts = Verdict.allCases.filter { agreement.state(after: $0) != nil }
        return when(shown.mayJudge && !verdicts.isEmpty) {
            let pieces = FormPieces(state, words)
            let title = agreement.state == .open ? words("agreement.ask") : words("agreement.again")
            let questions = verdictQuestions(verdicts, state, pieces, words)
            let inside =
                shown.isOwn
                ? OneByOne(pieces, questions).html(save: words("agreement.saveVerdict"))
                : "\(pieces.summary)\(questions.map(\.html))<div class=\"buttons\"><button class=\"button\">\(words("agreement.saveVerdict"))</button></div>"
            return """
                <form class="sheet stack" method="post" action="\(AgreementPaths.judgement(agreement.id))"><h2>\(title)</h2>\(inside)</form>
                """
        }
    }

    /// A new day is asked last; of who answers one question at a time only when it is moved.
    private static func verdictQuestions(_ verdicts: [Verdict], _ state: FormState, _ pieces: FormPieces, _ words: Words) -> [OneByOne
        .Question]
    {
        let said = state.value("verdict")
        let questions: [OneByOne.Question] = [
            .init(
                "verdict",
                html: pieces.options(
                    "verdict", label: words("agreement.verdict"),
                    options: verdicts.map { ($0.rawValue, words("agreement.verdictIs." + $0.rawValue)) })),
            .init(
                "reason",
                html: pieces.area("reason", label: words("agreement.reason"), hint: words("agreement.reasonHint"), optional: true, rows: 2)),
        ]
        guard said.isEmpty || said == Verdict.moved.rawValue else { return questions }
        let day = pieces.line("due", label: words("agreement.newDay"), hint: words("agreement.newDayHint"), kind: .date, optional: true)
        return questions + [.init("due", html: day)]
    }

    private static func history(_ shown: ShownAgreement, _ ask: Ask) -> HTML {
        let words = ask.words
        let rows = shown.history.map { event -> HTML in
            let line = words(
                "agreement.event." + event.kind.rawValue, ["who": event.by?.full ?? "", "day": event.due.map { words.full($0) } ?? ""])
            return """
                <li\(when(event.kind == .kept) { " class=\"joy\"" })>\(time(event.at, words.near(Day(event.at), today: ask.today)))<div>\(line)\
                \(when(event.reason) { "<p class=\"soft\">\(lines($0))</p>" })</div></li>
                """
        }
        return "<ol class=\"timeline\">\(rows)</ol><p class=\"soft\">\(words("agreement.historyStays"))</p>"
    }
}

/// One agreement with what its page shows beside it.
struct ShownAgreement: Sendable {
    let agreement: Agreement
    let student: StudentCard
    let history: [Agreement.Event]
    let mayJudge: Bool
    /// Whether the student looks.
    let isOwn: Bool
    /// What other parts show here.
    let beside: HTML
}
