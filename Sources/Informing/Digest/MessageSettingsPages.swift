import People
import Storage
import Web

enum MessageSettingsPages {
    static func page(_ settings: MessageSettings, _ state: FormState, _ ask: Ask) -> Page {
        let words = ask.words
        let title = words("digest.title")
        return Page(
            title: title,
            content: """
                <div class="stack">\(up(words))<h1>\(title)</h1></div>\
                \(digest(settings, state, words))\(calendar(settings, ask))
                """)
    }

    private static func digest(_ settings: MessageSettings, _ state: FormState, _ words: Words) -> HTML {
        let pieces = FormPieces(state, words)
        let hours = Digest.hours.map { (value: String($0), label: words("digest.at", ["hour": String($0)])) }
        return """
            <form class="sheet stack" method="post" action="\(InformingPaths.messages())">\(pieces.summary)<h2>\(words("digest.heading"))</h2>\
            <p class="soft">\(words("digest.about"))</p>\(when(!settings.hasAddress) { "<p>\(words("digest.noAddress"))</p>" })\
            \(pieces.select("hour", label: words("digest.hour"), hint: words("digest.hint"), options: [(MessageSettings.off, words("digest.none"))] + hours))\
            <div class="buttons"><button class="button">\(words("digest.save"))</button></div></form>
            """
    }

    private static func calendar(_ settings: MessageSettings, _ ask: Ask) -> HTML {
        let words = ask.words
        let state: HTML =
            when(settings.feed) { made in
                """
                <p>\(words("calendarFeed.since", ["day": words.near(Day(made), today: ask.today)]))</p>\
                <p class="soft">\(words("calendarFeed.renewHint"))</p>
                """
            }
        let make = act(
            InformingPaths.calendar(), words(settings.feed == nil ? "calendarFeed.make" : "calendarFeed.renew"),
            quiet: settings.feed != nil)
        let end = when(settings.feed != nil) { action(InformingPaths.calendarEnd(), words("calendarFeed.end"), quiet: true) }
        return """
            <section class="sheet stack"><h2>\(words("calendarFeed.title"))</h2><p class="soft">\(words("calendarFeed.about"))</p>\
            \(state)<div class="buttons">\(make)\(end)</div></section>
            """
    }

    /// The address, shown this once: only its hash is kept.
    static func address(_ address: String, _ words: Words) -> Page {
        let title = words("calendarFeed.title")
        return Page(
            title: title,
            content: """
                <div class="stack">\(up(words))<h1>\(title)</h1></div><section class="sheet stack"><p>\(words("calendarFeed.copy"))</p>\
                <div class="field"><label for="agenda-adres">\(words("calendarFeed.address"))</label>\
                <input id="agenda-adres" type="text" value="\(address)" readonly spellcheck="false"></div>\
                <div class="buttons"><button class="button" type="button" data-copy="#agenda-adres" data-copied="\(words("calendarFeed.copied"))" \
                data-copy-failed="\(words("calendarFeed.copyFailed"))" hidden>\(words("calendarFeed.copyButton"))</button>\
                \(action(InformingPaths.messages(), words("calendarFeed.done"), quiet: true))</div>\
                <p class="soft">\(words("calendarFeed.once"))</p></section>
                """)
    }

    static func end(_ words: Words) -> Page {
        let title = words("calendarFeed.endTitle")
        return Page(
            title: title,
            content: """
                <form class="question" method="post" action="\(InformingPaths.calendarEnd())"><h1>\(title)</h1><p>\(words("calendarFeed.endAbout"))</p>\
                <div class="buttons"><button class="button">\(words("calendarFeed.end"))</button>\
                \(action(InformingPaths.messages(), words("form.leave"), quiet: true))</div></form>
                """)
    }

    /// For whoever comes by a mail, signed in or not.
    static func off(_ path: String, isDone: Bool, _ words: Words) -> Page {
        let title = words(isDone ? "digest.offDone" : "digest.offTitle")
        let content: HTML =
            isDone
            ? "<section class=\"question\"><h1>\(title)</h1><p>\(words("digest.offAfter"))</p></section>"
            : """
            <form class="question" method="post" action="\(path)"><h1>\(title)</h1><p>\(words("digest.offAbout"))</p>\
            <div class="buttons"><button class="button">\(words("digest.offButton"))</button></div></form>
            """
        return Page(title: title, content: content)
    }

    private static func up(_ words: Words) -> HTML { crumbs(words, [(AccountPaths.mine(), words("account.title"))]) }
}
