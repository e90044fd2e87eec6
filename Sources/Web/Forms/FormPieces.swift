import Storage

/// The pieces forms are made of. Each keeps what was typed and shows the reason beside the field.
package struct FormPieces: Sendable {
    package let state: FormState
    package let words: Words

    package init(_ state: FormState, _ words: Words) {
        self.state = state
        self.words = words
    }

    /// What is wrong, on top of the form, with a link to each field. Nothing when nothing is.
    package var summary: HTML {
        when(state.isRefused) {
            let rows = state.problems.map { problem -> HTML in "<li><a href=\"#\(problem.field)\">\(text(problem))</a></li>" }
            return """
                <div class="problem-summary" role="alert" tabindex="-1"><h2>\(words("form.summary", count: state.problems.count))</h2>\
                <ul>\(rows)</ul></div>
                """
        }
    }

    package enum Kind: String, Sendable { case text, email, date, time, number, password, search }

    /// A field of one line.
    package func line(
        _ name: String, label: String, hint: String? = nil, kind: Kind = .text, optional: Bool = false, most: Int? = nil,
        fills: String? = nil
    ) -> HTML {
        field(name, label: label, hint: hint, optional: optional) {
            // A password is never sent back to the page.
            let value = kind == .password ? "" : state.value(name)
            let limit: HTML = when(most) { " maxlength=\"\($0)\"" }
            let filling: HTML = when(fills) { " autocomplete=\"\($0)\"" }
            return """
                <input id="\(name)" name="\(name)" type="\(kind.rawValue)" value="\(value)"\(limit)\(filling)\(described(name, hint))\
                \(when(!optional) { " required" })>
                """
        }
    }

    /// A field of one line with names that the browser offers while one types; something else may be typed as well.
    package func suggesting(_ name: String, label: String, hint: String, most: Int, from known: [String]) -> HTML {
        field(name, label: label, hint: hint, optional: false) {
            let options = known.map { text -> HTML in "<option value=\"\(text)\"></option>" }
            return """
                <input id="\(name)" name="\(name)" type="text" value="\(state.value(name))" maxlength="\(most)" list="\(name)-known" \
                autocomplete="off"\(described(name, hint)) required><datalist id="\(name)-known">\(options)</datalist>
                """
        }
    }

    /// A field of several lines.
    package func area(_ name: String, label: String, hint: String? = nil, optional: Bool = false, rows: Int = 4) -> HTML {
        field(name, label: label, hint: hint, optional: optional) {
            "<textarea id=\"\(name)\" name=\"\(name)\" rows=\"\(rows)\"\(described(name, hint))>\n\(state.value(name))</textarea>"
        }
    }

    /// One of a list, as a drop-down.
    package func select(
        _ name: String, label: String, hint: String? = nil, options: [(value: String, label: String)], optional: Bool = false
    ) -> HTML {
        field(name, label: label, hint: hint, optional: optional) {
            let chosen = state.value(name)
            let rows = options.map { option -> HTML in
                "<option value=\"\(option.value)\"\(when(option.value == chosen) { " selected" })>\(option.label)</option>"
            }
            return "<select id=\"\(name)\" name=\"\(name)\"\(described(name, hint))>\(rows)</select>"
        }
    }

    package enum Choosing: String, Sendable {
        case one = "radio"
        case several = "checkbox"
    }

    /// One or several of a short list, each a large row.
    /// - Parameter isTitle: whether the question is what the page is called.
    package func options(
        _ name: String, label: String, hint: String? = nil, choosing: Choosing = .one, options: [(value: String, label: String)],
        optional: Bool = false, isTitle: Bool = false
    ) -> HTML {
        let chosen = Set(state.typed.all(name))
        let wrong = state.problem(name)
        let rows = options.enumerated().map { place, option -> HTML in
            """
            <label class="option"><input type="\(choosing.rawValue)" name="\(name)" value="\(option.value)"\(when(place == 0) { " id=\"\(name)\"" })\
            \(when(chosen.contains(option.value)) { " checked" })><span>\(option.label)</span></label>
            """
        }
        return """
            <fieldset class="field\(when(wrong != nil) { " wrong" })"\(described(name, hint))><legend>\(isTitle ? "<h1>\(label)</h1>" : "\(label)" as HTML)\(optionalMark(optional))</legend>\
            \(when(hint) { "<p class=\"hint\" id=\"\(name)-hint\">\($0)</p>" })\(error(name))<div class="options">\(rows)</div></fieldset>
            """
    }

    package func hidden(_ name: String, _ value: String) -> HTML { "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">" }

    private func field(_ name: String, label: String, hint: String?, optional: Bool, input: () -> HTML) -> HTML {
        let wrong = state.problem(name) != nil
        return """
            <div class="field\(when(wrong) { " wrong" })"><label for="\(name)">\(label)\(optionalMark(optional))</label>\
            \(when(hint) { "<p class=\"hint\" id=\"\(name)-hint\">\($0)</p>" })\(error(name))\(input())</div>
            """
    }

    private func optionalMark(_ optional: Bool) -> HTML { when(optional) { " <span class=\"soft\">\(words("form.optional"))</span>" } }

    private func error(_ name: String) -> HTML {
        when(state.problem(name)) { "<p class=\"error\" id=\"\(name)-error\">\(text($0))</p>" }
    }

    private func described(_ name: String, _ hint: String?) -> HTML {
        let ids = [hint.map { _ in name + "-hint" }, state.problem(name).map { _ in name + "-error" }].compactMap { $0 }
        let invalid: HTML = when(state.problem(name) != nil) { " aria-invalid=\"true\"" }
        return when(!ids.isEmpty) { " aria-describedby=\"\(ids.joined(separator: " "))\"" } + invalid
    }

    private func text(_ problem: FieldProblem) -> String { words("form.problem." + problem.key, problem.arguments) }
}
