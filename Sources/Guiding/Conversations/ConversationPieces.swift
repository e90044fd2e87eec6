import Foundation
import Instruments
import People
import Storage
import Web

/// Pieces that stand on more than one page of a conversation.
enum ConversationPieces {
    enum Phase: CaseIterable { case prepare, hold, conclude }

    /// Prepare, hold, look back: where one is and where one can go. Only who leads the talk holds it.
    static func phases(_ shown: ShownConversation, _ current: Phase, _ words: Words) -> HTML {
        let id = shown.conversation.id
        let mayHold = shown.may.contains(.holdConversation)
        let links: [(Phase, String, String, Bool)] = [
            (.prepare, GuidingPaths.conversation(id), "conversation.phase.prepare", true),
            (
                .hold, GuidingPaths.holding(id), "conversation.phase.hold",
                mayHold && shown.conversation.state != .proposed && shown.conversation.state != .cancelled
            ),
            (
                .conclude, GuidingPaths.lookingBack(id), "conversation.phase.conclude",
                shown.conversation.state == .held || shown.conversation.state == .concluded
            ),
        ]
        let rows = links.filter(\.3).map { phase, path, key, _ -> HTML in
            "<li><a href=\"\(path)\"\(when(phase == current) { " aria-current=\"step\"" })>\(words(key))</a></li>"
        }
        return "<nav class=\"phases\" aria-label=\"\(words("conversation.phases"))\"><ol>\(rows)</ol></nav>"
    }

    /// The checklists that fit this talk; for guides, each for oneself.
    static func checklists(_ shown: ShownConversation, moment: String, _ words: Words) -> HTML {
        when(shown.isGuide) {
            let fitting = ["individuele-begeleiding"] + (shown.conversation.kind.isThreeWay ? ["professionele-samenwerking"] : [])
            let rows = fitting.map { id -> HTML in
                let own = shown.responses.first { $0.instrument == id && $0.moment.rawValue == moment }
                let text = words(
                    own == nil
                        ? "conversation.checklist.begin" : own?.isDone == true ? "conversation.checklist.read" : "conversation.checklist.go"
                )
                let name = words("conversation.checklist." + id)
                let link = own.map { action(InstrumentPaths.response($0.id), text, quiet: true) }
                return """
                    <div class="row spread"><span>\(name)</span>\
                    \(link ?? act(InstrumentPaths.begin(id), text, quiet: true, fields: [("moment", moment), ("gesprek", shown.conversation.id.text)], describes: name))</div>
                    """
            }
            return """
                <section class="sheet stack"><h2>\(words("conversation.checklist.title." + moment))</h2>\
                <p class="soft">\(words("conversation.checklist.own"))</p>\(rows)</section>
                """
        }
    }

    static func agreed(_ shown: ShownConversation, _ words: Words) -> HTML {
        let rows = shown.agreements.map { line -> HTML in "<li><a href=\"\(line.path)\">\(written(line.text))</a></li>" }
        let new = when(shown.may.contains(.makeAgreement)) {
            action(ConversationRoutes.newAgreement(shown), words("conversation.newAgreement"), quiet: true)
        }
        return """
            <section class="sheet stack"><h2>\(words("conversation.agreed"))</h2>\
            \(rows.isEmpty ? "<p class=\"soft\">\(words("conversation.nothingAgreed"))</p>" as HTML : "<ul>\(rows)</ul>")\(new)</section>
            """
    }

    static func notes(_ shown: ShownConversation, _ words: Words) -> HTML {
        let notes = when(shown.conversation.notes) {
            "<section class=\"sheet stack\"><h2>\(words("conversation.notes"))</h2><p>\(lines($0))</p></section>"
        }
        let mine = when(shown.workingNote) {
            """
            <section class="sheet stack private"><h2>\(icon("lock"))\(words("conversation.mine"))</h2><p class="soft">\(words("conversation.mineHint", ["name": shown.student.name.called]))</p><p>\(lines($0))</p></section>
            """
        }
        return notes + mine
    }

    /// The summary with who has confirmed it, and the button for who has not.
    static func summary(_ shown: ShownConversation, _ ask: Ask) -> HTML {
        let words = ask.words
        let conversation = shown.conversation
        guard let summary = conversation.summary else {
            return when(conversation.state == .concluded || !shown.may.contains(.holdConversation)) {
                "<section class=\"sheet\"><p class=\"soft\">\(words("conversation.noSummary"))</p></section>"
            }
        }
        let people = conversation.participants.map { participant -> HTML in
            let said = words(participant.confirmed == nil ? "agreement.notConfirmed" : "agreement.confirmed")
            return
                "<li\(when(participant.confirmed != nil) { " class=\"confirmed\"" })>\(participant.name.full) <span class=\"soft\">\(said)</span></li>"
        }
        let mayConfirm = conversation.participant(shown.viewer).map { $0.confirmed == nil } ?? false
        return """
            <section class="sheet stack"><h2>\(words("conversation.summary"))</h2><p>\(lines(summary))</p><ul class="parties">\(people)</ul>\
            \(when(mayConfirm && shown.may.contains(.confirmConversation)) { act(GuidingPaths.confirmation(conversation.id), words("conversation.confirm")) })</section>
            """
    }
}
