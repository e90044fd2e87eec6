import Foundation
import People
import Storage
import Web

/// What the form for a new agreement has to know.
struct NewAgreement: Sendable {
    let student: StudentCard
    let people: [(person: ID<Person>, label: String)]
    let goals: [(id: ID<AgreementGoal>, words: String)]
    let conversation: ID<AgreementConversation>?
}

enum AgreementPages {
    static func new(_ new: NewAgreement, _ state: FormState, ask: Ask, studentPath: String) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        let title = words("agreement.new.title")
        return Page(
            title: title,
            content: """
                <div class="stack">\(crumbs(words, [(studentPath, new.student.name.full)]))<h1>\(title)</h1><p class="soft">\(words("agreement.new.intro"))</p></div>\
                <form class="sheet stack" method="post" action="\(AgreementPaths.ofStudent(new.student.id))">\(pieces.summary)\
                \(when(new.conversation) { pieces.hidden("conversation", $0.text) })\
                \(pieces.area("what", label: words("agreement.what"), hint: words("agreement.whatHint"), rows: 2))\
                \(pieces.options("party", label: words("agreement.with"), choosing: .several, options: new.people.map { ($0.person.text, $0.label) }))\
                \(pieces.line("due", label: words("agreement.by"), kind: .date))\
                \(pieces.area("steps", label: words("agreement.steps"), hint: words("agreement.stepsHint"), optional: true, rows: 3))\
                \(pieces.area("consequence", label: words("agreement.consequence"), hint: words("agreement.consequenceHint"), optional: true, rows: 2))\
                \(goalChoice(new, pieces, words))\
                <div class="buttons"><button class="button">\(words("agreement.save"))</button>\
                <a class="button quiet" href="\(studentPath)">\(words("agreement.cancel"))</a></div></form>
                """)
    }

    private static func goalChoice(_ new: NewAgreement, _ pieces: FormPieces, _ words: Words) -> HTML {
        when(!new.goals.isEmpty) {
            pieces.select(
                "goal", label: words("agreement.goal"),
                options: [("", words("agreement.noGoal"))] + new.goals.map { ($0.id.text, $0.words) }, optional: true)
        }
    }

    static func one(_ shown: ShownAgreement, _ state: FormState, ask: Ask, viewer: ID<Person>, studentPath: String) -> Page {
        let words = ask.words
        let agreement = shown.agreement
        let card = AgreementCard(agreement, viewer: viewer, words: words, today: ask.today)
        return Page(
            title: words("agreement.title"),
            content: """
                <div class="stack">\(crumbs(words, [(studentPath, shown.student.name.full)]))<h1>\(agreement.title(words))</h1>\
                <p>\(card.standing) \(time(agreement.due, words("agreement.due", ["day": words.long(agreement.due, today: ask.today)])))</p></div>\
                <div class="columns"><div class="stack">\(judging(shown, state, words: words))\
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
                    <li class="step\(when(step.done != nil) { " done" })"><span>\(step.text)</span>\
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
            return """
                <form class="sheet stack" method="post" action="\(AgreementPaths.judgement(agreement.id))"><h2>\(title)</h2>\(pieces.summary)\
                \(pieces.options("verdict", label: words("agreement.verdict"), options: verdicts.map { ($0.rawValue, words("agreement.verdictIs." + $0.rawValue)) }))\
                \(pieces.area("reason", label: words("agreement.reason"), hint: words("agreement.reasonHint"), optional: true, rows: 2))\
                \(pieces.line("due", label: words("agreement.newDay"), hint: words("agreement.newDayHint"), kind: .date, optional: true))\
                <div class="buttons"><button class="button">\(words("agreement.saveVerdict"))</button></div></form>
                """
        }
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
}
