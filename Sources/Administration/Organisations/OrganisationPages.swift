import People
import Storage
import Web

/// The pages about organisations: list, new, and a name to correct.
enum OrganisationPages {
    static func list(_ found: Found<OrganisationLine>, _ words: Words) -> Page {
        let title = words("admin.organisations.title")
        let content: HTML = """
            \(heading(title, [], words))\
            <div class="buttons">\(action(AdministrationPaths.newOrganisation(), words("admin.organisations.new")))</div>\
            \(found.searchForm(AdministrationPaths.organisations(), label: words("admin.organisations.search"), words))\
            \(lines(found, words))\(found.pager(AdministrationPaths.organisations(), words))
            """
        return Page(title: title, content: content)
    }

    private static func lines(_ found: Found<OrganisationLine>, _ words: Words) -> HTML {
        guard !found.lines.isEmpty else {
            return found.search.text.isEmpty
                ? empty(words("admin.organisations.empty")) : empty(words("admin.organisations.noneFound", ["text": found.search.text]))
        }
        let rows = found.lines.map { organisation -> [HTML] in
            [
                link(AdministrationPaths.organisation(organisation.id), organisation.name) + importedTag(organisation.isImported, words),
                "\(words("admin.organisations.kind." + organisation.kind.rawValue))",
            ]
        }
        let caption = words("admin.organisations.count", count: found.paging.total)
        return "<div class=\"sheet\">\(table(caption: caption, [words("admin.field.name"), words("admin.field.kind")], rows))</div>"
    }

    static func new(_ form: FormState, _ words: Words) -> Page {
        let title = words("admin.organisations.new")
        let pieces = FormPieces(form, words)
        let kinds = OrganisationForm.Kind.allCases.map { (value: $0.rawValue, label: words("admin.organisations.kind." + $0.rawValue)) }
        let fields = [
            pieces.line("name", label: words("admin.field.name"), most: 120),
            pieces.options("kind", label: words("admin.field.kind"), options: kinds),
        ]
        let sheet = formSheet(
            AdministrationPaths.organisations(), pieces, button: words("admin.make"), back: AdministrationPaths.organisations(), fields)
        return Page(title: title, content: "\(heading(title, [list(words)], words))\(sheet)")
    }

    static func edit(_ organisation: OrganisationLine, _ form: FormState, _ words: Words) -> Page {
        let pieces = FormPieces(form, words)
        let fields = [
            "<p>\(words("admin.organisations.kind." + organisation.kind.rawValue))</p>" as HTML,
            when(organisation.isImported) { "<p class=\"hint\">\(words("admin.person.importedHint"))</p>" },
            pieces.line("name", label: words("admin.field.name"), most: 120),
        ]
        let sheet = formSheet(
            AdministrationPaths.organisation(organisation.id), pieces, button: words("admin.save"),
            back: AdministrationPaths.organisations(), fields)
        return Page(title: organisation.name, content: "\(heading(organisation.name, [list(words)], words))\(sheet)")
    }

    private static func list(_ words: Words) -> (path: String, text: String) {
        (AdministrationPaths.organisations(), words("admin.organisations.title"))
    }
}
