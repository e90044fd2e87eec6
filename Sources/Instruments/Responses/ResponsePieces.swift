import Storage
import Web

/// Pieces that stand on more than one page of a response.
enum ResponsePieces {
    /// Back to the conversation it is about, if it is about one, and to the checklists.
    static func crumbs(_ shown: ShownResponse, _ words: Words) -> HTML {
        let conversation = shown.conversationPath.map { [(path: $0, text: words("instrument.backToConversation"))] } ?? []
        return Web.crumbs(words, conversation + [(InstrumentPaths.overview(), words("instrument.title"))])
    }

    /// Features by name, each with its note where there is one.
    static func features(_ items: [Instrument.Item], _ answers: Answers, _ words: Words) -> HTML {
        let rows = items.map { item -> HTML in
            let note = answers.mark(of: item.key).note
            return "<li><strong>\(words(item.title))</strong>\(when(!note.isEmpty) { "<br>\(lines(note))" })</li>"
        }
        return "<ul>\(rows)</ul>"
    }
}
