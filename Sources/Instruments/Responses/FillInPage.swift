import Storage
import Web

/// A response with its instrument and the way back, for the pages about it.
struct ShownResponse: Sendable {
    let response: Response
    let instrument: Instrument
    let conversationPath: String?

    var line: ResponseLine { response.line }
    var isChecklist: Bool { instrument.kind == .checklist }
}

/// The form of a draft.
enum FillInPage {
    static func page(_ shown: ShownResponse, _ state: FormState, asked: Set<String>? = nil, ask: Ask) -> Page {
        let words = ask.words
        let path = InstrumentPaths.response(shown.line.id)
        let title = shown.isChecklist ? words("instrument.fill." + shown.line.moment.rawValue) : words(shown.instrument.title)
        let pieces = ItemPieces(state, words)
        // A refused form shows what stood on it; a saved one what its answers ask for.
        let items =
            asked.map { keys in shown.instrument.items.filter { keys.contains($0.key) } }
            ?? shown.response.answers.shownItems(of: shown.instrument)
        return Page(
            title: title + " · " + words(shown.instrument.title),
            content: """
                \(head(shown, title, words))<form class="checklist" method="post" action="\(path)" data-autosave="\(path)" data-progress>\
                \(FormPieces(state, words).summary)<input type="hidden" name="\(ResponseForm.marker)" value="1">\
                \(sections(shown.instrument, Set(items.map(\.key)), pieces))\(saveBar(shown, items, isRefused: state.isRefused, words))</form>\(foot(shown, words))
                """)
    }

    private static func head(_ shown: ShownResponse, _ title: String, _ words: Words) -> HTML {
        let moment =
            shown.isChecklist
            ? words(shown.instrument.title) + " · " + words("instrument.moment." + shown.line.moment.rawValue)
            : words(shown.instrument.purpose)
        return """
            <div class="stack">\(ResponsePieces.crumbs(shown, words))<small>\(moment)</small><h1>\(title)</h1>\
            \(when(shown.line.partner) { "<p class=\"soft\">\(words("instrument.pair.alone", ["name": $0.name.called]))</p>" })\
            <details><summary>\(words("instrument.about"))</summary><p>\(words(shown.instrument.introduction))</p></details></div>
            """
    }

    private static func sections(_ instrument: Instrument, _ shown: Set<String>, _ pieces: ItemPieces) -> HTML {
        let sections = instrument.sections.map { section -> HTML in
            let items = section.items.filter { shown.contains($0.key) }
            return when(!items.isEmpty) {
                let title = when(section.title) { "<h2>\(pieces.words($0))</h2>" }
                let introduction = when(section.introduction) { "<p class=\"soft\">\(pieces.words($0))</p>" }
                return "\(title)\(introduction)\(items.map(pieces.html))"
            }
        }
        return "\(sections)"
    }

    /// 'Saved' and how far one is, always in sight. The saving button comes first, so that the Enter key saves and does not finish.
    private static func saveBar(_ shown: ShownResponse, _ items: [Instrument.Item], isRefused: Bool, _ words: Words) -> HTML {
        let done = shown.response.answers.progress(in: shown.instrument).answered
        let all = items.count(where: \.isQuestion)
        let only = words(shown.line.partner == nil ? "instrument.status.onlyYou" : "instrument.status.onlyYouYet")
        let saved = words("instrument.status.saved", ["who": only])
        let states = ["saving", "offline", "refused", "signin"].map { state -> HTML in
            " data-\(state)=\"\(words("instrument.status." + state))\""
        }
        return """
            <div class="save-bar"><output data-autosave-status data-saved="\(saved)"\(states)>\(isRefused ? words("instrument.status.unsaved") : saved)</output>\
            <span class="progress" data-progress-text data-template="\(progress(words, "{done}", "{all}"))">\(progress(words, String(done), String(all)))</span>\
            <div class="buttons"><button class="button quiet">\(words("instrument.save"))</button>\
            <button class="button" formaction="\(InstrumentPaths.ending(shown.line.id))">\(words("instrument.done"))</button></div></div>
            """
    }

    private static func progress(_ words: Words, _ done: String, _ all: String) -> String {
        words("instrument.progress", ["done": done, "all": all])
    }

    private static func foot(_ shown: ShownResponse, _ words: Words) -> HTML {
        """
        <p class="buttons">\(when(shown.isChecklist) { "<a href=\"\(InstrumentPaths.responsePrint(shown.line.id))\">\(words("instrument.print.link"))</a>" })\
        <a href="\(InstrumentPaths.removal(shown.line.id))">\(words("instrument.remove.link"))</a></p>
        """
    }
}
