import Guiding
import People
import Storage
import Web

/// What the form for a new consult has to know.
struct NewConsult: Sendable {
    let student: StudentCard
    let coordinators: [CarePerson]
    /// The signal it is about: shown beside the form, and not sent along.
    let signal: Signal?
}

/// One consult with what its reader may do.
struct ShownConsult: Sendable {
    let consult: Consult
    let student: StudentCard
    /// Whether the student looks.
    let isOwn: Bool
    let isCoordinator: Bool
    let acts: Set<ConsultAct>
    let referrals: [Referral]
}

enum ConsultPages {
    static func list(_ consults: [Consult], _ students: [ID<Person>: StudentCard], ask: Ask) -> Page {
        let words = ask.words
        let rows = consults.compactMap { consult -> HTML? in
            guard let student = students[consult.student] else { return nil }
            return """
                <li class="need">\(face(student.name.initials))<strong><a href="\(CarePaths.consult(consult.id))">\(student.name.full)</a></strong>\
                <span class="why">\(tag(consult.state, words)) \(people(consult, ask))</span></li>
                """
        }
        return Page(
            title: words("consult.list"),
            content: """
                <div class="stack"><h1>\(words("consult.list"))</h1><p class="soft">\(words("consult.listIntro"))</p></div>\
                \(rows.isEmpty ? empty(words("consult.none")) : "<ul class=\"sheet needs\">\(rows)</ul>")
                """)
    }

    static func new(_ new: NewConsult, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let name = new.student.name.called
        let title = words("consult.newAbout", ["name": name])
        let head: HTML = """
            <div class="stack">\(crumbs(words, [(GuidingPaths.student(new.student.id), new.student.name.full)]))<h1>\(title)</h1>\
            <p class="soft">\(words("consult.newIntro"))</p></div>
            """
        guard !new.coordinators.isEmpty else { return Page(title: title, content: "\(head)\(empty(words("consult.nobody")))") }
        let pieces = FormPieces(state, words)
        let signal = when(new.signal) { signal -> HTML in
            """
            <section class="sheet stack"><h2>\(words("signal.title"))</h2><p>\(lines(signal.words))</p><p class="soft">\(words("consult.signalStays"))</p></section>
            """
        }
        return Page(
            title: title,
            content: """
                \(head)\(signal)<form class="sheet stack" method="post" action="\(CarePaths.consultsOfStudent(new.student.id))">\(pieces.summary)\
                \(when(new.signal) { pieces.hidden("signal", $0.id.text) })\
                \(pieces.area("question", label: words("consult.question"), hint: words("consult.questionHint"), rows: 5))\
                \(pieces.options("coordinator", label: words("consult.whom"), options: new.coordinators.map { ($0.id.text, $0.name.full) }))\
                <p class="promise">\(icon("lock"))<span>\(words("consult.goesAlong", ["name": name]))</span></p>\
                <div class="buttons"><button class="button">\(words("consult.send"))</button>\
                <a class="button quiet" href="\(GuidingPaths.student(new.student.id))">\(words("care.cancel"))</a></div></form>\(ReportingCodePage.link(words))
                """)
    }

    static func one(_ shown: ShownConsult, _ state: FormState, ask: Ask) -> Page {
        let (words, consult) = (ask.words, shown.consult)
        let answer = when(consult.answer) { text in
            "<section class=\"sheet stack\"><h2>\(words("consult.answer"))</h2><p>\(lines(text))</p></section>"
        }
        let referrals = when(!shown.referrals.isEmpty) {
            "<section class=\"sheet stack\"><h2>\(words("referral.list"))</h2><ul class=\"stack\">\(shown.referrals.map { ReferralPieces.line($0, ask) })</ul></section>"
        }
        return Page(
            title: words("consult.title"),
            content: """
                <div class="stack">\(crumbs(words, [(GuidingPaths.student(shown.student.id), shown.student.name.full)]))\
                <h1>\(shown.isOwn ? words("consult.aboutYou") : words("consult.about", ["name": shown.student.name.called]))</h1>\
                <p>\(tag(consult.state, words)) \(people(consult, ask))</p></div>\
                <section class="sheet stack"><h2>\(words("consult.question"))</h2><p>\(lines(consult.question))</p></section>\
                \(answer)\(referrals)\(acts(shown, state, words))
                """)
    }

    private static func acts(_ shown: ShownConsult, _ state: FormState, _ words: Words) -> HTML {
        let id = shown.consult.id
        let pieces = FormPieces(state, words)
        let takeUp = when(shown.acts.contains(.takeUp)) {
            act(CarePaths.consultTakenUp(id), words("consult.takeUp"), describes: shown.student.name.called)
        }
        let answer = when(shown.acts.contains(.answer)) {
            """
            <form class="sheet stack" method="post" action="\(CarePaths.consultAnswer(id))"><h2>\(words("consult.answerTitle"))</h2>\(pieces.summary)\
            \(pieces.area("answer", label: words("consult.answerLabel"), hint: words("consult.answerHint"), rows: 5))\
            <div class="buttons"><button class="button">\(words("consult.answerSend"))</button></div></form>
            """
        }
        let refer = when(shown.acts.contains(.refer)) { action(CarePaths.newReferral(id), words("referral.new"), quiet: true) }
        let close = when(shown.acts.contains(.close)) { action(CarePaths.consultEnd(id), words("consult.close"), quiet: true) }
        let withdraw = when(shown.acts.contains(.withdraw)) {
            action(CarePaths.consultWithdrawal(id), words("consult.withdraw"), quiet: true)
        }
        return "\(takeUp)\(answer)<div class=\"row actions\">\(refer)\(close)\(withdraw)</div>"
    }

    static func ending(_ shown: ShownConsult, _ act: ConsultAct, ask: Ask) -> Page {
        let (words, id) = (ask.words, shown.consult.id)
        let path = act == .close ? CarePaths.consultEnd(id) : CarePaths.consultWithdrawal(id)
        let name = shown.consult.coordinatorName?.full ?? words("care.someone")
        return Page(
            title: words("consult." + act.rawValue),
            content: """
                <div class="question">\(crumbs(words, [(CarePaths.consult(id), words("consult.title"))]))<h1>\(words("consult.endAsk." + act.rawValue))</h1>\
                <p>\(words("consult.endSays", ["name": name]))</p>\(Web.act(path, words("consult." + act.rawValue)))\
                <p><a class="button quiet" href="\(CarePaths.consult(id))">\(words("care.cancel"))</a></p></div>
                """)
    }

    static func tag(_ state: Consult.State, _ words: Words) -> HTML {
        Web.tag(words("consult.state." + state.rawValue), state == .asked ? .attention : .plain)
    }

    /// 'Van Nadia van Rooij aan Ingrid Stapel, gisteren.'
    static func people(_ consult: Consult, _ ask: Ask) -> HTML {
        let words = ask.words
        let text = words(
            "consult.people",
            ["from": consult.asker?.full ?? words("care.someone"), "to": consult.coordinatorName?.full ?? words("care.someone")])
        return "\(text), \(time(consult.asked, words.near(Day(consult.asked), today: ask.today)))"
    }
}
