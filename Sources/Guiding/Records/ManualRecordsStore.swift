import Foundation
import People
import Storage

enum ManualRecordsStore {
    /// A share as it was given, also when it is over.
    struct GivenShare {
        let kind: Share.Item.Kind
        let role: Role?
        let name: String?
        let purpose: Share.Purpose
        let until: Day
        let made: Date
        let withdrawn: Date?
    }

    static func texts(of person: ID<Person>, _ connection: Connection) throws -> [ManualText] {
        try ManualStore.load("WHERE student_id = \(person) ORDER BY section, version", person, connection)
    }

    static func circumstances(of person: ID<Person>, _ connection: Connection) throws -> [Circumstance] {
        try CircumstanceStore.load("AND state <> 'refused'", person, connection)
    }

    static func shares(of person: ID<Person>, _ connection: Connection) throws -> [GivenShare] {
        try connection.all(
            """
            SELECT s.kind, s.role, s.purpose, s.until, s.made_at, s.withdrawn_at, s.person_id, p.given, p.prefix, p.family, p.called
            FROM shares AS s LEFT JOIN persons AS p ON p.id = s.person_id WHERE s.student_id = \(person) ORDER BY s.made_at
            """
        ) { row in
            GivenShare(
                kind: try row.get("kind"), role: try row.get("role"),
                name: try row.get("person_id") as String? == nil ? nil : try PersonName(row).full, purpose: try row.get("purpose"),
                until: try row.get("until"), made: try row.get("made_at"), withdrawn: try row.get("withdrawn_at"))
        }
    }

    /// What this person shared or was shared with, wrote and proposed. A circumstance that this person worded for somebody else and that
    /// was accepted is that student's; one that still waits goes.
    static func remove(of person: ID<Person>, _ connection: Connection) throws {
        try connection.run("DELETE FROM manual_texts WHERE student_id = \(person)")
        try connection.run("DELETE FROM circumstances WHERE student_id = \(person) OR (author_id = \(person) AND state <> 'accepted')")
        try connection.run("DELETE FROM shares WHERE student_id = \(person) OR person_id = \(person)")
        try connection.run("UPDATE persons SET reach = NULL WHERE id = \(person)")
    }
}
