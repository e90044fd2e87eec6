import Web

/// One item of an instrument as it stands in a form. Each keeps what was typed and shows the reason beside it.
package struct ItemPieces: Sendable {
    let state: FormState
    let words: Words

    package init(_ state: FormState, _ words: Words) {
        self.state = state
        self.words = words
    }

    package func html(_ item: Instrument.Item) -> HTML {
        let field = ResponseForm.answer(item.key)
        let condition = when(item.showIf != nil) { "<input type=\"hidden\" name=\"\(ResponseForm.asked)\" value=\"\(item.key)\">" }
        switch item.kind {
        case .info:
            return
                "<div class=\"sheet\"><p>\(lines(words(item.title)))</p>\(when(item.help) { "<p class=\"soft\">\(words($0))</p>" })</div>"
        case .feature(let feature):
            return fieldset(item, hint: feature.prompt) { condition + scores(item) + explanation(item, feature) + note(item) }
        case .scale(let points): return fieldset(item) { condition + row(field, numbered(points.map { words($0) })) }
        case .band(let bands): return fieldset(item) { condition + list(field, numbered(bands.map(label)), .one) }
        case .agree:
            return fieldset(item) {
                condition + row(field, ItemAnswer.Opinion.allCases.map { ($0.rawValue, words("instrument.opinion." + $0.rawValue)) })
            }
        case .yesNo: return fieldset(item) { condition + row(field, ["yes", "no"].map { ($0, words("instrument." + $0)) }) }
        case .choice(let choice): return fieldset(item) { condition + self.choice(item, choice) }
        case .number(let range): return fieldset(item) { condition + number(item, range) }
        case .open: return fieldset(item) { condition + text(item) }
        }
    }

    /// The label of a band: its own, or '1 – 50 %'.
    func label(_ band: Instrument.Item.Band) -> String {
        band.label.map { words($0) } ?? (band.from == band.to ? "\(band.from) %" : "\(band.from) – \(band.to) %")
    }

    private func fieldset(_ item: Instrument.Item, hint: Translated? = nil, _ inside: () -> HTML) -> HTML {
        let field = ResponseForm.answer(item.key)
        let hint = hint ?? item.help
        let wrong = state.problem(field) ?? state.problem(ResponseForm.other(item.key))
        let described = [hint.map { _ in field + "-hint" }, wrong.map { _ in field + "-error" }].compactMap { $0 }.joined(separator: " ")
        return """
            <fieldset class="feature"\(when(!described.isEmpty) { " aria-describedby=\"\(described)\"" })>\
            <legend>\(words(item.title))\(when(item.required) { " <span class=\"soft\">\(words("instrument.required"))</span>" })</legend>\
            \(when(hint) { "<p class=\"soft\" id=\"\(field)-hint\">\(words($0))</p>" })\
            \(when(wrong) { "<p class=\"error\" id=\"\(field)-error\">\(problem($0))</p>" })\(inside())</fieldset>
            """
    }

    private func scores(_ item: Instrument.Item) -> HTML {
        let field = ResponseForm.answer(item.key)
        let labels = ItemAnswer.Score.allCases.enumerated().map { place, score -> HTML in
            "<label data-score=\"\(score.rawValue)\">\(input(.one, field, score.rawValue, isFirst: place == 0))\(words("instrument.score." + score.rawValue))</label>"
        }
        return "<div class=\"choices\">\(labels)</div>"
    }

    private func explanation(_ item: Instrument.Item, _ feature: Instrument.Item.Feature) -> HTML {
        let signs = feature.lookFor.map { sign -> HTML in "<li>\(words(sign))</li>" }
        return """
            <details><summary>\(words("instrument.explanation"))\(of(item))</summary><p>\(words(feature.explanation))</p>\
            <p class="soft">\(words("instrument.lookFor"))</p><ul class="look-for">\(signs)</ul><p class="example">\(words(feature.example))</p></details>
            """
    }

    private func note(_ item: Instrument.Item) -> HTML {
        let field = ResponseForm.note(item.key)
        let wrong = state.problem(field)
        let typed = state.value(field)
        return """
            <details\(when(!typed.isEmpty || wrong != nil) { " open" })><summary>\(words("instrument.note"))\(of(item))</summary>\
            \(when(wrong) { "<p class=\"error\" id=\"\(field)-error\">\(problem($0))</p>" })\
            \(textarea(field, label: words("instrument.noteAt", ["item": words(item.title)]), rows: 3, isWrong: wrong != nil))</details>
            """
    }

    private func text(_ item: Instrument.Item) -> HTML {
        let field = ResponseForm.answer(item.key)
        return textarea(field, label: words(item.title), rows: 4, isWrong: state.problem(field) != nil)
    }

    private func textarea(_ field: String, label: String, rows: Int, isWrong: Bool) -> HTML {
        """
        <textarea id="\(field)" name="\(field)" rows="\(rows)" aria-label="\(label)"\
        \(when(isWrong) { " aria-invalid=\"true\" aria-describedby=\"\(field)-error\"" })>\n\(state.value(field))</textarea>
        """
    }

    private func number(_ item: Instrument.Item, _ range: Instrument.Item.Range) -> HTML {
        let field = ResponseForm.answer(item.key)
        let bounds = words("instrument.between", ["least": String(range.min), "most": String(range.max)])
        let unit = range.unit.map { " " + words($0) } ?? ""
        // The number keys of some phones have no minus.
        let keys = range.min < 0 ? "text" : range.decimals == 0 ? "numeric" : "decimal"
        return """
            <div class="field"><label class="soft" for="\(field)">\(bounds + unit)</label>\
            <input id="\(field)" name="\(field)" type="text" inputmode="\(keys)" value="\(state.value(field))"\
            \(when(state.problem(field) != nil) { " aria-invalid=\"true\"" })></div>
            """
    }

    private func choice(_ item: Instrument.Item, _ choice: Instrument.Item.Choice) -> HTML {
        let field = ResponseForm.answer(item.key)
        let other = ResponseForm.other(item.key)
        var options = choice.options.map { ($0.key, words($0.label)) }
        if choice.other { options.append((Instrument.otherKey, words("instrument.other"))) }
        return list(field, options, choice.several ? .several : .one)
            + when(choice.other) {
                """
                <div class="field"><label class="soft" for="\(other)">\(words("instrument.otherHint"))</label>\
                <input id="\(other)" name="\(other)" value="\(state.value(other))"></div>
                """
            }
    }

    /// A few short labels beside each other.
    private func row(_ field: String, _ options: [(value: String, label: String)]) -> HTML {
        let labels = options.enumerated().map { place, option -> HTML in
            "<label>\(input(.one, field, option.value, isFirst: place == 0))\(option.label)</label>"
        }
        return "<div class=\"choices\">\(labels)</div>"
    }

    /// Any number of labels under each other.
    private func list(_ field: String, _ options: [(value: String, label: String)], _ choosing: FormPieces.Choosing) -> HTML {
        let labels = options.enumerated().map { place, option -> HTML in
            "<label class=\"option\">\(input(choosing, field, option.value, isFirst: place == 0))<span>\(option.label)</span></label>"
        }
        return "<div class=\"options\">\(labels)</div>"
    }

    /// The first of a field carries its id, so that a summary of problems can lead to it.
    private func input(_ choosing: FormPieces.Choosing, _ field: String, _ value: String, isFirst: Bool) -> HTML {
        let isChosen = choosing == .one ? state.value(field) == value : state.typed.all(field).contains(value)
        return """
            <input type="\(choosing.rawValue)" name="\(field)" value="\(value)"\(when(isFirst) { " id=\"\(field)\"" })\(when(isChosen) { " checked" })>
            """
    }

    private func numbered(_ labels: [String]) -> [(value: String, label: String)] {
        labels.enumerated().map { (String($0.offset + 1), $0.element) }
    }

    /// Says to a screen reader which item a repeated word is about.
    private func of(_ item: Instrument.Item) -> HTML { "<span class=\"visually-hidden\">: \(words(item.title))</span>" }

    private func problem(_ problem: FieldProblem) -> String { words("form.problem." + problem.key, problem.arguments) }
}
