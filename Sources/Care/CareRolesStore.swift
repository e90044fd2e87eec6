import People
import Storage

/// Who can be asked, and the role by which care sees something of one student: it begins when something is put to a person and ends the
/// same moment as the last of it.
enum CareRolesStore {
    /// The mentors and class guides of a student at this moment.
    static func leading(_ student: ID<Person>, _ connection: Connection) throws -> [ID<Person>] {
        let now = connection.now
        return try connection.all(
            """
            SELECT DISTINCT person_id FROM roles
            WHERE role IN ('mentor', 'classGuide') AND starts_at <= \(now) AND (ends_at IS NULL OR ends_at > \(now))
              AND (student_id = \(student) OR group_id IN (
                SELECT group_id FROM roles WHERE person_id = \(student) AND role = 'student' AND group_id IS NOT NULL
                  AND starts_at <= \(now) AND (ends_at IS NULL OR ends_at > \(now))))
            """
        ) { try $0.get("person_id") }
    }

    /// The people of the school who have a role of care, for choosing whom to ask.
    static func people(_ role: Role, permit: Permit<Looking>, _ connection: Connection) throws -> [CarePerson] {
        guard permit.may.contains(.askConsult) || permit.may.contains(.refer) else { return [] }
        let now = connection.now
        return try connection.all(
            """
            SELECT DISTINCT p.id, p.given, p.prefix, p.family, p.called, p.sort_key FROM roles AS r JOIN persons AS p ON p.id = r.person_id
            WHERE r.role = \(role) AND r.student_id IS NULL AND r.starts_at <= \(now) AND (r.ends_at IS NULL OR r.ends_at > \(now))
              AND p.id <> \(permit.student)
            ORDER BY p.sort_key LIMIT 200
            """
        ) { CarePerson(id: try $0.get("id"), name: try PersonName($0)) }
    }

    /// Begins the role about one student, unless it runs already.
    static func open(_ person: ID<Person>, as role: Role, of student: ID<Person>, _ connection: Connection) throws {
        guard try !Policy.relations(of: person, to: student, connection).contains(role) else { return }
        try TeamStore.addRole(person, role, scope: .student(student), starts: connection.now, ends: nil, connection)
    }

    /// Ends the role when nothing is put to this person about this student any more.
    static func closeIfDone(_ person: ID<Person>?, as role: Role, of student: ID<Person>, _ connection: Connection) throws {
        guard let person, try !hasWork(person, as: role, of: student, connection) else { return }
        try connection.run(
            """
            UPDATE roles SET ends_at = \(connection.now) WHERE person_id = \(person) AND role = \(role) AND student_id = \(student)
              AND (ends_at IS NULL OR ends_at > \(connection.now))
            """)
    }

    private static func hasWork(_ person: ID<Person>, as role: Role, of student: ID<Person>, _ connection: Connection) throws -> Bool {
        if role == .careWorker {
            return try connection.any(
                """
                SELECT 1 FROM referrals WHERE student_id = \(student) AND receiver_id = \(person)
                  AND state IN \(anyOf: Referral.State.withReceiver)
                """)
        }
        let consults = try connection.any(
            """
            SELECT 1 FROM consults WHERE student_id = \(student) AND coordinator_id = \(person) AND state IN ('asked', 'takenUp', 'answered')
            """)
        return try consults
            || connection.any(
                """
                SELECT 1 FROM referrals WHERE student_id = \(student) AND coordinator_id = \(person) AND state IN \(anyOf: Referral.State.open)
                """)
    }
}

/// Someone who can be asked.
package struct CarePerson: Sendable {
    package let id: ID<Person>
    package let name: PersonName
}
