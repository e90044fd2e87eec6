import Foundation
import People
import Storage
import Web

/// A circumstance with who proposed it and who reads it.
struct ShownCircumstances: Sendable {
    let all: [Circumstance]
    let names: [ID<Person>: PersonName]
    let shares: ShownShares

    func author(_ circumstance: Circumstance, _ words: Words) -> String {
        circumstance.author.flatMap { names[$0]?.full } ?? words("circumstance.someone")
    }
}

enum CircumstancePages {
    static let longest = 600

    /// The student's list: what waits for a decision first.
    static func overview(_ shown: ShownCircumstances, ask: Ask) -> Page {
        let words = ask.words
        let waiting = shown.all.filter { $0.state == .proposed }.map { one -> HTML in
            """
            <section class="card stack"><p class="soft">\(words("circumstance.proposedBy", ["name": shown.author(one, words)]))</p>\
            <p>\(lines(one.words))</p><p class="promise">\(icon("lock"))<span>\(words("circumstance.onlyBoth", ["name": shown.author(one, words), "day": words.full(Circumstance.lapses(made: one.made))]))</span></p>\
            \(action(GuidingPaths.circumstance(one.id), words("circumstance.decide")))</section>
            """
        }
        let accepted = shown.all.filter { $0.state == .accepted }.map { one -> HTML in
            let readers = shown.shares.readers(of: one.item, words)
            return """
                <section class="card stack"><p>\(lines(one.words))</p>\
                <p class="promise">\(icon(readers.isEmpty ? "lock" : "eye"))<span>\(readers.isEmpty ? words("share.onlyMe") : readers)</span></p>\
                <div class="row">\(action(GuidingPaths.sharing(.circumstance, one.id.text), words("share.begin")))\
                \(action(GuidingPaths.circumstance(one.id), words("circumstance.change"), quiet: true))</div></section>
                """
        }
        return Page(
            title: words("circumstance.title"),
            content: """
                <div class="stack">\(crumbs(words, [(GuidingPaths.manual(), words("manual.title"))]))<h1>\(words("circumstance.title"))</h1>\
                <p>\(words("circumstance.intro"))</p></div>\
                \(shown.all.isEmpty ? empty(words("circumstance.none")) : "<div class=\"home\">\(waiting)\(accepted)</div>")
                """)
    }

    /// One decision: what to do with this wording.
    static func deciding(_ one: Circumstance, author: String, ask: Ask) -> Page {
        let words = ask.words
        let path = GuidingPaths.circumstance(one.id)
        let choices: [(CircumstanceAct, Bool)] = one.state == .proposed ? [(.accept, false), (.refuse, true)] : [(.remove, true)]
        let buttons = choices.map { choice, quiet -> HTML in
            act(path, words("circumstance.act." + choice.rawValue), quiet: quiet, fields: [("act", choice.rawValue)])
        }
        let rephrase = action(GuidingPaths.circumstanceWords(one.id), words("circumstance.act.rephrase"), quiet: true)
        return Page(
            title: words("circumstance.title"),
            content: """
                <div class="question">\(crumbs(words, [(GuidingPaths.circumstances(), words("circumstance.title"))]))\
                <h1>\(words(one.state == .proposed ? "circumstance.question" : "circumstance.again"))</h1>\
                <blockquote class="sheet">\(lines(one.words))</blockquote>\
                \(when(one.state == .proposed) { "<p class=\"soft\">\(words("circumstance.proposedBy", ["name": author]))</p>" })\
                <div class="stack">\(buttons.first ?? .empty)\(rephrase)\(Array(buttons.dropFirst()))</div></div>
                """)
    }

    /// The student's own words for it.
    static func rephrasing(_ one: Circumstance, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        return Page(
            title: words("circumstance.own"),
            content: """
                <form class="question" method="post" action="\(GuidingPaths.circumstanceWords(one.id))">\(pieces.summary)<h1>\(words("circumstance.own"))</h1>\
                \(pieces.area("words", label: words("circumstance.ownLabel"), rows: 5))\
                <div class="buttons"><button class="button large">\(words("circumstance.saveOwn"))</button>\
                <a class="button quiet" href="\(GuidingPaths.circumstance(one.id))">\(words("guiding.cancel"))</a></div></form>
                """)
    }

    /// A guide's proposal.
    static func proposing(_ student: StudentCard, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        let name = student.name.called
        return Page(
            title: words("circumstance.propose"),
            content: """
                <div class="stack">\(crumbs(words, [(GuidingPaths.student(student.id), student.name.full)]))<h1>\(words("circumstance.propose"))</h1>\
                <p class="soft">\(words("circumstance.proposeIntro", ["name": name]))</p></div>\
                <form class="sheet stack" method="post" action="\(GuidingPaths.circumstancesOfStudent(student.id))">\(pieces.summary)\
                \(pieces.area("words", label: words("circumstance.wording"), hint: words("circumstance.wordingHint", ["name": name]), rows: 4))\
                <div class="buttons"><button class="button">\(words("circumstance.send", ["name": name]))</button>\
                <a class="button quiet" href="\(GuidingPaths.student(student.id))">\(words("guiding.cancel"))</a></div></form>
                """)
    }
}
