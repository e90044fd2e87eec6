import Agreements
import Foundation
import People
import Storage
import Web

/// The ladder as a calm picture: the rungs, where one stands, and what was kept and broken beside each other.
package enum LadderPieces {
    /// For the page of a placement: the rungs and the way to the rules; empty words when nothing is agreed yet.
    package static func section(_ shown: ShownHouseRules, _ ask: Ask) -> HTML {
        let words = ask.words
        let path = HouseRulesPaths.rules(shown.placement.id)
        guard let ladder = shown.ladder else {
            let text = words(shown.isOwn ? "houseRule.own.none" : "houseRule.none")
            return """
                <section class="sheet stack"><h2>\(words("houseRule.title"))</h2><p class="soft">\(text)</p>\
                \(action(path, words(shown.versions.isEmpty ? "houseRule.begin" : "houseRule.look"), quiet: true))</section>
                """
        }
        return """
            <section class="sheet stack"><h2>\(words("ladder.title"))</h2>\(rungs(ladder, shown, words))\(counts(ladder, words))\
            \(descent(ladder, shown, words))<p><a href="\(path)">\(words("houseRule.look"))</a></p></section>
            """
    }

    static func rungs(_ ladder: Ladder, _ shown: ShownHouseRules, _ words: Words) -> HTML {
        let rows = ladder.rungs.enumerated().reversed().map { place, name -> HTML in
            let isHere = place + 1 == ladder.rung
            return """
                <li\(when(isHere) { " class=\"here\" aria-current=\"step\"" })><span class="soft">\(String(place + 1))</span> \(written(name))\
                \(when(isHere) { " \(tag(words(shown.isOwn ? "ladder.own.here" : "ladder.here"), .attention))" })</li>
                """
        }
        return "<p>\(standing(ladder, shown, words))</p><ol class=\"ladder\" reversed>\(Array(rows))</ol>"
    }

    /// In one sentence where one stands, and whether one came down.
    static func standing(_ ladder: Ladder, _ shown: ShownHouseRules, _ words: Words) -> String {
        let cameDown = ladder.steps.last { $0.act != .stay }?.act == .descend
        let prefix = shown.isOwn ? "ladder.own." : "ladder."
        let values = ["name": shown.student.name.called, "rung": String(ladder.rung), "all": String(ladder.rungs.count)]
        if ladder.rung == 0 { return words(prefix + (cameDown ? "groundAgain" : "ground"), values) }
        return words(prefix + (cameDown ? "rungAfter" : "rung"), values)
    }

    /// Kept beside broken, in words of the same size.
    static func counts(_ ladder: Ladder, _ words: Words) -> HTML {
        func side(_ title: String, _ found: [Ladder.Judged], _ tone: TagTone) -> HTML {
            let rows = found.suffix(5).reversed().map { one -> HTML in
                "<li><a href=\"\(AgreementPaths.one(one.agreement))\">\(written(one.what.isEmpty ? words("agreement.erased") : one.what))</a></li>"
            }
            return "<div><small>\(tag(title, tone))</small>\(when(!rows.isEmpty) { "<ul>\(Array(rows))</ul>" })</div>"
        }
        let kept = side(words("ladder.kept", count: ladder.kept.count), ladder.kept, .joy)
        let broken = side(words("ladder.broken", count: ladder.broken.count), ladder.broken, .plain)
        return "<ul class=\"differences counts\"><li>\(kept)\(broken)</li></ul>"
    }

    /// The way down, when it is earned; how far it is, when it is not.
    static func descent(_ ladder: Ladder, _ shown: ShownHouseRules, _ words: Words) -> HTML {
        when(ladder.rung > 0) {
            let missing = max(0, ladder.keptToDescend - ladder.keptInRow)
            guard missing == 0 else {
                return "<p class=\"soft\">\(words(shown.isOwn ? "ladder.own.missing" : "ladder.missing", count: missing))</p>"
            }
            let go = when(shown.mayStep) { action(HouseRulesPaths.step(shown.placement.id, .descend), words("ladder.act.descend")) }
            return "<p>\(words(shown.isOwn ? "ladder.own.earned" : "ladder.earned"))</p>\(go)"
        }
    }

    /// On the page of an agreement that was not kept: what may follow, or deliberately not.
    static func offer(_ agreement: Agreement, _ ladder: Ladder, _ shown: ShownHouseRules, _ words: Words) -> HTML {
        let offers = ladder.offers(on: agreement.id)
        return when(!offers.isEmpty && shown.mayStep) {
            let buttons = offers.map { act -> HTML in
                action(
                    HouseRulesPaths.step(shown.placement.id, act, on: agreement.id),
                    words("ladder.act." + act.rawValue, ["rung": ladder.next ?? ""]), quiet: act == .stay)
            }
            return """
                <section class="sheet stack"><h2>\(words("ladder.title"))</h2><p>\(words(ladder.next == nil ? "ladder.offerTop" : "ladder.offer", ["rung": ladder.next ?? ""]))</p>\
                \(counts(ladder, words))<div class="buttons">\(buttons)</div></section>
                """
        }
    }

    /// Every step with its reason, the latest first.
    static func history(_ ladder: Ladder, _ shown: ShownHouseRules, _ ask: Ask) -> HTML {
        let words = ask.words
        let rows = ladder.steps.reversed().map { step -> HTML in
            """
            <li\(when(step.act == .descend) { " class=\"joy\"" })>\(time(step.at, words.near(Day(step.at), today: ask.today)))<div>\(line(step, ladder, words))\
            <p class="soft">\(shown.name(step.by, words))</p>\(when(step.reason) { "<p>\(lines($0))</p>" })</div></li>
            """
        }
        return when(!rows.isEmpty) {
            "<section class=\"stack\"><h2>\(words("ladder.history"))</h2><ol class=\"timeline\">\(Array(rows))</ol></section>"
        }
    }

    static func line(_ step: Ladder.Step, _ ladder: Ladder, _ words: Words) -> String {
        let rung = ladder.rungs.indices.contains(step.rung - 1) ? ladder.rungs[step.rung - 1] : words("ladder.groundName")
        return words("ladder.step." + step.act.rawValue, ["rung": rung])
    }
}
