import Foundation
import People
import Storage
import Web

/// What three sides think of how student and workplace fit.
enum MatchPages {
    /// - Parameter state: the form to fill in; nil to read what was said.
    static func page(_ shown: ShownPlacement, _ state: FormState?, ask: Ask) -> Page {
        let words = ask.words
        let isOpen = shown.may.contains(.sayMatch) && shown.isOpen
        return PlacementPages.sub(shown, words("match.title"), words) {
            let content: HTML =
                if let state, isOpen { form(shown, state, words) } else { said(shown, mayChange: isOpen, words) }
            return "<p class=\"soft\">\(words("match.intro"))</p>\(content)"
        }
    }

    private static func form(_ shown: ShownPlacement, _ state: FormState, _ words: Words) -> HTML {
        let pieces = FormPieces(state, words)
        let side = shown.side ?? .student
        let questions = Match.Question.allCases.map { question -> OneByOne.Question in
            let (fit, more) = ("fit-" + question.rawValue, "words-" + question.rawValue)
            let options = Match.Fit.allCases.map { ($0.rawValue, words($0.key)) }
            return .init(
                fit, more,
                html: """
                    <div class="stack">\(pieces.options(fit, label: words(question.key + "." + side.rawValue), options: options))\
                    \(pieces.area(more, label: words("match.words"), optional: true, rows: 2))</div>
                    """)
        }
        let back = PlacementPaths.one(shown.placement.id)
        let inside: HTML =
            shown.isOwn
            ? OneByOne(pieces, questions).html(save: words("match.save"), leave: back)
            : "\(pieces.summary)\(questions.map(\.html))<div class=\"buttons\"><button class=\"button\">\(words("match.save"))</button><a class=\"button quiet\" href=\"\(back)\">\(words("placement.leave"))</a></div>"
        return """
            <form class="sheet stack" method="post" action="\(PlacementPaths.match(shown.placement.id))">\
            <p class="soft">\(words("match.whoReads"))</p>\(inside)</form>
            """
    }

    private static func said(_ shown: ShownPlacement, mayChange: Bool, _ words: Words) -> HTML {
        let match = shown.match
        guard !match.rows.isEmpty else { return empty(words("match.none")) }
        let missing = Match.Side.allCases.filter { !match.hasSaid($0) }.map { words($0.key) }
        let waiting = when(!missing.isEmpty) { "<p class=\"soft\">\(words("match.waiting", ["who": words.list(missing)]))</p>" }
        let rows = match.rows.map { row(match, $0, words) }
        return """
            \(waiting)<p>\(words("match.talk"))</p><div class="stack">\(rows)</div>\
            \(when(mayChange) { "<div class=\"buttons\">\(action(PlacementPaths.match(shown.placement.id) + "?anders=1", words("match.change"), quiet: true))</div>" })
            """
    }

    private static func row(_ match: Match, _ row: Match.Row, _ words: Words) -> HTML {
        let pairs = row.answers.map { side, answer -> (String, HTML) in
            let more = when(answer.words) { "<br>\(lines($0))" }
            return (words(side.key), "<strong>\(words(answer.fit.key))</strong>\(more)")
        }
        let mark = when(row.distance >= 2) { tag(words("match.apart"), .attention) }
        return "<section class=\"sheet stack\"><h2>\(words(row.question.key + ".title")) \(mark)</h2>\(facts(pairs))</section>"
    }
}
