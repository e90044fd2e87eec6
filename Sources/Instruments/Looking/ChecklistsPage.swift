import Foundation
import Storage
import Web

/// Everything a guide has to do with checklists, on one page.
struct Checklists: Sendable {
    let instruments: [Instrument]
    /// Drafts, invitations among them.
    let drafts: [ResponseLine]
    let finished: [ResponseLine]
    let catalogue: InstrumentCatalogue

    var checklists: [Instrument] { instruments.filter { $0.kind == .checklist } }
    var others: [Instrument] { instruments.filter { $0.kind != .checklist } }
    var invitations: [ResponseLine] { drafts.filter(\.isInvitation) }
    /// What was begun and left without a word is no draft to go on with; beginning again opens it.
    var begun: [ResponseLine] { drafts.filter { !$0.isInvitation && (!$0.isUntouched || $0.partner != nil) } }

    func title(of line: ResponseLine, _ words: Words) -> String {
        (catalogue[line.instrument, line.version] ?? catalogue.newest(line.instrument)).map { words($0.title) } ?? line.instrument
    }

    func isChecklist(_ line: ResponseLine) -> Bool { catalogue[line.instrument, line.version]?.kind == .checklist }
}

enum ChecklistsPage {
    static func page(_ shown: Checklists, ask: Ask) -> Page {
        let words = ask.words
        return Page(
            title: words("instrument.title"),
            content: """
                <div class="stack"><h1>\(words("instrument.title"))</h1><p class="soft">\(words("instrument.promise"))</p></div>\
                \(needs(shown, ask))<div class="columns"><div class="stack">\(shown.checklists.map { checklist($0, isNew: shown.finished.isEmpty, words) })\
                \(others(shown, words))</div><aside class="stack">\(finished(shown, ask))</aside></div>
                """)
    }

    /// Who asks me along, and where I was.
    private static func needs(_ shown: Checklists, _ ask: Ask) -> HTML {
        let words = ask.words
        let asked = shown.invitations.compactMap { line in
            line.partner.map { partner in
                row(
                    face: Web.face(partner.name.initials), words("instrument.invitation", ["name": partner.name.full]),
                    why(line, shown, ask),
                    line.id, words("instrument.takeUp"))
            }
        }
        let drafts = shown.begun.map { line in
            row(
                face: "<span class=\"face\" aria-hidden=\"true\">\(icon("checklist"))</span>", shown.title(of: line, words),
                why(line, shown, ask), line.id,
                words("instrument.goOn"))
        }
        return when(!(asked + drafts).isEmpty) {
            """
            <section class="stack"><h2>\(words("instrument.waiting"))</h2><ul class="sheet needs">\(asked + drafts)</ul></section>
            """
        }
    }

    private static func row(face: HTML, _ who: String, _ why: HTML, _ id: ID<Response>, _ text: String) -> HTML {
        """
        <li class="need">\(face)<strong>\(who)</strong><p class="why">\(why)</p><div class="act">\
        <a class="button quiet" href="\(InstrumentPaths.response(id))" aria-label="\(text): \(who)">\(text)</a></div></li>
        """
    }

    private static func why(_ line: ResponseLine, _ shown: Checklists, _ ask: Ask) -> HTML {
        let words = ask.words
        let title = line.isInvitation ? shown.title(of: line, words) + " · " : ""
        let moment = shown.isChecklist(line) ? words("instrument.moment." + line.moment.rawValue) + " · " : ""
        let with = line.partner.map { line.isInvitation ? "" : words("instrument.withName", ["name": $0.name.called]) + " · " } ?? ""
        return "\(title + moment + with)\(time(line.changed, words.near(Day(line.changed), today: ask.today)))"
    }

    private static func checklist(_ instrument: Instrument, isNew: Bool, _ words: Words) -> HTML {
        let name = words(instrument.title)
        let begin = Response.Moment.allCases.map { moment in
            act(
                InstrumentPaths.begin(instrument.id), words("instrument.begin." + moment.rawValue), quiet: moment != .after,
                fields: [("moment", moment.rawValue)],
                describes: name)
        }
        return """
            <section class="sheet stack"><h2>\(name)</h2><p>\(words(instrument.purpose))</p>\
            <details\(when(isNew) { " open" })><summary>\(words("instrument.about"))<span class="visually-hidden">: \(name)</span></summary><p>\(words(instrument.introduction))</p></details>\
            <div class="row">\(begin)</div><div class="buttons"><a href="\(InstrumentPaths.together(instrument.id))" aria-label="\(words("instrument.together.link")): \(name)">\(words("instrument.together.link"))</a>\
            <a href="\(InstrumentPaths.print(instrument.id))" aria-label="\(words("instrument.print.link")): \(name)">\(words("instrument.print.link"))</a></div></section>
            """
    }

    private static func others(_ shown: Checklists, _ words: Words) -> HTML {
        when(!shown.others.isEmpty) {
            let rows = shown.others.map { instrument -> HTML in
                """
                <section class="sheet stack"><h3>\(words(instrument.title))</h3><p>\(words(instrument.purpose))</p>\
                <div class="row">\(act(InstrumentPaths.begin(instrument.id), words("instrument.begin.other"), quiet: true, describes: words(instrument.title)))</div></section>
                """
            }
            return "<h2>\(words("instrument.others"))</h2>\(rows)"
        }
    }

    private static func finished(_ shown: Checklists, _ ask: Ask) -> HTML {
        let words = ask.words
        let rows = shown.finished.map { line -> HTML in
            let waits = when(line.partner.map { !$0.isDone } ?? false) {
                "<br>\(tag(words("instrument.pair.waits", ["name": line.partner?.name.called ?? ""])))"
            }
            let target = line.partner.map { InstrumentPaths.pair($0.pair) } ?? InstrumentPaths.response(line.id)
            return """
                <li>\(when(line.done) { time($0, words.near(Day($0), today: ask.today)) })<div><a href="\(target)">\(shown.title(of: line, words))</a>\(waits)</div></li>
                """
        }
        return """
            <h2>\(words("instrument.finished"))</h2>\
            \(rows.isEmpty ? "<p class=\"soft\">\(words("instrument.nothingFinished"))</p>" as HTML : "<ol class=\"timeline\">\(rows)</ol>")\
            \(when(!rows.isEmpty) { "<p>\(action(InstrumentPaths.trend(), words("instrument.trend.link"), quiet: true))</p>" })
            """
    }
}
