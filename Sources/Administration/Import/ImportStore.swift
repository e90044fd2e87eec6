import FileFormats
import Foundation
import People
import Storage

/// The SQL of an import: all that came from earlier lists in one go, and then only what changes.
///
/// The text of each statement is always the same, so that it is prepared once and not a hundred thousand times.
enum ImportStore {
    static func existing(_ connection: Connection) throws -> ImportedRows {
        var rows = ImportedRows()
        for row in try organisations(connection) { rows.organisations[row.source] = row }
        for row in try groups(connection) { rows.groups[row.source] = row }
        let persons = try persons(connection)
        rows.persons.reserveCapacity(persons.count)
        for row in persons { rows.persons[row.source] = row }
        let roles = try roles(connection)
        rows.roles.reserveCapacity(roles.count)
        for row in roles { rows.roles[row.source] = row }
        rows.students = Set(
            try connection.all("SELECT DISTINCT person_id FROM roles WHERE role = 'student'") { try $0.get("person_id") as ID<Person> })
        return rows
    }

    private static func organisations(_ connection: Connection) throws -> [OrganisationRow] {
        try connection.all("SELECT id, source_id, kind, name FROM organisations WHERE source_id IS NOT NULL") {
            OrganisationRow(id: try $0.get("id"), source: try $0.get("source_id"), kind: try $0.get("kind"), name: try $0.get("name"))
        }
    }

    private static func groups(_ connection: Connection) throws -> [GroupRow] {
        try connection.all(
            """
            SELECT g.id, g.source_id, g.kind, g.name, g.organisation_id, c.type, c.begins, c.ends FROM groups AS g
            LEFT JOIN oneroster_classes AS c ON c.group_id = g.id
            WHERE g.source_id IS NOT NULL
            """
        ) { row in
            GroupRow(
                id: try row.get("id"), source: try row.get("source_id"), kind: try row.get("kind"), name: try row.get("name"),
                organisation: try row.get("organisation_id"),
                type: (try row.get("type") as String?).flatMap(OneRoster.ClassType.init(rawValue:)),
                begins: try row.get("begins"), ends: try row.get("ends"))
        }
    }

    private static func persons(_ connection: Connection) throws -> [PersonRow] {
        try connection.all("SELECT id, source_id, given, prefix, family, called, born, email FROM persons WHERE source_id IS NOT NULL") {
            row in
            PersonRow(
                id: try row.get("id"), source: try row.get("source_id"), given: try row.get("given"), prefix: try row.get("prefix"),
                family: try row.get("family"), called: try row.get("called"), born: try row.get("born"), email: try row.get("email"))
        }
    }

    private static func roles(_ connection: Connection) throws -> [RoleRow] {
        try connection.all(
            """
            SELECT id, source_id, person_id, role, organisation_id, group_id, student_id, starts_at, ends_at FROM roles
            WHERE source_id LIKE \(RoleSource.all + "%")
            """
        ) { row in
            RoleRow(
                id: try row.get("id"), source: try row.get("source_id"), person: try row.get("person_id"), role: try row.get("role"),
                place: .init(
                    organisation: try row.get("organisation_id"), group: try row.get("group_id"), student: try row.get("student_id")),
                starts: try row.get("starts_at"), ends: try row.get("ends_at"))
        }
    }

    /// - Parameters:
    ///   - now: when what ends, ends.
    ///   - wrote: called after every statement.
    static func write(_ plan: ImportPlan, at now: Date, _ connection: Connection, wrote: () -> Void) throws {
        for row in plan.organisations.added {
            try add(row, connection)
            wrote()
        }
        for row in plan.organisations.changed {
            try change(row, connection)
            wrote()
        }
        for row in plan.groups.added {
            try add(row, connection)
            wrote()
        }
        for row in plan.groups.changed {
            try change(row, connection)
            wrote()
        }
        for row in plan.persons.added {
            try add(row, connection)
            wrote()
        }
        for row in plan.persons.changed {
            try change(row, connection)
            wrote()
        }
        try write(plan.roles, at: now, connection, wrote)
    }

    private static func add(_ row: OrganisationRow, _ connection: Connection) throws {
        try connection.run(
            "INSERT INTO organisations (id, source_id, kind, name) VALUES (\(row.id), \(row.source), \(row.kind), \(row.name))")
    }

    private static func change(_ row: OrganisationRow, _ connection: Connection) throws {
        try connection.run("UPDATE organisations SET kind = \(row.kind), name = \(row.name) WHERE id = \(row.id)")
    }

    private static func add(_ row: GroupRow, _ connection: Connection) throws {
        try connection.run(
            """
            INSERT INTO groups (id, source_id, kind, name, organisation_id)
            VALUES (\(row.id), \(row.source), \(row.kind), \(row.name), \(row.organisation))
            """)
        try keepClass(row, connection)
    }

    private static func change(_ row: GroupRow, _ connection: Connection) throws {
        try connection.run(
            "UPDATE groups SET kind = \(row.kind), name = \(row.name), organisation_id = \(row.organisation) WHERE id = \(row.id)")
        try keepClass(row, connection)
    }

    private static func keepClass(_ row: GroupRow, _ connection: Connection) throws {
        try connection.run(
            """
            INSERT INTO oneroster_classes (group_id, type, begins, ends) VALUES (\(row.id), \(row.type?.rawValue), \(row.begins), \(row.ends))
            ON CONFLICT (group_id) DO UPDATE SET type = excluded.type, begins = excluded.begins, ends = excluded.ends
            """)
    }

    private static func add(_ row: PersonRow, _ connection: Connection) throws {
        try connection.run(
            """
            INSERT INTO persons (id, source_id, given, prefix, family, called, sort_key, born, email)
            VALUES (\(row.id), \(row.source), \(row.given), \(row.prefix), \(row.family), \(row.called), \(row.name.sortKey), \(row.born),
              \(row.email))
            """)
    }

    private static func change(_ row: PersonRow, _ connection: Connection) throws {
        try connection.run(
            """
            UPDATE persons
            SET given = \(row.given), prefix = \(row.prefix), family = \(row.family), called = \(row.called), sort_key = \(row.name.sortKey),
              born = \(row.born), email = \(row.email)
            WHERE id = \(row.id)
            """)
    }

    /// First what gives a name free, then what takes one.
    private static func write(_ plan: RolePlan, at now: Date, _ connection: Connection, _ wrote: () -> Void) throws {
        for row in plan.ended {
            try connection.run("UPDATE roles SET ends_at = \(now) WHERE id = \(row.id)")
            wrote()
        }
        for row in plan.withdrawn {
            try connection.run("DELETE FROM roles WHERE id = \(row.id)")
            wrote()
        }
        for row in plan.released {
            try connection.run("UPDATE roles SET source_id = NULL WHERE id = \(row.id)")
            wrote()
        }
        for moved in plan.moved {
            try connection.run("UPDATE roles SET starts_at = \(moved.starts), ends_at = \(moved.ends) WHERE id = \(moved.row.id)")
            wrote()
        }
        for row in plan.added {
            try connection.run(
                """
                INSERT INTO roles (id, source_id, person_id, role, organisation_id, group_id, student_id, starts_at, ends_at)
                VALUES (\(row.id), \(row.source), \(row.person), \(row.role), \(row.place.organisation), \(row.place.group), \(row.place.student),
                  \(row.starts), \(row.ends))
                """)
            wrote()
        }
    }
}
