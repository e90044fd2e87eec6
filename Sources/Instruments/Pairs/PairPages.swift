import Storage
import Web

enum PairPages {
    /// Choosing the colleague: a name to search by, and a button for each who is found.
    static func choosing(_ instrument: Instrument, _ fields: Fields, found: [Colleague], ask: Ask) -> Page {
        let words = ask.words
        let moment = fields.first("moment").flatMap(Response.Moment.init(rawValue:)) ?? .after
        let name = fields.first("naam") ?? ""
        let conversation = fields.first("gesprek")
        let pieces = FormPieces(FormState(known: ["naam": name, "moment": moment.rawValue]), words)
        let moments = Response.Moment.allCases.map { ($0.rawValue, words("instrument.moment." + $0.rawValue)) }
        return Page(
            title: words("instrument.together.title"),
            content: """
                <div class="stack">\(crumbs(words, [(InstrumentPaths.overview(), words("instrument.title"))]))<small>\(words(instrument.title))</small>\
                <h1>\(words("instrument.together.title"))</h1><p class="soft">\(words("instrument.together.how"))</p></div>\
                <form class="sheet stack" method="get" action="\(InstrumentPaths.together(instrument.id))" role="search">\
                \(when(conversation) { pieces.hidden("gesprek", $0) })\(pieces.select("moment", label: words("instrument.together.moment"), options: moments))\
                \(pieces.line("naam", label: words("instrument.together.name"), hint: words("instrument.together.nameHint"), kind: .search))\
                <div class="buttons"><button class="button">\(words("instrument.together.search"))</button></div></form>\
                \(when(!name.isEmpty) { results(instrument, found, moment, conversation, words) })
                """)
    }

    private static func results(
        _ instrument: Instrument, _ found: [Colleague], _ moment: Response.Moment, _ conversation: String?, _ words: Words
    ) -> HTML {
        let fields = [("moment", moment.rawValue)] + (conversation.map { [("gesprek", $0)] } ?? [])
        let rows = found.map { colleague -> HTML in
            """
            <li class="need">\(face(colleague.name.initials))<strong>\(colleague.name.full)</strong>\
            \(act(InstrumentPaths.begin(instrument.id), words("instrument.together.choose"), fields: fields + [("samen", colleague.person.text)], describes: colleague.name.full))</li>
            """
        }
        let many = when(found.count == PairStore.mostColleagues) { "<p class=\"soft\">\(words("instrument.together.more"))</p>" }
        return """
            <section class="stack"><h2>\(words("instrument.together.found", count: found.count))</h2>\
            \(rows.isEmpty ? "<p>\(words("instrument.together.none"))</p>" as HTML : "<ul class=\"sheet needs\">\(rows)</ul>")\(many)</section>
            """
    }

    /// A pair: who still has to, or both side by side.
    static func one(_ pair: ResponsePair, _ instrument: Instrument, conversationPath: String?, ask: Ask) -> Page {
        let words = ask.words
        let links =
            (conversationPath.map { [(path: $0, text: words("instrument.backToConversation"))] } ?? []) + [
                (InstrumentPaths.overview(), words("instrument.title"))
            ]
        let title = words("instrument.pair.title", ["name": pair.theirs.name.called])
        return Page(
            title: title,
            content: """
                <div class="stack">\(crumbs(words, links))<small>\(words(instrument.title)) · \(words("instrument.moment." + pair.moment.rawValue))</small>\
                <h1>\(title)</h1><p class="soft">\(words("instrument.onlyYouTwo"))</p></div>\
                \(pair.comparison(in: instrument).map { compared($0, pair, words) } ?? waiting(pair, words))
                """)
    }

    private static func waiting(_ pair: ResponsePair, _ words: Words) -> HTML {
        let rows = [pair.mine, pair.theirs].map { member -> HTML in
            "<li\(when(member.isDone) { " class=\"confirmed\"" })>\(member.name.full) <span class=\"soft\">\(words(member.isDone ? "instrument.pair.isDone" : "instrument.pair.notDone"))</span></li>"
        }
        let own =
            pair.mine.isDone
            ? action(InstrumentPaths.response(pair.mine.response), words("instrument.pair.readOwn"), quiet: true)
            : action(InstrumentPaths.response(pair.mine.response), words("instrument.goOn"))
        return """
            <section class="sheet stack"><h2>\(words("instrument.pair.waiting"))</h2><ul class="parties">\(rows)</ul>\
            <p class="soft">\(words("instrument.pair.rule"))</p><div class="buttons">\(own)</div></section>
            """
    }

    private static func compared(_ comparison: Comparison, _ pair: ResponsePair, _ words: Words) -> HTML {
        let rest = comparison.rows.filter { !$0.differs }
        let differing = comparison.differences.map { row($0, pair, words) }
        return """
            <div class="stack"><h2>\(words("instrument.pair.differences", count: differing.count))</h2>\
            \(when(!differing.isEmpty) { "<p class=\"soft\">\(words("instrument.pair.talk"))</p>" })</div>\
            \(when(!differing.isEmpty) { "<ul class=\"differences\">\(differing)</ul>" })\
            \(when(!rest.isEmpty) { "<h2>\(words("instrument.pair.rest"))</h2><ul class=\"differences\">\(rest.map { row($0, pair, words) })</ul>" })\
            <div class="buttons">\(action(InstrumentPaths.response(pair.mine.response), words("instrument.pair.readOwn"), quiet: true))</div>
            """
    }

    private static func row(_ row: Comparison.Row, _ pair: ResponsePair, _ words: Words) -> HTML {
        """
        <li\(when(row.differs) { " class=\"differs\"" })><h3>\(words(row.item.title))</h3>\
        \(side(pair.mine, row.mine, words))\(side(pair.theirs, row.theirs, words))</li>
        """
    }

    private static func side(_ member: ResponsePair.Member, _ mark: Answers.Mark, _ words: Words) -> HTML {
        "<div><small>\(member.name.called)</small>\(score(mark.score, words))\(when(!mark.note.isEmpty) { "<p>\(lines(mark.note))</p>" })</div>"
    }
}
