import Foundation
import Storage
import Web

/// Signing in by the institution's provider of OpenID Connect: off to it and back (authorization code with PKCE, state and nonce).
///
/// Whatever goes wrong there, people read what they can do, the log says what it was without a word about them, and the password
/// keeps working.
package struct OutsideRoutes: Sendable {
    let door: Door
    let signIn: SignIn
    let provider: Provider

    package init(door: Door, signIn: SignIn, settings: OutsideSettings) {
        self.init(door: door, signIn: signIn, provider: Provider(settings: settings))
    }

    init(door: Door, signIn: SignIn, provider: Provider) {
        self.door = door
        self.signIn = signIn
        self.provider = provider
    }

    package var endpoints: [Endpoint] {
        [.open(.get, AccountPaths.outside, run: leave), .open(.get, AccountPaths.outsideBack, run: comeBack)]
    }

    private func leave(_ ask: Ask) async throws -> Answer {
        let next = localPath(ask.query.first("naar"))
        let outside = OutsideAsk(ask.surroundings)
        do {
            let address = try await provider.address(outside, language: ask.words.language.code, now: ask.now)
            try await door.database.write { try OutsideStore.begin(state: outside.state, browser: outside.browser, next: next, $0) }
            return Answer.see(address).setting(OutsideAsk.cookie(outside.browser))
        } catch let problem as OutsideProblem {
            return refusal(problem, ask)
        }
    }

    private func comeBack(_ ask: Ask) async throws -> Answer {
        do {
            return try await enter(ask).setting(OutsideAsk.noCookie)
        } catch let problem as OutsideProblem {
            return refusal(problem, ask).setting(OutsideAsk.noCookie)
        } catch let problem as Problem {
            return problem.answer(words: ask.words, wantsJSON: false).setting(OutsideAsk.noCookie)
        }
    }

    private func enter(_ ask: Ask) async throws -> Answer {
        // Some providers leave the state out of a refusal. Nothing comes of one, so there is nothing to bind to a browser.
        if ask.query.first("state") == nil, let error = ask.query.first("error") { throw OutsideProblem.refused(Self.harmless(error)) }
        guard let browser = ask.cookies["__Host-" + OutsideAsk.cookieName], let state = ask.query.first("state"),
            let taken = try await door.database.write({ try OutsideStore.take(state: state, browser: browser, $0) })
        else {
            signIn.logger.notice("sign-in by the provider: unknown state", metadata: ["request": "\(ask.requestID)"])
            throw Problem(status: 400, key: "outsideLate")
        }
        guard try await provider.mayBe(from: ask.query.first("iss"), now: ask.now) else { throw OutsideProblem.token("iss of the answer") }
        if let error = ask.query.first("error") { throw OutsideProblem.refused(Self.harmless(error)) }
        guard let code = ask.query.first("code"), (1...2048).contains(code.utf8.count) else { throw OutsideProblem.token("code") }
        let outside = OutsideAsk(state: state, browser: browser)
        let identity = try await provider.identity(code: code, outside, now: ask.now)
        let issuer = provider.settings.issuer
        let account = try await door.database.write {
            try OutsideStore.account(issuer: issuer, subject: identity.subject, claim: identity.accountName, $0)
        }
        guard let account else {
            signIn.logger.notice("sign-in by the provider: no account", metadata: ["request": "\(ask.requestID)"])
            throw Problem(status: 403, key: "outsideUnknown")
        }
        let entered = try await signIn.begin(account.person, ask, proof: identity.hasSecondFactor ? .provider : .single)
        return try await Arriving(database: door.database).answer(entered, next: taken.next, kept: nil, ask: ask)
    }

    private func refusal(_ problem: OutsideProblem, _ ask: Ask) -> Answer {
        signIn.logger.warning("sign-in by the provider: \(problem)", metadata: ["request": "\(ask.requestID)"])
        let shown =
            switch problem {
            case .unreachable, .metadata: Problem(status: 503, key: "outsideDown", retryAfter: 60)
            case .refused: Problem(status: 403, key: "outsideRefused")
            case .token: Problem(status: 400, key: "outsideWrong")
            }
        return shown.answer(words: ask.words, wantsJSON: false)
    }

    /// Codes of the standard are words with underscores; anything else could be anything.
    private static func harmless(_ code: String) -> String {
        code.utf8.count <= 40 && code.utf8.allSatisfy { (97...122).contains($0) || $0 == 95 } ? code : "unnamed"
    }
}
