import Foundation
import Guiding
import People
import Storage
import Web

enum CompetencePieces {
    /// Beside the timeline: the way to skills and career.
    static func box(_ student: ID<Person>, sees: Set<Part>, isOwn: Bool, _ words: Words) -> HTML {
        let skills = "<li><a href=\"\(CareerPaths.skills(student))\">\(words("skill.title"))</a></li>" as HTML
        let career = when(sees.contains(.career)) {
            "<li><a href=\"\(isOwn ? CareerPaths.mine() : CareerPaths.ofStudent(student))\">\(words("career.title"))</a></li>"
        }
        return
            "<section class=\"sheet stack\"><h2>\(words(isOwn ? "career.own.box" : "career.box"))</h2><ul>\(skills)\(career)</ul></section>"
    }

    /// On the student's first page.
    static func card(_ student: ID<Person>, _ words: Words) -> HTML {
        HomePage.card(
            "goal", words("career.own.title"),
            """
            <p>\(words("career.own.card"))</p>\(action(CareerPaths.mine(), words("career.own.look"), quiet: true))\
            <p><a href="\(CareerPaths.skills(student))">\(words("skill.own.link"))</a></p>
            """)
    }

    static func evidence(_ one: Evidence, _ shown: ShownCareer, _ ask: Ask) -> HTML {
        let words = ask.words
        return """
            <li>\(lines(one.words))<p class="soft">\(words("career.source." + one.source.rawValue)) · \(time(one.day, words.near(one.day, today: ask.today)))\
            \(removal(one.by, shown) { " · <a href=\"\(CareerPaths.evidenceRemoval(one.id))\" aria-label=\"\(words("career.remove")): \(one.words)\">\(words("career.remove"))</a>" })</p></li>
            """
    }

    static func option(_ one: ExploredOption, _ shown: ShownCareer, _ ask: Ask) -> HTML {
        let words = ask.words
        return """
            <li>\(lines(one.words)) \(tag(words("career.felt." + one.felt.rawValue), one.felt == .yes ? .joy : .plain))\
            \(when(one.note) { "<p>\(lines($0))</p>" })\
            <p class="soft">\(words("career.option.kind." + one.kind.rawValue)) · \(time(one.day, words.near(one.day, today: ask.today)))\
            \(removal(one.by, shown) { " · <a href=\"\(CareerPaths.optionRemoval(one.id))\" aria-label=\"\(words("career.remove")): \(one.words)\">\(words("career.remove"))</a>" })</p></li>
            """
    }

    private static func removal(_ by: ID<Person>?, _ shown: ShownCareer, _ link: () -> HTML) -> HTML {
        let may = shown.may.contains(.writeCareer) && CareerRules.mayRemove(madeBy: by, viewer: shown.viewer, student: shown.student.id)
        return when(may, link)
    }

    static func nextStep(_ one: NextStep, _ ask: Ask) -> HTML {
        """
        <p><strong>\(ask.words("career.direction." + one.direction.rawValue))</strong> \
        <span class="soft">\(time(one.made, ask.words.near(Day(one.made), today: ask.today)))</span></p>\(when(one.words) { "<p>\(lines($0))</p>" })
        """
    }
}
