import Foundation
import Logging
import Storage
import Web

/// Signing in with a name and a password.
///
/// A wrong password, an unknown name, a disabled account and an account without a password get the same answer after the same work, so that
/// nobody learns who has an account. Wrong tries slow down (see `SlowDown`) and are counted in the log without the name.
package struct SignIn: Sendable {
    let database: Database
    let work: PasswordWork
    package let slowDown = SlowDown()
    package let logger: Logger
    /// What is compared with when there is nothing to compare with: made once, and never anyone's.
    private static let decoy = (try? PasswordHash.make("decoy", salt: Array(repeating: 7, count: 16))) ?? PasswordHash(text: "")

    package init(database: Database, work: PasswordWork, logger: Logger) {
        self.database = database
        self.work = work
        self.logger = logger
    }

    enum Outcome: Sendable {
        case entered(Entered)
        case refused
    }

    func attempt(name: String, password: String, ask: Ask) async throws -> Outcome {
        let name = name.lowercased()
        let wait = slowDown.wait(name: name, address: ask.address, now: ask.now)
        guard wait == 0 else {
            logger.notice("sign-in slowed", metadata: ["request": "\(ask.requestID)", "seconds": "\(wait)"])
            throw Problem.tooMany(seconds: wait)
        }
        let account = try await database.read { try AccountStore.named(name, $0) }
        let hash = account?.password ?? Self.decoy
        let fits = try await work.run { hash.matches(password) }
        guard fits, let account, account.password != nil, !account.isDisabled else {
            slowDown.failed(name: name, address: ask.address, now: ask.now)
            logger.notice("sign-in refused", metadata: ["request": "\(ask.requestID)"])
            return .refused
        }
        slowDown.succeeded(name: name, address: ask.address)
        let renewed =
            hash.isOutdated
            ? try await work.run { [database] in
                try PasswordHash.make(password, salt: database.surroundings.randomBytes(16))
            } : nil
        return .entered(
            try await begin(account.person, ask) { connection in
                if let renewed { try AccountStore.set(renewed, for: account.person, connection) }
            })
    }

    /// Begins a session in place of the one the browser had; or only half of one, when a code of this person is still to be asked.
    func begin(
        _ person: ID<Person>, _ ask: Ask, proof: Proof = .single, also: @Sendable @escaping (Connection) throws -> Void = { _ in }
    ) async throws -> Entered {
        let device = device(ask.headers["user-agent"])
        let old = ask.session
        let entered = try await database.write { connection -> Entered in
            try also(connection)
            // A parent or guardian whose students are all of age has nothing left here; said plainly, after the password alone.
            guard try SessionStore.running(person, connection) != nil else { throw Problem(status: 403, key: "accessOver") }
            return try Self.begin(person, device: device, old: old, proof: proof, connection)
        }
        logger.notice("\(entered.isWhole ? "signed in" : "sign-in asks a code")", metadata: ["request": "\(ask.requestID)"])
        return entered
    }

    /// The same for a code by mail, inside the transaction that uses the code up.
    /// - Returns: nil when a code by mail opens nothing of this person any more.
    package static func beginByMail(_ person: ID<Person>, device: String, old: String?, _ connection: Connection) throws -> Entered? {
        guard try SessionStore.opensByMail(person, connection) else { return nil }
        return try begin(person, device: device, old: old, proof: .mail, connection)
    }

    private static func begin(_ person: ID<Person>, device: String, old: String?, proof: Proof, _ connection: Connection) throws -> Entered
    {
        if [.single, .mail].contains(proof), try SecondFactorStore.isOn(person, connection) {
            return .halfway(secret: try HalfSignInStore.begin(for: person, first: proof, connection), person: person)
        }
        if let old { try SessionStore.end(secret: old, connection) }
        return .whole(secret: try SessionStore.begin(for: person, device: device, proof: proof, connection), person: person)
    }

    /// Whether the password of an account is this one, for acts that ask for it again; slow for who guesses.
    func confirms(_ password: String, of account: Account?, _ ask: Ask) async throws -> Bool {
        let name = account?.name ?? ""
        let wait = slowDown.wait(name: name, address: ask.address, now: ask.now)
        guard wait == 0 else { throw Problem.tooMany(seconds: wait) }
        if let hash = account?.password, try await work.run({ hash.matches(password) }) { return true }
        slowDown.failed(name: name, address: ask.address, now: ask.now)
        return false
    }

    func change(password: String, of person: ID<Person>, keeping session: ID<Session>?) async throws {
        let salt = database.surroundings.randomBytes(16)
        let hash = try await work.run { try PasswordHash.make(password, salt: salt) }
        try await database.write { connection in
            try AccountStore.set(hash, for: person, connection)
            try SessionStore.endAll(of: person, except: session, connection)
        }
    }
}

/// Only an address on this site may be gone to after signing in.
package func localPath(_ text: String?) -> String? {
    guard let text, text.utf8.count <= 500, text.hasPrefix("/"), !text.hasPrefix("//"),
        text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") })
    else { return nil }
    return text
}

/// How far somebody got at signing in.
package enum Entered: Sendable {
    /// A session has begun.
    case whole(secret: String, person: ID<Person>)
    /// The code of the second factor is still asked.
    case halfway(secret: String, person: ID<Person>)

    package var isWhole: Bool { if case .whole = self { true } else { false } }
}

extension Ask {
    /// Whether a script asked this without anyone doing something.
    var isByItself: Bool { headers["x-naast-live"] != nil }

    /// The secret of the session that the browser says it has.
    package var session: String? { cookies["__Host-" + Session.cookieName].flatMap { $0.utf8.count <= 100 ? $0 : nil } }
    /// The secret of what is halfway between two screens.
    var half: String? { cookies["__Host-" + HalfSignIn.cookieName].flatMap { $0.utf8.count <= 100 ? $0 : nil } }
}

extension Cookie {
    static func half(_ secret: String) -> Cookie { Cookie(HalfSignIn.cookieName, secret, seconds: Int(HalfSignIn.longest)) }
    static let noHalf = Cookie(HalfSignIn.cookieName, "", seconds: 0)
    package static func session(_ secret: String) -> Cookie { Cookie(Session.cookieName, secret, seconds: Int(Session.longest)) }
    static let noSession = Cookie(Session.cookieName, "", seconds: 0)
}
