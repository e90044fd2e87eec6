import Foundation
import Guiding
import People
import Storage
import Web

enum LeadPieces {
    /// The four fields as they stand.
    static func fields(_ lead: Lead, _ shown: ShownLead, _ words: Words) -> HTML {
        facts(
            Lead.Field.allCases.map { field in
                let line = lead.line(field)
                let left = when(line?.person.map { !shown.isAround($0) } ?? false) { " \(tag(words("lead.left")))" }
                let note = when(line?.words) { "<p class=\"soft\">\(lines($0))</p>" }
                return (
                    words(shown.isOwn ? "lead.own." + field.rawValue : "lead.field." + field.rawValue),
                    "\(name(line, shown, words))\(left)\(note)"
                )
            })
    }

    private static func name(_ line: Lead.Line?, _ shown: ShownLead, _ words: Words) -> HTML {
        guard let person = line?.person else { return "<span class=\"soft\">\(words("lead.nobody"))</span>" }
        if shown.isOwn && person == shown.student.id { return "\(words("lead.you"))" }
        return written(shown.names[person]?.full ?? words("lead.someone"))
    }

    /// Whether the student said yes, and when.
    static func agreement(_ lead: Lead, _ shown: ShownLead, _ ask: Ask) -> HTML {
        let words = ask.words
        guard let agreed = lead.agreed else {
            return tag(shown.isOwn ? words("lead.own.notAgreed") : words("lead.notAgreed", ["name": shown.student.name.called]), .attention)
        }
        let day = words.near(Day(agreed), today: ask.today)
        return tag(
            shown.isOwn ? words("lead.own.agreed", ["day": day]) : words("lead.agreed", ["name": shown.student.name.called, "day": day]),
            .joy)
    }

    /// Beside the timeline of the student's page.
    static func box(_ shown: ShownLead, _ ask: Ask) -> HTML {
        let words = ask.words
        let title = words(shown.isOwn ? "lead.own.title" : "lead.title")
        let inside: HTML =
            shown.current.map { "\(fields($0, shown, words))<p>\(agreement($0, shown, ask))</p>" }
            ?? "<p class=\"soft\">\(words(shown.isOwn ? "lead.own.none" : "lead.none"))</p>"
        let change = when(shown.may.contains(.changeLead)) {
            action(CareerPaths.leadChange(shown.student.id), words(shown.current == nil ? "lead.act" : "lead.change"), quiet: true)
        }
        let more = when(shown.current != nil) { "<p><a href=\"\(CareerPaths.lead(shown.student.id))\">\(words("lead.more"))</a></p>" }
        return "<section class=\"sheet stack\"><h2>\(title)</h2>\(inside)\(change)\(more)</section>"
    }

    /// On the student's first page: what was agreed, and one tap to say yes.
    static func question(_ shown: ShownLead, _ ask: Ask) -> HTML {
        let words = ask.words
        let inside = when(shown.current) { lead in
            """
            <p>\(words("lead.own.question"))</p>\(fields(lead, shown, words))\
            \(act(CareerPaths.leadAgreement(shown.student.id), words("lead.own.yes")))<p class="soft">\(words("lead.own.doubt"))</p>
            """
        }
        return HomePage.card("people", words("lead.own.title"), inside)
    }
}
