import Agreements
import Foundation
import People
import Privacy
import Storage
import Web

/// The guide's first page: within ten seconds who needs attention, each with the one act that settles it.
enum TodayPage {
    static func page(_ today: Today, viewer: Viewer, ask: Ask) -> Page {
        let words = ask.words
        let count = today.lines.count + today.talks.count
        return Page(
            title: words("menu.today"),
            content: """
                <div data-live="/vandaag/live" data-said="\(words("live.renewed"))" data-waiting="\(words("live.waiting"))">\
                <div class="stack greeting"><h1>\(words(greeting(ask), ["name": viewer.name.called])) \(words("today.headline", count: today.lines.count, ["count": words.spelled(today.lines.count, capitalised: true)]))</h1>\
                <p class="soft">\(words.long(ask.today, today: ask.today)) · \(words("today.caseload", count: today.lines.count + today.allWell.count))</p></div>\
                <div class="columns"><section class="stack" aria-labelledby="nu"><h2 id="nu">\(words("today.now"))</h2>\
                \(today.lines.isEmpty ? empty(words(count == 0 && today.allWell.isEmpty ? "today.nobody" : "today.quiet")) : "<ul class=\"sheet needs\">\(today.lines.map { line($0, ask) })</ul>")\
                \(talks(today, ask))</section>\
                \(when(today.seesNews) { "<aside class=\"stack\" aria-labelledby=\"goed\"><h2 id=\"goed\">\(words("today.good"))</h2>\(news(today, ask))\(allWell(today, words))</aside>" })</div></div>
                """)
    }

    private static func greeting(_ ask: Ask) -> String {
        switch Amsterdam.clock(ask.now).hour {
        case 0..<12: "today.morning"
        case 12..<18: "today.afternoon"
        default: "today.evening"
        }
    }

    private static func line(_ line: Today.Line, _ ask: Ask) -> HTML {
        let words = ask.words
        let need = line.needs[0]
        let more = when(line.needs.count > 1) { " <span class=\"soft\">\(words("today.more", count: line.needs.count - 1))</span>" }
        return """
            <li class="need">\(face(line.student.name.initials))<strong><a href="\(GuidingPaths.student(line.student.id))">\(line.student.name.full)</a></strong>\
            <span class="why">\(why(need, ask))\(more)</span><span class="act">\(settle(need, line.student, words))</span></li>
            """
    }

    private static func why(_ need: Need, _ ask: Ask) -> String {
        let words = ask.words
        switch need {
        case .notKept(let agreement): return words("today.why.notKept", ["what": agreement.what])
        case .overdue(let agreement, let days):
            return days == 1
                ? words("today.why.overdueYesterday", ["what": agreement.what])
                : words("today.why.overdue", count: days, ["what": agreement.what])
        case .dueToday(let agreement): return words("today.why.dueToday", ["what": agreement.what])
        case .toConfirm(let agreement): return words("today.why.toConfirm", ["what": agreement.what])
        case .proposed(let talk): return words("today.why.proposed", ["moment": words.moment(talk.at, today: ask.today)])
        case .correction: return words("today.why.correction")
        case .erasure: return words("today.why.erasure")
        case .withoutOutcome(let talk): return words("today.why.withoutOutcome", ["day": words.near(Day(talk.at), today: ask.today)])
        case .noContact(.some(let days), let rhythm):
            return words("today.why.noContact", count: days, ["rhythm": words("today.rhythm", count: rhythm)])
        case .noContact(.none, _): return words("today.why.neverContact")
        case .part(let need): return need.why
        }
    }

    /// The one act that settles it. One button on the page is loud, where something was broken; the rest is quiet.
    private static func settle(_ need: Need, _ student: StudentCard, _ words: Words) -> HTML {
        let name = student.name.full
        func button(_ path: String, _ text: String, quiet: Bool) -> HTML {
            "<a class=\"button\(when(quiet) { " quiet" })\" href=\"\(path)\">\(text)<span class=\"visually-hidden\">: \(name)</span></a>"
        }
        func link(_ path: String, _ key: String, quiet: Bool = true) -> HTML { button(path, words(key), quiet: quiet) }
        switch need {
        case .notKept: return link(GuidingPaths.newConversation(student.id), "today.act.talk", quiet: false)
        case .overdue(let agreement, _): return link(AgreementPaths.one(agreement.id), "today.act.discuss", quiet: false)
        case .dueToday(let agreement), .toConfirm(let agreement): return link(AgreementPaths.one(agreement.id), "today.act.look")
        case .proposed(let talk): return link(GuidingPaths.conversation(talk.id), "today.act.plan")
        case .correction: return link(RightsPaths.corrections(student.id), "today.act.answer")
        case .erasure(let request): return link(RightsPaths.erasure(request), "today.act.look")
        case .withoutOutcome(let talk):
            return talk.state == .held
                ? link(GuidingPaths.lookingBack(talk.id), "today.act.summarise") : link(GuidingPaths.holding(talk.id), "today.act.hold")
        case .noContact: return link(GuidingPaths.newConversation(student.id), "today.act.contact")
        case .part(let need): return button(need.path, need.act, quiet: !need.isLoud)
        }
    }

    private static func talks(_ today: Today, _ ask: Ask) -> HTML {
        let words = ask.words
        return when(!today.talks.isEmpty) {
            let rows = today.talks.map { student, talk -> HTML in
                let others = talk.participants.filter { $0.person != student.id }.map(\.name.full).joined(separator: ", ")
                return """
                    <li class="need">\(face(student.name.initials))<strong>\(student.name.full) · \(words("conversation.kind." + talk.kind.rawValue))</strong>\
                    <span class="why">\(time(talk.at, words.time(talk.at)))\(when(talk.place) { ", \($0)" }) · \(others)</span>\
                    <span class="act">\(action(GuidingPaths.conversation(talk.id), words(today.led.contains(student.id) ? "today.act.prepare" : "today.act.look"), quiet: true))</span></li>
                    """
            }
            return "<h2>\(words("today.talks"))</h2><ul class=\"sheet needs\">\(rows)</ul>"
        }
    }

    private static func news(_ today: Today, _ ask: Ask) -> HTML {
        let words = ask.words
        let rows = today.news.map { news -> HTML in
            let label =
                switch news.kind {
                case .step: words("today.news.step")
                case .success: words("today.news.success")
                case .kept: words("today.news.kept")
                case .part(let label): label
                }
            return """
                <li>\(tag(label, .joy)) <a href="\(GuidingPaths.student(news.student.id))">\(news.student.name.full)</a><br>\(news.words)</li>
                """
        }
        return rows.isEmpty ? empty(words("today.noNews")) : "<ul class=\"sheet good-news\">\(rows)</ul>"
    }

    private static func allWell(_ today: Today, _ words: Words) -> HTML {
        when(!today.allWell.isEmpty) {
            let rows = today.allWell.map { student -> HTML in
                "<li><a href=\"\(GuidingPaths.student(student.id))\">\(student.name.full)</a></li>"
            }
            return
                "<details class=\"all-well sheet\"><summary>\(words("today.allWell", count: today.allWell.count))</summary><ul>\(rows)</ul></details>"
        }
    }
}
