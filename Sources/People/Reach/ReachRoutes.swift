import Storage
import Web

/// My account: how my students can reach me.
package struct ReachRoutes: Sendable {
    let door: Door

    package init(door: Door) { self.door = door }

    package var endpoints: [Endpoint] {
        [
            door.signedIn(.get, AccountPaths.reach) { ask, viewer in .page(try await page(nil, ask, viewer)) },
            door.signedIn(.post, AccountPaths.reach) { ask, viewer in
                try await filling({ try await page($0, ask, viewer) }) {
                    var form = FormReader(ask.form)
                    let typed = form.optionalText("reach", most: ReachPage.longest)
                    let text = try form.accept(.some(typed))
                    try await door.database.write { try ReachStore.write(text, of: viewer.person, $0) }
                    return .see(AccountPaths.mine(), notice: "reachSaved")
                }
            },
        ]
    }

    private func page(_ state: FormState?, _ ask: Ask, _ viewer: Viewer) async throws -> Page {
        let text = try await door.database.read { try ReachStore.mine(viewer, $0) }
        return ReachPage.page(state ?? FormState(known: ["reach": text ?? ""]), ask: ask)
    }
}

private enum ReachPage {
    static let longest = 200

    static func page(_ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        return Page(
            title: words("reach.title"),
            content: """
                <form class="question" method="post" action="\(AccountPaths.reach())">\(pieces.summary)<h1>\(words("reach.title"))</h1>\
                \(pieces.area("reach", label: words("reach.label"), hint: words("reach.hint"), optional: true, rows: 3))\
                <div class="buttons"><button class="button">\(words("reach.save"))</button>\
                <a class="button quiet" href="\(AccountPaths.mine())">\(words("form.leave"))</a></div></form>
                """)
    }
}
