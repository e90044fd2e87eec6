/// Shows a form of several questions one at a time, to who is helped by that: what was answered travels along, hidden, and nothing is
/// saved before the last question. Works without scripts; the same handler takes the form whole or in steps.
package struct OneByOne: Sendable {
    /// One question: the fields it fills, the first of which names it.
    package struct Question: Sendable {
        let fields: [String]
        package let html: HTML

        package init(_ fields: String..., html: HTML) {
            self.fields = fields
            self.html = html
        }
    }

    static let place = "vraag"
    static let last = "laatste"
    static let back = "terug"

    let pieces: FormPieces
    let questions: [Question]

    package init(_ pieces: FormPieces, _ questions: [Question]) {
        self.pieces = pieces
        self.questions = questions
    }

    /// Which question stands on the page: the first that was refused, else the one that the form says.
    var current: Int {
        if let wrong = questions.firstIndex(where: { question in question.fields.contains { pieces.state.problem($0) != nil } }) {
            return wrong
        }
        return min(max(0, Int(pieces.state.value(Self.place)) ?? 0), questions.count - 1)
    }

    /// The inside of the form: how far, the question, and the way on.
    /// - Parameters:
    ///   - save: what the last button says.
    ///   - leave: where one goes who changes one's mind.
    package func html(save: String, leave: String? = nil) -> HTML {
        let (words, current) = (pieces.words, current)
        let shown = questions[current].fields + [Self.place, Self.last, Self.back]
        let carried = pieces.state.typed.pairs.filter { !shown.contains($0.name) }.map { pieces.hidden($0.name, $0.value) }
        let isLast = current == questions.count - 1
        let counted = when(questions.count > 1) {
            "<p class=\"soft\">\(words("form.question", ["place": String(current + 1), "all": String(questions.count)]))</p>"
        }
        let back = when(current > 0) {
            "<button class=\"button quiet\" name=\"\(Self.back)\" value=\"1\" formnovalidate>\(words("form.back"))</button>"
        }
        return """
            \(pieces.summary)\(counted)\(carried)\(pieces.hidden(Self.place, String(current)))\(when(isLast) { pieces.hidden(Self.last, "1") })\
            \(questions[current].html)<div class="buttons"><button class="button">\(isLast ? save : words("form.next"))</button>\(back)\
            \(when(leave) { "<a class=\"button quiet\" href=\"\($0)\">\(words("form.leave"))</a>" })</div>
            """
    }

    /// The form as it has to be shown next, when it is not at its end yet; nil when it can be read.
    package static func turn(_ fields: Fields) -> FormState? {
        guard let place = fields.first(place).flatMap(Int.init), (0...100).contains(place) else { return nil }
        let goesBack = fields.first(back) != nil
        guard goesBack || fields.first(last) == nil else { return nil }
        let kept = fields.pairs.filter { ![Self.place, last, back].contains($0.name) }
        return FormState(typed: Fields(kept + [(Self.place, String(max(0, goesBack ? place - 1 : place + 1)))]))
    }
}

/// The same as `filling` for a form that may come one question at a time: the next question is shown until the form is at its end.
package func filling(_ form: Fields, _ again: (FormState) async throws -> Page, _ work: () async throws -> Answer) async throws -> Answer {
    if let next = OneByOne.turn(form) { return .page(try await again(next)) }
    return try await filling(again, work)
}
