import Foundation
import People
import Storage
import Web

/// The secrets by which calendars are read. Only their hashes are kept; each person has at most one.
package enum CalendarFeedStore {
    /// - Returns: the new secret; the former one opens nothing any more.
    package static func renew(of person: ID<Person>, _ connection: Connection) throws -> String {
        let secret = connection.surroundings.newSecret()
        try connection.run(
            """
            INSERT INTO calendar_feeds (person_id, secret_hash, made_at) VALUES (\(person), \(secretHash(secret)), \(connection.now))
            ON CONFLICT (person_id) DO UPDATE SET secret_hash = excluded.secret_hash, made_at = excluded.made_at
            """)
        return secret
    }

    static func end(of person: ID<Person>, _ connection: Connection) throws {
        try connection.run("DELETE FROM calendar_feeds WHERE person_id = \(person)")
    }

    static func made(of person: ID<Person>, _ connection: Connection) throws -> Date? {
        try connection.first("SELECT made_at FROM calendar_feeds WHERE person_id = \(person)") { try $0.get("made_at") }
    }

    /// Whose calendar a secret opens, and in which language; nobody's when the account was taken away.
    static func owner(secret: String, _ connection: Connection) throws -> (person: ID<Person>, language: Language)? {
        guard secret.utf8.count <= 100 else { return nil }
        return try connection.first(
            """
            SELECT f.person_id, p.language FROM calendar_feeds AS f JOIN persons AS p ON p.id = f.person_id
            WHERE f.secret_hash = \(secretHash(secret))
              AND NOT EXISTS (SELECT 1 FROM accounts AS a WHERE a.person_id = f.person_id AND a.disabled_at IS NOT NULL)
            """
        ) { (try $0.get("person_id"), try $0.get("language")) }
    }

    /// Whether mail can reach a person.
    static func hasAddress(_ person: ID<Person>, _ connection: Connection) throws -> Bool {
        try connection.any("SELECT 1 FROM persons WHERE id = \(person) AND email IS NOT NULL AND email <> ''")
    }
}
