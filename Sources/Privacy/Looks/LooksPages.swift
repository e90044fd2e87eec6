import People
import Storage
import Web

enum LooksPages {
    struct Shown: Sendable {
        let month: Month
        let current: Month
        let read: LooksStore.Read
    }

    static func page(_ shown: Shown, _ words: Words, today: Day) -> Page {
        let title = words("looks.title")
        let days = LookRule.days(shown.read.looks).map { day($0, shown.read.names, words, today: today) }
        let none = empty(words("looks.none", ["month": words.name(of: shown.month)]))
        return Page(
            title: title,
            content: """
                <div class="stack"><h1>\(title)</h1><p>\(words("looks.intro"))</p><p class="soft">\(words("looks.own"))</p></div>\
                <section class="stack"><h2>\(words.name(of: shown.month))</h2>\(days.isEmpty ? none : "\(days)")</section>\(ways(shown, words))
                """)
    }

    private static func day(_ day: LookDay, _ names: [ID<Person>: PersonName], _ words: Words, today: Day) -> HTML {
        let rows = day.lines.map { line -> HTML in "<li>\(row(line, names, words))</li>" }
        return """
            <section class="sheet stack"><h3>\(time(day.day, words.long(day.day, today: today)))</h3><ul class="looks">\(rows)</ul></section>
            """
    }

    /// 'Marit Mentor · mentor: bekeek je doelen, 3 keer'.
    private static func row(_ line: LookLine, _ names: [ID<Person>: PersonName], _ words: Words) -> HTML {
        let key = LookLine.key(line.what)
        let did = words(words.has(key) ? key : LookLine.otherKey)
        let name = names[line.viewer]?.full ?? words("looks.someone")
        let role = words.has("role." + line.role) ? words("role." + line.role) : line.role
        return """
            <strong>\(name)</strong> \(tag(role))<br>\(did)\
            \(when(line.times > 1) { " <span class=\"soft\">\(words("looks.times", count: line.times))</span>" })
            """
    }

    /// To the month before, as long as there is something there; and back.
    private static func ways(_ shown: Shown, _ words: Words) -> HTML {
        let before = when(shown.read.first.map { $0 < shown.month } ?? false) { way(shown.month.before, words) }
        let after = when(shown.month < shown.current) { way(shown.month.after, words) }
        return "<nav class=\"buttons\" aria-label=\"\(words("looks.months"))\">\(before)\(after)</nav>"
    }

    private static func way(_ month: Month, _ words: Words) -> HTML {
        action(PrivacyPaths.looks() + "?maand=" + month.description, words.name(of: month), quiet: true)
    }
}

extension Words {
    /// 'november 2026'.
    package func name(of month: Month) -> String { String(full(month.first).drop { $0 != " " }.dropFirst()) }
}
