import People
import Storage
import Web

enum ReviewPages {
    struct Shown: Sendable {
        let read: ReviewStore.Read
        let first: Month?
        let open: [Month]
    }

    /// More rows than anyone reads are counted, not shown.
    static let mostRows = 200

    static func page(_ state: FormState, _ shown: Shown, _ words: Words, today: Day) -> Page {
        let title = words("review.title")
        let read = shown.read
        let content: HTML = """
            \(crumbs(words, [(path: "/beheer", text: words("review.up"))]))<div class="stack"><h1>\(title)</h1>\
            <p class="soft">\(words("review.intro"))</p></div>\(ways(shown, words, today: today))\
            <section class="sheet stack"><h2>\(words.name(of: read.month))</h2>\(chain(read.chain, words))\(unusual(read, words, today: today))</section>\
            \(done(state, read, words, today: today))\(viewers(read, words))
            """
        return Page(title: title, content: content)
    }

    private static func chain(_ chain: ReviewStore.Chain, _ words: Words) -> HTML {
        guard chain.lines > 0 else { return "<p>\(words("review.noLines"))</p>" }
        if let broken = chain.broken {
            return "<p class=\"notice attention\" role=\"alert\">\(words("review.broken", ["line": String(broken)]))</p>"
        }
        return """
            <p>\(words("review.unbroken", count: chain.lines))</p><details><summary>\(words("review.head"))</summary><p><code>\(chain.head)</code></p>\
            <p class="soft">\(words("review.headHelp"))</p></details>
            """
    }

    // --- What deserves a question ---

    private static func unusual(_ read: ReviewStore.Read, _ words: Words, today: Day) -> HTML {
        guard !read.unusual.isEmpty else { return empty(words("review.nothing")) }
        let numbers = numbers(read.unusual)
        let rows = read.unusual.prefix(mostRows).map { one -> [HTML] in
            [
                "\(name(one.viewer, read, words))", "\(role(one.role, words))", time(one.day, words.long(one.day, today: today)),
                "\(reason(one, numbers, words))",
            ]
        }
        let heads = ["review.viewer", "review.role", "review.day", "review.why"].map { words($0) }
        return table(caption: words("review.unusual", count: read.unusual.count), heads, rows) + rest(read.unusual.count, words)
    }

    private static func reason(_ one: Unusual, _ numbers: [ID<Person>: Int], _ words: Words) -> String {
        words(
            "review.reason." + one.reason.rawValue,
            [
                "count": String(one.count), "usual": String(one.usual ?? 0), "days": String(one.days),
                "number": one.student.flatMap { numbers[$0] }.map { String($0) } ?? "",
            ])
    }

    /// Students as numbers in order of appearance: the same student has the same number on this page, and nobody's name.
    static func numbers(_ unusual: [Unusual]) -> [ID<Person>: Int] {
        var numbers: [ID<Person>: Int] = [:]
        for student in unusual.compactMap(\.student) where numbers[student] == nil { numbers[student] = numbers.count + 1 }
        return numbers
    }

    // --- Ticking off ---

    private static func done(_ state: FormState, _ read: ReviewStore.Read, _ words: Words, today: Day) -> HTML {
        if let review = read.review {
            let who = review.reviewer.map { name($0, read, words) } ?? words("looks.someone")
            let said = words("review.doneBy", ["name": who, "day": words.full(Day(review.at)), "count": String(review.unusual)])
            return """
                <section class="sheet stack"><h2>\(words("review.done"))</h2><p>\(said)</p>\
                \(when(review.note) { "<blockquote>\(lines($0))</blockquote>" })</section>
                """
        }
        guard read.month < Month(of: today) else { return "<p class=\"soft\">\(words("review.notOver"))</p>" }
        let pieces = FormPieces(state, words)
        return """
            <form class="sheet stack" method="post" action="\(PrivacyPaths.review())"><h2>\(words("review.tickOff"))</h2>\(pieces.summary)\
            \(pieces.hidden("maand", read.month.description))\
            \(pieces.area("note", label: words("review.note"), hint: words("review.noteHint", ["most": String(ReviewRule.longestNote)]), rows: 3))\
            <div class="buttons"><button class="button">\(words("review.tick"))</button></div></form>
            """
    }

    // --- Everyone ---

    private static func viewers(_ read: ReviewStore.Read, _ words: Words) -> HTML {
        when(!read.viewers.isEmpty) {
            let rows = read.viewers.prefix(mostRows).map { one -> [HTML] in
                ["\(name(one.viewer, read, words))", "\(role(one.role, words))", "\(one.students)", "\(one.days)", "\(one.looks)"]
            }
            let heads = ["review.viewer", "review.role", "review.files", "review.days", "review.looks"].map { words($0) }
            return """
                <section class="sheet stack"><h2>\(words("review.everyone"))</h2>\
                \(table(caption: words("review.viewers", count: read.viewers.count), heads, rows))\(rest(read.viewers.count, words))</section>
                """
        }
    }

    private static func rest(_ count: Int, _ words: Words) -> HTML {
        when(count > mostRows) { "<p class=\"soft\">\(words("review.rest", ["count": String(count - mostRows)]))</p>" }
    }

    private static func ways(_ shown: Shown, _ words: Words, today: Day) -> HTML {
        let month = shown.read.month
        let others = [month.before, month.after].filter { other in
            !shown.open.contains(other) && other <= Month(of: today) && (shown.first.map { $0 <= other } ?? false)
        }
        let open = when(!shown.open.isEmpty) {
            let links = shown.open.prefix(12).map { way($0, words) }
            return "<p>\(words("review.open", count: shown.open.count))</p><div class=\"buttons\">\(links)</div>"
        }
        let rest = when(!others.isEmpty) { "<div class=\"buttons\">\(others.map { way($0, words) })</div>" }
        return "<nav class=\"stack\" aria-label=\"\(words("looks.months"))\">\(open)\(rest)</nav>"
    }

    private static func way(_ month: Month, _ words: Words) -> HTML { action(path(month), words.name(of: month), quiet: true) }

    private static func path(_ month: Month) -> String { PrivacyPaths.review() + "?maand=" + month.description }

    private static func name(_ person: ID<Person>, _ read: ReviewStore.Read, _ words: Words) -> String {
        read.names[person]?.full ?? words("looks.someone")
    }

    private static func role(_ role: String, _ words: Words) -> String { words.has("role." + role) ? words("role." + role) : role }
}
