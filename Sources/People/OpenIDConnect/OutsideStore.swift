import Foundation
import Storage

/// Sign-ins that are on their way to a provider and back, and which outside identity belongs to whom.
///
/// Of an ask the table holds hashes only: the nonce and the PKCE verifier are made from the secret in the browser's cookie.
enum OutsideStore {
    static func begin(state: String, browser: String, next: String?, _ connection: Connection) throws {
        let ends = connection.now.addingTimeInterval(OutsideAsk.longest)
        try connection.run(
            """
            INSERT INTO outside_asks (state_hash, browser_hash, next, ends_at)
            VALUES (\(secretHash(state)), \(secretHash(browser)), \(next), \(ends))
            """
        )
    }

    /// Takes an ask away, so that its answer is heard once; nil when it is not this browser's, not there, or too late.
    /// - Returns: where the person wanted to go.
    static func take(state: String, browser: String, _ connection: Connection) throws -> OutsideAsk.Taken? {
        let found = try connection.first(
            """
            SELECT next FROM outside_asks
            WHERE state_hash = \(secretHash(state)) AND browser_hash = \(secretHash(browser)) AND ends_at > \(connection.now)
            """
        ) { OutsideAsk.Taken(next: try $0.get("next")) }
        guard let found else { return nil }
        try connection.run("DELETE FROM outside_asks WHERE state_hash = \(secretHash(state))")
        return found
    }

    static func sweep(_ connection: Connection) throws {
        try connection.run("DELETE FROM outside_asks WHERE ends_at < \(connection.now)")
    }

    /// Whose account this identity opens: the one it was linked to, else the one whose name is the claim, which it is linked to now.
    /// Nobody is made; an account that is linked to another identity of this provider stays with that one.
    static func account(issuer: String, subject: String, claim: String?, _ connection: Connection) throws -> Account? {
        let linked = try connection.first(
            "SELECT person_id FROM outside_identities WHERE issuer = \(issuer) AND subject = \(subject)"
        ) { try $0.get("person_id") as ID<Person> }
        if let linked { return try usable(try AccountStore.of(linked, connection)) }
        guard let claim, let account = try usable(try AccountStore.named(claim, connection)) else { return nil }
        let isTaken = try connection.any("SELECT 1 FROM outside_identities WHERE person_id = \(account.person) AND issuer = \(issuer)")
        guard !isTaken else { return nil }
        try connection.run(
            """
            INSERT INTO outside_identities (issuer, subject, person_id, linked_at)
            VALUES (\(issuer), \(subject), \(account.person), \(connection.now))
            """)
        return account
    }

    private static func usable(_ account: Account?) throws -> Account? { account.flatMap { $0.isDisabled ? nil : $0 } }
}
