import Foundation
import People
import Storage
import Web

package enum ConversationStore {
    static func student(of id: ID<Conversation>, _ connection: Connection) throws -> ID<Person>? {
        try connection.first("SELECT student_id FROM conversations WHERE id = \(id)") { try $0.get("student_id") }
    }

    /// The conversations of one student that a permit opens, the latest first.
    package static func latest(_ most: Int, permit: Permit<Looking>, _ connection: Connection) throws -> [Conversation] {
        try load("WHERE c.student_id = \(permit.student) AND \(visible(permit)) ORDER BY c.at DESC LIMIT \(most)", connection)
    }

    package static func one<Scope>(_ id: ID<Conversation>, permit: Permit<Scope>, _ connection: Connection) throws -> Conversation {
        let filter: SQL = "WHERE c.id = \(id) AND c.student_id = \(permit.student) AND \(visible(permit))"
        guard let found = try load(filter, connection).first else { throw Problem.notFound }
        return found
    }

    /// For Today: of a caseload what is proposed, planned for today or earlier, or held without an outcome.
    static func asking(_ permits: [Permit<Looking>], until: Date, _ connection: Connection) throws -> [Conversation] {
        guard let viewer = permits.first?.viewer else { return [] }
        let all = permits.filter { $0.sees.contains(.conversations) }.map(\.student)
        let own = permits.filter { !$0.sees.contains(.conversations) && $0.sees.contains(.ownConversations) }.map(\.student)
        let mine: SQL = "SELECT conversation_id FROM conversation_participants WHERE person_id = \(viewer)"
        // The list of students comes first and alone, so that the index by student is used whatever stands beside it.
        let opened: SQL = own.isEmpty ? "1 = 1" : "(c.student_id IN \(anyOf: all) OR c.id IN (\(mine)))"
        return try load(
            """
            WHERE c.state IN ('proposed', 'planned', 'held')
              AND c.student_id IN \(anyOf: all + own) AND \(opened)
              AND (c.at < \(until) OR c.state = 'proposed') ORDER BY c.at LIMIT 200
            """, connection)
    }

    /// The moment of the last held conversation, of a caseload.
    static func lastContact(_ permits: [Permit<Looking>], _ connection: Connection) throws -> [ID<Person>: Date] {
        let students = permits.filter { $0.sees.contains(.conversations) }.map(\.student)
        let found = try connection.all(
            """
            SELECT student_id, MAX(at) AS at FROM conversations
            WHERE student_id IN \(anyOf: students) AND state IN ('held', 'concluded') GROUP BY student_id
            """
        ) { (try $0.get("student_id") as ID<Person>, try $0.get("at") as Date) }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }

    /// When three-way conversations of these students were held, and of which kind: nothing of what was said, nor who was there.
    package static func threeWays(of students: [ID<Person>], _ connection: Connection) throws -> [(
        student: ID<Person>, kind: Conversation.Kind, at: Date
    )] {
        try connection.all(
            """
            SELECT student_id, kind, at FROM conversations
            WHERE student_id IN \(anyOf: Array(Set(students))) AND state IN ('held', 'concluded')
              AND kind IN ('threeWayStart', 'threeWayMid', 'threeWayFinal')
            """
        ) { (try $0.get("student_id"), try $0.get("kind"), try $0.get("at")) }
    }

    package static func add(_ draft: ConversationDraft, state: Conversation.State, permit: Permit<Changing>, _ connection: Connection)
        throws -> ID<Conversation>
    {
        let id: ID<Conversation> = connection.surroundings.newID()
        try connection.run(
            """
            INSERT INTO conversations (id, student_id, kind, state, at, place, agenda, made_by, made_at)
            VALUES (\(id), \(permit.student), \(draft.kind), \(state), \(draft.at), \(try seal(draft.place, "place", id, permit.student, connection)),
              \(try seal(draft.agenda, "agenda", id, permit.student, connection)), \(permit.viewer), \(connection.now))
            """)
        for person in Set(draft.participants + [permit.student]) {
            try connection.run("INSERT INTO conversation_participants (conversation_id, person_id) VALUES (\(id), \(person))")
        }
        return id
    }

    static func plan(_ conversation: Conversation, at: Date, place: String?, _ connection: Connection) throws {
        let next = try conversation.after(.plan)
        let sealed = try seal(place, "place", conversation.id, conversation.student, connection)
        try connection.run("UPDATE conversations SET state = \(next), at = \(at), place = \(sealed) WHERE id = \(conversation.id)")
    }

    package static func prepare(_ conversation: Conversation, agenda: String?, _ connection: Connection) throws {
        let next = try conversation.after(.prepare)
        let sealed = try seal(agenda, "agenda", conversation.id, conversation.student, connection)
        try connection.run("UPDATE conversations SET state = \(next), agenda = \(sealed) WHERE id = \(conversation.id)")
    }

    package static func hold(_ conversation: Conversation, notes: String?, _ connection: Connection) throws {
        let next = try conversation.after(.hold)
        let sealed = try seal(notes, "notes", conversation.id, conversation.student, connection)
        // A talk that was planned for later and is held now, is held now.
        let at = conversation.state == .planned ? min(conversation.at, connection.now) : conversation.at
        try connection.run("UPDATE conversations SET state = \(next), notes = \(sealed), at = \(at) WHERE id = \(conversation.id)")
    }

    /// Writes the summary and asks the others to confirm it; a changed summary is asked for anew.
    package static func conclude(_ conversation: Conversation, summary: String, permit: Permit<Changing>, _ connection: Connection) throws {
        let next = try conversation.after(.conclude)
        let sealed = try seal(summary, "summary", conversation.id, conversation.student, connection)
        try connection.run(
            "UPDATE conversations SET state = \(next), summary = \(sealed), summarised_at = \(connection.now) WHERE id = \(conversation.id)"
        )
        guard conversation.summary != summary else { return }
        try connection.run("UPDATE conversation_participants SET confirmed_at = NULL WHERE conversation_id = \(conversation.id)")
        try connection.run(
            """
            UPDATE conversation_participants SET confirmed_at = \(connection.now)
            WHERE conversation_id = \(conversation.id) AND person_id = \(permit.viewer)
            """)
    }

    static func move(_ conversation: Conversation, by act: ConversationAct, _ connection: Connection) throws {
        let next = try conversation.after(act)
        try connection.run("UPDATE conversations SET state = \(next) WHERE id = \(conversation.id)")
    }

    package static func confirm(_ conversation: Conversation, permit: Permit<Changing>, _ connection: Connection) throws {
        _ = try conversation.after(.confirm)
        guard conversation.summary != nil else { throw ConversationRefusal.noSummary }
        guard let participant = conversation.participant(permit.viewer) else { throw ConversationRefusal.notParticipant }
        guard participant.confirmed == nil else { throw ConversationRefusal.alreadyConfirmed }
        try connection.run(
            """
            UPDATE conversation_participants SET confirmed_at = \(connection.now)
            WHERE conversation_id = \(conversation.id) AND person_id = \(permit.viewer)
            """)
    }

    private static func seal(
        _ text: String?, _ column: String, _ id: ID<Conversation>, _ student: ID<Person>, _ connection: Connection
    ) throws -> Sealed<String>? {
        try connection.seal(ifAny: text, of: student, at: Place("conversations", column, id))
    }

    private static func visible<Scope>(_ permit: Permit<Scope>) -> SQL {
        if permit.sees.contains(.conversations) { return "1 = 1" }
        guard permit.sees.contains(.ownConversations) else { return "1 = 0" }
        return "c.id IN (SELECT conversation_id FROM conversation_participants WHERE person_id = \(permit.viewer))"
    }

    static func load(_ filter: SQL, _ connection: Connection) throws -> [Conversation] {
        let rows = try connection.all(
            "SELECT c.id, c.student_id, c.kind, c.state, c.at, c.place, c.agenda, c.notes, c.summary, c.summarised_at FROM conversations AS c \(filter)"
        ) { try conversation($0, connection) }
        guard !rows.isEmpty else { return [] }
        let participants = try connection.all(
            """
            SELECT cp.conversation_id, cp.person_id, cp.confirmed_at, p.given, p.prefix, p.family, p.called FROM conversation_participants AS cp
            JOIN persons AS p ON p.id = cp.person_id WHERE cp.conversation_id IN \(anyOf: rows.map(\.id)) ORDER BY p.sort_key
            """
        ) { row in
            (
                try row.get("conversation_id") as ID<Conversation>,
                Conversation.Participant(
                    person: try row.get("person_id"), name: try PersonName(row), confirmed: try row.get("confirmed_at"))
            )
        }
        let byConversation = Dictionary(grouping: participants, by: \.0)
        return rows.map { $0.with((byConversation[$0.id] ?? []).map(\.1)) }
    }

    private static func conversation(_ row: Row, _ connection: Connection) throws -> Conversation {
        let id: ID<Conversation> = try row.get("id")
        let student: ID<Person> = try row.get("student_id")
        func text(_ column: String) throws -> String? {
            try connection.open(ifAny: try row.get(column), of: student, at: Place("conversations", column, id))
        }
        return Conversation(
            id: id, student: student, kind: try row.get("kind"), state: try row.get("state"), at: try row.get("at"),
            place: try text("place"),
            agenda: try text("agenda"), notes: try text("notes"), summary: try text("summary"), summarised: try row.get("summarised_at"),
            participants: [])
    }
}

