import Foundation
import Storage
import Web

/// Makes endpoints for who is signed in. A handler that needs a viewer gets one that is not optional; where there is none it is never called.
package struct Door: Sendable {
    package let database: Database
    package let files: Files
    /// The menu for a viewer, given by the parts of the product.
    private let menu: @Sendable (Viewer) -> [Frame.Item]

    /// - Parameter changed: is told whose file was changed and how, once it is on disk.
    package init(
        database: Database, changed: @escaping @Sendable (ID<Person>, Act) -> Void = { _, _ in },
        menu: @escaping @Sendable (Viewer) -> [Frame.Item]
    ) {
        self.database = database
        files = Files(database: database, changed: changed)
        self.menu = menu
    }

    /// For everyone who is signed in; the handler asks the rules through `files`.
    /// - Parameters:
    ///   - guardedBy: in words, for the overview of access.
    ///   - opensWithoutFactor: whether it is part of setting up the second factor that a role needs; everything else waits for that.
    package func signedIn<each Value>(
        _ method: Ask.Method, _ path: Path<repeat each Value>, guardedBy: String = "signedIn", opensWithoutFactor: Bool = false,
        run: @escaping @Sendable (Ask, Viewer, repeat each Value) async throws -> Answer
    ) -> Endpoint {
        Endpoint(method, path.template, guardedBy: guardedBy) { ask, texts in
            guard let viewer = try await viewer(of: ask) else { throw Problem.signInNeeded }
            guard viewer.standing == .settled || opensWithoutFactor else { return (SecondFactorPages.heldUp(ask), frame(viewer, ask)) }
            let answer: Answer
            do {
                let values = try path.values(from: texts)
                answer = try await run(ask, viewer, repeat each values)
            } catch let problem as Problem where problem == .signInNeeded {
                throw problem
            } catch let error where Problem(of: error).status != 500 {
                answer = Problem(of: error).answer(words: ask.words, wantsJSON: ask.wantsJSON)
            }
            return (answer, frame(viewer, ask))
        }
    }

    /// For who has a role, wherever. To anyone else the page does not exist.
    package func role<each Value>(
        _ role: Role, _ method: Ask.Method, _ path: Path<repeat each Value>,
        run: @escaping @Sendable (Ask, Viewer, repeat each Value) async throws -> Answer
    ) -> Endpoint {
        signedIn(method, path, guardedBy: "role:" + role.rawValue) { (ask, viewer, values: repeat each Value) in
            guard viewer.roles.contains(role) else { throw Problem.notFound }
            return try await run(ask, viewer, repeat each values)
        }
    }

    /// Who asks, by the session in the cookie; nil when there is none that runs.
    package func viewer(of ask: Ask) async throws -> Viewer? {
        guard let secret = ask.session else { return nil }
        guard let (viewer, seen) = try await database.read({ try SessionStore.viewer(secret: secret, $0) }) else { return nil }
        // What a page asks by itself is no sign of somebody being there: a session nobody uses has to end.
        if !ask.isByItself, ask.now.timeIntervalSince(seen) > Session.seenStep {
            try await database.write { try SessionStore.seen(viewer.session, $0) }
        }
        return viewer
    }

    /// Who holds this session, and everything it opens, at this moment; nil once it is over. Does not count as being there.
    package func stillThere(_ ask: Ask) async throws -> Viewer? {
        guard let secret = ask.session else { return nil }
        let found = try await database.read { try SessionStore.viewer(secret: secret, $0)?.viewer }
        return found?.standing == .settled ? found : nil
    }

    package func frame(_ viewer: Viewer, _ ask: Ask) -> Frame {
        let role = viewer.mainRole.map { " · " + ask.words($0.key) } ?? ""
        let isSettled = viewer.standing == .settled
        return Frame(
            menu: isSettled ? menu(viewer) : [], who: viewer.name.full + role, account: isSettled ? AccountPaths.mine() : nil,
            signOut: AccountPaths.signOut(), readsAloud: viewer.roles.contains(.student))
    }
}
