import Foundation
import People
import Storage

enum InformingRecordsStore {
    /// The hour that somebody chose; nil for who chose nothing, or none.
    static func hour(of person: ID<Person>, _ connection: Connection) throws -> Int? {
        try connection.first("SELECT digest_hour FROM message_settings WHERE person_id = \(person)") { try $0.get("digest_hour") as Int? }
            ?? nil
    }

    static func notices(of person: ID<Person>, _ connection: Connection) throws -> [(notice: Notice, made: Date, mailed: Date?)] {
        try connection.all("SELECT kind, made_at, mailed_at FROM notices WHERE person_id = \(person) ORDER BY made_at, kind, cause") {
            (try $0.get("kind"), try $0.get("made_at"), try $0.get("mailed_at"))
        }
    }

    static func mails(of person: ID<Person>, _ connection: Connection) throws -> [(kind: String, made: Date, sent: Date?)] {
        try connection.all("SELECT kind, made_at, sent_at FROM outbox WHERE person_id = \(person) ORDER BY made_at, id") {
            (try $0.get("kind"), try $0.get("made_at"), try $0.get("sent_at"))
        }
    }

    static func remove(of person: ID<Person>, _ connection: Connection) throws {
        try connection.run("DELETE FROM message_settings WHERE person_id = \(person)")
        try connection.run("DELETE FROM digest_switches WHERE person_id = \(person)")
        try connection.run("DELETE FROM calendar_feeds WHERE person_id = \(person)")
        try connection.run("DELETE FROM notices WHERE person_id = \(person)")
        try connection.run("DELETE FROM outbox WHERE person_id = \(person)")
    }
}
