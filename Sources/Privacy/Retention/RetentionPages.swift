import Foundation
import People
import Storage
import Web

enum RetentionPages {
    struct Shown: Sendable {
        let outlook: [Retention.Outlook]
        let holds: [Hold]
        let gone: [String: Int]
        let last: Date?
    }

    static func overview(_ shown: Shown, ask: Ask) -> Page {
        let words = ask.words
        let heads = ["kindHead", "termHead", "soonHead", "firstHead", "goneHead"].map { words("retention." + $0) }
        let rows = shown.outlook.map { line -> [HTML] in
            [
                "\(words("retention.kind." + line.kind))",
                "\(length(line.length, words))<br><span class=\"soft\">\(words("retention.from." + line.kind))</span>", "\(line.soon)",
                line.soon == 0 ? "–" : when(line.first) { time($0, words.near($0, today: ask.today)) }, "\(shown.gone[line.kind] ?? 0)",
            ]
        }
        let last = shown.last.map { words("retention.last", ["moment": words.moment($0, today: ask.today)]) } ?? words("retention.never")
        return Page(
            title: words("retention.title"),
            content: """
                <div class="stack">\(crumbs(words, [("/beheer", words("retention.up"))]))<h1>\(words("retention.title"))</h1>\
                <p class="soft">\(words("retention.intro")) \(last)</p></div>\
                <div class="sheet">\(table(caption: words("retention.caption"), heads, rows))</div>\
                <p>\(action(RightsPaths.terms(), words("retention.settings"), quiet: true)) \(action(RightsPaths.erasures(), words("erasure.list"), quiet: true))</p>\
                <section class="stack"><h2>\(words("hold.title"))</h2><p class="soft">\(words("hold.intro"))</p>\(holds(shown.holds, ask))\
                <p>\(action(RightsPaths.newHold(), words("hold.new"), quiet: true))</p></section>
                """)
    }

    private static func holds(_ holds: [Hold], _ ask: Ask) -> HTML {
        let words = ask.words
        guard !holds.isEmpty else { return empty(words("hold.empty")) }
        let heads = ["whoHead", "untilHead", "reasonHead", "byHead", "endHead"].map { words("hold." + $0) }
        let rows = holds.map { hold -> [HTML] in
            [
                "\(hold.name.full)", time(hold.until, words.full(hold.until)), lines(hold.reason ?? ""), "\(hold.madeBy?.full ?? "")",
                action(RightsPaths.holdEnd(hold.id), words("hold.end"), quiet: true),
            ]
        }
        return "<div class=\"sheet\">\(table(caption: words("hold.title"), heads, rows))</div>"
    }

    /// The administrator's settings of this part: the terms, and who is data protection officer.
    static func settings(_ terms: [RetentionTerm], officer: PersonName?, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        let fields = terms.filter { !$0.isFixed }.map { term in
            pieces.line(
                term.kind, label: words("retention.kind." + term.kind),
                hint: words(
                    "retention.hint." + term.standard.unit.rawValue,
                    [
                        "least": String(term.limits.lowerBound), "most": String(term.limits.upperBound),
                        "standard": String(term.standard.number),
                    ]) + " " + words("retention.from." + term.kind), kind: .number)
        }
        let now = officer.map { words("retention.officerNow", ["name": $0.full]) } ?? words("retention.officerNone")
        return Page(
            title: words("retention.settings"),
            content: """
                <div class="stack">\(crumbs(words, [("/beheer", words("retention.up")), (RightsPaths.retention(), words("retention.title"))]))\
                <h1>\(words("retention.settings"))</h1></div>\
                <form class="sheet stack" method="post" action="\(RightsPaths.terms())" novalidate>\(pieces.summary)\(fields)\
                \(pieces.line("officer", label: words("retention.officer"), hint: words("retention.officerHint") + " " + now, optional: true, most: 200))\
                <div class="buttons"><button class="button">\(words("retention.save"))</button>\
                \(action(RightsPaths.retention(), words("retention.cancel"), quiet: true))</div></form>
                """)
    }

    static func newHold(
        chosen: (person: ID<Person>, name: PersonName)?, found: [(person: ID<Person>, name: PersonName)], letters: String,
        _ state: FormState,
        ask: Ask
    ) -> Page {
        let words = ask.words
        let content = chosen.map { form($0, state, words) } ?? search(found, letters, words)
        let up = [(path: "/beheer", text: words("retention.up")), (path: RightsPaths.retention(), text: words("retention.title"))]
        return Page(
            title: words("hold.new"),
            content:
                "<div class=\"stack\">\(crumbs(words, up))<h1>\(words("hold.new"))</h1><p class=\"soft\">\(words("hold.about"))</p></div>\(content)"
        )
    }

    private static func search(_ found: [(person: ID<Person>, name: PersonName)], _ letters: String, _ words: Words) -> HTML {
        let rows = found.map { one -> HTML in
            "<li><a href=\"\(RightsPaths.newHold())?persoon=\(one.person.text)\">\(one.name.full)</a></li>"
        }
        return """
            <form class="inline-form" method="get" action="\(RightsPaths.newHold())" role="search"><label for="zoek">\(words("hold.search"))</label>\
            <input id="zoek" name="zoek" type="search" value="\(letters)" maxlength="100"><button class="button">\(words("hold.find"))</button></form>\
            \(rows.isEmpty && !letters.isEmpty ? "<p>\(words("hold.noneFound"))</p>" as HTML : "<ul>\(rows)</ul>")
            """
    }

    private static func form(_ chosen: (person: ID<Person>, name: PersonName), _ state: FormState, _ words: Words) -> HTML {
        let pieces = FormPieces(state, words)
        return """
            <form class="sheet stack" method="post" action="\(RightsPaths.newHold())"><h2>\(chosen.name.full)</h2>\(pieces.summary)\
            \(pieces.hidden("person", chosen.person.text))\
            \(pieces.area("reason", label: words("hold.reason"), hint: words("hold.reasonHint"), rows: 3))\
            \(pieces.line("until", label: words("hold.until"), hint: words("hold.untilHint", ["years": String(Hold.longestYears)]), kind: .date))\
            <div class="buttons"><button class="button">\(words("hold.save"))</button>\
            \(action(RightsPaths.retention(), words("retention.cancel"), quiet: true))</div></form>
            """
    }

    /// Asked once more: a file that is past its term goes in the next night.
    static func endHold(_ hold: Hold, ask: Ask) -> Page {
        let words = ask.words
        return Page(
            title: words("hold.end"),
            content: """
                <div class="stack">\(crumbs(words, [(RightsPaths.retention(), words("retention.title"))]))\
                <h1>\(words("hold.endTitle", ["name": hold.name.full]))</h1></div><section class="sheet stack"><p>\(words("hold.endAbout"))</p>\
                \(act(RightsPaths.holdEnd(hold.id), words("hold.end")))<p>\(action(RightsPaths.retention(), words("retention.cancel"), quiet: true))</p></section>
                """)
    }

    private static func length(_ length: Length, _ words: Words) -> String {
        words("retention.length." + length.unit.rawValue, count: length.number)
    }
}
