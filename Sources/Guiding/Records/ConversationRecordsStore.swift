import Foundation
import People
import Storage

enum ConversationRecordsStore {
    static func conversations(about person: ID<Person>, _ connection: Connection) throws -> [Conversation] {
        try ConversationStore.load("WHERE c.student_id = \(person) ORDER BY c.at", connection)
    }

    /// Conversations about others in which a person took part.
    static func elsewhere(_ person: ID<Person>, _ connection: Connection) throws -> [(kind: Conversation.Kind, at: Date)] {
        try connection.all(
            """
            SELECT c.kind, c.at FROM conversation_participants AS cp JOIN conversations AS c ON c.id = cp.conversation_id
            WHERE cp.person_id = \(person) AND c.student_id <> \(person) ORDER BY c.at
            """
        ) { (kind: try $0.get("kind"), at: try $0.get("at")) }
    }

    /// A person's own working notes.
    static func notes(by person: ID<Person>, _ connection: Connection) throws -> [(words: String, changed: Date)] {
        try connection.all(
            "SELECT conversation_id, note, changed_at FROM working_notes WHERE author_id = \(person) ORDER BY changed_at"
        ) { row in
            let place = WorkingNoteStore.place(try row.get("conversation_id"), person)
            return (words: try connection.open(try row.get("note"), of: person, at: place), changed: try row.get("changed_at"))
        }
    }

    /// The words of conversations about a person go, and what was still to come is off; notes this person wrote go whole.
    static func scrub(_ person: ID<Person>, _ connection: Connection) throws {
        try connection.run(
            """
            UPDATE conversations SET place = NULL, agenda = NULL, notes = NULL, summary = NULL,
              state = CASE state WHEN 'concluded' THEN 'concluded' WHEN 'held' THEN 'concluded' ELSE 'cancelled' END
            WHERE student_id = \(person)
            """)
        try connection.run("DELETE FROM working_notes WHERE author_id = \(person)")
    }
}
