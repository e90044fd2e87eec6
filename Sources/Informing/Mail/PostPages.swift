import People
import Storage
import Web

/// The administrator's pages about mail: what went out, what did not and why. Never what a mail says, nor an address.
enum PostPages {
    static func page(_ state: PostState, hasSender: Bool, _ ask: Ask) -> Page {
        let words = ask.words
        let title = words("mail.admin.title")
        return Page(
            title: title,
            content: """
                <div class="stack">\(up(words, []))<h1>\(title)</h1><p class="soft">\(words("mail.admin.intro"))</p></div>\
                \(when(!hasSender) { "<p class=\"notice\">\(words("mail.admin.noSender"))</p>" })\
                <section class="sheet stack">\(facts([(words("mail.admin.waiting"), "\(String(state.waiting))"), (words("mail.admin.sent"), "\(String(state.sent))")]))\
                \(when(hasSender) { "<div class=\"buttons\">\(act(InformingPaths.postTest(), words("mail.admin.test"), quiet: true))</div>" })</section>\
                <section class="stack"><h2>\(words("mail.admin.stuck"))</h2>\
                \(state.stuck.isEmpty ? empty(words("mail.admin.none")) : rows(state.stuck, ask))</section>
                """)
    }

    private static func rows(_ stuck: [StuckMail], _ ask: Ask) -> HTML {
        let words = ask.words
        let heads = ["person", "kind", "made", "tries", "reason", "do"].map { words("mail.admin.head." + $0) }
        let rows = stuck.map { mail -> [HTML] in
            let describes = mail.person.full + ", " + kind(mail.kind, words)
            let buttons: HTML = """
                <div class="buttons">\(act(InformingPaths.postAgain(mail.id), words("mail.admin.again"), quiet: true, describes: describes))\
                \(action(InformingPaths.postEnd(mail.id), words("mail.admin.letGo"), quiet: true))</div>
                """
            return [
                "\(mail.person.full)", "\(kind(mail.kind, words))", time(mail.made, words.moment(mail.made, today: ask.today)),
                "\(String(mail.tries))", "\(why(mail, ask))", buttons,
            ]
        }
        return "<div class=\"sheet\">\(table(caption: words("mail.admin.stuck"), heads, rows))</div>"
    }

    private static func why(_ mail: StuckMail, _ ask: Ask) -> String {
        let reason = mail.reason.map { ask.words("mail.reason." + $0.rawValue) } ?? ask.words("mail.admin.busy")
        guard let next = mail.next else { return reason }
        return reason + " " + ask.words("mail.admin.next", ["moment": ask.words.moment(next, today: ask.today)])
    }

    static func end(_ mail: StuckMail, _ ask: Ask) -> Page {
        let words = ask.words
        let title = words("mail.admin.endTitle")
        let about = words("mail.admin.endAbout", ["kind": kind(mail.kind, words), "name": mail.person.full])
        return Page(
            title: title,
            content: """
                <form class="question" method="post" action="\(InformingPaths.postEnd(mail.id))">\
                \(up(words, [(InformingPaths.post(), words("mail.admin.title"))]))<h1>\(title)</h1><p>\(about)</p>\
                <div class="buttons"><button class="button">\(words("mail.admin.letGo"))</button>\
                \(action(InformingPaths.post(), words("form.leave"), quiet: true))</div></form>
                """)
    }

    /// What sort of mail it is: `mail.<kind>.name`, when somebody wrote that.
    static func kind(_ kind: String, _ words: Words) -> String {
        let key = "mail." + kind + ".name"
        return words.has(key) ? words(key) : kind
    }

    private static func up(_ words: Words, _ links: [(path: String, text: String)]) -> HTML {
        crumbs(words, [(path: "/beheer", text: words("menu.administration"))] + links)
    }
}
