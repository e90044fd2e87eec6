import Foundation
import People
import Storage

/// The SQL of digests: who gets one now, what is in it, and the secrets that stop it.
package enum DigestStore {
    /// Longer than any digest lies unread.
    static let switchTerm: TimeInterval = 90 * 86_400
    /// What nobody was told of for so long is no news.
    static let noticeTerm: TimeInterval = 30 * 86_400

    /// People with something waiting whose hour has come today, who had none today, and of whom no earlier one is still on its way. People
    /// without an address, without a role that runs, or with an account that was taken away get none. What has to be known the same day
    /// waits for no hour, comes beside the digest of that day, and reaches also those whose role it ended; whoever wants none gets none.
    package static func due(most: Int, _ connection: Connection) throws -> [ID<Person>] {
        let now = connection.now
        guard Digest.mayArrive(at: now, try SchoolCalendarStore.load(connection)) else { return [] }
        let (hour, today) = (Amsterdam.clock(now).hour, connection.today)
        return try connection.all(
            """
            SELECT DISTINCT n.person_id FROM notices AS n
            JOIN persons AS p ON p.id = n.person_id AND p.email IS NOT NULL AND p.email <> ''
            LEFT JOIN message_settings AS s ON s.person_id = n.person_id
            WHERE n.mailed_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM accounts AS a WHERE a.person_id = n.person_id AND a.disabled_at IS NOT NULL)
              AND NOT EXISTS (
                SELECT 1 FROM outbox AS o WHERE o.person_id = n.person_id AND o.kind = \(Digest.kind)
                  AND o.sent_at IS NULL AND o.failed_at IS NULL)
              AND ((n.kind IN \(anyOf: Notice.sameDay) AND (s.person_id IS NULL OR s.digest_hour IS NOT NULL))
                OR (CASE WHEN s.person_id IS NULL THEN \(Digest.usualHour) ELSE s.digest_hour END <= \(hour)
                  AND EXISTS (
                    SELECT 1 FROM roles AS r
                    WHERE r.person_id = n.person_id AND r.starts_at <= \(now) AND (r.ends_at IS NULL OR r.ends_at > \(now)))
                  AND NOT EXISTS (
                    SELECT 1 FROM outbox AS o WHERE o.person_id = n.person_id AND o.kind = \(Digest.kind)
                      AND (o.cause = n.person_id || '/' || \(today) OR o.sent_at >= \(today.start)))))
            LIMIT \(most)
            """
        ) { try $0.get("person_id") }
    }

    /// Puts a digest in the outbox, when there is something that its reader has not seen; what waited is settled either way.
    package static func make(for person: ID<Person>, _ connection: Connection) throws {
        let waiting = try connection.all(
            "SELECT kind, made_at FROM notices WHERE person_id = \(person) AND mailed_at IS NULL"
        ) { (notice: try $0.get("kind") as Notice, made: try $0.get("made_at") as Date) }
        let signedIn = try connection.first("SELECT MAX(made_at) AS at FROM sessions WHERE person_id = \(person)") {
            try $0.get("at") as Date?
        }
        try connection.run("UPDATE notices SET mailed_at = \(connection.now) WHERE person_id = \(person) AND mailed_at IS NULL")
        let counts = Digest.untold(waiting, signedIn: signedIn ?? nil)
        guard !counts.isEmpty else { return }
        let secret = connection.surroundings.newSecret()
        try connection.run(
            "INSERT INTO digest_switches (secret_hash, person_id, made_at) VALUES (\(secretHash(secret)), \(person), \(connection.now))")
        var values = Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, String($0.value)) })
        values[Digest.offValue] = secret
        // Of the digest itself there is one a day; what has to be known the same day has a moment of its own.
        let isUrgent = waiting.contains { Notice.sameDay.contains($0.notice) }
        let cause = person.text + "/" + (isUrgent ? connection.now.instantText : connection.today.description)
        try OutboxStore.add(Mail(Digest.kind, values), to: person, cause: cause, connection)
    }

    /// Whose digest a secret stops; nil when it is none, or too old.
    static func owner(secret: String, _ connection: Connection) throws -> ID<Person>? {
        guard secret.utf8.count <= 100 else { return nil }
        return try connection.first(
            """
            SELECT person_id FROM digest_switches
            WHERE secret_hash = \(secretHash(secret)) AND made_at > \(connection.now.addingTimeInterval(-switchTerm))
            """
        ) { try $0.get("person_id") }
    }

    /// The hour at which a person has it; nil when it is off.
    package static func hour(of person: ID<Person>, _ connection: Connection) throws -> Int? {
        try connection.first("SELECT digest_hour FROM message_settings WHERE person_id = \(person)") { try $0.get("digest_hour") as Int? }
            ?? Digest.usualHour
    }

    package static func set(hour: Int?, of person: ID<Person>, _ connection: Connection) throws {
        try connection.run(
            """
            INSERT INTO message_settings (person_id, digest_hour) VALUES (\(person), \(hour))
            ON CONFLICT (person_id) DO UPDATE SET digest_hour = excluded.digest_hour
            """)
    }

    static func sweep(_ connection: Connection) throws {
        try connection.run("DELETE FROM digest_switches WHERE made_at < \(connection.now.addingTimeInterval(-switchTerm))")
        try connection.run("DELETE FROM notices WHERE made_at < \(connection.now.addingTimeInterval(-noticeTerm))")
    }
}
