import Foundation
import Logging
import People
import Storage
import Web

/// Signing in without a password: a link of an invitation, an address, six digits, or the link in the mail with them.
///
/// A GET changes nothing and sends nothing, however often it comes: programs that look into mail follow links. For an address that is
/// nobody's everything looks and lasts the same. Nothing here is logged with an address or a name.
struct MailCodeRoutes: Sendable {
    let door: Door
    let signIn: SignIn
    let purposes: Purposes

    var endpoints: [Endpoint] {
        [
            .open(.get, AccountPaths.mailCode) { ask in
                .page(MailCodePages.address(FormState(), words: ask.words, next: localPath(ask.query.first("naar"))))
            },
            .open(.post, AccountPaths.mailCode, run: send),
            .open(.get, InvitingPaths.digits, run: showDigits),
            .open(.post, InvitingPaths.digits, run: enterDigits),
            .open(.get, InvitingPaths.invitation, run: showInvitation),
            .open(.post, InvitingPaths.invitation, run: sendInvited),
            .open(.get, InvitingPaths.link) { ask, secret in
                guard try await door.database.read({ try MailCodeStore.isOpen(link: secret, $0) }) else { throw Self.linkGone }
                return .page(MailCodePages.link(secret: secret, words: ask.words))
            },
            .open(.post, InvitingPaths.link, run: enterLink),
        ]
    }

    private static let linkGone = Problem(status: 404, key: "mailCodeGone")
    private static let invitationGone = Problem(status: 404, key: "invitationGone")
    /// The code was right, but nothing is open for this person any more.
    private static let accessOver = Problem(status: 403, key: "mailAccessOver")

    // MARK: - Asking for a code

    private func send(_ ask: Ask) async throws -> Answer {
        let (next, kept) = (localPath(ask.form.first("naar")), KeptForm(in: ask.form))
        // From the sign-in page, with what was typed before: the address is still to be asked.
        guard ask.form.first("email") != nil else {
            return .page(MailCodePages.address(FormState(), words: ask.words, next: next, kept: kept))
        }
        return try await filling({ MailCodePages.address($0, words: ask.words, next: next, kept: kept) }) {
            let address = try MailCodeForm.address(ask.form)
            return try await sendCode(to: address, next: next, kept: kept, ask) { try InvitedPersonStore.invited(address, $0) }
        }
    }

    private func showInvitation(_ ask: Ask, secret: String) async throws -> Answer {
        let found = try await door.database.read { connection in
            (try InvitationStore.person(ofLink: secret, connection), try SettingStore.value("institution", connection))
        }
        guard let invited = found.0 else { throw Self.invitationGone }
        return .page(MailCodePages.invitation(invited.name, school: found.1 ?? "", secret: secret, words: ask.words))
    }

    private func sendInvited(_ ask: Ask, secret: String) async throws -> Answer {
        let address = try await door.database.read { connection in
            try InvitationStore.person(ofLink: secret, connection).flatMap { try InvitedPersonStore.address(of: $0.person, connection) }
        }
        guard let address else { throw Self.invitationGone }
        return try await sendCode(to: address, next: nil, kept: nil, ask) { connection in
            try InvitationStore.person(ofLink: secret, connection).map { [$0.person] } ?? []
        }
    }

    /// Each try counts for the address from this place and for this place over all addresses, as with passwords, until somebody is in by it.
    private func sendCode(
        to address: MailAddress, next: String?, kept: KeptForm?, _ ask: Ask,
        _ people: @Sendable @escaping (Connection) throws -> [ID<Person>]
    ) async throws -> Answer {
        let began = ContinuousClock.now
        let name = Self.counted(address)
        let wait = signIn.slowDown.wait(name: name, address: ask.address, now: ask.now)
        guard wait == 0 else { throw Problem.tooMany(seconds: wait) }
        signIn.slowDown.failed(name: name, address: ask.address, now: ask.now)
        let former = ask.mailCodeBrowser
        let browser = try await door.database.write { connection in
            try MailCodeStore.ask(for: try people(connection), next: next, former: former, connection)
        }
        signIn.logger.notice("code by mail asked", metadata: ["request": "\(ask.requestID)"])
        try await Task.sleep(until: began + MailCode.leastTime, clock: .continuous)
        let answer: Answer =
            kept.map { .page(MailCodePages.digits(FormState(), words: ask.words, next: next, kept: $0)) }
            ?? .see(InvitingPaths.digits() + (next.map { "?naar=" + $0 } ?? ""))
        return answer.setting(MailCode.cookie(browser))
    }

