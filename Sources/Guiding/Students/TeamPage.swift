import People
import Storage
import Web

struct ShownTeam: Sendable {
    let student: StudentCard
    let team: [TeamMember]
    let found: [(person: ID<Person>, name: PersonName)]
    let rhythmDays: Int
    let mayInvite: Bool
}

/// Who is around a student, and asking someone in.
enum TeamPage {
    static func page(_ shown: ShownTeam, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        return Page(
            title: words("team.title"),
            content: """
                <div class="stack">\(crumbs(words, [(GuidingPaths.student(shown.student.id), shown.student.name.full)]))\
                <h1>\(words("team.titleOf", ["name": shown.student.name.called]))</h1><p class="soft">\(words("team.intro"))</p></div>\
                \(members(shown, ask))\(adding(shown, ask))\
                <form class="sheet stack" method="post" action="\(GuidingPaths.rhythm(shown.student.id))"><h2>\(words("rhythm.title"))</h2>\(pieces.summary)\
                \(pieces.line("days", label: words("rhythm.label"), hint: words("rhythm.hint", ["name": shown.student.name.called]), kind: .number))\
                <div class="buttons"><button class="button quiet">\(words("rhythm.save"))</button></div></form>
                """)
    }

    private static func members(_ shown: ShownTeam, _ ask: Ask) -> HTML {
        let words = ask.words
        let rows = shown.team.map { member -> [HTML] in
            let end: HTML =
                member.period.map {
                    act(GuidingPaths.teamEnd(shown.student.id, $0), words("team.end"), quiet: true, describes: member.name.full)
                } ?? "<span class=\"soft\">\(words("team.byClass"))</span>"
            let since = Day(member.starts)
            return ["\(member.name.full)", "\(words(member.role.key))", time(since, words.short(since, today: ask.today)), end]
        }
        return "<section class=\"sheet\">"
            + table(caption: words("team.title"), [words("team.who"), words("team.role"), words("team.since"), words("team.end")], rows)
            + "</section>"
    }

    /// Who is of the school is added here; who is not, is invited.
    private static func invitations(_ shown: ShownTeam, _ words: Words) -> HTML {
        when(shown.mayInvite) {
            "<p>\(words("team.inviteAbout")) \(action("/studenten/" + shown.student.id.text + "/uitnodigingen", words("team.invite"), quiet: true))</p>"
        }
    }

    private static func adding(_ shown: ShownTeam, _ ask: Ask) -> HTML {
        let words = ask.words
        let letters = ask.query.first("zoek") ?? ""
        let found = shown.found.map { person, name -> HTML in
            let options = Role.ofTeam.map { role -> HTML in "<option value=\"\(role.rawValue)\">\(words(role.key))</option>" }
            return """
                <li><form class="row spread" method="post" action="\(GuidingPaths.team(shown.student.id))"><span>\(name.full)</span>\
                <input type="hidden" name="person" value="\(person.text)"><select name="role" aria-label="\(words("team.roleOf", ["name": name.full]))">\(options)</select>\
                <button class="button quiet" aria-label="\(words("team.add")): \(name.full)">\(words("team.add"))</button></form></li>
                """
        }
        return """
            <section class="sheet stack"><h2>\(words("team.ask"))</h2><form class="inline-form" method="get" action="\(GuidingPaths.team(shown.student.id))">\
            <label for="zoek">\(words("team.search"))</label><input id="zoek" name="zoek" type="search" value="\(letters)" minlength="2">\
            <button class="button quiet">\(words("team.find"))</button></form>\
            \(when(letters.count >= 2 && found.isEmpty) { "<p class=\"soft\">\(words("team.nobody"))</p>" })<ul class="found">\(found)</ul>\(invitations(shown, words))</section>
            """
    }
}
