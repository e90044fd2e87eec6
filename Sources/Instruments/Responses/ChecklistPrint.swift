import Storage
import Web

/// A checklist on exactly one A4, empty or filled in; the introduction fits on its back.
enum ChecklistPrint {
    /// Two lines of a note fit under eight features, one line where an explanation is as long as it may be. On paper the rest of a
    /// note gives way; the whole of it stands in Naast.
    static func longestNote(under instrument: Instrument, in words: Words) -> Int {
        instrument.features.contains { words($0.feature?.explanation ?? $0.title).count > 270 } ? 90 : 200
    }

    /// More features than this ask for small type.
    static let roomy = 8

    struct Sheet: Sendable {
        let instrument: Instrument
        let answers: Answers?
        let moment: Response.Moment?
        let day: Day?
        /// The address of this page itself.
        let path: String
        let back: (path: String, text: String)
    }

    static func page(_ sheet: Sheet, withBack: Bool, ask: Ask) -> Page {
        let words = ask.words
        let title = words(sheet.instrument.title)
        let turn = withBack ? sheet.path : sheet.path + "?achterkant=1"
        return Page(
            title: title,
            content: """
                <div class="no-print row spread">\(crumbs(words, [sheet.back]))<div class="buttons">\
                <a href="\(turn)">\(words(withBack ? "instrument.print.withoutBack" : "instrument.print.withBack"))</a>\(printButton(words))</div></div>\
                \(front(sheet, title, words))\(when(withBack) { reverse(sheet.instrument, words) })
                """)
    }

    private static func front(_ sheet: Sheet, _ title: String, _ words: Words) -> HTML {
        let features = sheet.instrument.features
        let most = longestNote(under: sheet.instrument, in: words)
        let rows = features.map { row($0, sheet.answers, longestNote: most, words) }
        return """
            <article class="a4\(when(features.count > roomy) { " dense" })"><header><h1>\(title)</h1>\
            <p class="soft">\(words(sheet.instrument.purpose))</p>\(filledIn(sheet, words))</header><ol class="features">\(rows)</ol></article>
            """
    }

    /// When it was filled in; on an empty sheet the lines to write it on.
    private static func filledIn(_ sheet: Sheet, _ words: Words) -> HTML {
        guard let day = sheet.day, let moment = sheet.moment else {
            return "<p class=\"lines\"><span>\(words("instrument.print.with"))</span><span>\(words("instrument.print.date"))</span></p>"
        }
        return "<p>\(words("instrument.moment." + moment.rawValue)) · \(time(day, words.full(day)))</p>"
    }

    private static func row(_ item: Instrument.Item, _ answers: Answers?, longestNote: Int, _ words: Words) -> HTML {
        guard let feature = item.feature else { return .empty }
        let mark = answers?.mark(of: item.key)
        let scores = ItemAnswer.Score.allCases.map { score -> HTML in
            let isChosen = mark?.score == score
            let said = when(isChosen) { "<span class=\"visually-hidden\"> (\(words("instrument.print.chosen")))</span>" }
            return "<li\(when(isChosen) { " class=\"chosen\"" })>\(words("instrument.score." + score.rawValue))\(said)</li>"
        }
        return """
            <li><h2>\(words(item.title))</h2><p class="soft">\(words(feature.explanation))</p><ul class="scores">\(scores)</ul>\
            <p class="note">\(shortened(mark?.note ?? "", to: longestNote))</p></li>
            """
    }

    private static func reverse(_ instrument: Instrument, _ words: Words) -> HTML {
        let examples = instrument.features.compactMap { item in item.feature.map { (item, $0) } }.map { item, feature -> HTML in
            "<li><strong>\(words(item.title))</strong>: \(feature.lookFor.map { words($0) }.joined(separator: " "))</li>"
        }
        return """
            <article class="a4 back"><header><h2>\(words("instrument.about"))</h2></header><div class="stack"><p>\(words(instrument.introduction))</p>\
            <h3>\(words("instrument.lookFor"))</h3><ul>\(examples)</ul></div></article>
            """
    }

    static func shortened(_ text: String, to most: Int) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count <= most ? line : line.prefix(most - 1) + "…"
    }
}
