import Storage
import Web

/// My account: where I am signed in, and my password.
package struct MyAccountRoutes: Sendable {
    let door: Door
    let signIn: SignIn
    private let links: @Sendable (Viewer) -> [Link]

    /// A way to what other parts of the product have for this person.
    package struct Link: Sendable {
        let path: String
        let key: String

        /// - Parameter key: of the text on it.
        package init(path: String, key: String) {
            self.path = path
            self.key = key
        }
    }

    package init(door: Door, signIn: SignIn, links: @escaping @Sendable (Viewer) -> [Link] = { _ in [] }) {
        self.door = door
        self.signIn = signIn
        self.links = links
    }

    package var endpoints: [Endpoint] {
        [
            door.signedIn(.get, AccountPaths.mine) { ask, viewer in .page(try await page(FormState(), ask, viewer)) },
            door.signedIn(.post, AccountPaths.password, run: changePassword),
            door.signedIn(.post, AccountPaths.sessionEnd) { _, viewer, session in
                try await door.database.write { try SessionStore.end(session, of: viewer.person, $0) }
                return .see(AccountPaths.mine(), notice: "sessionEnded")
            },
            door.signedIn(.post, AccountPaths.othersEnd) { _, viewer in
                try await door.database.write { try SessionStore.endAll(of: viewer.person, except: viewer.session, $0) }
                return .see(AccountPaths.mine(), notice: "sessionEnded")
            },
        ]
    }

    private func page(_ state: FormState, _ ask: Ask, _ viewer: Viewer) async throws -> Page {
        let known = try await door.database.read { connection in
            MyAccountPage.Known(
                viewer: viewer, sessions: try SessionStore.running(of: viewer.person, connection),
                account: try AccountStore.of(viewer.person, connection), factor: try SecondFactorStore.state(viewer.person, connection),
                links: links(viewer))
        }
        return MyAccountPage.page(state, known, ask: ask)
    }

    private func changePassword(_ ask: Ask, _ viewer: Viewer) async throws -> Answer {
        try await filling({ try await page($0, ask, viewer) }) {
            let account = try await door.database.read { try AccountStore.of(viewer.person, $0) }
            let password = try PasswordForm.new(ask.form, context: [viewer.name.given, viewer.name.family, account?.name ?? ""])
            guard try await signIn.confirms(ask.form.first("current") ?? "", of: account, ask) else {
                throw FormRefused(FormState(problems: [FieldProblem("current", "currentWrong")]))
            }
            try await signIn.change(password: password, of: viewer.person, keeping: viewer.session)
            return .see(AccountPaths.mine(), notice: "passwordChanged")
        }
    }
}

private enum MyAccountPage {
    struct Known: Sendable {
        let viewer: Viewer
        let sessions: [Session]
        let account: Account?
        let factor: SecondFactorState
        let links: [MyAccountRoutes.Link]
    }

    static func page(_ state: FormState, _ known: Known, ask: Ask) -> Page {
        let words = ask.words
        let (viewer, sessions, account) = (known.viewer, known.sessions, known.account)
        let links = known.links.map { action($0.path, words($0.key), quiet: true) }
        return Page(
            title: words("account.title"),
            content: """
                <div class="stack"><h1>\(words("account.title"))</h1><p class="soft">\(viewer.name.full)\(when(account) { " · \($0.name)" })</p>\
                \(when(!links.isEmpty) { "<div class=\"buttons\">\(links)</div>" })</div>\
                <section class="sheet stack"><h2>\(words("account.sessions"))</h2><p class="soft">\(words("account.sessionsIntro"))</p>\
                \(rows(sessions, viewer, ask))\
                \(when(sessions.count > 1) { act(AccountPaths.othersEnd(), words("account.endOthers"), quiet: true) })</section>\
                \(SecondFactorPages.section(known.factor, words))\
                \(when(account?.password != nil) { passwordForm(state, words) })
                """)
    }

    private static func rows(_ sessions: [Session], _ viewer: Viewer, _ ask: Ask) -> HTML {
        let words = ask.words
        return table(
            caption: words("account.sessions"),
            [words("account.device"), words("account.since"), words("account.seen"), words("account.end")],
            sessions.map { session in
                let mine = session.id == viewer.session
                let seen = words.moment(session.seen, today: ask.today)
                return [
                    "\(words("device." + session.device)) \(when(mine) { tag(words("account.thisOne")) })",
                    time(session.made, words.moment(session.made, today: ask.today)), time(session.seen, seen),
                    act(
                        AccountPaths.sessionEnd(session.id), words("account.end"), quiet: true,
                        describes: words("device." + session.device) + ", " + seen),
                ]
            })
    }

    private static func passwordForm(_ state: FormState, _ words: Words) -> HTML {
        let pieces = FormPieces(state, words)
        return """
            <section class="sheet stack"><h2>\(words("account.password"))</h2><p class="soft">\(words("account.passwordIntro"))</p>\
            <form class="stack" method="post" action="\(AccountPaths.password())">\(pieces.summary)\
            \(pieces.line("current", label: words("account.current"), kind: .password, fills: "current-password"))\
            \(pieces.line("password", label: words("activation.password"), hint: SignInPages.hint(words), kind: .password, fills: "new-password"))\
            <div class="buttons"><button class="button">\(words("account.change"))</button></div></form></section>
            """
    }
}
