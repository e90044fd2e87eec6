import Foundation
import People
import Storage
import Web

enum CorrectionPages {
    /// The student's: one question, and what became of the earlier ones.
    static func mine(_ corrections: [Correction], _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        return Page(
            title: words("correction.title"),
            content: """
                <div class="stack">\(crumbs(words, [(RightsPaths.mine(), words("mine.title"))]))<h1>\(words("correction.title"))</h1>\
                <p class="soft">\(words("correction.intro"))</p></div>\
                <form class="sheet stack" method="post" action="\(RightsPaths.myCorrection())">\(pieces.summary)\
                \(pieces.area("question", label: words("correction.question"), hint: words("correction.questionHint")))\
                <div class="buttons"><button class="button">\(words("correction.send"))</button>\
                \(action(RightsPaths.mine(), words("mine.notNow"), quiet: true))</div></form>\
                \(when(!corrections.isEmpty) { "<section class=\"stack\"><h2>\(words("correction.earlier"))</h2>\(corrections.map { card($0, ask) })</section>" })
                """)
    }

    /// For who guides: one at a time with a form to answer, the longest waiting first; the others below.
    /// - Parameter refused: the one whose answer was refused, with what was typed.
    static func ofStudent(
        _ corrections: [Correction], student: StudentCard, erasure: ErasureRequest?, refused: (id: ID<Correction>, state: FormState)?,
        studentPath: String, ask: Ask
    ) -> Page {
        let words = ask.words
        let open = corrections.filter { $0.state == .open }.sorted { $0.asked < $1.asked }
        let current = open.first { $0.id == refused?.id } ?? open.first
        let others = open.filter { $0.id != current?.id } + corrections.filter { $0.state != .open }
        return Page(
            title: words("correction.ofStudent"),
            content: """
                <div class="stack">\(crumbs(words, [(studentPath, student.name.full)]))<h1>\(words("correction.ofStudent"))</h1>\
                <p class="soft">\(words("correction.ofStudentIntro", ["name": student.name.called]))</p></div>\
                \(when(erasure) { erasureCard($0, words) })\
                \(current.map { answering($0, refused?.state ?? FormState(), ask) } ?? empty(words("correction.none")))\
                \(when(!others.isEmpty) { "<section class=\"stack\"><h2>\(words("correction.others"))</h2>\(others.map { card($0, ask) })</section>" })
                """)
    }

    private static func erasureCard(_ request: ErasureRequest, _ words: Words) -> HTML {
        """
        <section class="sheet stack"><h2>\(words("erasure.title"))</h2><p>\(words("erasure.state." + request.state.rawValue))</p>\
        <p>\(action(RightsPaths.erasure(request.id), words("erasure.look"), quiet: true))</p></section>
        """
    }

    private static func answering(_ correction: Correction, _ state: FormState, _ ask: Ask) -> HTML {
        let words = ask.words
        let pieces = FormPieces(state, words)
        let verdicts = Correction.Verdict.allCases.map { ($0.rawValue, words("correction.verdict." + $0.rawValue)) }
        return """
            <form class="sheet stack" method="post" action="\(RightsPaths.correction(correction.id))">\(asked(correction, ask))\(pieces.summary)\
            \(pieces.options("verdict", label: words("correction.verdictAsk"), options: verdicts))\
            \(pieces.area("answer", label: words("correction.answer"), hint: words("correction.answerHint")))\
            <div class="buttons"><button class="button">\(words("correction.save"))</button></div></form>
            """
    }

    private static func card(_ correction: Correction, _ ask: Ask) -> HTML {
        let words = ask.words
        let by = correction.answeredBy.map { name in
            words("correction.by", ["who": name.full, "day": correction.answered.map { words.full(Day($0)) } ?? ""])
        }
        return """
            <article class="sheet stack">\(asked(correction, ask))\
            <p>\(tag(words("correction.state." + correction.state.rawValue), correction.state == .corrected ? .joy : .plain))</p>\
            \(when(correction.answer) { "<p>\(lines($0))</p>" })\(when(by) { "<p class=\"soft\">\($0)</p>" })</article>
            """
    }

    private static func asked(_ correction: Correction, _ ask: Ask) -> HTML {
        let day = ask.words.near(Day(correction.asked), today: ask.today)
        return
            "<p>\(lines(correction.question))</p><p class=\"soft\">\(time(correction.asked, ask.words("correction.asked", ["day": day])))</p>"
    }
}
