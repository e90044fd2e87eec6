import Foundation
import Instruments
import People
import Storage
import Web

/// A conversation with what its pages show around it.
struct ShownConversation: Sendable {
    let conversation: Conversation
    let student: StudentCard
    let viewer: ID<Person>
    let role: Role
    let may: Set<Act>
    let workingNote: String?
    /// Titles of what was agreed here, each with its address.
    let agreements: [(path: String, text: String)]
    /// What could be on the agenda: open agreements and goals.
    let suggestions: [String]
    let responses: [ResponseLine]

    var isGuide: Bool { role.isGuide }
}

enum ConversationPages {
    static func new(_ student: StudentCard, people: [(person: ID<Person>, label: String)], isProposal: Bool, _ state: FormState, ask: Ask)
        -> Page
    {
        let words = ask.words
        let pieces = FormPieces(state, words)
        let title = isProposal ? words("conversation.propose") : words("conversation.new")
        let save = words(isProposal ? "conversation.sendProposal" : "conversation.savePlan")
        let leave = GuidingPaths.student(student.id)
        let inside =
            isProposal
            ? OneByOne(pieces, proposing(people, pieces, words)).html(save: save, leave: leave)
            : planning(people, pieces, words, save: save, leave: leave)
        return Page(
            title: title,
            content: """
                <div class="stack">\(crumbs(words, [(GuidingPaths.student(student.id), student.name.full)]))<h1>\(title)</h1>\
                <p class="soft">\(words(isProposal ? "conversation.proposeIntro" : "conversation.newIntro"))</p></div>\
                <form class="sheet stack" method="post" action="\(GuidingPaths.conversationsOfStudent(student.id))">\(inside)</form>
                """)
    }

    /// A student who asks for a talk is asked one thing at a time.
    private static func proposing(_ people: [(person: ID<Person>, label: String)], _ pieces: FormPieces, _ words: Words) -> [OneByOne
        .Question]
    {
        [
            .init("kind", html: kinds([.individual, .careerDialogue, .threeWayMid], pieces, words)),
            .init("agenda", html: pieces.area("agenda", label: words("conversation.agenda"), optional: true, rows: 3)),
            .init("day", html: pieces.line("day", label: words("conversation.dayQuestion"), kind: .date)),
            .init("time", html: pieces.line("time", label: words("conversation.timeQuestion"), kind: .time, optional: true)),
        ] + (people.isEmpty ? [] : [.init("participant", html: others(people, pieces, words))])
    }

    private static func planning(
        _ people: [(person: ID<Person>, label: String)], _ pieces: FormPieces, _ words: Words, save: String, leave: String
    ) -> HTML {
        """
        \(pieces.summary)\(kinds(Conversation.Kind.allCases, pieces, words))\(whenFields(pieces, words))\
        \(when(!people.isEmpty) { others(people, pieces, words) })\
        \(pieces.area("agenda", label: words("conversation.agenda"), hint: words("conversation.agendaHint"), optional: true, rows: 3))\
        <div class="buttons"><button class="button">\(save)</button><a class="button quiet" href="\(leave)">\(words("guiding.cancel"))</a></div>
        """
    }

    private static func kinds(_ kinds: [Conversation.Kind], _ pieces: FormPieces, _ words: Words) -> HTML {
        pieces.options(
            "kind", label: words("conversation.kindLabel"), options: kinds.map { ($0.rawValue, words("conversation.kind." + $0.rawValue)) })
    }

    private static func others(_ people: [(person: ID<Person>, label: String)], _ pieces: FormPieces, _ words: Words) -> HTML {
        pieces.options(
            "participant", label: words("conversation.with"), choosing: .several, options: people.map { ($0.person.text, $0.label) },
            optional: true)
    }

    private static func whenFields(_ pieces: FormPieces, _ words: Words) -> HTML {
        """
        <div class="row">\(pieces.line("day", label: words("conversation.day"), kind: .date))\
        \(pieces.line("time", label: words("conversation.time"), kind: .time, optional: true))</div>\
        \(pieces.line("place", label: words("conversation.place"), hint: words("conversation.placeHint"), optional: true, most: 100))
        """
    }

    /// Preparing: agenda, with what could be on it, and the checklist beforehand.
    static func preparing(_ shown: ShownConversation, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let conversation = shown.conversation
        let pieces = FormPieces(state, words)
        return page(shown, .prepare, ask: ask) {
            let mayPrepare = shown.may.contains(.holdConversation) && Conversation.state(conversation.state, after: .prepare) != nil
            return """
                \(when(conversation.state == .proposed) { proposal(shown, pieces, ask) })\
                <div class="columns"><div class="stack">\(mayPrepare ? agendaForm(shown, pieces, words) : agenda(shown, words))</div>\
                <aside class="stack">\(ConversationPieces.checklists(shown, moment: "before", words))\(cancel(shown, words))</aside></div>
                """
        }
    }

    private static func proposal(_ shown: ShownConversation, _ pieces: FormPieces, _ ask: Ask) -> HTML {
        let words = ask.words
        guard shown.may.contains(.planConversation) else {
            return "<p class=\"notice\">\(words("conversation.waiting"))</p>"
        }
        return """
            <form class="sheet stack" method="post" action="\(GuidingPaths.planning(shown.conversation.id))"><h2>\(words("conversation.proposed", ["name": shown.student.name.called]))</h2>\
            \(pieces.summary)\(whenFields(pieces, words))<div class="buttons"><button class="button">\(words("conversation.savePlan"))</button></div></form>
            """
    }

