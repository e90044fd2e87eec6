import Foundation
import People
import Storage
import Web

enum HoldStore {
    /// Whether a person's file may not go now.
    static func isHeld(_ person: ID<Person>, _ connection: Connection) throws -> Bool {
        try connection.any("SELECT 1 FROM holds WHERE person_id = \(person) AND ended_at IS NULL AND until >= \(connection.today)")
    }

    /// Those that run, the one that ends first on top.
    static func running(_ connection: Connection) throws -> [Hold] {
        try load("h.ended_at IS NULL AND h.until >= \(connection.today) ORDER BY h.until, h.id LIMIT 500", connection)
    }

    static func all(of person: ID<Person>, _ connection: Connection) throws -> [Hold] {
        try load("h.person_id = \(person) ORDER BY h.made_at", connection)
    }

    static func make(_ draft: HoldDraft, by maker: ID<Person>, _ connection: Connection) throws {
        guard try connection.any("SELECT 1 FROM persons WHERE id = \(draft.person)"), try !connection.isErased(draft.person) else {
            throw HoldRefusal.unknownPerson
        }
        let id: ID<Hold> = connection.surroundings.newID()
        let sealed = try connection.seal(draft.reason, of: draft.person, at: Place("holds", "reason", id))
        try connection.run(
            """
            INSERT INTO holds (id, person_id, until, reason, made_by, made_at)
            VALUES (\(id), \(draft.person), \(draft.until), \(sealed), \(maker), \(connection.now))
            """)
    }

    static func end(_ id: ID<Hold>, by ender: ID<Person>, _ connection: Connection) throws {
        guard try connection.any("SELECT 1 FROM holds WHERE id = \(id)") else { throw Problem.notFound }
        let changed = try connection.run(
            "UPDATE holds SET ended_at = \(connection.now), ended_by = \(ender) WHERE id = \(id) AND ended_at IS NULL")
        guard changed == 1 else { throw HoldRefusal.ended }
    }

    /// People whose name has these letters, for choosing whom to hold.
    static func candidates(_ letters: String, _ connection: Connection) throws -> [(person: ID<Person>, name: PersonName)] {
        let words = PersonName.folded(letters).filter { $0.isLetter || $0 == " " || $0 == "-" }
        guard words.count >= 2 else { return [] }
        return try connection.all(
            "SELECT id, given, prefix, family, called FROM persons WHERE sort_key LIKE \("%" + words + "%") ORDER BY sort_key LIMIT 20"
        ) { (try $0.get("id"), try PersonName($0)) }
    }

    static func name(of person: ID<Person>, _ connection: Connection) throws -> PersonName? {
        try connection.first("SELECT given, prefix, family, called FROM persons WHERE id = \(person)") { try PersonName($0) }
    }

    private static func load(_ which: SQL, _ connection: Connection) throws -> [Hold] {
        let rows = try connection.all(
            """
            SELECT h.id, h.person_id, h.until, h.reason, h.made_by, h.made_at, h.ended_at, p.given, p.prefix, p.family, p.called FROM holds AS h
            JOIN persons AS p ON p.id = h.person_id WHERE \(which)
            """
        ) { row in
            let id: ID<Hold> = try row.get("id")
            let person: ID<Person> = try row.get("person_id")
            let reason = try connection.open(ifAny: try row.get("reason"), of: person, at: Place("holds", "reason", id))
            return (
                hold: Hold(
                    id: id, person: person, name: try PersonName(row), until: try row.get("until"), reason: reason,
                    made: try row.get("made_at"), madeBy: nil, ended: try row.get("ended_at")), maker: try row.get("made_by") as ID<Person>?
            )
        }
        let names = try StudentStore.names(rows.compactMap(\.maker), connection)
        return rows.map { row in
            let hold = row.hold
            return Hold(
                id: hold.id, person: hold.person, name: hold.name, until: hold.until, reason: hold.reason, made: hold.made,
                madeBy: row.maker.flatMap { names[$0] }, ended: hold.ended)
        }
    }
}
