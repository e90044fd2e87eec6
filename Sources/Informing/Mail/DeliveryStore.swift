import Foundation
import People
import Storage
import Web

/// A mail that is being tried.
package struct Outgoing: Sendable {
    package let id: ID<Mail>
    package let mail: Mail
    /// Of the one it goes to; asked now, and kept nowhere else.
    package let address: String?
    package let language: Language
    /// This one too.
    package let tries: Int
}

/// The SQL of sending: takes what is due from the outbox and writes down what came of it.
package enum DeliveryStore {
    package enum Claim: Sendable {
        case mail(Outgoing)
        /// The first in line cannot go now; there may be others behind it.
        case none(isMore: Bool)
    }

    package static func isDue(_ connection: Connection) throws -> Bool {
        try connection.any(
            "SELECT 1 FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL AND next_at <= \(connection.now) LIMIT 1")
    }

    /// Marks the first that is due as being tried. When the process ends before anything else is known, it is due again after the pause.
    package static func claim(_ connection: Connection) throws -> Claim {
        let now = connection.now
        let found = try connection.first(
            """
            SELECT o.id, o.person_id, o.kind, o.content, o.next_at, o.tries, p.email, p.language
            FROM outbox AS o JOIN persons AS p ON p.id = o.person_id
            WHERE o.sent_at IS NULL AND o.failed_at IS NULL AND o.next_at <= \(now) ORDER BY o.next_at, o.id LIMIT 1
            """
        ) { try Due($0) }
        guard let due = found else { return .none(isMore: false) }
        guard let content = due.content else {
            try give(up: due.id, .noText, connection)
            return .none(isMore: true)
        }
        if due.kind == Digest.kind {
            let calendar = try SchoolCalendarStore.load(connection)
            guard Digest.mayArrive(at: now, calendar) else {
                try postpone(due.id, to: Digest.nextMoment(after: now, calendar), connection)
                return .none(isMore: true)
            }
        }
        let mail = try JSONDecoder().decode(
            Mail.self, from: Data(try connection.open(content, of: due.person, at: OutboxStore.place(due.id)).utf8))
        if let until = mail.until, until <= now {
            try give(up: due.id, .tooOld, connection)
            return .none(isMore: true)
        }
        guard let tries = try tries(due, now, connection) else { return .none(isMore: true) }
        return .mail(Outgoing(id: due.id, mail: mail, address: due.email, language: due.language, tries: tries))
    }

    /// Counts one try more; nil when it was given up.
    private static func tries(_ due: Due, _ now: Date, _ connection: Connection) throws -> Int? {
        if due.tries == 0, now.timeIntervalSince(due.next) > Delivering.stale {
            try give(up: due.id, .tooOld, connection)
            return nil
        }
        guard due.tries <= Delivering.pauses.count else {
            try give(up: due.id, .interrupted, connection)
            return nil
        }
        let tries = due.tries + 1
        let next = now.addingTimeInterval(Delivering.pause(after: tries) ?? Delivering.pauses[0])
        try connection.run(
            "UPDATE outbox SET tries = \(tries), trying_at = \(now), next_at = \(next), reason = NULL WHERE id = \(due.id)")
        return tries
    }

    /// - Parameter keeps: whether what it says stays readable; in the demo alone.
    package static func settle(_ outgoing: Outgoing, _ outcome: Delivering.Outcome, keeps: Bool, _ connection: Connection) throws {
        switch Delivering.next(after: outcome, tries: outgoing.tries, now: connection.now) {
        case .sent: try markSent(outgoing.id, keeps: keeps, connection)
        case .again(let at, let reason):
            try connection.run(
                "UPDATE outbox SET trying_at = NULL, next_at = \(at), reason = \(reason) WHERE id = \(outgoing.id) AND sent_at IS NULL")
        case .failed(let reason): try give(up: outgoing.id, reason, connection)
        }
    }

    package static func markSent(_ id: ID<Mail>, keeps: Bool, _ connection: Connection) throws {
        try connection.run(
            """
            UPDATE outbox SET sent_at = \(connection.now), trying_at = NULL, reason = NULL,
              content = CASE WHEN \(keeps) THEN content END
            WHERE id = \(id) AND sent_at IS NULL
            """)
    }

    private static func give(up id: ID<Mail>, _ reason: Delivering.Reason, _ connection: Connection) throws {
        try connection.run(
            "UPDATE outbox SET failed_at = \(connection.now), trying_at = NULL, reason = \(reason) WHERE id = \(id) AND sent_at IS NULL")
    }

    private static func postpone(_ id: ID<Mail>, to moment: Date, _ connection: Connection) throws {
        try connection.run("UPDATE outbox SET next_at = \(moment) WHERE id = \(id)")
    }

    /// What was sent long ago is forgotten; what failed and nobody looked at loses its words after two months.
    package static func sweep(_ connection: Connection) throws {
        let now = connection.now
        try connection.run("DELETE FROM outbox WHERE sent_at < \(now.addingTimeInterval(-400 * 86_400))")
        try connection.run("DELETE FROM outbox WHERE failed_at < \(now.addingTimeInterval(-400 * 86_400))")
        try connection.run(
            """
            UPDATE outbox SET reason = \(Delivering.Reason.letGo), content = NULL
            WHERE failed_at < \(now.addingTimeInterval(-60 * 86_400)) AND content IS NOT NULL
            """)
    }

    private struct Due {
        let id: ID<Mail>
        let person: ID<Person>
        let kind: String
        let content: Sealed<String>?
        let next: Date
        let tries: Int
        let email: String?
        let language: Language

        init(_ row: Row) throws {
            id = try row.get("id")
            person = try row.get("person_id")
            kind = try row.get("kind")
            content = try row.get("content")
            next = try row.get("next_at")
            tries = try row.get("tries")
            email = try row.get("email")
            language = try row.get("language")
        }
    }
}
