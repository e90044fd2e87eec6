import Foundation
import People
import Storage
import Web

/// The pages about groups: list, one group, the form, and adding a member.
enum GroupPages {
    static func list(_ found: Found<GroupLine>, _ words: Words) -> Page {
        let title = words("admin.groups.title")
        let content: HTML = """
            \(heading(title, [], words))\
            <div class="buttons">\(action(AdministrationPaths.newGroup(), words("admin.groups.new")))</div>\
            \(found.searchForm(AdministrationPaths.groups(), label: words("admin.groups.search"), words))\
            \(lines(found, words))\(found.pager(AdministrationPaths.groups(), words))
            """
        return Page(title: title, content: content)
    }

    private static func lines(_ found: Found<GroupLine>, _ words: Words) -> HTML {
        guard !found.lines.isEmpty else {
            return found.search.text.isEmpty
                ? empty(words("admin.groups.empty")) : empty(words("admin.groups.noneFound", ["text": found.search.text]))
        }
        let heads = ["admin.field.name", "admin.field.kind", "admin.field.members"].map { words($0) }
        let rows = found.lines.map { group -> [HTML] in
            [
                link(AdministrationPaths.group(group.id), group.name) + importedTag(group.isImported, words),
                "\(words("admin.groups.kind." + group.kind.rawValue))", "\(group.members)",
            ]
        }
        return "<div class=\"sheet\">\(table(caption: words("admin.groups.count", count: found.paging.total), heads, rows))</div>"
    }

    /// - Parameter group: nil for a new one.
    static func form(_ group: GroupLine?, organisations: [OrganisationLine], _ form: FormState, _ words: Words) -> Page {
        let title = group.map { words("admin.groups.edit", ["name": $0.name]) } ?? words("admin.groups.new")
        let pieces = FormPieces(form, words)
        let kinds = Group.Kind.allCases.map { (value: $0.rawValue, label: words("admin.groups.kind." + $0.rawValue)) }
        let owners = [(value: "", label: words("admin.groups.noOrganisation"))] + organisations.map { (value: $0.id.text, label: $0.name) }
        let fields = [
            when(group?.isImported ?? false) { "<p class=\"hint\">\(words("admin.person.importedHint"))</p>" },
            pieces.line("name", label: words("admin.field.name"), most: 80),
            pieces.options("kind", label: words("admin.field.kind"), options: kinds),
            pieces.select("organisation", label: words("admin.field.organisation"), options: owners, optional: true),
        ]
        let back = group.map { AdministrationPaths.group($0.id) } ?? AdministrationPaths.groups()
        let sheet = formSheet(
            group.map { AdministrationPaths.groupDetails($0.id) } ?? AdministrationPaths.groups(), pieces,
            button: words(group == nil ? "admin.make" : "admin.save"), back: back, fields)
        return Page(title: title, content: "\(heading(title, group.map { up($0, words) } ?? [list(words)], words))\(sheet)")
    }

    private static func list(_ words: Words) -> (path: String, text: String) { (AdministrationPaths.groups(), words("admin.groups.title")) }

    static func up(_ group: GroupLine, _ words: Words) -> [(path: String, text: String)] {
        [list(words), (AdministrationPaths.group(group.id), group.name)]
    }

    static func show(_ sheet: GroupSheet, now: Date, _ words: Words) -> Page {
        let group = sheet.group
        let over = sheet.members.filter { $0.held.period.isOver(at: now) }
        let current = sheet.members.filter { !$0.held.period.isOver(at: now) }
        let pairs =
            [(words("admin.field.kind"), "\(words("admin.groups.kind." + group.kind.rawValue))" as HTML)]
            + (sheet.organisation.map { [(words("admin.field.organisation"), "\($0)" as HTML)] } ?? [])
        let content: HTML = """
            \(heading(group.name, [list(words)], words))<section class="sheet stack">\(facts(pairs))\(importedTag(group.isImported, words))\
            <div class="buttons">\(action(AdministrationPaths.groupDetails(group.id), words("admin.person.change"), quiet: true))</div></section>\
            <section class="sheet stack" aria-labelledby="leden"><h2 id="leden">\(words("admin.field.members"))</h2>\
            \(when(sheet.members.isEmpty) { "<p class=\"soft\">\(words("admin.members.none"))</p>" })\
            \(when(!current.isEmpty) { members(current, words("admin.members.current", count: current.count), canEnd: true, words) })\
            \(when(!over.isEmpty) { members(over, words("admin.members.over", count: over.count), canEnd: false, words) })\
            <div class="buttons">\(action(AdministrationPaths.newMember(group.id), words("admin.members.add")))</div></section>
            """
        return Page(title: group.name, content: content)
    }

    private static func members(_ lines: [MemberLine], _ caption: String, canEnd: Bool, _ words: Words) -> HTML {
        let heads = ["admin.field.name", "admin.field.role", "admin.field.period", "admin.field.end"].map { words($0) }
        let rows = lines.map { line -> [HTML] in
            [
                link(AdministrationPaths.person(line.held.person), line.name.full),
                "\(words(line.held.role.key))\(importedTag(line.held.isImported, words))", "\(periodText(line.held.period, words))",
                PersonSheetPage.endLink(line.held, of: line.name.full, from: "groep", words),
            ]
        }
        return table(caption: caption, canEnd ? heads : Array(heads.dropLast()), rows)
    }

    /// Two people may have one name; the address tells them apart.
    private static func label(_ person: PersonLine) -> String { person.name.full + (person.email.map { " (\($0))" } ?? "") }

    static func addMember(_ group: GroupLine, _ found: Found<PersonLine>, _ form: FormState, _ words: Words) -> Page {
        let title = words("admin.members.addTo", ["name": group.name])
        let pieces = FormPieces(form, words)
        let people = found.lines.map { (value: $0.id.text, label: label($0)) }
        let roles = RoleRules.ofGroup.map { (value: $0.rawValue, label: words($0.key)) }
        let fields = [
            pieces.options("person", label: words("admin.members.who"), options: people),
            pieces.options("role", label: words("admin.field.role"), options: roles), RolePages.dates(pieces),
        ]
        let isAsked = !found.search.text.isEmpty
        let result: HTML =
            people.isEmpty
            ? when(isAsked) { empty(words("admin.people.noneFound", ["text": found.search.text])) }
            : formSheet(
                AdministrationPaths.members(group.id), pieces, button: words("admin.members.add"),
                back: AdministrationPaths.group(group.id), fields)
        let content: HTML = """
            \(heading(title, up(group, words), words))<div class="sheet stack">\
            \(found.searchForm(AdministrationPaths.newMember(group.id), label: words("admin.members.search"), words))\
            \(when(found.paging.pages > 1 && isAsked) { "<p role=\"status\">\(words("admin.members.tooMany", count: found.paging.total))</p>" })</div>\(result)
            """
        return Page(title: title, content: content)
    }
}
