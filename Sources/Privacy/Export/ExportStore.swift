import Foundation
import People
import Storage
import Web

package enum ExportStore {
    /// Asks for a new one; a file that was still waiting to be fetched is wiped.
    @discardableResult
    static func ask(_ person: ID<Person>, _ connection: Connection) throws -> ID<Export> {
        let midnight = connection.today.start
        try Export.check(
            running: try connection.any("SELECT 1 FROM exports WHERE person_id = \(person) AND state IN ('waiting', 'building')"),
            today: try connection.count("SELECT COUNT(*) AS n FROM exports WHERE person_id = \(person) AND asked_at >= \(midnight)"))
        try connection.run("UPDATE exports SET state = 'gone', file = NULL WHERE person_id = \(person) AND state = 'ready'")
        let id: ID<Export> = connection.surroundings.newID()
        try connection.run("INSERT INTO exports (id, person_id, state, asked_at) VALUES (\(id), \(person), 'waiting', \(connection.now))")
        return id
    }

    /// The one that was asked for last.
    static func latest(of person: ID<Person>, _ connection: Connection) throws -> Export? {
        try connection.first("\(select) WHERE person_id = \(person) ORDER BY asked_at DESC, id DESC LIMIT 1", export)
    }

    static func all(of person: ID<Person>, _ connection: Connection) throws -> [Export] {
        try connection.all("\(select) WHERE person_id = \(person) ORDER BY asked_at", export)
    }

    /// The next one to make: the oldest that waits, or that was being made when the process ended. One that failed too often is given up.
    static func claim(_ connection: Connection) throws -> Export? {
        try connection.run(
            "UPDATE exports SET state = 'failed' WHERE state IN ('waiting', 'building') AND attempts >= \(Export.mostAttempts)")
        let next = try connection.first("\(select) WHERE state IN ('waiting', 'building') ORDER BY asked_at LIMIT 1", export)
        guard let next else { return nil }
        try connection.run("UPDATE exports SET state = 'building', attempts = attempts + 1, progress = 0 WHERE id = \(next.id)")
        return next
    }

    static func progress(_ percent: Int, of id: ID<Export>, _ connection: Connection) throws {
        try connection.run("UPDATE exports SET progress = \(percent) WHERE id = \(id) AND state = 'building'")
    }

    /// Keeps the finished file, sealed with the key of the person it is about.
    static func finish(_ export: Export, file: [UInt8], _ connection: Connection) throws {
        guard try connection.any("SELECT 1 FROM exports WHERE id = \(export.id) AND state = 'building'") else { return }
        let sealed = try connection.seal(Data(file).base64EncodedString(), of: export.person, at: place(export.id))
        try connection.run(
            """
            UPDATE exports SET state = 'ready', progress = 100, file = \(sealed), ends_at = \(connection.now + Export.fetchable)
            WHERE id = \(export.id)
            """)
    }

    /// Gives the file and wipes it: it can be fetched once, by its owner.
    static func fetch(_ id: ID<Export>, of person: ID<Person>, _ connection: Connection) throws -> Data {
        guard let export = try connection.first("\(select) WHERE id = \(id) AND person_id = \(person)", export) else {
            throw Problem.notFound
        }
        guard export.isFetchable(at: connection.now) else { throw ExportRefusal.gone }
        let sealed = try connection.first("SELECT file FROM exports WHERE id = \(id)") { try $0.get("file") as Sealed<String> }
        guard let sealed, let file = Data(base64Encoded: try connection.open(sealed, of: person, at: place(id))) else {
            throw ExportRefusal.gone
        }
        try connection.run("UPDATE exports SET state = 'gone', file = NULL WHERE id = \(id)")
        return file
    }

    /// Wipes files whose day is over.
    package static func sweep(_ connection: Connection) throws {
        try connection.run("UPDATE exports SET state = 'gone', file = NULL WHERE state = 'ready' AND ends_at <= \(connection.now)")
    }

    /// Name and language of whoever it is for.
    static func owner(of export: Export, _ connection: Connection) throws -> (name: PersonName, language: Language)? {
        try connection.first("SELECT given, prefix, family, called, language FROM persons WHERE id = \(export.person)") { row in
            (try PersonName(row), Language(rawValue: try row.get("language")) ?? .nl)
        }
    }

    private static func place(_ id: ID<Export>) -> Place { Place("exports", "file", id) }

    private static let select: SQL = "SELECT id, person_id, state, asked_at, ends_at, progress FROM exports"

    private static func export(_ row: Row) throws -> Export {
        Export(
            id: try row.get("id"), person: try row.get("person_id"), state: try row.get("state"), asked: try row.get("asked_at"),
            ends: try row.get("ends_at"), progress: try row.get("progress"))
    }
}