    /// Under what asking for a code is counted.
    private static func counted(_ address: MailAddress) -> String { "mail|" + address.text }

    // MARK: - Signing in with it

    private func showDigits(_ ask: Ask) async throws -> Answer {
        let next = localPath(ask.query.first("naar"))
        guard let browser = ask.mailCodeBrowser, try await door.database.read({ try MailCodeStore.isOpen(browser: browser, $0) }) else {
            return anew(next)
        }
        return .page(MailCodePages.digits(FormState(), words: ask.words, next: next))
    }

    private enum Outcome: Sendable {
        case late, wrong, over
        case entered(Entered, next: String?, MailAddress?)
    }

    private func enterDigits(_ ask: Ask) async throws -> Answer {
        let (next, kept) = (localPath(ask.form.first("naar")), KeptForm(in: ask.form))
        return try await filling({ MailCodePages.digits($0, words: ask.words, next: next, kept: kept) }) {
            guard let browser = ask.mailCodeBrowser else { return late(next, kept, ask) }
            let digits = try MailCodeForm.digits(ask.form)
            let outcome = try await decide(ask) { connection in
                switch try MailCodeStore.enter(digits, browser: browser, connection) {
                case .late: .late
                case .wrong: .wrong
                case .taken(let taken): try enter(taken, ask, connection)
                }
            }
            if case .wrong = outcome {
                signIn.logger.notice("code by mail refused", metadata: ["request": "\(ask.requestID)"])
                throw MailCodeForm.wrong
            }
            return try await answer(outcome, next: next, kept: kept, ask)
        }
    }

    private func enterLink(_ ask: Ask, secret: String) async throws -> Answer {
        let outcome = try await decide(ask) { connection in
            guard let taken = try MailCodeStore.enter(link: secret, connection) else { throw Self.linkGone }
            return try enter(taken, ask, connection)
        }
        return try await answer(outcome, next: nil, kept: nil, ask)
    }

    private func decide(_ ask: Ask, _ work: @Sendable @escaping (Connection) throws -> Outcome) async throws -> Outcome {
        try await door.database.write { try work($0) }
    }

    /// Inside the transaction that used the code up: what is open is accepted, and the session begins.
    private func enter(_ taken: MailCodeStore.Taken, _ ask: Ask, _ connection: Connection) throws -> Outcome {
        let device = device(ask.headers["user-agent"])
        guard let entered = try SignIn.beginByMail(taken.person, device: device, old: ask.session, connection) else { return .over }
        try InvitationStore.acceptAll(of: taken.person, connection)
        let open = try InvitationStore.open(for: taken.person, connection)
        let arrival = open.count == 1 ? open.first.flatMap { purposes.arrival($0.role, student: $0.student, subject: $0.subject) } : nil
        return .entered(entered, next: taken.next ?? arrival, try InvitedPersonStore.address(of: taken.person, connection))
    }

    private func answer(_ outcome: Outcome, next: String?, kept: KeptForm?, _ ask: Ask) async throws -> Answer {
        switch outcome {
        case .late, .wrong: return late(next, kept, ask)
        case .over: throw Self.accessOver
        case .entered(let entered, let arrival, let address):
            if let address { signIn.slowDown.takeBack(name: Self.counted(address), address: ask.address) }
            signIn.logger.notice(
                "\(entered.isWhole ? "signed in by mail" : "sign-in by mail asks a code")", metadata: ["request": "\(ask.requestID)"])
            return try await Arriving(database: door.database).answer(entered, next: next ?? arrival, kept: kept, ask: ask)
                .setting(MailCode.noCookie)
        }
    }

    /// From the beginning, with what was typed before still in hand.
    private func late(_ next: String?, _ kept: KeptForm?, _ ask: Ask) -> Answer {
        guard let kept else { return anew(next) }
        return Answer.page(MailCodePages.address(FormState(), words: ask.words, next: next, kept: kept), status: 401)
            .setting(MailCode.noCookie)
    }

    private func anew(_ next: String?) -> Answer {
        Answer.see(AccountPaths.mailCode() + (next.map { "?naar=" + $0 } ?? ""), notice: "mailCodeLate").setting(MailCode.noCookie)
    }
}
