import Guiding
import People
import Storage
import Web

enum ReferralPieces {
    static func tag(_ state: Referral.State, _ words: Words) -> HTML {
        let tone: TagTone =
            switch state {
            case .proposed, .asked: .attention
            case .done: .joy
            case .refused, .accepted, .declined, .running, .withdrawn: .plain
            }
        return Web.tag(words("referral.state." + state.rawValue), tone)
    }

    /// Where it stands and since when: all that the team sees.
    static func line(_ referral: Referral, _ ask: Ask) -> HTML {
        let since = time(referral.changed, ask.words.near(Day(referral.changed), today: ask.today))
        return """
            <li>\(tag(referral.state, ask.words)) <a href="\(CarePaths.referral(referral.id))">\(ask.words("referral.title"))</a> <span class="soft">\(since)</span></li>
            """
    }

    /// Whom it is for: someone of the school, an organisation, or both.
    static func receiver(_ content: Referral.Content, _ words: Words) -> String {
        let named = [content.receiverName?.full, content.place].compactMap { $0 }
        return named.isEmpty ? words("care.someone") : named.joined(separator: ", ")
    }

    /// How an item is called; of a circumstance only that it is one.
    static func title(_ item: Share.Item, _ words: Words) -> String {
        item.kind == .manual ? words("manual.section." + item.name) : words("referral.circumstance")
    }
}
