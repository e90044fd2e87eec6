import People
import Storage
import Web

/// A form with its summary, fields and one button.
func formSheet(_ path: String, _ form: FormPieces, button: String, back: String, _ fields: [HTML]) -> HTML {
    """
    <form class="sheet stack" method="post" action="\(path)" novalidate>\(form.summary)\(fields)\
    <div class="buttons"><button class="button">\(button)</button>\(action(back, form.words("admin.cancel"), quiet: true))</div></form>
    """
}

/// The heading of a page of the administrator, under the way back up.
func heading(_ title: String, _ links: [(path: String, text: String)], _ words: Words) -> HTML {
    let up = [(path: AdministrationPaths.overview(), text: words("admin.overview.title"))] + links
    return "\(crumbs(words, up))<h1>\(title)</h1>"
}

/// 'sinds 1 augustus 2026', 'tot en met 3 juli 2027'.
func periodText(_ period: Period, _ words: Words) -> String {
    let from = words.full(Day(period.starts))
    guard let last = period.lastDay else { return words("admin.since", ["from": from]) }
    return words("admin.fromTo", ["from": from, "to": words.full(last)])
}

/// Marks what comes from a list of the school, and will be overwritten by the next one.
func importedTag(_ isImported: Bool, _ words: Words) -> HTML { when(isImported) { " " + tag(words("admin.imported")) } }
