import Foundation
import Guiding
import Instruments
import People
import Storage
import Web

enum LookBackPieces {
    /// On the page of a career: one question, or how it stands.
    static func card(_ shown: ShownCareer, _ ask: Ask) -> HTML {
        let words = ask.words
        guard shown.isOwn else {
            let said =
                shown.lookBack.map { $0.consents ? "career.lookBack.said.yes" : "career.lookBack.said.no" }
                ?? "career.lookBack.said.nothing"
            return HomePage.card("calendar", words("career.lookBack.title"), "<p>\(words(said, ["name": shown.student.name.called]))</p>")
        }
        return HomePage.card("calendar", words("career.lookBack.title"), own(shown.lookBack?.state, words))
    }

    private static func own(_ state: LookBack.State?, _ words: Words) -> HTML {
        switch state {
        case nil:
            return
                "<p>\(words("career.lookBack.question"))</p><p class=\"soft\">\(words("career.lookBack.promise"))</p><div class=\"row\">\(agree(words))\(refuse("career.lookBack.no", words))</div>"
        case .refused: return "<p>\(words("career.lookBack.refused"))</p>\(agree(words, quiet: true))"
        case .waiting:
            return
                "<p>\(words("career.lookBack.waiting"))</p>\(action(CareerPaths.lookBack(), words("career.lookBack.look"), quiet: true))\(refuse("career.lookBack.takeBack", words))"
        case .open: return "<p>\(words("career.lookBack.open"))</p>\(action(CareerPaths.lookBack(), words("career.lookBack.begin")))"
        case .answered:
            return
                "<p>\(words("career.lookBack.thanks"))</p>\(action(CareerPaths.lookBack(), words("career.lookBack.look"), quiet: true))"
        }
    }

    static func agree(_ words: Words, quiet: Bool = false) -> HTML {
        act(CareerPaths.lookBackConsent(), words("career.lookBack.yes"), quiet: quiet, fields: [("consent", "yes")])
    }

    static func refuse(_ key: String, _ words: Words) -> HTML {
        act(CareerPaths.lookBackConsent(), words(key), quiet: true, fields: [("consent", "no")])
    }

    /// On the first page, once it is asked.
    static func invitation(_ words: Words) -> HTML {
        HomePage.card(
            "calendar", words("career.lookBack.title"),
            "<p>\(words("career.lookBack.open"))</p>\(action(CareerPaths.lookBack(), words("career.lookBack.begin")))")
    }
}

enum LookBackPages {
    /// One page, which shows what there is to do now.
    static func page(_ look: LookBack?, _ instrument: Instrument, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let inside: HTML =
            switch look?.state {
            case nil:
                "<p>\(words("career.lookBack.question"))</p><p class=\"soft\">\(words("career.lookBack.promise"))</p>\(LookBackPieces.agree(words))\(LookBackPieces.refuse("career.lookBack.no", words))"
            case .refused:
                "<p>\(words("career.lookBack.refused"))</p>\(answers(look, instrument, words))\(LookBackPieces.agree(words, quiet: true))"
            case .waiting: waiting(look, state, ask)
            case .open: questions(instrument, state, words)
            case .answered:
                "<p>\(words("career.lookBack.thanks"))</p>\(answers(look, instrument, words))\(LookBackPieces.refuse("career.lookBack.takeBack", words))"
            }
        let title = words("career.lookBack.title")
        return Page(title: title, content: "<div class=\"question\"><h1>\(title)</h1>\(inside)</div>")
    }

    private static func questions(_ instrument: Instrument, _ state: FormState, _ words: Words) -> HTML {
        let pieces = ItemPieces(state, words)
        let questions = instrument.items.filter(\.isQuestion).map {
            OneByOne.Question(ResponseForm.answer($0.key), ResponseForm.other($0.key), html: pieces.html($0))
        }
        return """
            <form class="sheet stack" method="post" action="\(CareerPaths.lookBack())">\
            \(OneByOne(FormPieces(state, words), questions).html(save: words("career.lookBack.send"), leave: GuidingPaths.today()))</form>\
            \(LookBackPieces.refuse("career.lookBack.takeBack", words))
            """
    }

    private static func waiting(_ look: LookBack?, _ state: FormState, _ ask: Ask) -> HTML {
        let words = ask.words
        let pieces = FormPieces(state, words)
        return """
            <p>\(words("career.lookBack.waiting"))</p>\
            <form class="sheet stack" method="post" action="\(CareerPaths.lookBackLeaving())">\(pieces.summary)\
            \(pieces.line("leaves", label: words("career.lookBack.leaves"), hint: words("career.lookBack.leavesHint"), kind: .date, optional: true))\
            <div class="buttons"><button class="button">\(words("career.save"))</button></div></form>\
            \(LookBackPieces.refuse("career.lookBack.takeBack", words))
            """
    }

    private static func answers(_ look: LookBack?, _ instrument: Instrument, _ words: Words) -> HTML {
        when(look?.answers) { answers in
            let said = AnswerText(words)
            let pairs = instrument.items.compactMap { item -> (String, HTML)? in
                said.text(answers[item.key], to: item).map { (words(item.title), lines($0)) }
            }
            return "<section class=\"sheet stack\">\(facts(pairs))</section>"
        }
    }

    /// For who was mentor then.
    static func list(_ found: [ReadLookBack], _ instrument: (Int?) -> Instrument, ask: Ask) -> Page {
        let words = ask.words
        let rows = found.map { one -> HTML in
            """
            <section class="stack"><h2>\(written(one.name.full))</h2>\
            <p class="soft">\(when(one.look.answered) { time($0, words.near(Day($0), today: ask.today)) })</p>\(answers(one.look, instrument(one.look.version), words))</section>
            """
        }
        return Page(
            title: words("career.lookBack.list"),
            content: """
                <div class="stack"><h1>\(words("career.lookBack.list"))</h1><p class="soft">\(words("career.lookBack.listIntro"))</p></div>\
                \(rows.isEmpty ? empty(words("career.lookBack.listNone")) : "\(rows)")
                """)
    }
}
