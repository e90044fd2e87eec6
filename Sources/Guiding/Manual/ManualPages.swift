import Foundation
import People
import Storage
import Web

/// The manual with what its pages show around it.
struct ShownManual: Sendable {
    let texts: [ManualSection: ManualText]
    let shares: ShownShares
}

enum ManualPages {
    static let longest = 2000

    /// All sections, each with who reads it.
    static func overview(_ shown: ShownManual, ask: Ask) -> Page {
        let words = ask.words
        let cards = ManualSection.allCases.map { section -> HTML in
            let text = shown.texts[section]
            let readers = text == nil ? nil : shown.shares.readers(of: section.item, words)
            return """
                <section class="card stack"><h2>\(words("manual.section." + section.rawValue))</h2>\
                \(text.map { "<p>\(lines($0.text))</p>" as HTML } ?? "<p class=\"soft\">\(words("manual.nothing"))</p>")\
                \(when(readers) { "<p class=\"promise\">\(icon($0.isEmpty ? "lock" : "eye"))<span>\($0.isEmpty ? words("share.onlyMe") : $0)</span></p>" })\
                <div class="row">\(edit(section, isEmpty: text == nil, words))\(when(text != nil) { share(section, words) })</div></section>
                """
        }
        return Page(
            title: words("manual.title"),
            content: """
                <div class="stack"><h1>\(words("manual.title"))</h1><p>\(words("manual.intro"))</p>\
                <p class="promise">\(icon("lock"))<span>\(words("manual.promise"))</span></p></div><div class="home">\(cards)</div>\
                <p><a href="\(GuidingPaths.whoSees())">\(words("share.overview"))</a></p>
                """)
    }

    private static func edit(_ section: ManualSection, isEmpty: Bool, _ words: Words) -> HTML {
        let question = words("manual.section." + section.rawValue)
        let text = words(isEmpty ? "manual.write" : "manual.change")
        return
            "<a class=\"button\(when(!isEmpty) { " quiet" })\" href=\"\(GuidingPaths.manualSection(section))\">\(text)<span class=\"visually-hidden\">: \(question)</span></a>"
    }

    private static func share(_ section: ManualSection, _ words: Words) -> HTML {
        let question = words("manual.section." + section.rawValue)
        return
            "<a class=\"button\" href=\"\(GuidingPaths.sharing(.manual, section.rawValue))\">\(words("share.begin"))<span class=\"visually-hidden\">: \(question)</span></a>"
    }

    /// One question, one field.
    static func question(_ section: ManualSection, hasVersions: Bool, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        let title = words("manual.section." + section.rawValue)
        let old = when(hasVersions) { "<p><a href=\"\(GuidingPaths.manualVersions(section))\">\(words("manual.versions"))</a></p>" }
        return Page(
            title: title,
            content: """
                <form class="question" method="post" action="\(GuidingPaths.manualSection(section))">\(pieces.summary)<h1>\(title)</h1>\
                \(pieces.area("text", label: words("manual.label"), hint: words("manual.hint." + section.rawValue), optional: true, rows: 6))\
                <div class="buttons"><button class="button large">\(words("manual.save"))</button>\
                <a class="button quiet" href="\(GuidingPaths.manual())">\(words("guiding.cancel"))</a></div>\
                <p class="promise">\(icon("lock"))<span>\(words("manual.saved.promise"))</span></p>\(old)</form>
                """)
    }

    static func versions(_ section: ManualSection, _ texts: [ManualText], ask: Ask) -> Page {
        let words = ask.words
        let title = words("manual.section." + section.rawValue)
        let rows = texts.map { text -> HTML in
            """
            <li>\(time(text.at, words.moment(text.at, today: ask.today)))<div>\(text.text.isEmpty ? "<p class=\"soft\">\(words("manual.emptied"))</p>" as HTML : "<p>\(lines(text.text))</p>")</div></li>
            """
        }
        return Page(
            title: words("manual.versions"),
            content: """
                <div class="stack">\(crumbs(words, [(GuidingPaths.manual(), words("manual.title")), (GuidingPaths.manualSection(section), title)]))\
                <h1>\(words("manual.versions"))</h1><p class="soft">\(title)</p></div>\
                \(rows.isEmpty ? empty(words("manual.nothing")) : "<ol class=\"timeline\">\(rows)</ol>")
                """)
    }
}
