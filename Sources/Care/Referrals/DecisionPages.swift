import Guiding
import People
import Storage
import Web

/// A referral that the student decides about, with what could go along.
struct ShownDecision: Sendable {
    let referral: Referral
    let offered: [OfferedItem]
}

/// One question at a time: may it go there, and what goes along. A no is asked once more, and asks for no reason.
enum DecisionPages {
    static func page(_ shown: ShownDecision, _ state: FormState, ask: Ask) -> Page {
        let (words, id) = (ask.words, shown.referral.id)
        let pieces = FormPieces(state, words)
        let who = shown.referral.content.map { ReferralPieces.receiver($0, words) } ?? words("care.someone")
        let isNo = state.value("decision") == ReferralForm.Decision.no.rawValue
        let questions = [first(shown, pieces, who, words), isNo ? no(who, words) : along(shown, pieces, who, words)]
        return Page(
            title: words("referral.decide.title"),
            content: """
                <div class="question">\(crumbs(words, [(CarePaths.referral(id), words("referral.title"))]))\
                <form class="stack" method="post" action="\(CarePaths.decision(id))">\
                \(OneByOne(pieces, questions).html(save: words(isNo ? "referral.decide.sayNo" : "referral.decide.sayYes"), leave: CarePaths.referral(id)))</form>\
                <p class="promise">\(icon("lock"))<span>\(words("referral.decide.promise"))</span></p></div>
                """)
    }

    private static func first(_ shown: ShownDecision, _ pieces: FormPieces, _ who: String, _ words: Words) -> OneByOne.Question {
        let asked = when(shown.referral.content) { content in
            """
            <p class="soft">\(words("referral.decide.says", ["name": shown.referral.coordinatorName?.full ?? words("care.someone")]))</p>\
            <blockquote class="sheet">\(lines(content.words))</blockquote>
            """
        }
        let options = [
            (ReferralForm.Decision.yes.rawValue, words("referral.decide.yes")),
            (ReferralForm.Decision.no.rawValue, words("referral.decide.no")),
        ]
        let choice = pieces.options("decision", label: words("referral.decide.ask", ["who": who]), options: options, isTitle: true)
        return OneByOne.Question("decision", html: "\(asked)\(choice)")
    }

    /// Nothing is ticked beforehand.
    private static func along(_ shown: ShownDecision, _ pieces: FormPieces, _ who: String, _ words: Words) -> OneByOne.Question {
        guard !shown.offered.isEmpty else {
            return OneByOne.Question(
                "item", html: "<h1>\(words("referral.decide.onlyTitle"))</h1><p>\(words("referral.decide.only", ["who": who]))</p>")
        }
        let options = shown.offered.map { one -> (value: String, label: String) in
            switch one {
            case .section(let section): (ReferralForm.field(one.item), words("manual.section." + section.rawValue))
            case .circumstance(let circumstance): (ReferralForm.field(one.item), circumstance.words)
            }
        }
        return OneByOne.Question(
            "item",
            html: pieces.options(
                "item", label: words("referral.decide.along", ["who": who]), hint: words("referral.decide.alongHint"), choosing: .several,
                options: options, isTitle: true))
    }

    private static func no(_ who: String, _ words: Words) -> OneByOne.Question {
        OneByOne.Question(
            "sure", html: "<h1>\(words("referral.decide.noTitle"))</h1><p>\(words("referral.decide.noSays", ["who": who]))</p>")
    }
}
