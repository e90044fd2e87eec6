import Foundation
import Storage
import Web

/// Signing in and out, setting a password by a link, choosing a language.
package struct SignInRoutes: Sendable {
    let door: Door
    let signIn: SignIn

    /// What the button to the provider of OpenID Connect says; nil while there is none.
    let outside: String?

    package init(door: Door, signIn: SignIn, outside: String? = nil) {
        self.door = door
        self.signIn = signIn
        self.outside = outside
    }

    package var endpoints: [Endpoint] {
        [
            .open(.get, AccountPaths.signIn) { ask in
                .page(SignInPages.signIn(FormState(), words: ask.words, next: localPath(ask.query.first("naar")), outside: outside))
            },
            .open(.post, AccountPaths.signIn, run: enter),
            .open(.post, AccountPaths.signOut, run: leave),
            .open(.get, AccountPaths.activation, run: showActivation),
            .open(.post, AccountPaths.activation, run: activate),
            .open(.post, AccountPaths.language, run: chooseLanguage),
        ]
    }

    /// What is answered to who has to sign in first. A page asked for is remembered; what was typed into a form goes along, hidden in the answer.
    package func ask(_ ask: Ask) -> Answer {
        if ask.method == .get {
            let next = localPath(ask.path).map { "?naar=" + $0 } ?? ""
            return .see(AccountPaths.signIn() + next)
        }
        let kept = KeptForm(path: ask.path, fields: ask.form)
        return .page(SignInPages.signIn(FormState(), words: ask.words, next: nil, kept: kept, outside: outside), status: 401)
    }

    private func enter(_ ask: Ask) async throws -> Answer {
        let kept = KeptForm(in: ask.form)
        let next = localPath(ask.form.first("naar"))
        return try await filling({ SignInPages.signIn($0, words: ask.words, next: next, kept: kept, outside: outside) }) {
            var form = FormReader(ask.form)
            let name = form.text("name", most: 200)
            // Not trimmed, not shortened, not folded: a password is what was typed.
            let password = ask.form.first("password") ?? ""
            if password.isEmpty { form.refuse("password", "missing") }
            if password.count > PasswordRule.most { form.refuse("password", "signInWrong") }
            let typed = try form.accept((name, password))
            guard case .entered(let entered) = try await signIn.attempt(name: typed.0, password: typed.1, ask: ask) else {
                form.refuse("name", "signInWrong")
                throw FormRefused(FormState(typed: Fields(["name": name]), problems: form.problems))
            }
            return try await Arriving(database: door.database).answer(entered, next: next, kept: kept, ask: ask)
        }
    }

    private func leave(_ ask: Ask) async throws -> Answer {
        if let viewer = try await door.viewer(of: ask) {
            try await door.database.write { try SessionStore.end(viewer.session, of: viewer.person, $0) }
        }
        var answer = Answer.see(AccountPaths.signIn(), notice: "signedOut").setting(.noSession)
        answer.headers.append(("Clear-Site-Data", "\"cache\", \"storage\""))
        return answer
    }

    private func showActivation(_ ask: Ask, secret: String) async throws -> Answer {
        guard let holder = try await door.database.read({ try AccountStore.holder(ofActivation: secret, $0) }) else {
            throw Problem(status: 404, key: "linkGone")
        }
        return .page(SignInPages.activation(FormState(), holder: holder, secret: secret, words: ask.words))
    }

    private func activate(_ ask: Ask, secret: String) async throws -> Answer {
        guard let holder = try await door.database.read({ try AccountStore.holder(ofActivation: secret, $0) }) else {
            throw Problem(status: 404, key: "linkGone")
        }
        return try await filling({ SignInPages.activation($0, holder: holder, secret: secret, words: ask.words) }) {
            let password = try PasswordForm.new(ask.form, context: [holder.name.given, holder.name.family, holder.account.name])
            let salt = ask.surroundings.randomBytes(16)
            let hash = try await signIn.work.run { try PasswordHash.make(password, salt: salt) }
            let entered = try await signIn.begin(holder.account.person, ask) { connection in
                // Looked at again inside the write: the link works once, also when it is followed twice at the same moment.
                guard try AccountStore.holder(ofActivation: secret, connection) != nil else { throw Problem(status: 404, key: "linkGone") }
                try AccountStore.set(hash, for: holder.account.person, connection)
                try SessionStore.endAll(of: holder.account.person, connection)
            }
            return try await Arriving(database: door.database).answer(entered, next: nil, kept: nil, notice: "welcome", ask: ask)
        }
    }

    private func chooseLanguage(_ ask: Ask) async throws -> Answer {
        guard let language = ask.form.first("language").flatMap(Language.init(rawValue:)) else { throw Problem.malformed }
        if let viewer = try await door.viewer(of: ask) {
            try await door.database.write { connection in
                _ = try connection.run("UPDATE persons SET language = \(language) WHERE id = \(viewer.person)")
            }
        }
        return Answer.see(localPath(ask.form.first("back")) ?? "/").setting(Cookie("language", language.code, seconds: 31_536_000))
    }
}

/// A form that arrived after the session had run out: carried through the sign-in page and offered again.
package struct KeptForm: Sendable {
    let path: String
    let fields: Fields

    package init(path: String, fields: Fields) {
        self.path = path
        self.fields = Fields(fields.pairs.filter { !$0.name.lowercased().contains("password") && !Self.secret.contains($0.name) })
    }

    /// What shows who one is goes into no page.
    private static let secret: Set<String> = ["current", "code", "digits"]

    /// Read back from the fields `kept:…` of the sign-in form.
    package init?(in form: Fields) {
        guard let path = localPath(form.first("keptPath")) else { return nil }
        let fields = form.pairs.filter { $0.name.hasPrefix("kept:") }.map { (name: String($0.name.dropFirst(5)), value: $0.value) }
        self.init(path: path, fields: Fields(fields))
    }
}
