import FileFormats
import Foundation
import Storage
import Web

/// My second factor: turning it on and off, and recovery codes.
package struct SecondFactorRoutes: Sendable {
    let door: Door
    let signIn: SignIn

    /// Seconds after signing in during which the password need not be typed again to turn it on.
    static let fresh: TimeInterval = 600

    package init(door: Door, signIn: SignIn) {
        self.door = door
        self.signIn = signIn
    }

    package var endpoints: [Endpoint] {
        [
            door.signedIn(.get, AccountPaths.factor, opensWithoutFactor: true) { ask, viewer in
                .page(try await page(FormState(), ask, viewer))
            },
            door.signedIn(.post, AccountPaths.factorBegin, opensWithoutFactor: true, run: begin),
            door.signedIn(.post, AccountPaths.factorConfirm, opensWithoutFactor: true, run: confirm),
            door.signedIn(.get, AccountPaths.factorOff) { ask, viewer in
                try await again(FormState(), .off, ask, viewer)
            },
            door.signedIn(.post, AccountPaths.factorOff, run: turnOff),
            door.signedIn(.get, AccountPaths.recoveryCodes) { ask, viewer in
                try await again(FormState(), .codes, ask, viewer)
            },
            door.signedIn(.post, AccountPaths.recoveryCodes, run: renewCodes),
        ]
    }

    private func page(_ state: FormState, _ ask: Ask, _ viewer: Viewer) async throws -> Page {
        let known = try await door.database.read { connection -> SecondFactorPages.Known in
            let account = try AccountStore.of(viewer.person, connection)
            return SecondFactorPages.Known(
                state: try SecondFactorStore.state(viewer.person, connection),
                begun: try SecondFactorStore.begun(viewer.person, connection), account: account?.name ?? viewer.name.full,
                asksPassword: try asksPassword(viewer, account, connection), isNeeded: viewer.standing == .setUp)
        }
        return SecondFactorPages.page(state, known, ask.words, today: ask.today)
    }

    /// Who has just signed in has shown the password; who left the computer alone has not.
    private func asksPassword(_ viewer: Viewer, _ account: Account?, _ connection: Connection) throws -> Bool {
        guard account?.password != nil else { return false }
        guard let began = try SessionStore.began(viewer.session, connection) else { return true }
        return connection.now.timeIntervalSince(began) > Self.fresh
    }

    private func begin(_ ask: Ask, _ viewer: Viewer) async throws -> Answer {
        try await filling({ try await page($0, ask, viewer) }) {
            let (account, asks) = try await door.database.read { connection in
                let account = try AccountStore.of(viewer.person, connection)
                return (account, try asksPassword(viewer, account, connection))
            }
            if asks, try await !signIn.confirms(ask.form.first("current") ?? "", of: account, ask) { throw SecondFactorForm.wrongPassword }
            try await door.database.write { try SecondFactorStore.begin(viewer.person, $0) }
            return .see(AccountPaths.factor())
        }
    }

    /// The session is renewed, all others end, and the recovery codes are shown this once.
    private func confirm(_ ask: Ask, _ viewer: Viewer) async throws -> Answer {
        try await filling({ try await page($0, ask, viewer) }) {
            let typed = try SecondFactorForm.code(ask.form)
            try checkWait(viewer, ask)
            let device = device(ask.headers["user-agent"])
            let done = try await door.database.write { connection -> (codes: [String], secret: String)? in
                guard let codes = try SecondFactorStore.confirm(typed, of: viewer.person, connection) else { return nil }
                // Who came in by mail stays somebody who came in by mail.
                let proof = try SessionStore.proof(viewer.session, connection)?.withSecondFactor ?? .code
                try SessionStore.endAll(of: viewer.person, connection)
                return (codes, try SessionStore.begin(for: viewer.person, device: device, proof: proof, connection))
            }
            guard let done else { throw refused(viewer, ask) }
            signIn.logger.notice("second factor turned on", metadata: ["request": "\(ask.requestID)"])
            return Answer.page(SecondFactorPages.codes(done.codes, isNew: true, ask.words)).setting(.session(done.secret))
        }
    }

    private func turnOff(_ ask: Ask, _ viewer: Viewer) async throws -> Answer {
        try await confirmed(.off, ask, viewer) { typed, connection in
            guard try SecondFactorStore.accept(typed, of: viewer.person, connection) != nil else { return nil }
            try SecondFactorStore.turnOff(viewer.person, connection)
            return []
        } answer: { _ in
            signIn.logger.notice("second factor turned off", metadata: ["request": "\(ask.requestID)"])
            return .see(AccountPaths.factor(), notice: "factorOff")
        }
    }

    private func renewCodes(_ ask: Ask, _ viewer: Viewer) async throws -> Answer {
        try await confirmed(.codes, ask, viewer) { typed, connection in
            guard try SecondFactorStore.accept(typed, of: viewer.person, connection) != nil else { return nil }
            return try SecondFactorStore.renewCodes(viewer.person, connection)
        } answer: { codes in
            signIn.logger.notice("recovery codes renewed", metadata: ["request": "\(ask.requestID)"])
            return .page(SecondFactorPages.codes(codes, isNew: false, ask.words))
        }
    }

    /// An act that asks the password and a code once more.
    private func confirmed(
        _ act: SecondFactorPages.Act, _ ask: Ask, _ viewer: Viewer,
        _ work: @Sendable @escaping (String, Connection) throws -> [String]?, answer: ([String]) -> Answer
    ) async throws -> Answer {
        guard case .on = try await state(viewer) else { return .see(AccountPaths.factor()) }
        let account = try await door.database.read { try AccountStore.of(viewer.person, $0) }
        let asksPassword = account?.password != nil
        return try await filling({ SecondFactorPages.again($0, act, asksPassword: asksPassword, ask.words) }) {
            let typed = try SecondFactorForm.code(ask.form)
            try checkWait(viewer, ask)
            // The password first: a wrong one does not use up the code.
            if asksPassword, try await !signIn.confirms(ask.form.first("current") ?? "", of: account, ask) {
                throw SecondFactorForm.wrongPassword
            }
            guard let made = try await door.database.write({ try work(typed, $0) }) else { throw refused(viewer, ask) }
            SecondFactorTries.succeeded(signIn.slowDown, viewer.person)
            return answer(made)
        }
    }

    private func again(_ state: FormState, _ act: SecondFactorPages.Act, _ ask: Ask, _ viewer: Viewer) async throws -> Answer {
        guard case .on = try await self.state(viewer) else { return .see(AccountPaths.factor()) }
        let asksPassword = try await door.database.read { try AccountStore.of(viewer.person, $0)?.password != nil }
        return .page(SecondFactorPages.again(state, act, asksPassword: asksPassword, ask.words))
    }

    private func state(_ viewer: Viewer) async throws -> SecondFactorState {
        try await door.database.read { try SecondFactorStore.state(viewer.person, $0) }
    }

    private func checkWait(_ viewer: Viewer, _ ask: Ask) throws {
        let wait = SecondFactorTries.wait(signIn.slowDown, viewer.person, now: ask.now)
        guard wait == 0 else { throw Problem.tooMany(seconds: wait) }
    }

    private func refused(_ viewer: Viewer, _ ask: Ask) -> FormRefused {
        SecondFactorTries.failed(signIn.slowDown, viewer.person, now: ask.now)
        signIn.logger.notice("code refused", metadata: ["request": "\(ask.requestID)"])
        return SecondFactorForm.wrong
    }
}
