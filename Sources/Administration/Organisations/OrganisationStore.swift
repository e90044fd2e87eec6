import Foundation
import People
import Storage
import Web

/// The SQL of organisations.
enum OrganisationStore {
    static func add(_ form: OrganisationForm, _ connection: Connection) throws {
        let id: ID<Organisation> = connection.surroundings.newID()
        try connection.run("INSERT INTO organisations (id, kind, name) VALUES (\(id), \(form.kind), \(form.name))")
    }

    static func rename(_ id: ID<Organisation>, _ name: String, _ connection: Connection) throws {
        try connection.run("UPDATE organisations SET name = \(name) WHERE id = \(id)")
    }

    static func find(_ id: ID<Organisation>, _ connection: Connection) throws -> OrganisationLine {
        guard let found = try connection.first("SELECT id, kind, name, source_id FROM organisations WHERE id = \(id)", line) else {
            throw Problem.notFound
        }
        return found
    }

    static func found(_ search: Search, page: String?, _ connection: Connection) throws -> Found<OrganisationLine> {
        let fitting = search.patterns.reduce("1 = 1" as SQL) { "\($0) AND LOWER(name) LIKE \($1) ESCAPE '!'" }
        let paging = Paging(asked: page, total: try connection.count("SELECT COUNT(*) AS n FROM organisations WHERE \(fitting)"))
        let lines = try connection.all(
            """
            SELECT id, kind, name, source_id FROM organisations WHERE \(fitting)
            ORDER BY LOWER(name), id LIMIT \(Paging.size) OFFSET \(paging.offset)
            """, line)
        return Found(search: search, paging: paging, lines: lines)
    }

    /// All organisations to choose from.
    static func all(_ connection: Connection) throws -> [OrganisationLine] {
        try connection.all("SELECT id, kind, name, source_id FROM organisations ORDER BY LOWER(name), id LIMIT 2000", line)
    }

    private static func line(_ row: Row) throws -> OrganisationLine {
        OrganisationLine(
            id: try row.get("id"), kind: try row.get("kind"), name: try row.get("name"),
            isImported: try row.get("source_id") as String? != nil)
    }
}
