import People
import Storage
import Web

/// The pages about persons: list, one person, and the form.
enum PersonPages {
    static func list(_ found: Found<PersonLine>, _ words: Words) -> Page {
        let title = words("admin.people.title")
        let content: HTML = """
            \(heading(title, [], words))\
            <div class="buttons">\(action(AdministrationPaths.newPerson(), words("admin.people.new")))</div>\
            \(found.searchForm(AdministrationPaths.people(), label: words("admin.people.search"), words))\
            \(lines(found, words))\(found.pager(AdministrationPaths.people(), words))
            """
        return Page(title: title, content: content)
    }

    private static func lines(_ found: Found<PersonLine>, _ words: Words) -> HTML {
        guard !found.lines.isEmpty else {
            return found.search.text.isEmpty
                ? empty(words("admin.people.empty")) : empty(words("admin.people.noneFound", ["text": found.search.text]))
        }
        let heads = ["admin.field.name", "admin.field.email", "admin.field.roles", "admin.field.account"].map { words($0) }
        let rows = found.lines.map { person -> [HTML] in
            [
                link(AdministrationPaths.person(person.id), person.name.full), "\(person.email ?? "")",
                "\(person.roles.map { words($0.key) }.joined(separator: ", "))", accountTag(person.account, words),
            ]
        }
        return "<div class=\"sheet\">\(table(caption: words("admin.people.count", count: found.paging.total), heads, rows))</div>"
    }

    static func accountTag(_ state: AccountState, _ words: Words) -> HTML { tag(words("admin.account.state." + state.rawValue)) }

    static func new(_ form: FormState, _ words: Words) -> Page {
        let title = words("admin.people.new")
        let pieces = FormPieces(form, words)
        let people = [(path: AdministrationPaths.people(), text: words("admin.people.title"))]
        let sheet = formSheet(
            AdministrationPaths.people(), pieces, button: words("admin.make"), back: AdministrationPaths.people(),
            fields(pieces, asksBorn: false))
        return Page(title: title, content: "\(heading(title, people, words))\(sheet)")
    }

    static func edit(_ person: PersonRecord, _ form: FormState, _ words: Words) -> Page {
        let title = words("admin.person.edit", ["name": person.name.full])
        let pieces = FormPieces(form, words)
        let back = AdministrationPaths.person(person.id)
        let warning: HTML = when(person.isImported) { "<p class=\"hint\">\(words("admin.person.importedHint"))</p>" }
        let sheet = formSheet(
            AdministrationPaths.personDetails(person.id), pieces, button: words("admin.save"), back: back,
            [warning] + fields(pieces, asksBorn: person.isStudent))
        return Page(title: title, content: "\(heading(title, up(person, words), words))\(sheet)")
    }

    /// The way back to this person.
    static func up(_ person: PersonRecord, _ words: Words) -> [(path: String, text: String)] {
        [(AdministrationPaths.people(), words("admin.people.title")), (AdministrationPaths.person(person.id), person.name.full)]
    }

    private static func fields(_ form: FormPieces, asksBorn: Bool) -> [HTML] {
        let words = form.words
        let languages = Language.allCases.map { (value: $0.code, label: $0.ownName) }
        return [
            form.line("given", label: words("admin.field.given"), optional: true, most: 80, fills: "off"),
            form.line(
                "prefix", label: words("admin.field.prefix"), hint: words("admin.hint.prefix"), optional: true, most: 30, fills: "off"),
            form.line("family", label: words("admin.field.family"), optional: true, most: 80, fills: "off"),
            form.line(
                "called", label: words("admin.field.called"), hint: words("admin.hint.called"), optional: true, most: 80, fills: "off"),
            form.line("email", label: words("admin.field.email"), kind: .email, optional: true, most: 254, fills: "off"),
            form.select("language", label: words("admin.field.language"), options: languages),
            when(asksBorn) {
                form.line(
                    "born", label: words("admin.field.born"), hint: words("admin.hint.born"), kind: .date, optional: true, fills: "off")
            },
        ]
    }
}
