import Agreements
import Foundation
import People
import Storage
import Web

enum StudentPage {
    /// Lines of the timeline before 'show all'.
    static let shortTimeline = 15

    static func page(_ shown: ShownStudent, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let pieces = GoalPieces(words: words, today: ask.today, may: shown.may)
        let seesGoals = shown.sees.contains(.goals) || shown.sees.contains(.careerGoals)
        return Page(
            title: shown.card.name.full,
            content: """
                \(head(shown, words))\(SharedPicture.html(shown, ask))\(shown.parts(.picture))\
                \(when(shown.sees.contains(.successes) || shown.may.contains(.noteSuccess)) { pieces.successes(Array(shown.successes.prefix(3)), names: shown.names, student: shown.card.id, form: FormPieces(state, words)) })\
                <div class="columns"><div class="stack">\(agreements(shown, ask))\
                \(when(seesGoals) { "<section class=\"stack\"><h2>\(words("student.goals"))</h2>\(pieces.tasks(shown.goals, student: shown.card.id))</section>" })\
                \(timeline(shown, ask))</div>\
                <aside class="stack">\(conversations(shown, ask))\(shown.parts(.aside))\(team(shown, ask))\(circumstance(shown, words))\(requests(shown, words))\(why(shown, words))</aside></div>
                """)
    }

    private static func head(_ shown: ShownStudent, _ words: Words) -> HTML {
        let id = shown.card.id
        let isOwn = shown.viewer == id
        let talk = when(shown.may.contains(.planConversation)) { action(GuidingPaths.newConversation(id), words("conversation.new")) }
        let propose = when(isOwn) { action(GuidingPaths.newConversation(id), words("conversation.propose")) }
        let agree = when(shown.may.contains(.makeAgreement)) { action(AgreementPaths.new(id), words("agreement.new.title"), quiet: true) }
        return """
            <header class="person">\(face(shown.card.name.initials))<div><h1>\(shown.card.name.full)</h1>\
            <p class="soft">\(shown.card.classes.joined(separator: ", "))</p></div><div class="row actions">\(talk)\(propose)\(agree)</div></header>
            """
    }

    private static func agreements(_ shown: ShownStudent, _ ask: Ask) -> HTML {
        let words = ask.words
        let open = shown.agreements.filter { $0.state == .open }.sorted { $0.due < $1.due }
        let cards = open.map { AgreementCard($0, viewer: shown.viewer, words: words, today: ask.today).html }
        let kept = shown.agreements.filter { $0.state == .kept }.count
        let judged = shown.agreements.filter { $0.state != .open }.count
        return when(!shown.sees.isDisjoint(with: [.agreements, .ownAgreements])) {
            """
            <section class="stack"><div class="row spread"><h2>\(words("student.agreements"))</h2>\
            <a class="button quiet" href="\(AgreementPaths.print(shown.card.id))">\(icon("print"))\(words("student.printAgreements"))</a></div>\
            \(cards.isEmpty ? "<p class=\"soft\">\(words("student.noAgreements"))</p>" as HTML : "<div class=\"stack\">\(cards)</div>")\
            \(when(judged > 0) { "<p class=\"soft\">\(words("student.keptOf", ["kept": String(kept), "all": String(judged)]))</p>" })</section>
            """
        }
    }

    private static func timeline(_ shown: ShownStudent, _ ask: Ask) -> HTML {
        let all = Timeline.lines(
            conversations: shown.conversations, agreements: shown.agreements.filter { $0.state != .open }, goals: shown.goals,
            successes: shown.successes, parts: shown.partLines, words: ask.words)
        let isAll = ask.query.first("alles") == "1"
        let lines = isAll ? all : Array(all.prefix(shortTimeline))
        let more = when(lines.count < all.count) {
            "<p><a href=\"\(GuidingPaths.student(shown.card.id))?alles=1#verloop\">\(ask.words("timeline.all", ["count": String(all.count)]))</a></p>"
        }
        // Who sees no part that leaves a line here is not told that there are none.
        let parts: Set<Part> = [.conversations, .ownConversations, .agreements, .ownAgreements, .goals, .careerGoals, .successes]
        return when(!all.isEmpty || !shown.sees.isDisjoint(with: parts)) {
            "<section class=\"stack\" id=\"verloop\"><h2>\(ask.words("timeline.title"))</h2>\(Timeline.html(lines, ask: ask))\(more)</section>"
        }
    }

