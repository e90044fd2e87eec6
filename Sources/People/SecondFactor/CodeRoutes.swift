import Foundation
import Storage
import Web

/// The second screen of signing in: the code of the app, or a recovery code.
package struct CodeRoutes: Sendable {
    let door: Door
    let signIn: SignIn

    package init(door: Door, signIn: SignIn) {
        self.door = door
        self.signIn = signIn
    }

    package var endpoints: [Endpoint] {
        [.open(.get, AccountPaths.code, run: show), .open(.post, AccountPaths.code, run: enter)]
    }

    private enum Outcome: Sendable {
        case late
        case wrong
        case entered(Entered, SecondFactorStore.Accepted)
    }

    private func show(_ ask: Ask) async throws -> Answer {
        let next = localPath(ask.query.first("naar"))
        guard try await person(ask) != nil else { return begin(next) }
        return .page(SecondFactorPages.code(FormState(), words: ask.words, next: next, kept: nil))
    }

    private func enter(_ ask: Ask) async throws -> Answer {
        let (next, kept) = (localPath(ask.form.first("naar")), KeptForm(in: ask.form))
        return try await filling({ SecondFactorPages.code($0, words: ask.words, next: next, kept: kept) }) {
            guard let secret = ask.half, let person = try await person(ask) else { return late(next, kept, ask) }
            let typed = try SecondFactorForm.code(ask.form)
            try checkWait(person, ask)
            switch try await decide(typed, secret, ask) {
            case .late: return late(next, kept, ask)
            case .wrong:
                SecondFactorTries.failed(signIn.slowDown, person, now: ask.now)
                signIn.logger.notice("code refused", metadata: ["request": "\(ask.requestID)"])
                throw SecondFactorForm.wrong
            case .entered(let entered, let accepted):
                SecondFactorTries.succeeded(signIn.slowDown, person)
                signIn.logger.notice("signed in with a code", metadata: ["request": "\(ask.requestID)"])
                let notice = accepted == .recoveryCode ? "recoveryCodeUsed" : nil
                return try await Arriving(database: door.database)
                    .answer(entered, next: next, kept: kept, notice: notice, ask: ask).setting(.noHalf)
            }
        }
    }

    /// One transaction: the code is used up, and the session begun, or the try is counted.
    private func decide(_ typed: String, _ secret: String, _ ask: Ask) async throws -> Outcome {
        let device = device(ask.headers["user-agent"])
        let old = ask.session
        return try await door.database.write { connection -> Outcome in
            guard let person = try HalfSignInStore.person(secret, connection),
                let first = try HalfSignInStore.first(secret, connection)
            else { return .late }
            guard let accepted = try SecondFactorStore.accept(typed, of: person, connection) else {
                try HalfSignInStore.failed(secret, connection)
                return .wrong
            }
            try HalfSignInStore.end(secret, connection)
            if let old { try SessionStore.end(secret: old, connection) }
            let session = try SessionStore.begin(for: person, device: device, proof: first.withSecondFactor, connection)
            return .entered(.whole(secret: session, person: person), accepted)
        }
    }

    private func checkWait(_ person: ID<Person>, _ ask: Ask) throws {
        let wait = SecondFactorTries.wait(signIn.slowDown, person, now: ask.now)
        guard wait > 0 else { return }
        throw FormRefused(FormState(problems: [FieldProblem("code", "codeWait", ["seconds": String(wait)])]))
    }

    private func person(_ ask: Ask) async throws -> ID<Person>? {
        guard let secret = ask.half else { return nil }
        return try await door.database.read { try HalfSignInStore.person(secret, $0) }
    }

    /// Ten minutes are over, or five codes were wrong: from the beginning, with what was typed before still in hand.
    private func late(_ next: String?, _ kept: KeptForm?, _ ask: Ask) -> Answer {
        guard let kept else { return begin(next) }
        return Answer.page(SignInPages.signIn(FormState(), words: ask.words, next: next, kept: kept), status: 401).setting(.noHalf)
    }

    private func begin(_ next: String?) -> Answer {
        Answer.see(AccountPaths.signIn() + (next.map { "?naar=" + $0 } ?? ""), notice: "codeLate").setting(.noHalf)
    }
}

/// Wrong codes are counted for the person, from wherever they come: who types them knows the password already, so a stranger cannot
/// make somebody wait with it.
enum SecondFactorTries {
    static func wait(_ slowDown: SlowDown, _ person: ID<Person>, now: Date) -> Int {
        slowDown.wait(name: key(person), address: key(person), now: now)
    }

    static func failed(_ slowDown: SlowDown, _ person: ID<Person>, now: Date) {
        slowDown.failed(name: key(person), address: key(person), now: now)
    }

    static func succeeded(_ slowDown: SlowDown, _ person: ID<Person>) { slowDown.succeeded(name: key(person), address: key(person)) }

    private static func key(_ person: ID<Person>) -> String { "code|" + person.text }
}
