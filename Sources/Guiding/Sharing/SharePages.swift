import Foundation
import People
import Storage
import Web

/// What is about to be shared, with what the questions need.
struct ShownSharing: Sendable {
    let item: Share.Item
    let title: String?
    let team: [TeamMember]
    let allowed: [Share.Audience]
    /// Whether a parent or guardian has to say yes to these first.
    let needsAgreement: Set<Share.Audience>
}

enum SharePages {
    static func page(_ shown: ShownSharing, _ step: ShareForm.Step, isRefused: Bool, ask: Ask) -> Page {
        let words = ask.words
        let problems = isRefused ? [FieldProblem(field(step), "choose")] : []
        let pieces = FormPieces(FormState(problems: problems), words)
        let title = words("share.ask." + name(step))
        return Page(
            title: title,
            content: """
                <div class="question">\(crumbs(words, [back(shown.item, words)]))\
                \(when(shown.title) { "<p class=\"soft\">\($0)</p>" })\(form(shown, step, pieces, title: title, ask: ask))</div>
                """)
    }

    private static func form(_ shown: ShownSharing, _ step: ShareForm.Step, _ pieces: FormPieces, title: String, ask: Ask) -> HTML {
        let words = ask.words
        switch step {
        case .audience:
            let options = shown.allowed.map { ($0.description, ShareWords.choice($0, team: shown.team, words)) }
            if options.isEmpty { return "<h1>\(title)</h1>\(empty(words("share.nobody")))" }
            return asking(shown, step, pieces, ask) {
                pieces.options("wie", label: title, choosing: .several, options: options, isTitle: true)
            }
        case .purpose:
            let options = Share.Purpose.allCases.filter { $0 != .home }.map { ($0.rawValue, words("share.purpose." + $0.rawValue)) }
            return asking(shown, step, pieces, ask) { pieces.options("waarvoor", label: title, options: options, isTitle: true) }
        case .until:
            let options = ShareForm.Term.allCases.map { term in
                let day = term.day(from: ask.today)
                return (day.description, words("share.term." + term.rawValue, ["day": words.full(day)]))
            }
            return asking(shown, step, pieces, ask) { pieces.options("tot", label: title, options: options, isTitle: true) }
        case .confirm(let draft): return confirming(shown, draft, title: title, ask)
        }
    }

    private static func asking(_ shown: ShownSharing, _ step: ShareForm.Step, _ pieces: FormPieces, _ ask: Ask, _ options: () -> HTML)
        -> HTML
    {
        let words = ask.words
        return """
            <form class="stack" method="get" action="\(GuidingPaths.sharing(shown.item.kind, shown.item.name))">\(pieces.summary)\
            \(answered(step).map { pieces.hidden($0.0, $0.1) })\(pieces.hidden("verder", "1"))\(options())\
            <div class="buttons"><button class="button large">\(words("form.next"))</button>\
            <a class="button quiet" href="\(back(shown.item, words).path)">\(words("share.later"))</a></div></form>
            """
    }

    /// What the share does, before it is given.
    private static func confirming(_ shown: ShownSharing, _ draft: ShareDraft, title: String, _ ask: Ask) -> HTML {
        let words = ask.words
        let path = GuidingPaths.sharing(shown.item.kind, shown.item.name)
        let fields = answered(.confirm(draft))
        let waits = when(draft.audience.contains(where: shown.needsAgreement.contains)) {
            "<p class=\"notice\">\(words("share.needsAgreement"))</p>"
        }
        return """
            <h1>\(title)</h1><div class="sheet stack"><p>\(ShareWords.sentence(draft.audience, until: draft.until, team: shown.team, words))</p>\
            <p>\(words("share.purposeIs." + draft.purpose.rawValue))</p></div>\(waits)\
            <p class="promise">\(icon("lock"))<span>\(words("share.stopAnytime"))</span></p>\
            \(act(path, words("share.give"), fields: fields))<p><a class="button quiet" href="\(back(shown.item, words).path)">\(words("share.notNow"))</a></p>
            """
    }

    /// The answers so far, as fields.
    private static func answered(_ step: ShareForm.Step) -> [(String, String)] {
        switch step {
        case .audience: []
        case .purpose(let audience): audience.map { ("wie", $0.description) }
        case .until(let audience, let purpose): audience.map { ("wie", $0.description) } + [("waarvoor", purpose.rawValue)]
        case .confirm(let draft):
            draft.audience.map { ("wie", $0.description) } + [("waarvoor", draft.purpose.rawValue), ("tot", draft.until.description)]
        }
    }

    private static func name(_ step: ShareForm.Step) -> String {
        switch step {
        case .audience: "who"
        case .purpose: "purpose"
        case .until: "until"
        case .confirm: "confirm"
        }
    }

    private static func field(_ step: ShareForm.Step) -> String {
        switch step {
        case .audience: "wie"
        case .purpose: "waarvoor"
        case .until, .confirm: "tot"
        }
    }

    private static func back(_ item: Share.Item, _ words: Words) -> (path: String, text: String) {
        switch item.kind {
        case .manual: (GuidingPaths.manual(), words("manual.title"))
        case .circumstance: (GuidingPaths.circumstances(), words("circumstance.title"))
        case .guardian: (GuidingPaths.whoSees(), words("share.overview"))
        }
    }
}
