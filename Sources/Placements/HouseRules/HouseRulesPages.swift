import Agreements
import Foundation
import People
import Storage
import Web

enum HouseRulesPages {
    static func overview(_ shown: ShownHouseRules, ask: Ask) -> Page {
        let words = ask.words
        let title = words("houseRule.title")
        let inForce = shown.versions.inForce
        let change = when(shown.may.contains(.setHouseRules) && HouseRules.mayChange(shown.state)) {
            action(
                HouseRulesPaths.new(shown.placement.id), words(shown.versions.isEmpty ? "houseRule.begin" : "houseRule.change"),
                quiet: !shown.versions.isEmpty)
        }
        let none = when(shown.versions.isEmpty) { empty(words(shown.isOwn ? "houseRule.own.none" : "houseRule.none"), step: change) }
        let ladder = when(shown.ladder) { ladder in
            """
            <section class="sheet stack"><h2>\(words("ladder.title"))</h2>\(LadderPieces.rungs(ladder, shown, words))\(LadderPieces.counts(ladder, words))\
            \(LadderPieces.descent(ladder, shown, words))</section>\(undecided(ladder, shown, words))\(LadderPieces.history(ladder, shown, ask))
            """
        }
        return Page(
            title: title,
            content: """
                <div class="stack">\(crumbs(words, way(shown)))<h1>\(title)</h1><p class="soft">\(words(shown.isOwn ? "houseRule.own.intro" : "houseRule.intro"))</p></div>\
                \(none)\(when(shown.versions.pending) { version($0, shown, words("houseRule.pending"), ask) })\
                \(when(inForce) { version($0, shown, words("houseRule.inForce"), ask) })\(ladder)\
                \(when(!shown.versions.isEmpty) { "<div class=\"buttons\">\(change)</div>" })\(earlier(shown, ask))
                """)
    }

    private static func way(_ shown: ShownHouseRules) -> [(path: String, text: String)] {
        [(AgreementPaths.placement(shown.placement.id.of(AgreementPlacement.self)), shown.placement.workplace.name)]
    }

    private static func version(_ rules: HouseRules, _ shown: ShownHouseRules, _ title: String, _ ask: Ask) -> HTML {
        let words = ask.words
        let list = rules.rules.map { rule -> HTML in "<li>\(written(rule))</li>" }
        let rungs = rules.rungs.map { rung -> HTML in "<li>\(written(rung))</li>" }
        let said = HouseRules.Side.allCases.map { side -> HTML in
            let yes = rules.yeses[side]
            let text = yes.map { words("houseRule.said", ["day": words.near(Day($0.at), today: ask.today)]) } ?? words("houseRule.notSaid")
            return "<li\(when(yes != nil) { " class=\"confirmed\"" })>\(words(side.key)) <span class=\"soft\">\(text)</span></li>"
        }
        let yes = when(shown.isAsked && rules.version == shown.versions.pending?.version) {
            act(HouseRulesPaths.yes(shown.placement.id), words(shown.isOwn ? "houseRule.own.yes" : "houseRule.yes"))
        }
        return """
            <section class="sheet stack"><h2>\(title)</h2><ul>\(list)</ul><h3>\(words("houseRule.rungs"))</h3><ol>\(rungs)</ol>\
            <p class="soft">\(words("houseRule.keptToDescend", count: rules.keptToDescend))</p><ul class="parties">\(said)</ul>\(yes)</section>
            """
    }

    /// What was not kept and waits for someone's decision.
    private static func undecided(_ ladder: Ladder, _ shown: ShownHouseRules, _ words: Words) -> HTML {
        let rows = ladder.undecided.map { one -> HTML in
            let buttons = ladder.offers(on: one.agreement).map { act -> HTML in
                action(
                    HouseRulesPaths.step(shown.placement.id, act, on: one.agreement),
                    words("ladder.act." + act.rawValue, ["rung": ladder.next ?? ""]), quiet: true)
            }
            return
                "<li class=\"stack\"><a href=\"\(AgreementPaths.one(one.agreement))\">\(written(one.what.isEmpty ? words("agreement.erased") : one.what))</a><div class=\"buttons\">\(buttons)</div></li>"
        }
        return when(!rows.isEmpty && shown.mayStep) {
            "<section class=\"sheet stack\"><h2>\(words("ladder.undecided", count: rows.count))</h2><ul class=\"stack\">\(rows)</ul></section>"
        }
    }

    private static func earlier(_ shown: ShownHouseRules, _ ask: Ask) -> HTML {
        let words = ask.words
        let now = Set([shown.versions.inForce?.version, shown.versions.pending?.version].compactMap { $0 })
        let old = shown.versions.filter { !now.contains($0.version) }.map { rules -> HTML in
            version(rules, shown, words("houseRule.version", ["day": words.near(Day(rules.set), today: ask.today)]), ask)
        }
        return when(!old.isEmpty) { "<details><summary>\(words("houseRule.earlier", count: old.count))</summary>\(old)</details>" }
    }

    static func new(_ shown: ShownHouseRules, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        let back = HouseRulesPaths.rules(shown.placement.id)
        let title = words(shown.versions.isEmpty ? "houseRule.begin" : "houseRule.change")
        return Page(
            title: title,
            content: """
                <div class="stack">\(crumbs(words, way(shown) + [(back, words("houseRule.title"))]))<h1>\(title)</h1>\
                <p class="soft">\(words("houseRule.changeIntro", ["name": shown.student.name.called]))</p></div>\
                <form class="sheet stack" method="post" action="\(back)">\(pieces.summary)\
                \(pieces.area("rules", label: words("houseRule.rules"), hint: words("houseRule.rulesHint"), rows: 6))\
                \(pieces.area("rungs", label: words("houseRule.rungs"), hint: words("houseRule.rungsHint"), rows: 4))\
                \(pieces.line("kept", label: words("houseRule.kept"), hint: words("houseRule.keptHint"), kind: .number))\
                <div class="buttons"><button class="button">\(words("houseRule.save"))</button><a class="button quiet" href="\(back)">\(words("houseRule.cancel"))</a></div></form>
                """)
    }

    /// Says what will happen before it does: who is told, and that the reason can be read by all three.
    static func step(_ act: LadderAct, _ agreement: ID<Agreement>?, _ shown: ShownHouseRules, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        let back = HouseRulesPaths.rules(shown.placement.id)
        let about = agreement.flatMap { id in shown.ladder?.judged.first { $0.agreement == id } }
        let values = ["rung": shown.ladder?.next ?? "", "name": shown.student.name.called]
        let title = words("ladder.act." + act.rawValue, values)
        return Page(
            title: title,
            content: """
                <div class="question">\(crumbs(words, way(shown) + [(back, words("houseRule.title"))]))<h1>\(title)</h1>\
                \(when(about) { "<blockquote class=\"sheet\">\(written($0.what))</blockquote>" })<p>\(words("ladder.will." + act.rawValue, values))</p>\
                <form class="stack" method="post" action="\(HouseRulesPaths.ladder(shown.placement.id))">\(pieces.summary)\(pieces.hidden("act", act.rawValue))\
                \(when(agreement) { pieces.hidden("agreement", $0.text) })\
                \(pieces.area("reason", label: words("ladder.reason"), hint: words("ladder.reasonHint", values), optional: act != .stay, rows: 3))\
                <div class="buttons"><button class="button">\(words("ladder.do"))</button><a class="button quiet" href="\(back)">\(words("houseRule.cancel"))</a></div></form></div>
                """)
    }
}
