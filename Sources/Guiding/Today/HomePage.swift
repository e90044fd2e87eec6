import Agreements
import Foundation
import People
import Privacy
import Storage
import Web

/// The student's first page: what is next, my agreements, my small steps, my successes, my people. Large and in plain words.
package enum HomePage {
    static func page(_ shown: ShownStudent, ask: Ask) -> Page {
        let words = ask.words
        return Page(
            title: words("menu.home"),
            content: """
                <div class="stack greeting"><h1>\(words("home.hello", ["name": shown.card.name.called]))</h1><p class="soft">\(words.long(ask.today, today: ask.today))</p></div>\
                <div class="home">\(next(shown, ask))\(agreements(shown, ask))\(steps(shown, ask))\(shown.parts(.home))\(successes(shown, ask))\(people(shown, ask))\(manual(shown, words))\(control(words))</div>
                """)
    }

    /// A card of the student's first page.
    package static func card(_ iconName: String, _ title: String, _ content: HTML) -> HTML {
        "<section class=\"card\">\(icon(iconName))<h2>\(title)</h2><div class=\"stack\">\(content)</div></section>"
    }

    private static func next(_ shown: ShownStudent, _ ask: Ask) -> HTML {
        let words = ask.words
        let talk = shown.conversations.filter { $0.state == .planned && Day($0.at) >= ask.today }.min { $0.at < $1.at }
        // One thing at a time: the latest that waits to be read; the older ones stand on 'about me'.
        let toConfirm = shown.conversations.first { $0.summary != nil && $0.participant(shown.viewer).map { $0.confirmed == nil } ?? false }
        let said = when(toConfirm) { talk in
            "<p>\(words("home.read", ["day": words.near(Day(talk.at), today: ask.today)]))</p>\(action(GuidingPaths.lookingBack(talk.id), words("home.readIt")))"
        }
        let coming: HTML =
            talk.map {
                """
                <p>\(words("home.talk", ["moment": words.moment($0.at, today: ask.today), "who": $0.participants.filter { $0.person != shown.viewer }.map(\.name.full).joined(separator: ", ")]))</p>\
                \(action(GuidingPaths.conversation($0.id), words("home.look"), quiet: true))
                """
            } ?? "<p>\(words("home.noTalk"))</p>"
        return card(
            "conversation", words("home.next"),
            "\(said)\(coming)\(action(GuidingPaths.newConversation(shown.card.id), words("conversation.propose"), quiet: true))")
    }

    private static func agreements(_ shown: ShownStudent, _ ask: Ask) -> HTML {
        let words = ask.words
        let open = shown.agreements.filter { $0.state == .open }.sorted { $0.due < $1.due }
        let cards = open.map { AgreementCard($0, viewer: shown.viewer, words: words, today: ask.today).html }
        return card(
            "agreement", words("home.agreements"),
            cards.isEmpty ? "<p>\(words("home.noAgreements"))</p>" : "<div class=\"stack\">\(cards)</div>")
    }

    private static func steps(_ shown: ShownStudent, _ ask: Ask) -> HTML {
        let words = ask.words
        let pieces = GoalPieces(words: words, today: ask.today, may: shown.may)
        let rows = shown.goals.filter { $0.state == .open }.map { goal -> HTML in pieces.goal(goal, under: .page) }
        return card(
            "step", words("home.goals"),
            "\(rows.isEmpty ? "<p>\(words("home.noGoals"))</p>" : "\(rows)" as HTML)\(action(GuidingPaths.newGoal(shown.card.id), words("goal.new"), quiet: true))"
        )
    }

    private static func successes(_ shown: ShownStudent, _ ask: Ask) -> HTML {
        let words = ask.words
        let rows = shown.successes.prefix(3).map { success -> HTML in "<li>\(written(success.words))</li>" }
        return card(
            "success", words("home.successes"),
            """
            \(rows.isEmpty ? "<p>\(words("home.noSuccesses"))</p>" as HTML : "<ul class=\"successes sheet\">\(rows)</ul>")\
            \(action(GuidingPaths.student(shown.card.id), words("home.addSuccess"), quiet: true))
            """)
    }

    private static func people(_ shown: ShownStudent, _ ask: Ask) -> HTML {
        let words = ask.words
        let rows = shown.team.map { member -> HTML in
            TeamPieces.member(member, words)
        }
        return card(
            "people", words("home.people"), rows.isEmpty ? "<p>\(words("home.noPeople"))</p>" : "<ul class=\"team\">\(rows)</ul>")
    }

    private static func manual(_ shown: ShownStudent, _ words: Words) -> HTML {
        let waiting = shown.proposals.filter { $0.state == .proposed }.count
        let asked = when(waiting > 0) {
            "<p>\(words("home.circumstance"))</p>\(action(GuidingPaths.circumstances(), words("home.circumstanceLook")))"
        }
        let all = ManualSection.allCases.count
        let said =
            shown.manualSections == 0
            ? words("home.noManual") : words("home.manualSome", ["count": String(shown.manualSections), "all": String(all)])
        return card(
            "manual", words("manual.title"),
            """
            \(asked)<p>\(said)</p>\(action(GuidingPaths.manual(), words(shown.manualSections == 0 ? "home.manualBegin" : "home.manualGo"), quiet: true))\
            <p><a href="\(GuidingPaths.circumstances())">\(words("circumstance.title"))</a></p>
            """)
    }

    /// Who can see what, and who looked: the student is in charge.
    private static func control(_ words: Words) -> HTML {
        card(
            "eye", words("home.control"),
            """
            <p>\(words("home.controlIntro"))</p>\(action(GuidingPaths.whoSees(), words("share.overview"), quiet: true))\
            <p><a href="\(PrivacyPaths.looks())">\(words("looks.title"))</a></p><p><a href="\(RightsPaths.mine())">\(words("mine.title"))</a></p>
            """)
    }
}
