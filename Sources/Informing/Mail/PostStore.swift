import Foundation
import People
import Storage
import Web

/// A mail that has not gone out, for the administrator: to whom and why, never what it says.
package struct StuckMail: Sendable {
    package let id: ID<Mail>
    package let kind: String
    package let person: PersonName
    package let made: Date
    package let tries: Int
    /// When it is tried again; nil when it was given up.
    package let next: Date?
    package let reason: Delivering.Reason?
}

package struct PostState: Sendable {
    package let waiting: Int
    /// In the last seven days.
    package let sent: Int
    package let stuck: [StuckMail]
}

/// The SQL of the administrator's page about mail.
package enum PostStore {
    package static let most = 200

    package static func state(_ connection: Connection) throws -> PostState {
        let week = connection.now.addingTimeInterval(-7 * 86_400)
        return PostState(
            waiting: try connection.count("SELECT COUNT(*) AS n FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL"),
            sent: try connection.count("SELECT COUNT(*) AS n FROM outbox WHERE sent_at > \(week)"), stuck: try stuck(nil, connection))
    }

    /// One that has not gone out.
    package static func find(_ id: ID<Mail>, _ connection: Connection) throws -> StuckMail {
        guard let found = try stuck(id, connection).first else { throw Problem.notFound }
        return found
    }

    private static func stuck(_ id: ID<Mail>?, _ connection: Connection) throws -> [StuckMail] {
        let which: SQL = id.map { "o.id = \($0)" } ?? "1 = 1"
        return try connection.all(
            """
            SELECT o.id, o.kind, o.made_at, o.tries, o.next_at, o.failed_at, o.reason, p.given, p.prefix, p.family, p.called
            FROM outbox AS o JOIN persons AS p ON p.id = o.person_id
            WHERE o.sent_at IS NULL AND (o.failed_at IS NOT NULL OR o.tries > 0)
              AND COALESCE(o.reason, '') <> \(Delivering.Reason.letGo) AND \(which)
            ORDER BY o.made_at DESC, o.id LIMIT \(most)
            """
        ) { row in
            let failed: Date? = try row.get("failed_at")
            return StuckMail(
                id: try row.get("id"), kind: try row.get("kind"), person: try PersonName(row), made: try row.get("made_at"),
                tries: try row.get("tries"), next: failed == nil ? try row.get("next_at") as Date : nil, reason: try row.get("reason"))
        }
    }

    /// Makes it due at once, with all its tries before it. One that is being tried at this moment is left alone.
    package static func tryAgain(_ id: ID<Mail>, _ connection: Connection) throws {
        try connection.run(
            """
            UPDATE outbox SET failed_at = NULL, tries = 0, next_at = \(connection.now)
            WHERE id = \(id) AND sent_at IS NULL AND trying_at IS NULL
            """)
    }

    /// It need not go any more: its words are gone, that it was there stays.
    package static func letGo(_ id: ID<Mail>, _ connection: Connection) throws {
        try connection.run(
            """
            UPDATE outbox SET failed_at = COALESCE(failed_at, \(connection.now)), trying_at = NULL, content = NULL,
              reason = \(Delivering.Reason.letGo)
            WHERE id = \(id) AND sent_at IS NULL
            """)
    }
}
