import Guiding
import People
import Storage
import Web

/// A student's career as it stands.
struct ShownCareer: Sendable {
    let student: StudentCard
    let viewer: ID<Person>
    let evidence: [Evidence]
    let options: [ExploredOption]
    let nextSteps: [NextStep]
    let dialogue: DialogueStanding?
    let lookBack: LookBack?
    let may: Set<Act>

    var isOwn: Bool { viewer == student.id }
}

enum CompetencePages {
    /// In small pieces, each with one thing to do.
    static func overview(_ shown: ShownCareer, ask: Ask) -> Page {
        let words = ask.words
        let title = words(shown.isOwn ? "career.own.title" : "career.title")
        let way = shown.isOwn ? .empty : crumbs(words, [(GuidingPaths.student(shown.student.id), shown.student.name.full)])
        let intro = words(shown.isOwn ? "career.own.intro" : "career.intro", ["name": shown.student.name.called])
        let cards = Competence.allCases.map { competence($0, shown, ask) }
        return Page(
            title: title,
            content: """
                <div class="stack">\(way)<h1>\(title)</h1><p class="soft">\(intro)</p></div>\
                <div class="home">\(cards)\(options(shown, ask))\(next(shown, ask))\(dialogue(shown, ask))\(skills(shown, words))\(LookBackPieces.card(shown, ask))</div>
                """)
    }

    private static func competence(_ competence: Competence, _ shown: ShownCareer, _ ask: Ask) -> HTML {
        let words = ask.words
        let found = shown.evidence.filter { $0.competence == competence }
        let rows = found.prefix(5).map { CompetencePieces.evidence($0, shown, ask) }
        let older = found.dropFirst(5).map { CompetencePieces.evidence($0, shown, ask) }
        let more = when(!older.isEmpty) {
            "<details><summary>\(words("career.older", count: older.count))</summary><ul class=\"stack\">\(Array(older))</ul></details>"
        }
        let list: HTML =
            rows.isEmpty
            ? "<p class=\"soft\">\(words("career.example." + competence.rawValue))</p>" : "<ul class=\"stack\">\(Array(rows))</ul>"
        let write = when(shown.may.contains(.writeCareer)) {
            action(
                CareerPaths.newEvidence(shown.student.id, competence), words(shown.isOwn ? "career.own.write" : "career.write"), quiet: true
            )
        }
        let name = words("career.competence." + competence.rawValue)
        let title = shown.isOwn ? words("career.own.competence." + competence.rawValue) : name
        return HomePage.card("step", title, "\(list)\(more)\(write)")
    }

    private static func options(_ shown: ShownCareer, _ ask: Ask) -> HTML {
        let words = ask.words
        let rows = shown.options.prefix(12).map { CompetencePieces.option($0, shown, ask) }
        let list: HTML = rows.isEmpty ? "<p class=\"soft\">\(words("career.option.none"))</p>" : "<ul class=\"stack\">\(Array(rows))</ul>"
        let add = when(shown.may.contains(.writeCareer)) {
            action(CareerPaths.options(shown.student.id), words(shown.isOwn ? "career.own.addOption" : "career.option.add"), quiet: true)
        }
        return HomePage.card("eye", words(shown.isOwn ? "career.own.options" : "career.option.title"), "\(list)\(add)")
    }

    private static func next(_ shown: ShownCareer, _ ask: Ask) -> HTML {
        let words = ask.words
        let now: HTML =
            shown.nextSteps.first.map { CompetencePieces.nextStep($0, ask) } ?? "<p class=\"soft\">\(words("career.next.none"))</p>"
        let earlier = shown.nextSteps.dropFirst().map { step -> HTML in "<li>\(CompetencePieces.nextStep(step, ask))</li>" }
        let before = when(!earlier.isEmpty) {
            "<details><summary>\(words("career.next.before", count: earlier.count))</summary><ol class=\"stack\">\(Array(earlier))</ol></details>"
        }
        let change = when(shown.may.contains(.writeCareer)) {
            action(
                CareerPaths.nextStep(shown.student.id), words(shown.nextSteps.isEmpty ? "career.next.set" : "career.next.change"),
                quiet: true)
        }
        return HomePage.card("goal", words(shown.isOwn ? "career.own.next" : "career.next.title"), "\(now)\(before)\(change)")
    }

    private static func dialogue(_ shown: ShownCareer, _ ask: Ask) -> HTML {
        let words = ask.words
        let last =
            shown.dialogue?.last.map { words("career.dialogue.last", ["day": words.near(Day($0), today: ask.today)]) }
            ?? words("career.dialogue.none")
        let plan = when(shown.may.contains(.planConversation) || shown.isOwn) {
            action(
                CareerPaths.dialogue(shown.student.id), words(shown.isOwn ? "career.own.ask" : "career.dialogue.plan"),
                quiet: !(shown.dialogue?.isDue(on: ask.today) ?? false))
        }
        let coming = when(shown.dialogue?.isComing ?? false) { "<p>\(words("career.dialogue.coming"))</p>" }
        return HomePage.card("conversation", words("career.dialogue.title"), "<p>\(last)</p>\(coming)\(plan)")
    }

    private static func skills(_ shown: ShownCareer, _ words: Words) -> HTML {
        HomePage.card(
            "checklist", words("skill.title"),
            """
            <p>\(words(shown.isOwn ? "skill.own.what" : "skill.forGuide"))</p>\
            \(action(CareerPaths.skills(shown.student.id), words("skill.look"), quiet: true))
            """)
    }
}
