import Storage
import Web

/// For the administrator: which lists are used, and nothing about who.
enum UsePage {
    static func page(_ cells: [UseCell], catalogue: InstrumentCatalogue, ask: Ask) -> Page {
        let words = ask.words
        let rows = cells.map { row($0, catalogue, words) }
        let heads = ["month", "instrument", "moment", "mode", "amount"].map { words("instrument.use." + $0) }
        return Page(
            title: words("instrument.use.title"),
            content: """
                <div class="stack"><h1>\(words("instrument.use.title"))</h1><p class="soft">\(words("instrument.use.promise"))</p></div>\
                \(rows.isEmpty ? empty(words("instrument.use.empty")) : "<div class=\"sheet\">\(table(caption: words("instrument.use.caption"), heads, rows))</div>")
                """)
    }

    private static func row(_ cell: UseCell, _ catalogue: InstrumentCatalogue, _ words: Words) -> [HTML] {
        let instrument = catalogue.newest(cell.instrument)
        let moment = instrument?.kind == .checklist ? words("instrument.moment." + cell.moment.rawValue) : "–"
        let amount =
            switch cell.amount {
            case .fewerThanFive: words("instrument.use.few")
            case .exactly(let number): String(number)
            }
        return [
            "\(month(cell.month, words))", "\(instrument.map { words($0.title) } ?? cell.instrument)", "\(moment)",
            "\(words("instrument.use.is." + cell.mode.rawValue))",
            "\(amount)",
        ]
    }

    /// 'november 2026' of `2026-11`: the long date of its first day without that day.
    private static func month(_ month: String, _ words: Words) -> String {
        guard let first = Day(month + "-01") else { return month }
        return words.full(first).split(separator: " ").dropFirst().joined(separator: " ")
    }
}
