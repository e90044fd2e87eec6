import Foundation
import People
import Storage
import Web

/// Everything that can be seen, and by whom.
struct ShownWhoSees: Sendable {
    let shares: ShownShares
    /// What is shared or can be: the item and how it is called on the page.
    let items: [(item: Share.Item, title: Title)]
    /// Parents and guardians of an adult student: they see nothing, unless the student wants it.
    let guardians: [(person: ID<Person>, name: PersonName)]

    enum Title: Sendable {
        case section(ManualSection)
        case words(String)

        func text(_ words: Words) -> String {
            switch self {
            case .section(let section): words("manual.section." + section.rawValue)
            case .words(let text): text
            }
        }
    }
}

enum WhoSeesPage {
    /// What someone sees by the role alone.
    private static let parts: [Part] = [.agreements, .goals, .conversations, .successes]

    static func page(_ shown: ShownWhoSees, ask: Ask) -> Page {
        let words = ask.words
        let people = shown.shares.team
        let heads = [words("whoSees.what")] + people.map { "\($0.name.full), \(words($0.role.key))" }
        let own = shown.items.map { item, title in
            ["\(title.text(words))"] + people.map { member -> HTML in cell(item, member, shown.shares, words) }
        }
        let byRole = parts.map { part in
            ["\(words("whoSees.part." + part.rawValue))"] + people.map { member -> HTML in cell(part, member.role, words) }
        }
        let list =
            people.isEmpty
            ? empty(words("whoSees.nobody"))
            : "<section class=\"sheet\">\(table(caption: words("whoSees.caption"), heads, own + byRole))</section>"
        return Page(
            title: words("share.overview"),
            content: """
                <div class="stack"><h1>\(words("share.overview"))</h1><p>\(words("whoSees.intro"))</p></div>\
                \(running(shown, ask))\(guardians(shown, words))\(list)
                """)
    }

    private static func cell(_ item: Share.Item, _ member: TeamMember, _ shares: ShownShares, _ words: Words) -> HTML {
        let meant = shares.shares(of: item).filter { share in
            switch share.audience {
            case .role(let role): role == member.role
            case .person(let person): person == member.person
            }
        }
        guard let last = meant.max(by: { $0.until < $1.until }) else { return "<span class=\"soft\">\(words("whoSees.no"))</span>" }
        if shares.unagreed.contains(last.id) { return "\(words("whoSees.waits"))" }
        return "\(words("whoSees.until", ["day": words.full(last.until)]))"
    }

    private static func cell(_ part: Part, _ role: Role, _ words: Words) -> HTML {
        let sees = AccessRule.of(role)?.sees ?? []
        if sees.contains(part) { return "\(words("whoSees.yes"))" }
        let some: [Part: Part] = [.agreements: .ownAgreements, .conversations: .ownConversations, .goals: .careerGoals]
        guard let own = some[part], sees.contains(own) else { return "<span class=\"soft\">\(words("whoSees.no"))</span>" }
        return "\(words("whoSees.some." + own.rawValue))"
    }

    /// Every share that runs, with who read it and the way to end it.
    private static func running(_ shown: ShownWhoSees, _ ask: Ask) -> HTML {
        let words = ask.words
        let titles = Dictionary(shown.items.map { ($0.item, $0.title.text(words)) }, uniquingKeysWith: { first, _ in first })
        let rows = shown.shares.shares.compactMap { share -> HTML? in
            let title = share.item.kind == .guardian ? words("whoSees.guardian") : titles[share.item]
            guard let title else { return nil }
            let who = ShareWords.sentence([share.audience], until: share.until, team: shown.shares.team, words)
            let waits = when(shown.shares.unagreed.contains(share.id)) { "<p class=\"soft\">\(words("share.waits"))</p>" }
            let read = shown.shares.read(share.item, words)
            return """
                <li><strong>\(title)</strong><span>\(who)</span>\(waits)\(when(!read.isEmpty) { "<span class=\"soft\">\(read)</span>" })\
                \(act(GuidingPaths.withdrawal(share.id), words("share.withdraw"), quiet: true, describes: title))</li>
                """
        }
        return """
            <section class="stack"><h2>\(words("whoSees.shared"))</h2>\
            \(rows.isEmpty ? empty(words("whoSees.nothing"), step: action(GuidingPaths.manual(), words("manual.title"), quiet: true)) : "<ul class=\"sheet shares\">\(rows)</ul>")</section>
            """
    }

    private static func guardians(_ shown: ShownWhoSees, _ words: Words) -> HTML {
        let closed = shown.guardians.filter { one in !shown.shares.shares.contains { $0.item == Share.Item(.guardian, one.person.text) } }
        return when(!closed.isEmpty) {
            let rows = closed.map { one -> HTML in
                """
                <p>\(words("whoSees.adult", ["name": one.name.full]))</p>\
                \(action(GuidingPaths.sharing(.guardian, one.person.text), words("whoSees.letIn", ["name": one.name.called]), quiet: true))
                """
            }
            return "<section class=\"sheet stack\"><h2>\(words("whoSees.home"))</h2>\(rows)</section>"
        }
    }
}
