import Storage
import Web

/// A response that is (nearly) done: what has not come up, how it reads afterwards, and taking it away.
enum ResponsePages {
    /// Before the end: what has not come up, with the way back to each.
    static func review(_ shown: ShownResponse, ask: Ask) -> Page {
        let words = ask.words
        let path = InstrumentPaths.response(shown.line.id)
        let answers = shown.response.answers
        let open = answers.shownItems(of: shown.instrument).filter { $0.isQuestion && answers.byKey[$0.key]?.isAnswered != true }
        let links = open.map { action(path + "#" + ResponseForm.answer($0.key), words($0.title), quiet: true) }
        let isEmpty = answers.progress(in: shown.instrument).answered == 0
        return Page(
            title: words("instrument.review.title"),
            content: """
                <div class="stack">\(ResponsePieces.crumbs(shown, words))<small>\(words(shown.instrument.title))</small><h1>\(words("instrument.review.title"))</h1>\
                <p class="soft">\(words(isEmpty ? "instrument.review.empty" : "instrument.review.intro"))</p></div>\
                <section class="sheet stack"><h2>\(words(shown.isChecklist ? "instrument.notComeUp" : "instrument.notAnswered"))</h2><div class="row">\(links)</div></section>\
                <div class="buttons">\(when(!isEmpty) { act(InstrumentPaths.ending(shown.line.id), words("instrument.review.end")) })\
                \(action(path, words("instrument.review.back"), quiet: true))</div>
                """)
    }

    /// Afterwards: what to take along first, then what did not come up, then the rest.
    static func finished(_ shown: ShownResponse, ask: Ask) -> Page {
        let words = ask.words
        let line = shown.line
        let moment = shown.isChecklist ? words("instrument.moment." + line.moment.rawValue) + " · " : ""
        let title = words(shown.instrument.title)
        return Page(
            title: title,
            content: """
                <div class="stack">\(ResponsePieces.crumbs(shown, words))<small>\(moment)\(when(line.done) { time($0, words.moment($0, today: ask.today)) })</small>\
                <h1>\(title)</h1><p class="soft">\(words(whoReads(line)))</p></div>\
                \(when(!shown.instrument.features.isEmpty) { looked(shown, words) })\(answered(shown, words))\(next(shown, words))
                """)
    }

    private static func whoReads(_ line: ResponseLine) -> String {
        guard let partner = line.partner else { return "instrument.onlyYou" }
        return partner.isDone ? "instrument.onlyYouTwo" : "instrument.onlyYouYet"
    }

    private static func looked(_ shown: ShownResponse, _ words: Words) -> HTML {
        let answers = shown.response.answers
        let items = answers.shownItems(of: shown.instrument).filter { $0.feature != nil }
        let parts: [(ItemAnswer.Score, String)] = [(.improve, "takeAlong"), (.notYet, "notComeUp"), (.enough, "wentWell")]
        let sections = parts.map { score, key -> HTML in
            let some = items.filter { answers.mark(of: $0.key).score == score }
            return when(!some.isEmpty) {
                """
                <section class="sheet stack"><h2><span class="score" data-score="\(score.rawValue)">\(words("instrument." + key))</span></h2>\
                \(ResponsePieces.features(some, answers, words))</section>
                """
            }
        }
        return "\(sections)"
    }

    private static func answered(_ shown: ShownResponse, _ words: Words) -> HTML {
        let items = shown.response.answers.shownItems(of: shown.instrument).filter { $0.isQuestion && $0.feature == nil }
        let pairs = items.map { item -> (String, HTML) in
            let text = AnswerText(words).text(shown.response.answers[item.key], to: item)
            return (words(item.title), text.map { lines($0) } ?? "<span class=\"soft\">\(words("instrument.noAnswer"))</span>")
        }
        return when(!pairs.isEmpty) { "<section class=\"sheet\">\(facts(pairs))</section>" }
    }

    private static func next(_ shown: ShownResponse, _ words: Words) -> HTML {
        let line = shown.line
        return """
            <div class="buttons">\(when(line.partner) { action(InstrumentPaths.pair($0.pair), words("instrument.pair.open", ["name": $0.name.called])) })\
            \(when(shown.conversationPath) { action($0, words("instrument.backToConversation"), quiet: true) })\
            \(when(shown.isChecklist) { "\(action(InstrumentPaths.trend(), words("instrument.trend.link"), quiet: true))\(action(InstrumentPaths.responsePrint(line.id), words("instrument.print.link"), quiet: true))" })\
            <a href="\(InstrumentPaths.removal(line.id))">\(words("instrument.remove.link"))</a></div>
            """
    }

    /// Asks once more before it is gone.
    static func removal(_ shown: ShownResponse, ask: Ask) -> Page {
        let words = ask.words
        let path = InstrumentPaths.removal(shown.line.id)
        let ends = when(shown.line.partner) { "<p>\(words("instrument.remove.pair", ["name": $0.name.called]))</p>" }
        return Page(
            title: words("instrument.remove.title"),
            content: """
                <div class="stack narrow">\(ResponsePieces.crumbs(shown, words))<h1>\(words("instrument.remove.title"))</h1>\
                <p>\(words("instrument.remove.what", ["name": words(shown.instrument.title), "day": words.near(Day(shown.line.changed), today: ask.today)]))</p>\
                \(ends)<p class="soft">\(words("instrument.remove.gone"))</p>\
                <div class="buttons">\(act(path, words("instrument.remove.yes")))\(action(InstrumentPaths.response(shown.line.id), words("instrument.remove.no"), quiet: true))</div></div>
                """)
    }
}
