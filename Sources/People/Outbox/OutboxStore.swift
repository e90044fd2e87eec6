import Foundation
import Storage

/// A mail that is to go out: which text, and what is filled in. It is put into words when it leaves, in the language that its reader has then.
package struct Mail: Sendable, Equatable, Codable {
    /// Of the texts `mail.<kind>.subject` and `mail.<kind>.body`.
    package let kind: String
    package let values: [String: String]

    /// When it says nothing any more, as a code that has run out; nil when it stays true.
    package let until: Date?

    package init(_ kind: String, _ values: [String: String] = [:], until: Date? = nil) {
        self.kind = kind
        self.values = values
        self.until = until
    }
}

/// Mail that waits to go out, in the same transaction as what caused it. The address is looked up when it leaves, and kept nowhere else.
package enum OutboxStore {
    /// - Parameters:
    ///   - cause: what the mail is about, such as an id; of one kind one cause is mailed once, however often it is added.
    ///   - notBefore: when it may leave; nil at once.
    package static func add(_ mail: Mail, to person: ID<Person>, cause: String, notBefore: Date? = nil, _ connection: Connection) throws {
        let id: ID<Mail> = connection.surroundings.newID()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let text = String(decoding: try encoder.encode(mail), as: UTF8.self)
        let sealed = try connection.seal(text, of: person, at: place(id))
        try connection.run(
            """
            INSERT INTO outbox (id, person_id, kind, cause, content, made_at, next_at)
            VALUES (\(id), \(person), \(mail.kind), \(cause), \(sealed), \(connection.now), \(notBefore ?? connection.now))
            ON CONFLICT (kind, cause) DO NOTHING
            """)
    }

    package static func place(_ id: ID<Mail>) -> Place { Place("outbox", "content", id) }
}
