import Foundation
import Informing
import People
import Storage
import Web

/// The SQL of mail in the demo: only there is what was sent still readable.
enum DemoMailStore {
    struct Kept: Sendable {
        let name: PersonName
        let language: Language
        let mail: Mail
        let sent: Date?
    }

    /// The newest first.
    static func latest(_ most: Int, _ connection: Connection) throws -> [Kept] {
        guard try DemoStore.isDemo(connection) else { return [] }
        return try connection.all(
            """
            SELECT o.id, o.person_id, o.content, o.sent_at, p.language, p.given, p.prefix, p.family, p.called
            FROM outbox AS o JOIN persons AS p ON p.id = o.person_id WHERE o.content IS NOT NULL
            ORDER BY COALESCE(o.sent_at, o.made_at) DESC, o.id DESC LIMIT \(most)
            """
        ) { row in
            let person: ID<Person> = try row.get("person_id")
            let text = try connection.open(try row.get("content"), of: person, at: OutboxStore.place(try row.get("id")))
            return Kept(
                name: try PersonName(row), language: try row.get("language"),
                mail: try JSONDecoder().decode(Mail.self, from: Data(text.utf8)),
                sent: try row.get("sent_at"))
        }
    }

    static func setAddress(_ address: String, of person: ID<Person>, _ connection: Connection) throws {
        try connection.run("UPDATE persons SET email = \(address) WHERE id = \(person) AND email IS NULL")
    }

    static func unsent(_ connection: Connection) throws -> [ID<Mail>] {
        try connection.all("SELECT id FROM outbox WHERE sent_at IS NULL AND kind = \(Digest.kind) ORDER BY id") { try $0.get("id") }
    }
}