    private static func agendaForm(_ shown: ShownConversation, _ pieces: FormPieces, _ words: Words) -> HTML {
        let ideas = shown.suggestions.map { idea -> HTML in "<li>\(idea)</li>" }
        return """
            <form class="sheet stack" method="post" action="\(GuidingPaths.conversation(shown.conversation.id))">\(pieces.summary)\
            \(pieces.area("agenda", label: words("conversation.agenda"), hint: words("conversation.agendaHint"), optional: true, rows: 7))\
            \(when(!ideas.isEmpty) { "<details><summary>\(words("conversation.ideas"))</summary><ul>\(ideas)</ul></details>" })\
            <div class="buttons"><button class="button">\(words("conversation.saveAgenda"))</button>\
            \(action(GuidingPaths.holding(shown.conversation.id), words("conversation.start"), quiet: true))</div></form>
            """
    }

    private static func agenda(_ shown: ShownConversation, _ words: Words) -> HTML {
        let points = shown.conversation.points.map { point -> HTML in "<li>\(written(point))</li>" }
        return """
            <section class="sheet stack"><h2>\(words("conversation.agenda"))</h2>\
            \(points.isEmpty ? "<p class=\"soft\">\(words("conversation.noAgenda"))</p>" as HTML : "<ol>\(points)</ol>")</section>
            """
    }

    private static func cancel(_ shown: ShownConversation, _ words: Words) -> HTML {
        let mayCancel =
            Conversation.state(shown.conversation.state, after: .cancel) != nil
            && (shown.may.contains(.planConversation) || shown.may.contains(.proposeConversation) && shown.conversation.state == .proposed)
        return when(mayCancel) { act(GuidingPaths.cancellation(shown.conversation.id), words("conversation.cancel"), quiet: true) }
    }

    /// Holding: the agenda in sight, notes for everyone, a note for oneself.
    static func holding(_ shown: ShownConversation, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let id = shown.conversation.id
        let pieces = FormPieces(state, words)
        return page(shown, .hold, ask: ask) {
            """
            <div class="columns"><form class="sheet stack" method="post" action="\(GuidingPaths.holding(id))" data-autosave="\(GuidingPaths.holding(id))">\(pieces.summary)\
            \(pieces.area("notes", label: words("conversation.notes"), hint: words("conversation.notesHint", ["name": shown.student.name.called]), optional: true, rows: 8))\
            \(pieces.area("mine", label: words("conversation.mine"), hint: words("conversation.mineHint", ["name": shown.student.name.called]), optional: true, rows: 4))\
            <div class="buttons"><button class="button">\(words("conversation.saveNotes"))</button>\(saving(words))</div></form>\
            <aside class="stack">\(agenda(shown, words))\(ConversationPieces.agreed(shown, words))\
            \(ConversationPieces.checklists(shown, moment: "during", words))</aside></div>
            """
        }
    }

    /// Notes are saved as they are typed, so that going off to make an agreement loses nothing.
    private static func saving(_ words: Words) -> HTML {
        """
        <output class="soft" data-autosave-status data-saving="\(words("saving.saving"))" data-saved="\(words("saving.saved"))" \
        data-offline="\(words("saving.offline"))" data-refused="\(words("saving.refused"))" data-signin="\(words("saving.signIn"))"></output>
        """
    }

    /// Looking back: a summary that the others confirm, what was agreed, the checklist afterwards, the next date.
    static func lookingBack(_ shown: ShownConversation, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        return page(shown, .conclude, ask: ask) {
            let mayWrite = shown.may.contains(.holdConversation) && Conversation.state(shown.conversation.state, after: .conclude) != nil
            return """
                <div class="columns"><div class="stack">\(ConversationPieces.summary(shown, ask))\
                \(when(mayWrite) { summaryForm(shown, pieces, words) })\(ConversationPieces.notes(shown, words))</div>\
                <aside class="stack">\(ConversationPieces.agreed(shown, words))\(ConversationPieces.checklists(shown, moment: "after", words))\
                \(when(shown.may.contains(.planConversation)) { action(GuidingPaths.newConversation(shown.student.id), words("conversation.next"), quiet: true) })</aside></div>
                """
        }
    }

    private static func summaryForm(_ shown: ShownConversation, _ pieces: FormPieces, _ words: Words) -> HTML {
        let id = shown.conversation.id
        let leave = when(shown.conversation.state == .held) { act(GuidingPaths.closing(id), words("conversation.leave"), quiet: true) }
        return """
            <form class="sheet stack" method="post" action="\(GuidingPaths.lookingBack(id))">\(pieces.summary)\
            \(pieces.area("summary", label: words("conversation.summary"), hint: words("conversation.summaryHint", ["name": shown.student.name.called]), rows: 5))\
            <div class="buttons"><button class="button">\(words("conversation.saveSummary"))</button></div></form>\(leave)
            """
    }

    private static func page(_ shown: ShownConversation, _ phase: ConversationPieces.Phase, ask: Ask, content: () -> HTML) -> Page {
        let words = ask.words
        let conversation = shown.conversation
        let kind = words("conversation.kind." + conversation.kind.rawValue)
        let title = words("conversation.titleWith", ["kind": kind, "name": shown.student.name.called])
        return Page(
            title: title,
            content: """
                <div class="stack">\(crumbs(words, [(GuidingPaths.student(shown.student.id), shown.student.name.full)]))<h1>\(title)</h1>\
                <p class="soft">\(time(conversation.at, words.moment(conversation.at, today: ask.today)))\(when(conversation.place) { ", \($0)" })\
                 · \(conversation.participants.map(\.name.full).joined(separator: ", "))</p></div>\
                \(ConversationPieces.phases(shown, phase, words))\(content())
                """)
    }
}
