import People
import Storage
import Web

/// All agreements of a student as a planning on one A4.
package enum AgreementPrint {
    /// More than this does not fit on the sheet, even in small type.
    static let most = 14
    /// More than this asks for small type.
    static let roomy = 7

    /// - Parameters:
    ///   - title: what the sheet is called; by default the agreements of the student.
    ///   - above: what stands on the sheet before the agreements, such as the planning of a placement.
    package static func page(
        _ agreements: [Agreement], student: StudentCard, ask: Ask, back: String, title: String? = nil, above: HTML = .empty
    ) -> Page {
        let words = ask.words
        let shown = pick(agreements)
        let left = agreements.count - shown.count
        let rows = shown.map { row($0, ask) }
        let isDense = shown.count > (above.text.isEmpty ? roomy : roomy / 2)
        let title = title ?? words("agreement.print.title", ["name": student.name.full])
        return Page(
            title: title,
            content: """
                <div class="no-print row">\(crumbs(words, [(back, student.name.full)]))\(printButton(words))</div>\
                <article class="a4\(when(isDense) { " dense" })"><header><h1>\(title)</h1>\
                <p class="soft">\(words("agreement.print.made", ["day": words.full(ask.today)])) · \(student.classes.joined(separator: ", "))</p></header>\
                \(above)<table class="planning"><caption class="soft">\(words("agreement.print.caption"))</caption>\
                <thead><tr>\(heads(words))</tr></thead><tbody>\(rows)</tbody></table>\
                \(when(left > 0) { "<p class=\"soft\">\(words("agreement.print.more", count: left))</p>" })\
                \(when(shown.isEmpty) { "<p>\(words("agreement.none"))</p>" })</article>
                """)
    }

    /// Open ones first, the nearest date on top; then what was judged last.
    static func pick(_ agreements: [Agreement]) -> [Agreement] {
        let open = agreements.filter { $0.state == .open }.sorted { $0.due < $1.due }
        let judged = agreements.filter { $0.state != .open }.sorted { $0.due > $1.due }
        return Array((open + judged).prefix(most))
    }

    private static func heads(_ words: Words) -> [HTML] {
        ["what", "who", "due", "ifNot", "state"].map { "<th scope=\"col\">\(words("agreement.print." + $0))</th>" }
    }

    private static func row(_ agreement: Agreement, _ ask: Ask) -> HTML {
        let words = ask.words
        let parties = agreement.parties.map(\.name.called).joined(separator: ", ")
        let steps = agreement.steps.prefix(2).map { ($0.done == nil ? "○ " : "● ") + shortened($0.text, to: 34) }.joined(separator: "  ")
        let state =
            agreement.state == .open
            ? words("agreement.print.boxes") : words("agreement.state." + agreement.state.rawValue)
        return """
            <tr><td>\(shortened(agreement.title(words), to: 105))\(when(!steps.isEmpty) { "<br><span class=\"soft\">\(steps)</span>" })</td>\
            <td>\(shortened(parties, to: 45))</td><td>\(words.short(agreement.due, today: ask.today))</td>\
            <td>\(shortened(agreement.consequence ?? "", to: 66))</td><td>\(state)</td></tr>
            """
    }

    /// On paper a long text gives way; the whole of it stands in Naast.
    static func shortened(_ text: String, to most: Int) -> String { text.count <= most ? text : text.prefix(most - 1) + "…" }
}
