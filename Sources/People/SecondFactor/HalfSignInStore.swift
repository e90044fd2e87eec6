import Foundation
import Storage

/// Between the two screens of signing in: the first factor was right, the code is still asked. Only a hash of the token is kept.
package enum HalfSignIn {
    /// Seconds between the two screens.
    package static let longest: TimeInterval = 600
    /// After so many wrong codes one begins again with the password.
    package static let mostTries = 5
    /// The name of its cookie, without the prefix.
    package static let cookieName = "half"
}

enum HalfSignInStore {
    /// - Parameter first: what was shown on the first screen.
    /// - Returns: the secret for the cookie; it is nowhere else.
    static func begin(for person: ID<Person>, first: Proof = .single, _ connection: Connection) throws -> String {
        let secret = connection.surroundings.newSecret()
        let ends = connection.now.addingTimeInterval(HalfSignIn.longest)
        try connection.run(
            """
            INSERT INTO half_sign_ins (token_hash, person_id, ends_at, first)
            VALUES (\(secretHash(secret)), \(person), \(ends), \(first))
            """)
        return secret
    }

    /// Whose it is, while it is good and the account may be used.
    static func person(_ secret: String, _ connection: Connection) throws -> ID<Person>? {
        try connection.first(
            """
            SELECT h.person_id FROM half_sign_ins AS h JOIN accounts AS a ON a.person_id = h.person_id AND a.disabled_at IS NULL
            WHERE h.token_hash = \(secretHash(secret)) AND h.ends_at > \(connection.now) AND h.wrong_tries < \(HalfSignIn.mostTries)
            """
        ) { try $0.get("person_id") }
    }

    /// What was shown on the first screen.
    static func first(_ secret: String, _ connection: Connection) throws -> Proof? {
        try connection.first("SELECT first FROM half_sign_ins WHERE token_hash = \(secretHash(secret))") { try $0.get("first") }
    }

    static func failed(_ secret: String, _ connection: Connection) throws {
        try connection.run("UPDATE half_sign_ins SET wrong_tries = wrong_tries + 1 WHERE token_hash = \(secretHash(secret))")
    }

    static func end(_ secret: String, _ connection: Connection) throws {
        try connection.run("DELETE FROM half_sign_ins WHERE token_hash = \(secretHash(secret))")
    }

    static func endAll(of person: ID<Person>, _ connection: Connection) throws {
        try connection.run("DELETE FROM half_sign_ins WHERE person_id = \(person)")
    }

    static func sweep(_ connection: Connection) throws {
        try connection.run("DELETE FROM half_sign_ins WHERE ends_at < \(connection.now)")
    }
}
