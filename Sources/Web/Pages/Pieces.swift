import Foundation
import Storage

/// One of our own icons; it says nothing to a screen reader, the words beside it do.
package func icon(_ name: String) -> HTML {
    "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"\(Assets.href("icons.svg"))#\(name)\"></use></svg>"
}

/// Initials in a circle.
package func face(_ initials: String) -> HTML { "<span class=\"face\" aria-hidden=\"true\">\(initials)</span>" }

package enum TagTone: String, Sendable {
    case plain = ""
    case attention, joy
}

package func tag(_ text: String, _ tone: TagTone = .plain) -> HTML {
    tone == .plain ? "<span class=\"tag\">\(text)</span>" : "<span class=\"tag \(tone.rawValue)\">\(text)</span>"
}

/// A date that a machine can read too.
package func time(_ day: Day, _ text: String) -> HTML { "<time datetime=\"\(day.description)\">\(text)</time>" }
package func time(_ moment: Date, _ text: String) -> HTML { "<time datetime=\"\(moment.instantText)\">\(text)</time>" }

/// A page that is empty for now: what it is for, and the first step.
package func empty(_ text: String, step: HTML = .empty) -> HTML {
    "<div class=\"empty\"><p>\(text)</p>\(when(!step.text.isEmpty) { "<p>\(step)</p>" })</div>"
}

/// The way back up.
package func crumbs(_ words: Words, _ links: [(path: String, text: String)]) -> HTML {
    let rows = links.map { link -> HTML in "<li><a href=\"\(link.path)\">\(link.text)</a></li>" }
    return "<nav class=\"crumbs\" aria-label=\"\(words("shell.crumbs"))\"><ol>\(rows)</ol></nav>"
}

/// A link that looks like the thing to do.
package func action(_ path: String, _ text: String, quiet: Bool = false) -> HTML {
    quiet ? "<a class=\"button quiet\" href=\"\(path)\">\(text)</a>" : "<a class=\"button\" href=\"\(path)\">\(text)</a>"
}

/// A button that changes something by itself.
package func act(_ path: String, _ text: String, quiet: Bool = false, fields: [(String, String)] = [], describes: String? = nil) -> HTML {
    let hidden = fields.map { field -> HTML in "<input type=\"hidden\" name=\"\(field.0)\" value=\"\(field.1)\">" }
    let label: HTML = when(describes) { " aria-label=\"\(text): \($0)\"" }
    return """
        <form class="act" method="post" action="\(path)">\(hidden)<button class="button\(when(quiet) { " quiet" })"\(label)>\(text)</button></form>
        """
}

/// Pairs of a name and what it is.
package func facts(_ pairs: [(String, HTML)]) -> HTML {
    let rows = pairs.map { pair -> HTML in "<div><dt>\(pair.0)</dt><dd>\(pair.1)</dd></div>" }
    return "<dl class=\"facts\">\(rows)</dl>"
}

/// A table whose rows become cards on a phone.
package func table(caption: String, _ heads: [String], _ rows: [[HTML]]) -> HTML {
    let head = heads.map { text -> HTML in "<th scope=\"col\">\(text)</th>" }
    let body = rows.map { row -> HTML in
        let cells = zip(heads, row).enumerated().map { place, pair -> HTML in
            place == 0
                ? "<th scope=\"row\" role=\"rowheader\" data-label=\"\(pair.0)\">\(pair.1)</th>"
                : "<td role=\"cell\" data-label=\"\(pair.0)\">\(pair.1)</td>"
        }
        return "<tr role=\"row\">\(cells)</tr>"
    }
    // Some browsers forget that a table is one when its rows are shown as cards; the roles say it again.
    return """
        <table class="data" role="table"><caption>\(caption)</caption><thead><tr>\(head)</tr></thead><tbody>\(body)</tbody></table>
        """
}

/// Opens the printing of the browser; without JavaScript the browser's own menu does.
package func printButton(_ words: Words) -> HTML {
    "<button class=\"button quiet no-print\" type=\"button\" data-print hidden>\(icon("print"))\(words("shell.print"))</button>"
}
