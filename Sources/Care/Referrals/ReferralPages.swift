import Guiding
import Inviting
import People
import Storage
import Web

/// What the form for a new referral has to know.
struct NewReferral: Sendable {
    let consult: ID<Consult>
    let student: StudentCard
    let workers: [CarePerson]
}

/// One referral with what its reader may do.
struct ShownReferral: Sendable {
    let referral: Referral
    let student: StudentCard
    /// Whether the student looks.
    let isOwn: Bool
    let isCoordinator: Bool
    let events: [Referral.Event]
    let acts: Set<ReferralAct>
    /// Whether what was agreed to share waits for a parent or guardian.
    let waitsForGuardian: Bool
}

enum ReferralPages {
    static func list(_ referrals: [Referral], _ students: [ID<Person>: StudentCard], ask: Ask) -> Page {
        let words = ask.words
        let rows = referrals.compactMap { referral -> HTML? in
            guard let student = students[referral.student] else { return nil }
            let since = time(referral.changed, words.near(Day(referral.changed), today: ask.today))
            return """
                <li class="need">\(face(student.name.initials))<strong><a href="\(CarePaths.referral(referral.id))">\(student.name.full)</a></strong>\
                <span class="why">\(ReferralPieces.tag(referral.state, words)) \(since)</span></li>
                """
        }
        return Page(
            title: words("referral.list"),
            content: """
                <div class="stack"><h1>\(words("referral.list"))</h1><p class="soft">\(words("referral.listIntro"))</p></div>\
                \(rows.isEmpty ? empty(words("referral.none")) : "<ul class=\"sheet needs\">\(rows)</ul>")
                """)
    }

    static func new(_ new: NewReferral, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        let name = new.student.name.called
        let receivers = new.workers.map { ($0.id.text, $0.name.full) } + [(ReferralForm.outside, words("referral.outside"))]
        let areas = [("", words("care.area.none"))] + LifeArea.allCases.map { ($0.rawValue, words($0.key)) }
        let items =
            ManualSection.allCases.map { ($0.rawValue, words("manual.about." + $0.rawValue, ["name": name])) }
            + [(ReferralForm.circumstances, words("referral.circumstances", ["name": name]))]
        return Page(
            title: words("referral.new"),
            content: """
                <div class="stack">\(crumbs(words, [(CarePaths.consult(new.consult), words("consult.title"))]))\
                <h1>\(words("referral.newAbout", ["name": name]))</h1><p class="soft">\(words("referral.newIntro", ["name": name]))</p></div>\
                <form class="sheet stack" method="post" action="\(CarePaths.newReferral(new.consult))">\(pieces.summary)\
                \(pieces.options("receiver", label: words("referral.receiver"), options: receivers))\
                \(pieces.line("place", label: words("referral.place"), hint: words("referral.placeHint"), optional: true, most: ReferralForm.longestPlace))\
                \(pieces.area("words", label: words("referral.words"), hint: words("referral.wordsHint", ["name": name]), rows: 5))\
                \(pieces.select("area", label: words("care.area.title"), options: areas, optional: true))\
                \(pieces.options("item", label: words("referral.items"), hint: words("referral.itemsHint", ["name": name]), choosing: .several, options: items, optional: true))\
                <div class="buttons"><button class="button">\(words("referral.propose", ["name": name]))</button>\
                <a class="button quiet" href="\(CarePaths.consult(new.consult))">\(words("care.cancel"))</a></div></form>
                """)
    }

    static func one(_ shown: ShownReferral, _ state: FormState, ask: Ask) -> Page {
        let (words, referral) = (ask.words, shown.referral)
        let since = time(referral.changed, words.near(Day(referral.changed), today: ask.today))
        return Page(
            title: words("referral.title"),
            content: """
                <div class="stack">\(crumbs(words, [(GuidingPaths.student(shown.student.id), shown.student.name.full)]))\
                <h1>\(shown.isOwn ? words("referral.aboutYou") : words("referral.about", ["name": shown.student.name.called]))</h1>\
                <p>\(ReferralPieces.tag(referral.state, words)) \(since)</p></div>\
                \(when(referral.content) { content($0, shown, words) })\(waiting(shown, words))\(acts(shown, state, words))\(history(shown, ask))
                """)
    }

    private static func content(_ content: Referral.Content, _ shown: ShownReferral, _ words: Words) -> HTML {
        let agreed = shown.referral.agreed.map { item -> HTML in "<li>\(ReferralPieces.title(item, words))</li>" }
        let isDecided = ![.proposed, .refused].contains(shown.referral.state)
        let items: HTML =
            agreed.isEmpty ? "\(words("referral.nothingAlong"))" : "<ul>\(agreed)</ul>"
        let known: [(String, HTML)] =
            [
                (words("referral.receiver"), "\(ReferralPieces.receiver(content, words))"),
                (words("referral.coordinator"), "\(shown.referral.coordinatorName?.full ?? words("care.someone"))"),
            ] + (content.area.map { [(words("care.area.title"), "\(words($0.key))" as HTML)] } ?? [])
            + (isDecided ? [(words("referral.along"), items)] : [])
        let read = when(!shown.isOwn && !shown.isCoordinator && !agreed.isEmpty) {
            "<p>\(action(GuidingPaths.student(shown.student.id), words("referral.readShared", ["name": shown.student.name.called]), quiet: true))</p>"
        }
        return """
            <section class="sheet stack"><h2>\(words("referral.words"))</h2><p>\(lines(content.words))</p>\(facts(known))\(read)</section>
            """
    }

