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
    let slowDown = SlowDown()
    let logger: Logger
    /// What is compared with when there is nothing to compare with: made once, and never anyone's.
    private static let decoy = (try? PasswordHash.make("decoy", salt: Array(repeating: 7, count: 16))) ?? PasswordHash(text: "")

    package init(database: Database, work: PasswordWork, logger: Logger) {
        self.database = database
        self.work = work
        self.logger = logger
    }

    enum Outcome: Sendable {
        case signedIn(secret: String, person: ID<Person>)
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
        let secret = try await begin(account.person, ask) { connection in
            if let renewed { try AccountStore.set(renewed, for: account.person, connection) }
        }
        logger.notice("signed in", metadata: ["request": "\(ask.requestID)"])
        return .signedIn(secret: secret, person: account.person)
    }

    /// Begins a session in place of the one the browser may have had.
    func begin(_ person: ID<Person>, _ ask: Ask, also: @Sendable @escaping (Connection) throws -> Void = { _ in }) async throws -> String {
        let device = device(ask.headers["user-agent"])
        return try await database.write { connection in
            try also(connection)
            return try SessionStore.begin(for: person, device: device, connection)
        }
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

extension Cookie {
    package static func session(_ secret: String) -> Cookie { Cookie(Session.cookieName, secret, seconds: Int(Session.longest)) }
    static let noSession = Cookie(Session.cookieName, "", seconds: 0)
}