extension Conversation {
    fileprivate func with(_ participants: [Participant]) -> Conversation {
        Conversation(
            id: id, student: student, kind: kind, state: state, at: at, place: place, agenda: agenda, notes: notes, summary: summary,
            summarised: summarised, participants: participants)
    }
}

/// The private working note: its author's own, sealed with the author's key. The student may ask for it; the page says so.
package enum WorkingNoteStore {
    static func mine(in conversation: ID<Conversation>, permit: Permit<Looking>, _ connection: Connection) throws -> String? {
        let sealed: Sealed<String>? =
            try connection.first(
                "SELECT note FROM working_notes WHERE conversation_id = \(conversation) AND author_id = \(permit.viewer)"
            ) { try $0.get("note") }
        return try connection.open(ifAny: sealed, of: permit.viewer, at: place(conversation, permit.viewer))
    }

    package static func write(_ note: String?, in conversation: ID<Conversation>, permit: Permit<Changing>, _ connection: Connection) throws
    {
        guard permit.may.contains(.keepWorkingNote) else { return }
        guard let sealed = try connection.seal(ifAny: note, of: permit.viewer, at: place(conversation, permit.viewer)) else {
            try connection.run("DELETE FROM working_notes WHERE conversation_id = \(conversation) AND author_id = \(permit.viewer)")
            return
        }
        try connection.run(
            """
            INSERT INTO working_notes (conversation_id, author_id, note, changed_at)
            VALUES (\(conversation), \(permit.viewer), \(sealed), \(connection.now))
            ON CONFLICT (conversation_id, author_id) DO UPDATE SET note = excluded.note, changed_at = excluded.changed_at
            """)
    }

    static func place(_ conversation: ID<Conversation>, _ author: ID<Person>) -> Place {
        Place("working_notes", "note", conversation.text + "/" + author.text)
    }
}
