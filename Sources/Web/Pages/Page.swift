/// The content of a page; the shell around it is drawn at the end, for whoever asks.
package struct Page: Sendable {
    package let title: String
    package let content: HTML

    package init(title: String, content: HTML) {
        self.title = title
        self.content = content
    }
}

/// What surrounds every page: head, menu, language, who is signed in, the way out.
package struct Shell: Sendable {
    package let words: Words
    package let frame: Frame
    package let path: String
    /// Where choosing a language comes back to: this page, with the question it was asked.
    package let address: String
    /// Key of a text `notice.…` about what was just done.
    package let notice: String?

    package init(words: Words, frame: Frame, path: String, address: String? = nil, notice: String?) {
        self.words = words
        self.frame = frame
        self.path = path
        self.address = address ?? path
        self.notice = notice
    }

    package func around(_ page: Page) -> HTML {
        """
        <!doctype html><html lang="\(words.language.code)" dir="\(words.language.direction)"><head><meta charset="utf-8">\
        <meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">\
        <title>\(page.title) · Naast</title><link rel="icon" href="\(Assets.href("mark.svg"))" type="image/svg+xml">\
        <link rel="stylesheet" href="\(Assets.href("naast.css"))"><script type="module" src="\(Assets.href("naast.js"))"></script></head><body>\
        <a class="skip" href="#inhoud">\(words("shell.skip"))</a>\(bar)<main class="page" id="inhoud" tabindex="-1">\(said)\(page.content)</main></body></html>
        """
    }

    private var bar: HTML {
        """
        <header class="bar"><a class="mark" href="/">\(Self.mark)<span>Naast</span></a>\(menu)<div class="who">\(readAloud)\(who)\(languages)\(signOut)</div></header>
        """
    }

    private var menu: HTML {
        when(!frame.menu.isEmpty) {
            let current = frame.menu.filter { path == $0.path || path.hasPrefix($0.path + "/") }.max { $0.path.count < $1.path.count }
            let links = frame.menu.map { item -> HTML in
                "<a href=\"\(item.path)\"\(when(item.path == current?.path) { " aria-current=\"page\"" })>\(icon(item.icon))\(words("menu." + item.key))</a>"
            }
            return "<nav aria-label=\"\(words("shell.menu"))\">\(links)</nav>"
        }
    }

    private var who: HTML {
        when(frame.who) { name in
            frame.account.map { "<a class=\"account\" href=\"\($0)\">\(name)</a>" } ?? "<span>\(name)</span>"
        }
    }

    /// One tap opens it, on the same spot of every page. A translation that no native reader has confirmed yet says so.
    private var languages: HTML {
        let buttons = Language.allCases.map { language -> HTML in
            """
            <button name="language" value="\(language.code)" aria-pressed="\(String(language == words.language))">\
            <span lang="\(language.code)" dir="\(language.direction)">\(language.ownName)</span>\
            \(when(!language.isConfirmed) { "<small>\(words("shell.unconfirmed"))</small>" })</button>
            """
        }
        return """
            <details class="languages"><summary>\(icon("language"))<span class="visually-hidden">\(words("shell.language")): </span>\
            \(words.language.ownName)</summary><form method="post" action="/taal">\
            <input type="hidden" name="back" value="\(address)">\(buttons)</form></details>
            """
    }

    /// Shown by a script where the browser has a voice.
    private var readAloud: HTML {
        when(frame.readsAloud) {
            """
            <button class="button quiet no-print" type="button" data-read-aloud="#inhoud" hidden>\(icon("sound"))\(words("shell.readAloud"))</button>
            """
        }
    }

    private var signOut: HTML {
        when(frame.signOut) {
            "<form method=\"post\" action=\"\($0)\"><button class=\"button quiet\">\(words("shell.signOut"))</button></form>"
        }
    }

    private var said: HTML {
        when(notice.flatMap { words.has("notice." + $0) ? words("notice." + $0) : nil }) {
            "<p class=\"notice\" role=\"status\">\(icon("check"))\($0)</p>"
        }
    }

    private static let mark: HTML = """
        <svg viewBox="0 0 32 18" aria-hidden="true"><circle cx="9" cy="9" r="8" fill="currentColor"/>\
        <circle cx="23" cy="9" r="8" fill="none" stroke="currentColor" stroke-width="2"/></svg>
        """
}
