import Foundation
import People
import Storage
import Web

/// The SQL of groups.
enum GroupStore {
    static func add(_ form: GroupForm, _ connection: Connection) throws -> ID<Group> {
        let id: ID<Group> = connection.surroundings.newID()
        try connection.run(
            """
            INSERT INTO groups (id, kind, name, organisation_id) VALUES (\(id), \(form.kind), \(form.name), \(try known(form.organisation, connection)))
            """)
        return id
    }

    static func save(_ form: GroupForm, _ id: ID<Group>, _ connection: Connection) throws {
        try connection.run(
            """
            UPDATE groups SET kind = \(form.kind), name = \(form.name), organisation_id = \(try known(form.organisation, connection))
            WHERE id = \(id)
            """)
    }

    /// An organisation that went away since the form was opened is left out.
    private static func known(_ organisation: ID<Organisation>?, _ connection: Connection) throws -> ID<Organisation>? {
        guard let organisation else { return nil }
        return try connection.any("SELECT 1 FROM organisations WHERE id = \(organisation)") ? organisation : nil
    }

    static func find(_ id: ID<Group>, _ connection: Connection) throws -> GroupLine {
        guard let found = try connection.first("\(select(connection.now)) WHERE g.id = \(id)", line) else { throw Problem.notFound }
        return found
    }

    static func sheet(_ id: ID<Group>, _ connection: Connection) throws -> GroupSheet {
        let group = try find(id, connection)
        let organisation = try connection.first("SELECT name FROM organisations WHERE id = \(group.organisation)") {
            try $0.get("name") as String
        }
        return GroupSheet(group: group, organisation: organisation, members: try RoleStore.members(of: id, connection))
    }

    static func found(_ search: Search, page: String?, _ connection: Connection) throws -> Found<GroupLine> {
        let fitting = search.patterns.reduce("1 = 1" as SQL) { "\($0) AND LOWER(g.name) LIKE \($1) ESCAPE '!'" }
        let paging = Paging(asked: page, total: try connection.count("SELECT COUNT(*) AS n FROM groups AS g WHERE \(fitting)"))
        let lines = try connection.all(
            "\(select(connection.now)) WHERE \(fitting) ORDER BY LOWER(g.name), g.id LIMIT \(Paging.size) OFFSET \(paging.offset)", line)
        return Found(search: search, paging: paging, lines: lines)
    }

    /// All groups to choose from. A school has hundreds of classes, which a drop-down bears.
    static func all(_ connection: Connection) throws -> [GroupLine] {
        try connection.all("\(select(connection.now)) ORDER BY LOWER(g.name), g.id LIMIT 2000", line)
    }

    private static func select(_ now: Date) -> SQL {
        """
        SELECT g.id, g.kind, g.name, g.organisation_id, g.source_id,
          (SELECT COUNT(*) FROM roles AS r WHERE r.group_id = g.id AND r.starts_at <= \(now) AND (r.ends_at IS NULL OR r.ends_at > \(now))) AS members
        FROM groups AS g
        """
    }

    private static func line(_ row: Row) throws -> GroupLine {
        GroupLine(
            id: try row.get("id"), kind: try row.get("kind"), name: try row.get("name"), organisation: try row.get("organisation_id"),
            isImported: try row.get("source_id") as String? != nil, members: try row.get("members"))
    }
}
