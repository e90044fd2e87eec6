import Guiding
import People
import Storage
import Web

enum LeadPages {
    static func overview(_ shown: ShownLead, ask: Ask) -> Page {
        let words = ask.words
        let title = words(shown.isOwn ? "lead.own.title" : "lead.title")
        let change = when(shown.may.contains(.changeLead)) {
            action(CareerPaths.leadChange(shown.student.id), words(shown.current == nil ? "lead.act" : "lead.change"))
        }
        let current: HTML =
            shown.current.map { lead in
                let yes = when(lead.agreed == nil && shown.may.contains(.agreeLead)) {
                    act(CareerPaths.leadAgreement(shown.student.id), words("lead.own.yes"))
                }
                return
                    "<section class=\"sheet stack\">\(LeadPieces.fields(lead, shown, words))<p>\(LeadPieces.agreement(lead, shown, ask))</p>\(yes)</section>"
            } ?? empty(words(shown.isOwn ? "lead.own.none" : "lead.none"), step: change)
        return Page(
            title: title,
            content: """
                <div class="stack">\(crumbs(words, [(GuidingPaths.student(shown.student.id), shown.student.name.full)]))<h1>\(title)</h1>\
                <p class="soft">\(words(shown.isOwn ? "lead.own.intro" : "lead.intro"))</p></div>\
                \(current)\(when(shown.current != nil) { "<div class=\"buttons\">\(change)</div>" })\(history(shown, ask))
                """)
    }

    private static func history(_ shown: ShownLead, _ ask: Ask) -> HTML {
        let words = ask.words
        let rows = shown.versions.dropFirst().map { lead -> HTML in
            let by = lead.setBy.flatMap { shown.names[$0]?.full } ?? words("lead.someone")
            return """
                <li>\(time(lead.set, words.near(Day(lead.set), today: ask.today)))<div>\(words("lead.setBy", ["name": by]))\
                \(LeadPieces.fields(lead, shown, words))<p>\(LeadPieces.agreement(lead, shown, ask))</p></div></li>
                """
        }
        return when(!rows.isEmpty) {
            "<section class=\"stack\"><h2>\(words("lead.history"))</h2><ol class=\"timeline\">\(Array(rows))</ol></section>"
        }
    }

    static func change(_ shown: ShownLead, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        var people: [(value: String, label: String)] = [
            ("", words("lead.nobody")), (shown.student.id.text, shown.student.name.full + " · " + words("role.student")),
        ]
        for member in shown.team where !people.contains(where: { $0.value == member.person.text }) {
            people.append((member.person.text, member.name.full + " · " + words(member.role.key)))
        }
        let fields = Lead.Field.allCases.map { field -> HTML in
            """
            <div class="stack">\(pieces.select(LeadForm.person(field), label: words("lead.field." + field.rawValue), hint: words("lead.hint." + field.rawValue), options: people, optional: true))\
            \(pieces.line(LeadForm.words(field), label: words("lead.words"), optional: true, most: LeadForm.longestWords))</div>
            """
        }
        return Page(
            title: words("lead.change"),
            content: """
                <div class="stack">\(crumbs(words, [(GuidingPaths.student(shown.student.id), shown.student.name.full), (CareerPaths.lead(shown.student.id), words("lead.title"))]))\
                <h1>\(words("lead.change"))</h1><p class="soft">\(words("lead.changeIntro", ["name": shown.student.name.called]))</p></div>\
                <form class="sheet stack" method="post" action="\(CareerPaths.lead(shown.student.id))">\(pieces.summary)\(fields)\
                <div class="buttons"><button class="button">\(words("lead.save"))</button>\
                <a class="button quiet" href="\(GuidingPaths.student(shown.student.id))">\(words("lead.cancel"))</a></div></form>
                """)
    }
}
