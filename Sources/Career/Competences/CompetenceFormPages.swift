import Guiding
import People
import Storage
import Web

/// A form about one student's career, as who fills it in sees it.
struct CareerAsking: Sendable {
    let student: StudentCard
    let isOwn: Bool
    /// Back to the career this is about.
    var back: String { isOwn ? CareerPaths.mine() : CareerPaths.ofStudent(student.id) }
}

enum CompetenceFormPages {
    static func evidence(_ asking: CareerAsking, _ state: FormState, _ ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        let competence = Competence(rawValue: state.value("competence")) ?? .capacities
        let title = words(asking.isOwn ? "career.own.competence." + competence.rawValue : "career.competence." + competence.rawValue)
        let questions: [OneByOne.Question] = [
            .init(
                "source",
                html: pieces.options(
                    "source", label: words(asking.isOwn ? "career.own.whereFrom" : "career.whereFrom"),
                    options: Evidence.Source.allCases.map { ($0.rawValue, words("career.source." + $0.rawValue)) })),
            .init(
                "words",
                html: pieces.area(
                    "words", label: words(asking.isOwn ? "career.own.showed" : "career.showed", ["name": asking.student.name.called]),
                    hint: words("career.example." + competence.rawValue), rows: 4)),
            day(pieces, words),
        ]
        return page(
            title, asking, CareerPaths.evidence(asking.student.id), questions, pieces, kept: [("competence", competence.rawValue)], ask)
    }

    static func option(_ asking: CareerAsking, _ state: FormState, _ ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        let questions: [OneByOne.Question] = [
            .init(
                "kind",
                html: pieces.options(
                    "kind", label: words("career.option.how"),
                    options: ExploredOption.Kind.allCases.map { ($0.rawValue, words("career.option.kind." + $0.rawValue)) })),
            .init("words", html: pieces.area("words", label: words("career.option.what"), hint: words("career.option.whatHint"), rows: 2)),
            .init(
                "felt",
                html: pieces.options(
                    "felt", label: words(asking.isOwn ? "career.own.felt" : "career.option.felt", ["name": asking.student.name.called]),
                    options: ExploredOption.Felt.allCases.map { ($0.rawValue, words("career.felt." + $0.rawValue)) })),
            .init("note", html: pieces.area("note", label: words("career.option.why"), optional: true, rows: 2)),
            day(pieces, words),
        ]
        let title = words(asking.isOwn ? "career.own.addOption" : "career.option.add")
        return page(title, asking, CareerPaths.options(asking.student.id), questions, pieces, kept: [], ask)
    }

    static func nextStep(_ asking: CareerAsking, _ state: FormState, _ ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        let questions: [OneByOne.Question] = [
            .init(
                "direction",
                html: pieces.options(
                    "direction", label: words(asking.isOwn ? "career.own.direction" : "career.next.direction"),
                    options: NextStep.Direction.allCases.map { ($0.rawValue, words("career.direction." + $0.rawValue)) })),
            .init("words", html: pieces.area("words", label: words("career.next.words"), optional: true, rows: 3)),
        ]
        let title = words(asking.isOwn ? "career.own.next" : "career.next.title")
        return page(title, asking, CareerPaths.nextStep(asking.student.id), questions, pieces, kept: [], ask)
    }

    private static func day(_ pieces: FormPieces, _ words: Words) -> OneByOne.Question {
        .init("day", html: pieces.line("day", label: words("career.day"), hint: words("career.dayHint"), kind: .date, optional: true))
    }

    /// A student is asked one thing at a time; who guides sees the form whole.
    private static func page(
        _ title: String, _ asking: CareerAsking, _ path: String, _ questions: [OneByOne.Question], _ pieces: FormPieces,
        kept: [(String, String)], _ ask: Ask
    ) -> Page {
        let words = ask.words
        let save = words("career.save")
        // One at a time, what is typed travels along by itself once it was sent; before that it is kept here.
        let hidden = kept.filter { !asking.isOwn || pieces.state.value($0.0).isEmpty }.map { pieces.hidden($0.0, $0.1) }
        let inside: HTML =
            asking.isOwn
            ? OneByOne(pieces, questions).html(save: save, leave: asking.back)
            : """
            \(pieces.summary)\(questions.map(\.html))<div class="buttons"><button class="button">\(save)</button>\
            <a class="button quiet" href="\(asking.back)">\(words("career.cancel"))</a></div>
            """
        let name = words(asking.isOwn ? "career.own.title" : "career.title")
        let way =
            (asking.isOwn ? [] : [(path: GuidingPaths.student(asking.student.id), text: asking.student.name.full)]) + [(asking.back, name)]
        return Page(
            title: title,
            content: """
                <div class="stack">\(crumbs(words, way))<h1>\(title)</h1></div>\
                <form class="sheet stack" method="post" action="\(path)">\(hidden)\(inside)</form>
                """)
    }

    /// Asks once more before words go.
    static func removal(_ asking: CareerAsking, _ text: String, path: String, ask: Ask) -> Page {
        let words = ask.words
        return Page(
            title: words("career.removal.title"),
            content: """
                <div class="question">\(crumbs(words, [(asking.back, words(asking.isOwn ? "career.own.title" : "career.title"))]))\
                <h1>\(words("career.removal.title"))</h1><blockquote class="sheet">\(lines(text))</blockquote><p>\(words("career.removal.what"))</p>\
                <div class="stack">\(act(path, words("career.removal.yes")))\(action(asking.back, words("career.cancel"), quiet: true))</div></div>
                """)
    }
}
