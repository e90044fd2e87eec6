import People
import Storage
import Web

/// What can be chosen when a role is given to a person.
struct RoleChoices: Sendable {
    let person: PersonRecord
    /// Nil until the role was chosen.
    let role: Role?
    let groups: [GroupLine]
    let organisations: [OrganisationLine]
    /// The students who were searched for; nil when the role is not about one student.
    let students: Found<PersonLine>?
}

/// Giving a role to a person, in two steps: which, then where and when. And ending one.
enum RolePages {
    static func choose(_ choices: RoleChoices, _ form: FormState, _ words: Words) -> Page {
        let title = words("admin.roles.addTo", ["name": choices.person.name.full])
        let step = choices.role.map { second($0, choices, FormPieces(form, words)) } ?? first(choices.person, words)
        return Page(title: title, content: "\(heading(title, PersonPages.up(choices.person, words), words))\(step)")
    }

    private static func first(_ person: PersonRecord, _ words: Words) -> HTML {
        let rows = Role.allCases.map { role -> HTML in
            let address = AdministrationPaths.newRole(person.id) + "?rol=" + role.rawValue
            return "<li><a class=\"button quiet\" href=\"\(address)\">\(words(role.key))</a></li>"
        }
        return """
            <section class="sheet stack" aria-labelledby="welke"><h2 id="welke">\(words("admin.roles.which"))</h2>\
            <ul class="buttons" role="list">\(rows)</ul></section>
            """
    }

    private static func second(_ role: Role, _ choices: RoleChoices, _ form: FormPieces) -> HTML {
        let words = form.words
        let options = places(role, choices, words)
        let search = when(choices.students) { students in
            """
            <div class="sheet stack">\(students.searchForm(
                AdministrationPaths.newRole(choices.person.id), label: words("admin.roles.searchStudent"), kept: [("rol", role.rawValue)], words))\
            \(when(!students.search.text.isEmpty) { "<p role=\"status\">\(words("admin.roles.studentsFound", count: students.paging.total))</p>" })</div>
            """
        }
        let fields = [
            "<h2>\(words(role.key))</h2>" as HTML, form.hidden("role", role.rawValue),
            form.select("scope", label: words("admin.roles.where"), options: options), dates(form),
        ]
        let sheet = formSheet(
            AdministrationPaths.roles(choices.person.id), form, button: words("admin.roles.give"),
            back: AdministrationPaths.person(choices.person.id),
            fields)
        return "\(search)\(options.isEmpty ? empty(words("admin.roles.noPlace")) : sheet)"
    }

    static func dates(_ form: FormPieces) -> HTML {
        let first = form.line("first", label: form.words("admin.field.first"), kind: .date)
        let last = form.line(
            "last", label: form.words("admin.field.last"), hint: form.words("admin.hint.last"), kind: .date, optional: true)
        return "\(first)\(last)"
    }

    private static func places(_ role: Role, _ choices: RoleChoices, _ words: Words) -> [(value: String, label: String)] {
        let kinds = RoleRules.scopes(of: role)
        var options: [(value: String, label: String)] = []
        if kinds.contains(.institution) { options.append((RoleForm.text(.institution), words("admin.scope.institution"))) }
        options += (choices.students?.lines ?? []).filter { $0.id != choices.person.id }.map {
            (RoleForm.text(.student($0.id)), words("admin.scope.student", ["name": $0.name.full]))
        }
        if kinds.contains(.group) {
            options += choices.groups.map { (RoleForm.text(.group($0.id)), words("admin.scope.group", ["name": $0.name])) }
        }
        if kinds.contains(.organisation) {
            options += choices.organisations.map {
                (RoleForm.text(.organisation($0.id)), words("admin.scope.organisation", ["name": $0.name]))
            }
        }
        return options
    }

    /// - Parameter back: the page the reader came from.
    static func end(_ role: HeldRole, of person: PersonRecord, back: String, from: String?, _ form: FormState, _ words: Words) -> Page {
        let title = words("admin.roles.endOf", ["role": words(role.role.key), "name": person.name.full])
        let pieces = FormPieces(form, words)
        let fields = [
            "<p>\(periodText(role.period, words))</p>" as HTML,
            when(role.isImported) { "<p class=\"hint\">\(words("admin.roles.importedHint"))</p>" },
            pieces.line("last", label: words("admin.field.last"), hint: words("admin.hint.endNow"), kind: .date, optional: true),
            when(from) { pieces.hidden("terug", $0) },
        ]
        let sheet = formSheet(AdministrationPaths.roleEnd(role.id), pieces, button: words("admin.roles.end"), back: back, fields)
        return Page(title: title, content: "\(heading(title, PersonPages.up(person, words), words))\(sheet)")
    }
}
