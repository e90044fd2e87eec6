import Guiding
import People
import Storage
import Web

/// The signals of a caseload.
struct ShownSignals: Sendable {
    let signals: [Signal]
    let students: [ID<Person>: StudentCard]
    let sees: [ID<Person>: Set<Part>]
    let calendar: SchoolCalendar
}

/// One signal with what its reader may do.
struct ShownSignal: Sendable {
    let signal: Signal
    let student: StudentCard
    /// Whether the student looks.
    let isOwn: Bool
    let state: Signal.State
    let acts: Set<SignalAct>
    let seesConsult: Bool
    let calendar: SchoolCalendar
}

enum SignalPages {
    /// Who, where it stands and since when; the words stand on the page of the signal itself.
    static func list(_ shown: ShownSignals, viewer: Viewer, ask: Ask) -> Page {
        let words = ask.words
        let rows = shown.signals.compactMap { signal -> HTML? in
            guard let student = shown.students[signal.student] else { return nil }
            let state = signal.stateShown(to: shown.sees[signal.student] ?? [])
            let isLate = signal.isLate(on: ask.today, shown.calendar)
            return """
                <li class="need">\(face(student.name.initials))<strong><a href="\(CarePaths.signal(signal.id))">\(student.name.full)</a></strong>\
                <span class="why">\(SignalPieces.tag(state, isLate: isLate, words)) \(SignalPieces.from(signal, ask))</span></li>
                """
        }
        let links = when(!viewer.roles.isDisjoint(with: Signal.leading)) {
            "<p>\(action(CarePaths.consults(), words("consult.list"), quiet: true)) \(action(CarePaths.referrals(), words("referral.list"), quiet: true))</p>"
        }
        return Page(
            title: words("menu.signals"),
            content: """
                <div class="stack"><h1>\(words("menu.signals"))</h1><p class="soft">\(words("signal.listIntro"))</p></div>\
                \(rows.isEmpty ? empty(words("signal.none"), step: action(GuidingPaths.students(), words("signal.toStudents"), quiet: true)) : "<ul class=\"sheet needs\">\(rows)</ul>")\(links)
                """)
    }

    /// One screen, quick on a phone; who is suspected of nothing can be helped here, violence at home goes by the reporting code.
    static func new(_ student: StudentCard, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        let name = student.name.called
        let areas = [("", words("care.area.none"))] + LifeArea.allCases.map { ($0.rawValue, words($0.key)) }
        return Page(
            title: words("signal.new"),
            content: """
                <div class="stack">\(crumbs(words, [(GuidingPaths.student(student.id), student.name.full)]))<h1>\(words("signal.newAbout", ["name": name]))</h1>\
                <p class="soft">\(words("signal.newIntro"))</p></div>\
                <form class="sheet stack" method="post" action="\(CarePaths.signalsOfStudent(student.id))">\(pieces.summary)\
                \(pieces.area("words", label: words("signal.words"), hint: words("signal.wordsHint", ["name": name]), rows: 4))\
                \(pieces.select("area", label: words("care.area.title"), options: areas, optional: true))\
                <p class="promise">\(icon("eye"))<span>\(words("signal.whoReads", ["name": name]))</span></p>\
                <div class="buttons"><button class="button">\(words("signal.send"))</button>\
                <a class="button quiet" href="\(GuidingPaths.student(student.id))">\(words("care.cancel"))</a></div></form>\(ReportingCodePage.link(words))
                """)
    }

    static func one(_ shown: ShownSignal, _ state: FormState, ask: Ask) -> Page {
        let (words, signal) = (ask.words, shown.signal)
        let isLate = signal.isLate(on: ask.today, shown.calendar)
        let area = when(signal.area) { "<p class=\"soft\">\(words("care.area.title")): \(words($0.key))</p>" }
        let answer = when(signal.answer) { text in
            "<section class=\"sheet stack\"><h2>\(words("signal.answer"))</h2><p>\(lines(text))</p></section>"
        }
        return Page(
            title: words("signal.title"),
            content: """
                <div class="stack">\(crumbs(words, [(GuidingPaths.student(shown.student.id), shown.student.name.full)]))\
                <h1>\(shown.isOwn ? words("signal.aboutYou") : words("signal.about", ["name": shown.student.name.called]))</h1>\
                <p>\(SignalPieces.tag(shown.state, isLate: isLate, words)) \(SignalPieces.from(signal, ask))</p></div>\
                <section class="sheet stack"><p>\(lines(signal.words))</p>\(area)</section>\(answer)\(standing(shown, ask))\(acts(shown, state, ask))
                """)
    }

    /// What became of it so far, in a sentence.
    private static func standing(_ shown: ShownSignal, _ ask: Ask) -> HTML {
        let (words, signal) = (ask.words, shown.signal)
        let by = Signal.answerBy(given: signal.given, shown.calendar)
        let text =
            switch shown.state {
            case .given: words("signal.stands.given", ["day": words.near(by, today: ask.today)])
            case .takenUp: words("signal.stands.takenUp", ["who": signal.taker?.full ?? words("care.someone")])
            case .asked: words("signal.stands.asked")
            case .settled: words("signal.stands.settled")
            case .withdrawn: words("signal.stands.withdrawn")
            }
        let consult = when(shown.seesConsult ? signal.consult : nil) {
            "<p>\(action(CarePaths.consult($0), words("consult.look"), quiet: true))</p>"
        }
        return "<p class=\"soft\">\(text)</p>\(consult)"
    }

    private static func acts(_ shown: ShownSignal, _ state: FormState, _ ask: Ask) -> HTML {
        let (words, id) = (ask.words, shown.signal.id)
        let name = shown.student.name.called
        let pieces = FormPieces(state, words)
        let takeUp = when(shown.acts.contains(.takeUp)) { act(CarePaths.signalTakenUp(id), words("signal.takeUp"), describes: name) }
        let settle = when(shown.acts.contains(.settle)) {
            """
            <form class="sheet stack" method="post" action="\(CarePaths.signalAnswer(id))"><h2>\(words("signal.settleTitle"))</h2>\(pieces.summary)\
            \(pieces.area("answer", label: words("signal.answerLabel"), hint: words("signal.answerHint", ["name": name]), rows: 3))\
            <div class="buttons"><button class="button">\(words("signal.settle"))</button></div></form>
            """
        }
        let consult = when(shown.acts.contains(.ask)) {
            action(CarePaths.newConsult(shown.student.id) + "?signaal=" + id.text, words("consult.new"), quiet: true)
        }
        let withdraw = when(shown.acts.contains(.withdraw)) {
            action(CarePaths.signalWithdrawal(id), words("signal.withdraw"), quiet: true)
        }
        return "\(takeUp)\(settle)<div class=\"row actions\">\(consult)\(withdraw)</div>"
    }

    static func withdrawing(_ shown: ShownSignal, ask: Ask) -> Page {
        let words = ask.words
        return Page(
            title: words("signal.withdraw"),
            content: """
                <div class="question">\(crumbs(words, [(CarePaths.signal(shown.signal.id), words("signal.title"))]))<h1>\(words("signal.withdrawAsk"))</h1>\
                <p>\(words("signal.withdrawSays", ["name": shown.student.name.called]))</p>\
                \(act(CarePaths.signalWithdrawal(shown.signal.id), words("signal.withdraw")))\
                <p><a class="button quiet" href="\(CarePaths.signal(shown.signal.id))">\(words("care.cancel"))</a></p></div>
                """)
    }
}
