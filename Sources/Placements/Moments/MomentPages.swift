import Foundation
import Guiding
import People
import Storage
import Web

/// The pages of contact: writing one down, and one fixed moment.
enum MomentPages {
    /// One field that may stay empty, and a loud button: choose, save, done.
    static func contact(_ shown: ShownPlacement, _ channel: Placement.Channel, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        let moment = Moment.Kind(state.value("moment"))
        let title = moment.map { words($0.key) + " · " + words(channel.key) } ?? words("moment.saying", ["channel": words(channel.key)])
        return PlacementPages.sub(shown, title, words) {
            """
            <form class="sheet stack" method="post" action="\(PlacementPaths.contact(shown.placement.id, channel))">\(pieces.summary)\
            \(when(moment) { pieces.hidden("moment", $0.rawValue) })\
            \(pieces.area("words", label: words("moment.words"), hint: words("moment.wordsHint", ["name": shown.student.name.called]), optional: true, rows: 3))\
            <p class="soft">\(words("moment.whoReads", ["name": shown.student.name.called]))</p>\
            <div class="buttons"><button class="button">\(words("moment.save"))</button>\
            <a class="button quiet" href="\(PlacementPaths.one(shown.placement.id))">\(words("placement.leave"))</a></div></form>
            """
        }
    }

    /// A fixed moment: how it stands, planning it, the three-way conversation, or saying that it was.
    static func one(_ shown: ShownPlacement, _ moment: Moment, _ state: FormState, ask: Ask) -> Page {
        let pieces = PlacementPieces(words: ask.words, today: ask.today)
        let words = ask.words
        return PlacementPages.sub(shown, words(moment.kind.key), words) {
            """
            <p>\(pieces.when(moment)) \(pieces.tag(moment))</p><p class="soft">\(words("moment.about." + moment.kind.rawValue))</p>\
            \(talk(shown, moment, words))\(planning(shown, moment, FormPieces(state, words)))\(made(shown, moment, pieces))
            """
        }
    }

    private static func talk(_ shown: ShownPlacement, _ moment: Moment, _ words: Words) -> HTML {
        let planned = shown.conversations.filter { $0.kind == moment.kind.conversation }.sorted { $0.at < $1.at }
        let rows = planned.map { talk -> HTML in
            "<li><a href=\"\(GuidingPaths.conversation(talk.id))\">\(words("conversation.kind." + talk.kind.rawValue))</a> <span class=\"soft\">\(words("conversation.state." + talk.state.rawValue))</span></li>"
        }
        let mayPlan = shown.may.contains(.planConversation) && Moment.state(moment.state, after: .make) != nil
        let new = when(mayPlan) {
            action(
                GuidingPaths.newConversation(shown.student.id) + "?soort=" + moment.kind.conversation.rawValue, words("moment.talk"),
                quiet: !rows.isEmpty)
        }
        return when(mayPlan || !rows.isEmpty) {
            "<section class=\"sheet stack\"><h2>\(words("moment.together"))</h2>\(when(!rows.isEmpty) { "<ul>\(rows)</ul>" })<div class=\"buttons\">\(new)</div></section>"
        }
    }

    private static func planning(_ shown: ShownPlacement, _ moment: Moment, _ pieces: FormPieces) -> HTML {
        when(moment.may(.plan, shown.may) && shown.isOpen) {
            """
            <form class="sheet stack" method="post" action="\(PlacementPaths.moment(shown.placement.id, moment.kind))"><h2>\(pieces.words("moment.plan"))</h2>\(pieces.summary)\
            <div class="row">\(pieces.line("day", label: pieces.words("moment.day"), kind: .date))\
            \(pieces.line("time", label: pieces.words("moment.time"), kind: .time, optional: true))</div>\
            <div class="buttons"><button class="button quiet">\(pieces.words("moment.savePlan"))</button></div></form>
            """
        }
    }

    private static func made(_ shown: ShownPlacement, _ moment: Moment, _ pieces: PlacementPieces) -> HTML {
        when(moment.may(.make, shown.may)) {
            """
            <section class="sheet stack"><h2>\(pieces.words("moment.wasMade"))</h2><p class="soft">\(pieces.words("moment.wasMadeHow"))</p>\
            \(pieces.channels(shown.placement.id, moment: moment.kind))</section>
            """
        }
    }
}
