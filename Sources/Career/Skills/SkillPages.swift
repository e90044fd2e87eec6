import Guiding
import Instruments
import People
import Storage
import Web

/// What the page of skills shows to one viewer.
struct ShownSkills: Sendable {
    let student: StudentCard
    let ratings: [SkillRating]
    let names: [ID<Person>: PersonName]
    let sees: Set<Part>
    let isOwn: Bool
    let side: SkillRating.Side?
    let may: Set<Act>
}

enum SkillPages {
    /// Of each side so many moments at most beside each other.
    static let mostMoments = 5

    static func overview(_ shown: ShownSkills, _ instrument: Instrument, ask: Ask) -> Page {
        let words = ask.words
        let title = words(instrument.title)
        let rate = when(shown.may.contains(.rateSkills) && shown.side != nil) {
            action(CareerPaths.newRating(shown.student.id), words(shown.isOwn ? "skill.own.rate" : "skill.rate"))
        }
        let isAll = shown.sees.contains(.skills)
        let content: HTML =
            shown.ratings.isEmpty
            ? empty(words(shown.isOwn ? "skill.own.none" : "skill.none"), step: rate)
            : "\(when(isAll) { compared(shown, instrument, ask) })\(said(shown, instrument, ask))\(over(shown, instrument, ask))<div class=\"buttons\">\(rate)</div>"
        let intro = words(
            shown.isOwn ? "skill.own.intro" : isAll ? "skill.intro" : "skill.introOwnSide", ["name": shown.student.name.called])
        return Page(
            title: title,
            content: """
                <div class="stack">\(crumbs(words, [(GuidingPaths.student(shown.student.id), shown.student.name.full)]))<h1>\(title)</h1>\
                <p class="soft">\(intro)</p></div>\(content)
                """)
    }

    private static func compared(_ shown: ShownSkills, _ instrument: Instrument, _ ask: Ask) -> HTML {
        let words = ask.words
        let comparison = SkillComparison(shown.ratings, in: instrument)
        let sides = SkillRating.Side.allCases
        let heads =
            [words("skill.what")]
            + sides.map { side in
                words("skill.side." + side.rawValue)
                    + (comparison.latest[side].map { " · " + words.near(Day($0.at), today: ask.today) } ?? "")
            }
        func rows(_ found: [SkillComparison.Row]) -> [[HTML]] {
            found.map { row in ["\(words(row.item.title))"] + sides.map { level(row.points[$0], row.item, words) } }
        }
        let differing = when(!comparison.differing.isEmpty) {
            """
            <section class="stack"><h2>\(words("skill.differing", count: comparison.differing.count))</h2><p class="soft">\(words("skill.talk"))</p>\
            <div class="sheet">\(table(caption: words("skill.differingCaption"), heads, rows(comparison.differing)))</div></section>
            """
        }
        let alike = when(!comparison.alike.isEmpty) {
            """
            <section class="stack"><h2>\(words("skill.alike"))</h2>\
            <div class="sheet">\(table(caption: words("skill.alikeCaption"), heads, rows(comparison.alike)))</div></section>
            """
        }
        return differing + alike
    }

    /// A point of the scale: its words, and a bar that says the same to the eye.
    private static func level(_ point: Int?, _ item: Instrument.Item, _ words: Words) -> HTML {
        guard case .scale(let points) = item.kind, let point, points.indices.contains(point - 1) else {
            return "<span class=\"soft\">\(words("skill.nothing"))</span>"
        }
        return "<span class=\"level\" data-level=\"\(point)\" aria-hidden=\"true\"></span>\(words(points[point - 1]))"
    }

    /// The words that stand in the ratings, the latest first.
    private static func said(_ shown: ShownSkills, _ instrument: Instrument, _ ask: Ask) -> HTML {
        let words = ask.words
        let open = instrument.items.filter { if case .open = $0.kind { true } else { false } }
        let sections = open.map { item -> HTML in
            let rows = shown.ratings.compactMap { rating in rating.text(item).map { (rating, $0) } }.prefix(6).map { rating, text -> HTML in
                """
                <li>\(time(rating.at, words.near(Day(rating.at), today: ask.today)))<div>\(lines(text))<p class="soft">\(who(rating, shown, words))</p></div></li>
                """
            }
            return when(!rows.isEmpty) {
                "<section class=\"stack\"><h2>\(words(item.title))</h2><ol class=\"timeline\">\(Array(rows))</ol></section>"
            }
        }
        return "\(sections)"
    }

    private static func who(_ rating: SkillRating, _ shown: ShownSkills, _ words: Words) -> String {
        let side = words("skill.side." + rating.side.rawValue)
        guard rating.side != .student, let name = rating.rater.flatMap({ shown.names[$0] }) else { return side }
        return side + " · " + name.full
    }

    /// Each side over time; one moment is not a line.
    private static func over(_ shown: ShownSkills, _ instrument: Instrument, _ ask: Ask) -> HTML {
        let words = ask.words
        let scales = instrument.items.filter { if case .scale = $0.kind { true } else { false } }
        let tables = SkillRating.Side.allCases.compactMap { side -> HTML? in
            let moments = shown.ratings.filter { $0.side == side }.prefix(mostMoments).reversed()
            guard moments.count > 1 || !shown.sees.contains(.skills), !moments.isEmpty else { return nil }
            let heads = [words("skill.what")] + moments.map { words.near(Day($0.at), today: ask.today) }
            let rows = scales.map { item -> [HTML] in
                ["\(words(item.title))"] + moments.map { level($0.point(item), item, words) }
            }
            return "<div class=\"sheet\">\(table(caption: words("skill.side." + side.rawValue), heads, rows))</div>"
        }
        return when(!tables.isEmpty) { "<section class=\"stack\"><h2>\(words("skill.overTime"))</h2>\(tables)</section>" }
    }

    /// A student is asked one thing at a time; who guides sees the list whole.
    static func rating(_ shown: ShownSkills, _ instrument: Instrument, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let title = words(instrument.title)
        let items = instrument.items.filter(\.isQuestion)
        let pieces = ItemPieces(state, words)
        let back = CareerPaths.skills(shown.student.id)
        let asked = items.map { OneByOne.Question(ResponseForm.answer($0.key), html: pieces.html($0)) }
        let whole: HTML = """
            \(FormPieces(state, words).summary)\(items.map(pieces.html))<div class="buttons"><button class="button">\(words("skill.save"))</button>\
            <a class="button quiet" href="\(back)">\(words("skill.cancel"))</a></div>
            """
        let inside = shown.isOwn ? OneByOne(FormPieces(state, words), asked).html(save: words("skill.save"), leave: back) : whole
        let intro = words(shown.isOwn ? "skill.own.how" : "skill.how", ["name": shown.student.name.called])
        return Page(
            title: title,
            content: """
                <div class="stack">\(crumbs(words, [(GuidingPaths.student(shown.student.id), shown.student.name.full), (back, title)]))\
                <h1>\(title)</h1><p class="soft">\(intro)</p></div>\
                <form class="checklist" method="post" action="\(back)">\(inside)</form>
                """)
    }
}
