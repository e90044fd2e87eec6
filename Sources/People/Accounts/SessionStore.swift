import Foundation
import Storage
import Web

/// Sessions: made at sign-in, looked up at every request, ended one by one or all at once. Only a hash of the token is kept.
package enum SessionStore {
    /// - Returns: the secret for the cookie; it is nowhere else.
    package static func begin(for person: ID<Person>, device: String, proof: Proof = .single, _ connection: Connection) throws -> String {
        let secret = connection.surroundings.newSecret()
        let now = connection.now
        let id: ID<Session> = connection.surroundings.newID()
        try connection.run(
            """
            INSERT INTO sessions (id, token_hash, person_id, device, made_at, seen_at, ends_at, proof)
            VALUES (\(id), \(secretHash(secret)), \(person), \(device), \(now), \(now), \(now.addingTimeInterval(Session.longest)), \(proof))
            """)
        return secret
    }

    /// Who holds this secret, when the session still runs, the account may be used, and a second factor that is needed and there was shown.
    static func viewer(secret: String, _ connection: Connection) throws -> (viewer: Viewer, seen: Date)? {
        let now = connection.now
        let idleSince = now.addingTimeInterval(-Session.idle)
        let found = try connection.first(
            """
            SELECT s.id, s.person_id, s.seen_at, s.proof, p.given, p.prefix, p.family, p.called,
              (SELECT value FROM settings WHERE name = \(SecondFactorRule.setting)) AS needing,
              EXISTS (SELECT 1 FROM second_factors WHERE person_id = s.person_id AND confirmed_at IS NOT NULL) AS has_factor
            FROM sessions AS s
            JOIN persons AS p ON p.id = s.person_id
            JOIN accounts AS a ON a.person_id = s.person_id AND a.disabled_at IS NULL
            WHERE s.token_hash = \(secretHash(secret)) AND s.ends_at > \(now) AND s.seen_at > \(idleSince)
            """
        ) { row in
            (
                session: try row.get("id") as ID<Session>, person: try row.get("person_id") as ID<Person>,
                seen: try row.get("seen_at") as Date, name: try PersonName(row), proof: try row.get("proof") as Proof,
                needing: try row.get("needing") as String?, hasFactor: try row.get("has_factor") as Bool
            )
        }
        guard let found else { return nil }
        guard let roles = try running(found.person, connection) else { return nil }
        // With the last role such a session ends too, and with the first one inside the school.
        guard !found.proof.isByMail || isFromOutside(roles) else { return nil }
        let standing = SecondFactorRule.standing(
            roles, needing: SecondFactorRule.roles(stored: found.needing), proof: found.proof, hasFactor: found.hasFactor)
        guard standing != .signInAgain else { return nil }
        return (Viewer(person: found.person, name: found.name, roles: roles, session: found.session, standing: standing), found.seen)
    }

    /// The roles that run now. Nil for who was only a parent or guardian, of students who are all of age: with the last role the session
    /// ends too, at midnight of the eighteenth birthday.
    static func running(_ person: ID<Person>, _ connection: Connection) throws -> Set<Role>? {
        let now = connection.now
        let found = try connection.all(
            """
            SELECT DISTINCT role, CASE WHEN role = 'guardian' THEN student_id END AS ward FROM roles
            WHERE person_id = \(person) AND starts_at <= \(now) AND (ends_at IS NULL OR ends_at > \(now))
            """
        ) { (role: try $0.get("role") as Role, ward: try $0.get("ward") as ID<Person>?) }
        var roles = Set(found.map(\.role))
        let wards = found.compactMap(\.ward)
        guard !wards.isEmpty else { return roles }
        if try !wards.contains(where: { try Policy.relations(of: person, to: $0, connection).contains(.guardian) }) {
            roles.remove(.guardian)
            if roles.isEmpty { return nil }
        }
        return roles
    }

    /// Whether these are roles of somebody from outside the school, and nothing more.
    private static func isFromOutside(_ roles: Set<Role>) -> Bool { !roles.isEmpty && roles.isSubset(of: Role.outside) }

    /// Whether a code by mail opens what this person has now: an account that may be used and has no password, and roles of people from
    /// outside the school alone. An e-mail address proves too little for anything else.
    package static func opensByMail(_ person: ID<Person>, _ connection: Connection) throws -> Bool {
        guard let account = try AccountStore.of(person, connection), !account.isDisabled, account.password == nil,
            let roles = try running(person, connection)
        else { return false }
        return isFromOutside(roles)
    }

    /// What was shown when this session began.
    static func proof(_ session: ID<Session>, _ connection: Connection) throws -> Proof? {
        try connection.first("SELECT proof FROM sessions WHERE id = \(session)") { try $0.get("proof") }
    }

    /// Whose session this secret was, also when it has run out: to give back what was typed to the same person only.
    static func formerHolder(secret: String, _ connection: Connection) throws -> ID<Person>? {
        try connection.first("SELECT person_id FROM sessions WHERE token_hash = \(secretHash(secret))") { try $0.get("person_id") }
    }

    static func seen(_ session: ID<Session>, _ connection: Connection) throws {
        try connection.run("UPDATE sessions SET seen_at = \(connection.now) WHERE id = \(session)")
    }

    package static func running(of person: ID<Person>, _ connection: Connection) throws -> [Session] {
        let now = connection.now
        return try connection.all(
            """
            SELECT id, device, made_at, seen_at FROM sessions
            WHERE person_id = \(person) AND ends_at > \(now) AND seen_at > \(now.addingTimeInterval(-Session.idle)) ORDER BY seen_at DESC
            """
        ) { Session(id: try $0.get("id"), device: try $0.get("device"), made: try $0.get("made_at"), seen: try $0.get("seen_at")) }
    }

    /// Ends one session of this person. Its row stays until it is swept, so that a form that was still open goes back to who typed it.
    static func end(_ session: ID<Session>, of person: ID<Person>, _ connection: Connection) throws {
        try connection.run(
            "UPDATE sessions SET ends_at = \(connection.now) WHERE id = \(session) AND person_id = \(person) AND ends_at > \(connection.now)"
        )
    }

    /// Ends the session that this browser had, when it signs in anew.
    static func end(secret: String, _ connection: Connection) throws {
        try connection.run(
            "UPDATE sessions SET ends_at = \(connection.now) WHERE token_hash = \(secretHash(secret)) AND ends_at > \(connection.now)")
    }

    /// When this session of this person began.
    static func began(_ session: ID<Session>, _ connection: Connection) throws -> Date? {
        try connection.first("SELECT made_at FROM sessions WHERE id = \(session)") { try $0.get("made_at") }
    }

    /// A second factor that is no longer there proves nothing.
    static func forgetCodes(of person: ID<Person>, _ connection: Connection) throws {
        try connection.run("UPDATE sessions SET proof = \(Proof.single) WHERE person_id = \(person) AND proof = \(Proof.code)")
        try connection.run("UPDATE sessions SET proof = \(Proof.mail) WHERE person_id = \(person) AND proof = \(Proof.mailCode)")
    }

    /// Ends them all, also those that were halfway between two screens.
    package static func endAll(of person: ID<Person>, except kept: ID<Session>? = nil, _ connection: Connection) throws {
        try connection.run(
            """
            UPDATE sessions SET ends_at = \(connection.now)
            WHERE person_id = \(person) AND id <> \(kept?.text ?? "") AND ends_at > \(connection.now)
            """)
        try HalfSignInStore.endAll(of: person, connection)
    }

    /// Ends those that began with a code by mail, also what was halfway.
    package static func endAllByMail(of person: ID<Person>, _ connection: Connection) throws {
        try connection.run(
            """
            UPDATE sessions SET ends_at = \(connection.now)
            WHERE person_id = \(person) AND proof IN (\(Proof.mail), \(Proof.mailCode)) AND ends_at > \(connection.now)
            """)
        try HalfSignInStore.endAll(of: person, connection)
    }

    /// Forgets sessions that ended more than a day ago, and what was halfway.
    package static func sweep(_ connection: Connection) throws {
        try connection.run("DELETE FROM sessions WHERE ends_at < \(connection.now.addingTimeInterval(-86_400))")
        try HalfSignInStore.sweep(connection)
        try OutsideStore.sweep(connection)
    }
}

/// Says in a word which kind of device a session is on; the exact browser is not kept.
package func device(_ userAgent: String?) -> String {
    let agent = (userAgent ?? "").lowercased()
    if agent.contains("iphone") || agent.contains("android") && agent.contains("mobile") { return "phone" }
    if agent.contains("ipad") || agent.contains("android") { return "tablet" }
    return agent.contains("mozilla") ? "computer" : "other"
}
