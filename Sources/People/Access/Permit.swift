import Storage
import Web

/// Scope of a permit to look.
package enum Looking {}
/// Scope of a permit to change.
package enum Changing {}

/// Proof that the rules were asked about this viewer and this student, and that it is in the access log.
///
/// Made by `Policy` alone; every function that returns or changes a student's data takes one. It is good for the moment it was made
/// in: it never leaves the transaction.
package struct Permit<Scope> {
    package let viewer: ID<Person>
    package let student: ID<Person>
    /// The role that opened the door, first in order of weight; said on the page under 'why can I see this'.
    package let role: Role
    /// All roles that connect the viewer to the student now; what is shared with one of them is shared with the viewer.
    package let roles: Set<Role>
    package let sees: Set<Part>
    package let may: Set<Act>

    fileprivate init(viewer: ID<Person>, student: ID<Person>, role: Role, roles: Set<Role>, sees: Set<Part>, may: Set<Act>) {
        self.viewer = viewer
        self.student = student
        self.role = role
        self.roles = roles
        self.sees = sees
        self.may = may
    }
}

extension Permit where Scope == Changing {
    /// Who may change something may look at it in the same act.
    package var looking: Permit<Looking> {
        Permit<Looking>(viewer: viewer, student: student, role: role, roles: roles, sees: sees, may: may)
    }
}

/// Asks the rules. The default is no, and no looks the same as 'does not exist'.
package enum Policy {
    /// The roles by which a viewer is connected to a student at this moment.
    package static func relations(of viewer: ID<Person>, to student: ID<Person>, _ connection: Connection) throws -> Set<Role> {
        if viewer == student { return [.student] }
        let now = connection.now
        let roles = try connection.all(
            """
            SELECT role FROM roles
            WHERE person_id = \(viewer) AND student_id = \(student) AND starts_at <= \(now) AND (ends_at IS NULL OR ends_at > \(now))
            UNION
            SELECT mine.role FROM roles AS mine
            JOIN roles AS theirs ON theirs.group_id = mine.group_id AND theirs.role = 'student' AND theirs.person_id = \(student)
              AND theirs.starts_at <= \(now) AND (theirs.ends_at IS NULL OR theirs.ends_at > \(now))
            WHERE mine.person_id = \(viewer) AND mine.role IN ('mentor', 'classGuide')
              AND mine.starts_at <= \(now) AND (mine.ends_at IS NULL OR mine.ends_at > \(now))
            """
        ) { try $0.get("role") as Role }
        var found = Set(roles).intersection(Role.aboutStudent)
        if found.contains(.guardian) {
            let born = try connection.first("SELECT born FROM persons WHERE id = \(student)") { try $0.get("born") as Day? } ?? nil
            let mayStill = AccessRule.guardianMaySee(studentBorn: born, today: connection.today)
            if try !mayStill && !ShareStore.letsIn(viewer, of: student, connection) { found.remove(.guardian) }
        }
        return found
    }

    static func look(_ viewer: ID<Person>, at student: ID<Person>, _ connection: Connection) throws -> Permit<Looking> {
        try permit(viewer, student, connection)
    }

    static func change(_ viewer: ID<Person>, _ student: ID<Person>, act: Act, _ connection: Connection) throws -> Permit<Changing> {
        let permit: Permit<Changing> = try permit(viewer, student, connection)
        guard permit.may.contains(act) else { throw Problem.forbidden }
        return permit
    }

    /// The viewer's permits for a whole caseload, whose relations one query has found.
    static func looks(_ viewer: ID<Person>, at caseload: [(student: ID<Person>, role: Role)]) -> [Permit<Looking>] {
        caseload.compactMap { student, role in
            AccessRule.of(role).map { Permit(viewer: viewer, student: student, role: role, roles: [role], sees: $0.sees, may: $0.may) }
        }
    }

    private static func permit<Scope>(_ viewer: ID<Person>, _ student: ID<Person>, _ connection: Connection) throws -> Permit<Scope> {
        let relations = try relations(of: viewer, to: student, connection)
        let rules = AccessRule.all.filter { relations.contains($0.role) }
        guard let first = rules.first, try isStudent(student, connection) else { throw Problem.notFound }
        return Permit(
            viewer: viewer, student: student, role: first.role, roles: relations, sees: rules.reduce(into: []) { $0.formUnion($1.sees) },
            may: rules.reduce(into: []) { $0.formUnion($1.may) })
    }

    /// Only who is or was a student has a file.
    private static func isStudent(_ person: ID<Person>, _ connection: Connection) throws -> Bool {
        try connection.any("SELECT 1 FROM roles WHERE person_id = \(person) AND role = 'student' LIMIT 1")
    }
}
