import People
import Storage
import Web

/// The first page of a parent or guardian.
enum GuardianPage {
    static func page(_ children: [(id: ID<Person>, name: PersonName)], viewer: Viewer, ask: Ask) -> Page {
        let words = ask.words
        guard !children.isEmpty else { return nothing(viewer: viewer, ask: ask) }
        let rows = children.map { child -> HTML in
            """
            <li class="need">\(face(child.name.initials))<strong>\(child.name.full)</strong><span class="why">\(words("guardian.why"))</span>\
            <span class="act">\(action(GuidingPaths.student(child.id), words("guardian.look"), quiet: true))</span></li>
            """
        }
        return Page(
            title: words("menu.home"),
            content:
                "<div class=\"stack greeting\"><h1>\(words("home.hello", ["name": viewer.name.called]))</h1></div><ul class=\"sheet needs\">\(rows)</ul>"
        )
    }

    /// - Parameter cards: what still waits for who was a student.
    static func nothing(viewer: Viewer, cards: [PartBox] = [], ask: Ask) -> Page {
        let shown: HTML = cards.isEmpty ? empty(ask.words("home.nothing")) : "<div class=\"home\">\(cards.map(\.html))</div>"
        return Page(
            title: ask.words("menu.home"),
            content: "<div class=\"stack greeting\"><h1>\(ask.words("home.hello", ["name": viewer.name.called]))</h1></div>\(shown)"
        )
    }
}
