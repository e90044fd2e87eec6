import People
import Storage
import Web

/// On the student's page: what the student shares with the viewer, each with why; and what waits for a parent or guardian.
enum SharedPicture {
    static func html(_ shown: ShownStudent, _ ask: Ask) -> HTML {
        picture(shown, ask.words) + proposals(shown, ask.words) + waiting(shown, ask.words)
    }

    private static func picture(_ shown: ShownStudent, _ words: Words) -> HTML {
        when(!shown.shared.isEmpty) {
            let name = shown.card.name.called
            let rows = shown.shared.map { one -> HTML in
                let title = one.item.kind == .manual ? words("manual.about." + one.item.name, ["name": name]) : words("circumstance.about")
                return
                    "<div class=\"stack\"><h3>\(title)</h3><p>\(lines(one.text))</p><p class=\"soft\">\(why(one.share, name, words))</p></div>"
            }
            return """
                <section class="sheet stack"><h2>\(icon("manual"))\(words("manual.of", ["name": name]))</h2>\(rows)</section>
                """
        }
    }

    /// 'Shared with you as mentor, for good guidance, until 1 July.'
    private static func why(_ share: Share, _ name: String, _ words: Words) -> String {
        let values = ["name": name, "purpose": words("share.purpose." + share.purpose.rawValue), "day": words.full(share.until)]
        switch share.audience {
        case .person: return words("share.why.person", values)
        case .role(let role): return words("share.why.role", values.merging(["role": words(role.key)]) { own, _ in own })
        }
    }

    /// What the viewer proposed: waiting, or refused. An accepted one is the student's from then on.
    private static func proposals(_ shown: ShownStudent, _ words: Words) -> HTML {
        when(!shown.proposals.isEmpty && shown.viewer != shown.card.id) {
            let rows = shown.proposals.map { one -> HTML in
                let state = words(
                    "circumstance.stateFor." + one.state.rawValue,
                    ["name": shown.card.name.called, "day": words.full(Circumstance.lapses(made: one.made))])
                return "<li>\(when(!one.words.isEmpty) { "<p>\(lines(one.words))</p>" })<p class=\"soft\">\(state)</p></li>"
            }
            return "<section class=\"sheet stack\"><h2>\(words("circumstance.proposals"))</h2><ul class=\"stack\">\(rows)</ul></section>"
        }
    }

    private static func waiting(_ shown: ShownStudent, _ words: Words) -> HTML {
        when(!shown.waitingShares.isEmpty) {
            let name = shown.card.name.called
            let rows = shown.waitingShares.map { share -> HTML in
                let values = [
                    "name": name, "who": ShareWords.audience(share.audience, team: shown.askers, words), "day": words.full(share.until),
                    "purpose": words("share.purpose." + share.purpose.rawValue),
                ]
                return """
                    <li class="stack"><span>\(words("share.forGuardian", values))</span>\
                    \(act(GuidingPaths.shareAgreement(share.id), words("share.agree"), describes: name))</li>
                    """
            }
            return """
                <section class="sheet stack"><h2>\(words("share.guardianTitle", ["name": name]))</h2><p class="soft">\(words("share.guardianIntro"))</p>\
                <ul class="stack">\(rows)</ul></section>
                """
        }
    }
}
