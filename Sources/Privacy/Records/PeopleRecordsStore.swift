import Foundation
import People
import Storage
import Web

/// The SQL of what People keeps about one person: reading it for the person, and taking it away.
enum PeopleRecordsStore {
    /// What stands in place of a name. It is in the row itself, so that a page which knows nothing of erasure shows it.
    static let neutralName = "(gewist)"

    static func person(_ id: ID<Person>, _ connection: Connection) throws -> [RecordSection] {
        let items = try connection.all(
            "SELECT given, prefix, family, called, language, born, email, source_id, reach FROM persons WHERE id = \(id)"
        ) { row in
            RecordItem([
                .text("person.given", try row.get("given")), .text("person.prefix", try row.get("prefix")),
                .text("person.family", try row.get("family")), .text("person.called", try row.get("called")),
                .text("person.language", Language(rawValue: try row.get("language"))?.ownName), .day("person.born", try row.get("born")),
                .text("person.email", try row.get("email")), .text("person.reach", try ReachStore.open(row, of: id, connection)),
                .text("person.schoolNumber", try row.get("source_id")),
            ])
        }
        return RecordSection.some("person", items)
    }

    static func roles(of id: ID<Person>, _ connection: Connection) throws -> [RecordSection] {
        let items = try connection.all(
            """
            SELECT r.role, r.starts_at, r.ends_at, COALESCE(g.name, o.name) AS place FROM roles AS r
            LEFT JOIN groups AS g ON g.id = r.group_id LEFT JOIN organisations AS o ON o.id = r.organisation_id
            WHERE r.person_id = \(id) ORDER BY r.starts_at
            """
        ) { row in
            RecordItem([
                .word("role.name", try (row.get("role") as Role).key), .text("role.place", try row.get("place")),
                .moment("role.from", try row.get("starts_at")), .moment("role.until", try row.get("ends_at")),
            ])
        }
        return RecordSection.some("roles", items)
    }

    /// Who guides or guided this person, by a role that is about this person alone.
    static func team(of id: ID<Person>, _ connection: Connection) throws -> [RecordSection] {
        let items = try connection.all(
            """
            SELECT r.role, r.starts_at, r.ends_at, p.given, p.prefix, p.family, p.called FROM roles AS r
            JOIN persons AS p ON p.id = r.person_id WHERE r.student_id = \(id) ORDER BY r.starts_at
            """
        ) { row in
            RecordItem([
                .text("team.who", try PersonName(row).full), .word("role.name", try (row.get("role") as Role).key),
                .moment("role.from", try row.get("starts_at")), .moment("role.until", try row.get("ends_at")),
            ])
        }
        return RecordSection.some("team", items)
    }

    static func account(of id: ID<Person>, _ connection: Connection) throws -> [RecordSection] {
        let items = try connection.all(
            """
            SELECT a.name, a.made_at, a.disabled_at, f.confirmed_at,
              (SELECT MIN(o.issuer) FROM outside_identities AS o WHERE o.person_id = a.person_id) AS issuer
            FROM accounts AS a LEFT JOIN second_factors AS f ON f.person_id = a.person_id WHERE a.person_id = \(id)
            """
        ) { row in
            RecordItem([
                .text("account.name", try row.get("name")), .moment("account.made", try row.get("made_at")),
                .moment("account.disabled", try row.get("disabled_at")), .moment("account.factor", try row.get("confirmed_at")),
                .text("account.outside", try row.get("issuer")),
            ])
        }
        return RecordSection.some("account", items)
    }

    static func sessions(of id: ID<Person>, _ connection: Connection) throws -> [RecordSection] {
        let items = try connection.all("SELECT device, made_at, seen_at FROM sessions WHERE person_id = \(id) ORDER BY made_at") { row in
            RecordItem([
                .word("session.device", "device." + (try row.get("device") as String)), .moment("session.made", try row.get("made_at")),
                .moment("session.seen", try row.get("seen_at")),
            ])
        }
        return RecordSection.some("sessions", items)
    }

    /// Who looked at or worked in this person's file, in which role, when.
    /// - Parameter someone: what is said of who was erased since.
    static func looks(at id: ID<Person>, someone: String, _ connection: Connection) throws -> [RecordSection] {
        let items = try connection.all(
            """
            SELECT l.at, l.role, p.given, p.prefix, p.family, p.called, t.owner AS gone FROM access_log AS l
            LEFT JOIN persons AS p ON p.id = l.viewer_id LEFT JOIN tombstones AS t ON t.owner = l.viewer_id
            WHERE l.student_id = \(id) ORDER BY l.number
            """
        ) { row in
            let isKnown = try row.get("gone") as String? == nil && row.get("given") as String? != nil
            return RecordItem([
                .moment("look.at", try row.get("at")), .text("look.who", isKnown ? try PersonName(row).full : someone),
                .word("look.role", try (row.get("role") as Role).key),
            ])
        }
        return RecordSection.some("looks", items)
    }
}

extension PeopleRecordsStore {
    /// The row stays, so that what others did with this person keeps standing; nothing in it says who it was. Without a key to sort by,
    /// no search finds it.
    static func neutralise(_ id: ID<Person>, _ connection: Connection) throws {
        try connection.run(
            """
            UPDATE persons SET given = \(neutralName), prefix = '', family = '', called = '', sort_key = '', language = 'nl', born = NULL,
              email = NULL, source_id = NULL
            WHERE id = \(id)
            """)
    }

    /// Every row that hangs on the account goes with it.
    static func removeAccount(of id: ID<Person>, _ connection: Connection) throws {
        try connection.run("DELETE FROM sessions WHERE person_id = \(id)")
        try connection.run("DELETE FROM second_factors WHERE person_id = \(id)")
        try connection.run("DELETE FROM recovery_codes WHERE person_id = \(id)")
        try connection.run("DELETE FROM half_sign_ins WHERE person_id = \(id)")
        try connection.run("DELETE FROM outside_identities WHERE person_id = \(id)")
        try connection.run("DELETE FROM accounts WHERE person_id = \(id)")
    }

    /// Roles of this person and about this person end now; the school's own numbers for them go.
    static func endRoles(of id: ID<Person>, _ connection: Connection) throws {
        let now = connection.now
        try connection.run("DELETE FROM roles WHERE (person_id = \(id) OR student_id = \(id)) AND starts_at > \(now)")
        try connection.run(
            """
            UPDATE roles SET source_id = NULL, ends_at = CASE WHEN ends_at IS NULL OR ends_at > \(now) THEN \(now) ELSE ends_at END
            WHERE person_id = \(id) OR student_id = \(id)
            """)
    }
}