    /// For whom it waits, where that is not the reader.
    private static func waiting(_ shown: ShownReferral, _ words: Words) -> HTML {
        let guardian = when(shown.waitsForGuardian) { "<p class=\"notice attention\">\(words("referral.waitsForGuardian"))</p>" }
        let invitation = when(shown.isCoordinator && shown.referral.waitsForInvitation) {
            """
            <div class="notice attention stack"><p>\(words("referral.invite"))</p>\
            \(action(InvitingPaths.ofStudent(shown.student.id), words("referral.inviteNow")))</div>
            """
        }
        let stateOnly = when(shown.referral.content == nil) { "<p class=\"soft\">\(words("referral.stateOnly"))</p>" }
        return "\(guardian)\(invitation)\(stateOnly)"
    }

    private static func acts(_ shown: ShownReferral, _ state: FormState, _ words: Words) -> HTML {
        let id = shown.referral.id
        let name = shown.student.name.called
        let decide = when(shown.acts.contains(.agree)) { action(CarePaths.decision(id), words("referral.decide.begin")) }
        let accept = when(shown.acts.contains(.accept)) { act(CarePaths.acceptance(id), words("referral.accept"), describes: name) }
        let begin = when(shown.acts.contains(.begin)) { act(CarePaths.beginning(id), words("referral.begin"), describes: name) }
        let report = when(shown.acts.contains(.report)) { form(CarePaths.report(id), "report", state, words, of: name) }
        let close = when(shown.acts.contains(.close)) { form(CarePaths.referralEnd(id), "closing", state, words, of: name) }
        let decline = when(shown.acts.contains(.decline)) { form(CarePaths.declining(id), "reason", state, words, of: name) }
        let withdraw = when(shown.acts.contains(.withdraw)) {
            action(CarePaths.referralWithdrawal(id), words(shown.isOwn ? "referral.stop" : "referral.withdraw"), quiet: true)
        }
        return "<div class=\"row actions\">\(decide)\(accept)\(begin)</div>\(report)\(close)\(decline)\(withdraw)"
    }

    /// Something that is said in words; of several forms on the page the one that was refused stands open.
    private static func form(_ path: String, _ field: String, _ state: FormState, _ words: Words, of name: String) -> HTML {
        let isRefused = state.problem(field) != nil
        let pieces = FormPieces(isRefused ? state : FormState(), words)
        return """
            <details class="sheet"\(when(isRefused || field == "report") { " open" })><summary>\(words("referral.form." + field + ".title"))</summary>\
            <form class="stack" method="post" action="\(path)">\(pieces.summary)\
            \(pieces.area(field, label: words("referral.form." + field + ".label"), hint: words("referral.form." + field + ".hint", ["name": name]), rows: 4))\
            <div class="buttons"><button class="button">\(words("referral.form." + field + ".save"))</button></div></form></details>
            """
    }

    private static func history(_ shown: ShownReferral, _ ask: Ask) -> HTML {
        let words = ask.words
        let rows = shown.events.map { event -> HTML in
            let who = when(event.by) { " <span class=\"soft\">\($0.full)</span>" }
            return """
                <li\(when(event.act == .close) { " class=\"joy\"" })>\(time(event.at, words.near(Day(event.at), today: ask.today)))\
                <div>\(words("referral.event." + event.act.rawValue))\(who)\(when(event.words) { "<p>\(lines($0))</p>" })</div></li>
                """
        }
        return "<section class=\"stack\"><h2>\(words("referral.history"))</h2><ol class=\"timeline\">\(rows)</ol></section>"
    }

    static func withdrawing(_ shown: ShownReferral, ask: Ask) -> Page {
        let (words, id) = (ask.words, shown.referral.id)
        let key = shown.isOwn ? "referral.stop" : "referral.withdraw"
        let says = shown.isOwn ? words("referral.stopSays") : words("referral.withdrawSays", ["name": shown.student.name.called])
        return Page(
            title: words(key),
            content: """
                <div class="question">\(crumbs(words, [(CarePaths.referral(id), words("referral.title"))]))\
                <h1>\(words(shown.isOwn ? "referral.stopAsk" : "referral.withdrawAsk"))</h1><p>\(says)</p>\
                \(act(CarePaths.referralWithdrawal(id), words(key)))\
                <p><a class="button quiet" href="\(CarePaths.referral(id))">\(words("care.cancel"))</a></p></div>
                """)
    }
}