    private static func conversations(_ shown: ShownStudent, _ ask: Ask) -> HTML {
        let words = ask.words
        let coming = shown.conversations.filter { $0.state == .proposed || $0.state == .planned || $0.state == .held }.sorted {
            $0.at < $1.at
        }
        let toConfirm = shown.conversations.filter { conversation in
            conversation.summary != nil && conversation.participant(shown.viewer).map { $0.confirmed == nil } ?? false
        }
        let rows =
            coming.map { row($0, words("conversation.state." + $0.state.rawValue), GuidingPaths.conversation($0.id), ask) }
            + toConfirm.map { row($0, words("conversation.toConfirm"), GuidingPaths.lookingBack($0.id), ask) }
        return when(shown.sees.contains(.conversations) || shown.sees.contains(.ownConversations)) {
            """
            <section class="sheet stack"><h2>\(words("student.conversations"))</h2>\
            \(rows.isEmpty ? "<p class=\"soft\">\(words("student.noConversations"))</p>" as HTML : "<ul>\(rows)</ul>")</section>
            """
        }
    }

    private static func row(_ conversation: Conversation, _ state: String, _ path: String, _ ask: Ask) -> HTML {
        """
        <li><a href="\(path)">\(ask.words("conversation.kind." + conversation.kind.rawValue))</a>\
         <span class="soft">\(time(conversation.at, ask.words.moment(conversation.at, today: ask.today))) · \(state)</span></li>
        """
    }

    private static func team(_ shown: ShownStudent, _ ask: Ask) -> HTML {
        let words = ask.words
        return when(shown.sees.contains(.team)) {
            let rows = shown.team.map { member -> HTML in
                TeamPieces.member(member, words)
            }
            let change = when(shown.may.contains(.changeTeam)) {
                action(GuidingPaths.team(shown.card.id), words("team.change"), quiet: true)
            }
            return """
                <section class="sheet stack"><h2>\(words("team.title"))</h2>\
                \(rows.isEmpty ? "<p class=\"soft\">\(words("team.none"))</p>" as HTML : "<ul class=\"team\">\(rows)</ul>")\(change)</section>
                """
        }
    }

    private static func circumstance(_ shown: ShownStudent, _ words: Words) -> HTML {
        when(shown.may.contains(.proposeCircumstance)) {
            """
            <section class="sheet stack"><h2>\(words("circumstance.about"))</h2><p class="soft">\(words("circumstance.aside", ["name": shown.card.name.called]))</p>\
            \(action(GuidingPaths.newCircumstance(shown.card.id), words("circumstance.propose"), quiet: true))</section>
            """
        }
    }

    /// What the student asked about the own data.
    private static func requests(_ shown: ShownStudent, _ words: Words) -> HTML {
        when(shown.may.contains(.answerCorrection)) {
            "<p>\(action("/studenten/" + shown.card.id.text + "/correcties", words("student.requests"), quiet: true))</p>"
        }
    }

    /// 'Why can I see this?' answered by the rule that allowed it.
    private static func why(_ shown: ShownStudent, _ words: Words) -> HTML {
        let text =
            shown.viewer == shown.card.id
            ? words("why.own") : words("why.role", ["role": words(shown.role.key), "name": shown.card.name.called])
        return
            "<details class=\"why\"><summary>\(words("why.title"))</summary><p>\(text)</p><p class=\"soft\">\(words("why.logged"))</p></details>"
    }
}
