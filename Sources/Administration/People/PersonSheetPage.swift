import Foundation
import People
import Storage
import Web

/// The page of one person: who it is, which roles, and the account.
enum PersonSheetPage {
    static func page(_ sheet: PersonSheet, now: Date, _ words: Words) -> Page {
        let person = sheet.person
        let people = [(path: AdministrationPaths.people(), text: words("admin.people.title"))]
        let content: HTML = """
            \(heading(person.name.full, people, words))\
            \(details(person, words))\(roles(sheet, now: now, words))\(AccountPages.section(sheet, words))
            """
        return Page(title: person.name.full, content: content)
    }

    private static func details(_ person: PersonRecord, _ words: Words) -> HTML {
        let called = person.name.called == person.name.given ? "" : person.name.called
        let texts = [
            ("given", person.name.given), ("prefix", person.name.prefix), ("family", person.name.family), ("called", called),
            ("email", person.email ?? ""),
        ]
        var pairs = texts.filter { !$0.1.isEmpty }.map { (words("admin.field." + $0.0), "\($0.1)" as HTML) }
        pairs.append((words("admin.field.language"), "<span lang=\"\(person.language.code)\">\(person.language.ownName)</span>"))
        if person.isStudent, let born = person.born { pairs.append((words("admin.field.born"), time(born, words.full(born)))) }
        return """
            <section class="sheet stack" aria-labelledby="gegevens"><div class="spread"><h2 id="gegevens">\(words("admin.person.details"))</h2>\
            \(importedTag(person.isImported, words))</div>\(facts(pairs))\
            <div class="buttons">\(action(AdministrationPaths.personDetails(person.id), words("admin.person.change"), quiet: true))\
            \(action("/beheer/personen/" + person.id.text + "/wissen", words("admin.person.erase"), quiet: true))</div></section>
            """
    }

    private static func roles(_ sheet: PersonSheet, now: Date, _ words: Words) -> HTML {
        let (over, current) = (
            sheet.roles.filter { $0.held.period.isOver(at: now) }, sheet.roles.filter { !$0.held.period.isOver(at: now) }
        )
        let none = when(sheet.roles.isEmpty) { "<p class=\"soft\">\(words("admin.roles.none"))</p>" }
        return """
            <section class="sheet stack" aria-labelledby="rollen"><h2 id="rollen">\(words("admin.field.roles"))</h2>\(none)\
            \(when(!current.isEmpty) { table(caption: words("admin.roles.current"), heads(words), current.map { row($0, canEnd: true, words) }) })\
            \(when(!over.isEmpty) { table(caption: words("admin.roles.over"), Array(heads(words).dropLast()), over.map { row($0, canEnd: false, words) }) })\
            <div class="buttons">\(action(AdministrationPaths.newRole(sheet.person.id), words("admin.roles.add")))</div></section>
            """
    }

    private static func heads(_ words: Words) -> [String] {
        ["admin.field.role", "admin.field.where", "admin.field.period", "admin.field.end"].map { words($0) }
    }

    private static func row(_ line: RoleLine, canEnd: Bool, _ words: Words) -> [HTML] {
        [
            "\(words(line.held.role.key))\(importedTag(line.held.isImported, words))", place(line, words),
            "\(periodText(line.held.period, words))",
            when(canEnd) { endLink(line.held, words) },
        ]
    }

    /// Says to a screen reader which role it ends: a table full of the same link says nothing.
    static func endLink(_ role: HeldRole, of name: String? = nil, from: String? = nil, _ words: Words) -> HTML {
        let address = AdministrationPaths.roleEnd(role.id) + (from.map { "?terug=" + $0 } ?? "")
        let what = [words(role.role.key), name].compactMap { $0 }.joined(separator: ", ")
        return "<a href=\"\(address)\">\(words("admin.roles.end"))<span class=\"visually-hidden\">: \(what)</span></a>"
    }

    private static func place(_ line: RoleLine, _ words: Words) -> HTML {
        switch line.held.scope {
        case .institution: "\(words("admin.scope.institution"))"
        case .organisation(let id): link(AdministrationPaths.organisation(id), line.place ?? "")
        case .group(let id): link(AdministrationPaths.group(id), line.place ?? "")
        case .student(let id): link(AdministrationPaths.person(id), line.place ?? "")
        }
    }
}
