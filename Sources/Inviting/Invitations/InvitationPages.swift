import Foundation
import People
import Storage
import Web

/// What the page of invitations is made of.
struct ShownInvitations: Sendable {
    let student: StudentCard
    let invitations: [Invitation]
    /// What the viewer can invite for now.
    let offers: [Offer]
    let studentPath: String
}

enum InvitationPages {
    static func list(_ shown: ShownInvitations, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let open = shown.invitations.filter { [.invited, .accepted].contains($0.state(at: ask.now)) }
        let over = shown.invitations.filter { ![.invited, .accepted].contains($0.state(at: ask.now)) }
        let list: HTML =
            open.isEmpty
            ? empty(words("invite.none", ["name": shown.student.name.called])) : table(open, words("invite.open"), shown, ask)
        return Page(
            title: words("invite.title"),
            content: """
                <div class="stack">\(crumbs(words, [(shown.studentPath, shown.student.name.full)]))\
                <h1>\(words("invite.titleOf", ["name": shown.student.name.called]))</h1><p class="soft">\(words("invite.intro"))</p></div>\
                <section class="sheet">\(list)</section>\(form(shown, state, words))\
                \(when(!over.isEmpty) { "<section class=\"sheet\">\(table(over, words("invite.over"), shown, ask))</section>" })
                """)
    }

    private static func table(_ invitations: [Invitation], _ caption: String, _ shown: ShownInvitations, _ ask: Ask) -> HTML {
        let words = ask.words
        let rows = invitations.map { one -> [HTML] in
            let address = when(one.email) { "<br><span class=\"soft\">\($0)</span>" }
            return ["\(one.name.full)\(address)", "\(purpose(of: one, shown, words))", standing(one, ask), acts(one, shown, ask)]
        }
        return Web.table(caption: caption, [words("invite.who"), words("invite.for"), words("invite.state"), words("invite.do")], rows)
    }

    private static func purpose(of one: Invitation, _ shown: ShownInvitations, _ words: Words) -> String {
        shown.offers.first { $0.fits(one) }.map { label($0, words) } ?? words(one.role.key)
    }

    private static func label(_ offer: Offer, _ words: Words) -> String {
        words("invite.offer", ["role": words(offer.role.key), "what": offer.subject.label])
    }

    private static func standing(_ one: Invitation, _ ask: Ask) -> HTML {
        let (words, state) = (ask.words, one.state(at: ask.now))
        let at: Date? =
            switch state {
            case .invited, .lapsed: one.lapses
            case .accepted, .ended: one.accessEnds
            case .withdrawn: one.withdrawn
            }
        let isOpen = state == .invited || state == .accepted
        let when = when(at) { at -> HTML in
            let day = words.near(Day(at), today: ask.today)
            return " " + time(at, isOpen ? words("invite.upTo", ["day": day]) : day)
        }
        let tone: TagTone = state == .accepted ? .joy : .plain
        return "\(tag(words("invite.is." + state.rawValue), tone))\(when)"
    }

    private static func acts(_ one: Invitation, _ shown: ShownInvitations, _ ask: Ask) -> HTML {
        let words = ask.words
        let isOffered = shown.offers.contains { $0.fits(one) }
        let again = when(isOffered && one.may(.again, at: ask.now)) {
            act(InvitingPaths.again(shown.student.id, one.id), words("invite.again"), quiet: true, describes: one.name.full)
        }
        let withdraw = when(one.may(.withdraw, at: ask.now)) {
            action(InvitingPaths.withdrawal(shown.student.id, one.id), words("invite.withdraw"), quiet: true)
        }
        return "<div class=\"buttons\">\(again)\(withdraw)</div>"
    }

    private static func form(_ shown: ShownInvitations, _ state: FormState, _ words: Words) -> HTML {
        guard !shown.offers.isEmpty else { return "<p class=\"soft\">\(words("invite.nothing"))</p>" }
        // Where there is one thing to choose, it is chosen.
        let known = shown.offers.count == 1 ? FormState(known: ["purpose": shown.offers[0].value]) : FormState()
        let pieces = FormPieces(state.typed.isEmpty && !state.isRefused ? known : state, words)
        let options = shown.offers.map {
            (value: $0.value, label: label($0, words))
        }
        return """
            <form class="sheet stack" method="post" action="\(InvitingPaths.ofStudent(shown.student.id))"><h2>\(words("invite.new"))</h2>\
            \(pieces.summary)\(pieces.options("purpose", label: words("invite.purpose"), options: options))\
            \(pieces.line("given", label: words("invite.given"), most: 80))\
            \(pieces.line("prefix", label: words("invite.prefix"), hint: words("invite.prefixHint"), optional: true, most: 30))\
            \(pieces.line("family", label: words("invite.family"), optional: true, most: 80))\
            \(pieces.line("email", label: words("invite.email"), hint: words("invite.emailHint"), kind: .email, most: MailAddress.longest))\
            <div class="buttons"><button class="button">\(words("invite.next"))</button></div></form>
            """
    }

    /// The address once more, before anything leaves: a wrong one would let a stranger in.
    static func check(_ draft: InvitationDraft, typed: Fields, student: StudentCard, studentPath: String, ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(FormState(), words)
        let carried = typed.pairs.filter { !["checked", "change"].contains($0.name) }.map { pieces.hidden($0.name, $0.value) }
        let until = Invitation.lapse(from: ask.now, subjectEnds: draft.offer.subject.ends)
        return Page(
            title: words("invite.check"),
            content: """
                <div class="stack">\(crumbs(words, [(studentPath, student.name.full), (InvitingPaths.ofStudent(student.id), words("invite.title"))]))</div>\
                <form class="narrow sheet stack" method="post" action="\(InvitingPaths.ofStudent(student.id))"><h1>\(words("invite.check"))</h1>\
                <p>\(words("invite.checkHelp", ["name": student.name.called]))</p>\(facts([
                    (words("invite.email"), "<strong>\(draft.address.text)</strong>"), (words("invite.who"), "\(draft.name.full)"),
                    (words("invite.for"), "\(label(draft.offer, words))"),
                    (words("invite.until"), time(until, words.near(Day(until), today: ask.today))),
                ]))\(carried)<div class="buttons"><button class="button" name="checked" value="1">\(words("invite.send"))</button>\
                <button class="button quiet" name="change" value="1">\(words("invite.change"))</button></div></form>
                """)
    }

    static func withdraw(_ one: Invitation, student: StudentCard, studentPath: String, ask: Ask) -> Page {
        let words = ask.words
        let path = InvitingPaths.ofStudent(student.id)
        return Page(
            title: words("invite.withdrawTitle"),
            content: """
                <div class="stack">\(crumbs(words, [(studentPath, student.name.full), (path, words("invite.title"))]))</div>\
                <form class="narrow sheet stack" method="post" action="\(InvitingPaths.withdrawal(student.id, one.id))">\
                <h1>\(words("invite.withdrawTitle"))</h1>\
                <p>\(words("invite.withdrawHelp", ["who": one.name.full, "name": student.name.called]))</p>\
                <div class="buttons"><button class="button">\(words("invite.withdrawYes"))</button>\
                <a class="button quiet" href="\(path)">\(words("form.leave"))</a></div></form>
                """)
    }
}
