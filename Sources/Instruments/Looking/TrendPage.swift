import Storage
import Web

/// What one guide's own checklists show over time; for that guide alone.
enum TrendPage {
    /// Of each checklist so many responses at most.
    static let most = 30

    static func page(_ shown: [(instrument: Instrument, trend: Trend)], ask: Ask) -> Page {
        let words = ask.words
        let sections = shown.map { one($0.instrument, $0.trend, words) }
        return Page(
            title: words("instrument.trend.title"),
            content: """
                <div class="stack">\(crumbs(words, [(InstrumentPaths.overview(), words("instrument.title"))]))<h1>\(words("instrument.trend.title"))</h1>\
                <p class="soft">\(words("instrument.trend.promise"))</p></div>\
                \(sections.isEmpty ? empty(words("instrument.trend.empty"), step: action(InstrumentPaths.overview(), words("instrument.trend.first"))) : "\(sections)")
                """)
    }

    private static func one(_ instrument: Instrument, _ trend: Trend, _ words: Words) -> HTML {
        let rows = trend.rows.map { row($0, words) }
        return """
            <section class="stack"><h2>\(words(instrument.title))</h2><p>\(passedBy(trend, words))</p>\
            <p class="soft">\(words("instrument.trend.oldToNew"))</p><ul class="sheet trend">\(rows)</ul></section>
            """
    }

    private static func passedBy(_ trend: Trend, _ words: Words) -> String {
        let names = trend.keptPassingBy.map { words($0.title) }
        let times = trend.rows.map(\.moments.count).max() ?? 0
        if times < 3 { return words("instrument.trend.tooFew") }
        guard let last = names.last else { return words("instrument.trend.nothingPassedBy") }
        let list = names.count == 1 ? last : names.dropLast().joined(separator: ", ") + " " + words("instrument.and") + " " + last
        return words("instrument.trend.passedBy", ["names": list])
    }

    private static func row(_ row: Trend.Row, _ words: Words) -> HTML {
        let marks = row.moments.map { moment -> HTML in "<span class=\"mark\" data-score=\"\(moment.score.rawValue)\"></span>" }
        let spoken = row.moments.map { words("instrument.score." + $0.score.rawValue) }.joined(separator: ", ")
        let counted = [(ItemAnswer.Score.enough, row.enough), (.improve, row.improve), (.notYet, row.notYet)].filter { $0.1 > 0 }
            .map { words("instrument.trend.times", ["count": String($0.1), "what": words("instrument.score." + $0.0.rawValue)]) }
        return """
            <li><strong>\(words(row.item.title))</strong><span class="marks" role="img" aria-label="\(spoken)">\(marks)</span>\
            <span class="soft">\(counted.joined(separator: ", "))\(when(row.isKeptPassingBy) { " \(tag(words("instrument.trend.often"), .attention))" })</span></li>
            """
    }
}
