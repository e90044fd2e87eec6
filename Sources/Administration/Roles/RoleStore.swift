import Foundation
import People
import Storage
import Web

/// The SQL of roles and their periods.
enum RoleStore {
    static func of(_ person: ID<Person>, _ connection: Connection) throws -> [HeldRole] {
        try connection.all(columns + "WHERE r.person_id = \(person) ORDER BY r.starts_at DESC, r.id", held)
    }

    static func find(_ id: ID<RolePeriod>, _ connection: Connection) throws -> HeldRole {
        guard let found = try connection.first(columns + "WHERE r.id = \(id)", held) else { throw Problem.notFound }
        return found
    }

    /// With the name of what each role is about, the newest first.
    static func lines(of person: ID<Person>, _ connection: Connection) throws -> [RoleLine] {
        try connection.all(
            """
            SELECT r.id, r.person_id, r.role, r.organisation_id, r.group_id, r.student_id, r.starts_at, r.ends_at, r.source_id,
              COALESCE(g.name, o.name) AS place,
              COALESCE(s.given, '') AS given, COALESCE(s.prefix, '') AS prefix, COALESCE(s.family, '') AS family, COALESCE(s.called, '') AS called
            FROM roles AS r
            LEFT JOIN groups AS g ON g.id = r.group_id
            LEFT JOIN organisations AS o ON o.id = r.organisation_id
            LEFT JOIN persons AS s ON s.id = r.student_id
            WHERE r.person_id = \(person)
            ORDER BY r.starts_at DESC, r.id
            """
        ) { row in
            let role = try held(row)
            let student: String? = if case .student = role.scope { try PersonName(row).full } else { nil }
            return RoleLine(held: role, place: try student ?? row.get("place"))
        }
    }

    static func members(of group: ID<Group>, _ connection: Connection) throws -> [MemberLine] {
        try connection.all(
            """
            SELECT r.id, r.person_id, r.role, r.organisation_id, r.group_id, r.student_id, r.starts_at, r.ends_at, r.source_id,
              p.given, p.prefix, p.family, p.called
            FROM roles AS r
            JOIN persons AS p ON p.id = r.person_id
            WHERE r.group_id = \(group)
            ORDER BY p.sort_key, r.starts_at
            """
        ) { MemberLine(held: try held($0), name: try PersonName($0)) }
    }

    static func add(_ new: NewRole, _ connection: Connection) throws {
        let id: ID<RolePeriod> = connection.surroundings.newID()
        let place = Columns(new.scope)
        try connection.run(
            """
            INSERT INTO roles (id, person_id, role, organisation_id, group_id, student_id, starts_at, ends_at)
            VALUES (\(id), \(new.person), \(new.role), \(place.organisation), \(place.group), \(place.student), \(new.period.starts),
              \(new.period.ends))
            """)
    }

    static func end(_ id: ID<RolePeriod>, _ ending: RoleRules.Ending, _ connection: Connection) throws {
        switch ending {
        case .ends(let moment): try connection.run("UPDATE roles SET ends_at = \(moment) WHERE id = \(id)")
        case .withdrawn: try connection.run("DELETE FROM roles WHERE id = \(id)")
        }
    }

    /// Whether what a role is to be about exists, and a student is a student.
    static func exists(_ scope: RolePeriod.Scope, _ connection: Connection) throws -> Bool {
        switch scope {
        case .institution: true
        case .organisation(let id): try connection.any("SELECT 1 FROM organisations WHERE id = \(id)")
        case .group(let id): try connection.any("SELECT 1 FROM groups WHERE id = \(id)")
        case .student(let id): try connection.any("SELECT 1 FROM roles WHERE person_id = \(id) AND role = 'student' LIMIT 1")
        }
    }

    /// Where a scope stands in the table: one column, or none for the whole school.
    private struct Columns {
        var organisation: ID<Organisation>?
        var group: ID<Group>?
        var student: ID<Person>?

        init(_ scope: RolePeriod.Scope) {
            switch scope {
            case .institution: break
            case .organisation(let id): organisation = id
            case .group(let id): group = id
            case .student(let id): student = id
            }
        }
    }

    private static let columns: SQL = """
        SELECT r.id, r.person_id, r.role, r.organisation_id, r.group_id, r.student_id, r.starts_at, r.ends_at, r.source_id FROM roles AS r\u{20}
        """

    private static func held(_ row: Row) throws -> HeldRole {
        HeldRole(
            id: try row.get("id"), person: try row.get("person_id"), role: try row.get("role"), scope: try scope(row),
            period: Period(starts: try row.get("starts_at"), ends: try row.get("ends_at")),
            isImported: try row.get("source_id") as String? != nil)
    }

    private static func scope(_ row: Row) throws -> RolePeriod.Scope {
        if let group: ID<Group> = try row.get("group_id") { return .group(group) }
        if let student: ID<Person> = try row.get("student_id") { return .student(student) }
        if let organisation: ID<Organisation> = try row.get("organisation_id") { return .organisation(organisation) }
        return .institution
    }
}
