import FileFormats
import Foundation
import Storage

/// The second factor of one person, as its owner's page shows it.
package enum SecondFactorState: Sendable, Equatable {
    case off
    /// Begun, and waiting for the first code.
    case begun
    case on(since: Date, codesLeft: Int)
}

/// The secret is sealed with the person's own key; of recovery codes only a hash is kept.
package enum SecondFactorStore {
    /// Seconds in which a code has to confirm what was begun.
    private static let longestBegun: TimeInterval = 3600

    /// By what a person got in.
    enum Accepted: Sendable { case code, recoveryCode }

    package static func isOn(_ person: ID<Person>, _ connection: Connection) throws -> Bool {
        try connection.any("SELECT 1 FROM second_factors WHERE person_id = \(person) AND confirmed_at IS NOT NULL")
    }

    static func state(_ person: ID<Person>, _ connection: Connection) throws -> SecondFactorState {
        guard let row = try row(person, connection) else { return .off }
        guard let since = row.confirmed else { return row.isFresh ? .begun : .off }
        let left = try connection.count("SELECT COUNT(*) AS n FROM recovery_codes WHERE person_id = \(person) AND used_at IS NULL")
        return .on(since: since, codesLeft: left)
    }

    /// Makes a secret that waits for its first code, in place of one that waited before; one that is on stays as it is.
    static func begin(_ person: ID<Person>, _ connection: Connection) throws {
        let secret = Base32.encode(connection.surroundings.randomBytes(OneTimePassword.keyBytes))
        try connection.run(
            """
            INSERT INTO second_factors (person_id, secret, made_at)
            VALUES (\(person), \(try connection.seal(secret, of: person, at: place(person))), \(connection.now))
            ON CONFLICT (person_id) DO UPDATE SET secret = excluded.secret, made_at = excluded.made_at, last_step = 0
            WHERE confirmed_at IS NULL
            """)
    }

    /// The secret that waits for its first code.
    static func begun(_ person: ID<Person>, _ connection: Connection) throws -> OneTimePassword? {
        guard let row = try row(person, connection), row.confirmed == nil, row.isFresh else { return nil }
        return row.password
    }

    /// Turns on what was begun, when the code is right.
    /// - Returns: the recovery codes, to be shown this once; nil when the code is wrong or nothing was begun.
    static func confirm(_ typed: String, of person: ID<Person>, _ connection: Connection) throws -> [String]? {
        guard let password = try begun(person, connection), let step = password.accepts(typed, at: connection.now, after: 0) else {
            return nil
        }
        try connection.run(
            "UPDATE second_factors SET last_step = \(step), confirmed_at = \(connection.now) WHERE person_id = \(person)")
        return try renewCodes(person, connection)
    }

    /// Whether a code of the app or a recovery code is right; it is used up with that.
    static func accept(_ typed: String, of person: ID<Person>, _ connection: Connection) throws -> Accepted? {
        guard let row = try row(person, connection), row.confirmed != nil else { return nil }
        if let step = row.password.accepts(typed, at: connection.now, after: row.lastStep) {
            try connection.run("UPDATE second_factors SET last_step = \(step) WHERE person_id = \(person)")
            return .code
        }
        guard let hash = RecoveryCode.hash(typed) else { return nil }
        let used = try connection.run(
            "UPDATE recovery_codes SET used_at = \(connection.now) WHERE code_hash = \(hash) AND person_id = \(person) AND used_at IS NULL")
        return used == 1 ? .recoveryCode : nil
    }

    /// New recovery codes in place of all that were there.
    static func renewCodes(_ person: ID<Person>, _ connection: Connection) throws -> [String] {
        try connection.run("DELETE FROM recovery_codes WHERE person_id = \(person)")
        let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode.make(connection.surroundings) }
        for hash in codes.compactMap(RecoveryCode.hash) {
            try connection.run("INSERT INTO recovery_codes (code_hash, person_id) VALUES (\(hash), \(person))")
        }
        return codes
    }

    static func turnOff(_ person: ID<Person>, _ connection: Connection) throws {
        try connection.run("DELETE FROM second_factors WHERE person_id = \(person)")
        try connection.run("DELETE FROM recovery_codes WHERE person_id = \(person)")
        try SessionStore.forgetCodes(of: person, connection)
    }

    /// Takes away the second factor of someone whose phone is lost: signed out everywhere, and told so at the next sign-in.
    /// - Returns: whether there was one.
    package static func remove(_ person: ID<Person>, _ connection: Connection) throws -> Bool {
        guard try isOn(person, connection) else { return false }
        try turnOff(person, connection)
        try SessionStore.endAll(of: person, connection)
        try connection.run("UPDATE accounts SET factor_removed_at = \(connection.now) WHERE person_id = \(person)")
        return true
    }

    /// Whether it was taken away since the last sign-in; said once.
    static func takeRemoved(_ person: ID<Person>, _ connection: Connection) throws -> Bool {
        try connection.run("UPDATE accounts SET factor_removed_at = NULL WHERE person_id = \(person) AND factor_removed_at IS NOT NULL") > 0
    }

    private struct Kept {
        let password: OneTimePassword
        let lastStep: Int
        let confirmed: Date?
        let isFresh: Bool
    }

    private static func row(_ person: ID<Person>, _ connection: Connection) throws -> Kept? {
        let found = try connection.first(
            "SELECT secret, last_step, made_at, confirmed_at FROM second_factors WHERE person_id = \(person)"
        ) {
            (
                secret: try $0.get("secret") as Sealed<String>, step: try $0.get("last_step") as Int, made: try $0.get("made_at") as Date,
                confirmed: try $0.get("confirmed_at") as Date?
            )
        }
        guard let found else { return nil }
        let secret = try connection.open(found.secret, of: person, at: place(person))
        guard let key = Base32.decode(secret) else { throw StorageProblem.sealBroken }
        return Kept(
            password: OneTimePassword(key: key), lastStep: found.step, confirmed: found.confirmed,
            isFresh: connection.now.timeIntervalSince(found.made) < longestBegun)
    }

    private static func place(_ person: ID<Person>) -> Place { Place("second_factors", "secret", person) }
}
