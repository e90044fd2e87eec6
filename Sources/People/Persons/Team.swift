import Foundation
import Storage
import Web

/// Someone in the guidance team of a student: by a role about this student, or by being mentor or class guide of the class.
package struct TeamMember: Sendable {
    package let person: ID<Person>
    package let name: PersonName
    package let role: Role
    package let starts: Date
    package let ends: Date?
    /// Set when the role is about this student alone, and can be ended here; a role in the class is ended with the class.
    package let period: ID<RolePeriod>?
    /// How this person can be reached, in his or her own words.
    package let reach: String?
}

package enum TeamRefusal: String, Refusal {
    case noSuchRole, already, unknownPerson, ownEnd
    package var key: String { "team." + rawValue }
}

package enum TeamStore {
    /// Everyone around the student at this moment, the heaviest role first. A parent or guardian is there as long as the rules let in.
    package static func team<Scope>(_ permit: Permit<Scope>, _ connection: Connection) throws -> [TeamMember] {
        guard permit.sees.contains(.team) else { return [] }
        let members = try load(permit.student, connection).filter { member in
            try member.role != .guardian || Policy.relations(of: member.person, to: permit.student, connection).contains(.guardian)
        }
        // Two periods of one role, as of two placements, are one member.
        var seen: Set<ID<Person>> = []
        return Role.ofTeam.flatMap { role -> [TeamMember] in
            seen = []
            return members.filter { $0.role == role && seen.insert($0.person).inserted }
        }
    }

    /// Parents and guardians as the school knows them, also when they may not look: for the student, who can let them in.
    package static func guardians(_ permit: Permit<Looking>, _ connection: Connection) throws -> [TeamMember] {
        guard permit.sees.contains(.shares) else { return [] }
        return try load(permit.student, connection).filter { $0.role == .guardian }
    }

    /// Who of care is asked something about the student at this moment: for the student, who decides what they read. No part of the team.
    package static func care(_ permit: Permit<Looking>, _ connection: Connection) throws -> [TeamMember] {
        guard permit.sees.contains(.shares) else { return [] }
        return try load(permit.student, connection).filter { $0.role == .careCoordinator || $0.role == .careWorker }
    }

    /// With whom these shares are: for a parent or guardian who is asked for a yes.
    package static func audience(of shares: [Share], _ permit: Permit<Looking>, _ connection: Connection) throws -> [TeamMember] {
        guard permit.may.contains(.agreeToShare), !shares.isEmpty else { return [] }
        let meant = Set(shares.map(\.audience))
        return try load(permit.student, connection).filter { meant.contains(.person($0.person)) }
    }

    private static func load(_ student: ID<Person>, _ connection: Connection) throws -> [TeamMember] {
        let now = connection.now
        return try connection.all(
            """
            SELECT r.id, r.role, r.student_id, r.starts_at, r.ends_at, p.id AS person_id, p.given, p.prefix, p.family, p.called, p.reach
            FROM roles AS r JOIN persons AS p ON p.id = r.person_id
            WHERE (r.student_id = \(student) OR (r.role IN ('mentor', 'classGuide') AND r.group_id IN (
                SELECT group_id FROM roles WHERE person_id = \(student) AND role = 'student' AND group_id IS NOT NULL
                  AND starts_at <= \(now) AND (ends_at IS NULL OR ends_at > \(now)))))
              AND r.starts_at <= \(now) AND (r.ends_at IS NULL OR r.ends_at > \(now))
            ORDER BY p.sort_key
            """
        ) { row in
            let person: ID<Person> = try row.get("person_id")
            return TeamMember(
                person: person, name: try PersonName(row), role: try row.get("role"), starts: try row.get("starts_at"),
                ends: try row.get("ends_at"), period: try row.get("student_id") as String? == nil ? nil : try row.get("id"),
                reach: try ReachStore.open(row, of: person, connection))
        }
    }

    /// Adds someone to the team, from now.
    package static func add(_ person: ID<Person>, as role: Role, permit: Permit<Changing>, _ connection: Connection) throws {
        guard Role.ofTeam.contains(role), person != permit.student else { throw TeamRefusal.noSuchRole }
        guard try connection.any("SELECT 1 FROM persons WHERE id = \(person)") else { throw TeamRefusal.unknownPerson }
        guard try !Policy.relations(of: person, to: permit.student, connection).contains(role) else { throw TeamRefusal.already }
        try addRole(person, role, scope: .student(permit.student), starts: connection.now, ends: nil, connection)
    }

    /// Ends a role about this student; access ends the same second.
    package static func end(_ period: ID<RolePeriod>, permit: Permit<Changing>, _ connection: Connection) throws {
        try connection.run(
            """
            UPDATE roles SET ends_at = \(connection.now)
            WHERE id = \(period) AND student_id = \(permit.student) AND (ends_at IS NULL OR ends_at > \(connection.now))
            """)
    }

    /// Writes a period of a role: for the demo, the command line and tests. The administrator's pages have rules of their own.
    @discardableResult
    package static func addRole(
        _ person: ID<Person>, _ role: Role, scope: RolePeriod.Scope, starts: Date, ends: Date?, _ connection: Connection
    ) throws -> ID<RolePeriod> {
        let id: ID<RolePeriod> = connection.surroundings.newID()
        var (organisation, group, student): (String?, String?, String?) = (nil, nil, nil)
        switch scope {
        case .institution: break
        case .organisation(let id): organisation = id.text
        case .group(let id): group = id.text
        case .student(let id): student = id.text
        }
        try connection.run(
            """
            INSERT INTO roles (id, person_id, role, organisation_id, group_id, student_id, starts_at, ends_at)
            VALUES (\(id), \(person), \(role), \(organisation), \(group), \(student), \(starts), \(ends))
            """)
        return id
    }

    /// People who may be asked into a team: everyone whose name has these letters, students last.
    package static func candidates(_ letters: String, permit: Permit<Looking>, _ connection: Connection) throws -> [(
        person: ID<Person>, name: PersonName
    )] {
        let words = PersonName.folded(letters).filter { $0.isLetter || $0 == " " || $0 == "-" }
        guard words.count >= 2, permit.may.contains(.changeTeam) else { return [] }
        return try connection.all(
            """
            SELECT id, given, prefix, family, called FROM persons
            WHERE sort_key LIKE \("%" + words + "%") AND id <> \(permit.student)
            ORDER BY EXISTS (SELECT 1 FROM roles WHERE person_id = persons.id AND role = 'student'), sort_key LIMIT 20
            """
        ) { (try $0.get("id"), try PersonName($0)) }
    }
}

/// The name and class of a student, for whoever has a permit.
package struct StudentCard: Sendable {
    package let id: ID<Person>
    package let name: PersonName
    package let classes: [String]
}

package enum StudentStore {
    package static func card<Scope>(_ permit: Permit<Scope>, _ connection: Connection) throws -> StudentCard {
        guard let card = try cards([permit], connection).first else { throw Problem.notFound }
        return card
    }

    /// Cards of a whole caseload in two queries, in order of name.
    package static func cards<Scope>(_ permits: [Permit<Scope>], _ connection: Connection) throws -> [StudentCard] {
        let ids = permits.filter { $0.sees.contains(.name) }.map(\.student)
        let now = connection.now
        let classes = try connection.all(
            """
            SELECT r.person_id, g.name FROM roles AS r JOIN groups AS g ON g.id = r.group_id
            WHERE r.person_id IN \(anyOf: ids) AND r.role = 'student' AND r.starts_at <= \(now) AND (r.ends_at IS NULL OR r.ends_at > \(now))
            ORDER BY g.name
            """
        ) { (try $0.get("person_id") as ID<Person>, try $0.get("name") as String) }
        let byStudent = Dictionary(grouping: classes, by: \.0).mapValues { $0.map(\.1) }
        return try connection.all("SELECT id, given, prefix, family, called FROM persons WHERE id IN \(anyOf: ids) ORDER BY sort_key") {
            row in
            let id: ID<Person> = try row.get("id")
            return StudentCard(id: id, name: try PersonName(row), classes: byStudent[id] ?? [])
        }
    }

    /// Names of people, for showing who did something.
    package static func names(_ people: some Collection<ID<Person>>, _ connection: Connection) throws -> [ID<Person>: PersonName] {
        let ids = Array(Set(people))
        guard !ids.isEmpty else { return [:] }
        let found = try connection.all("SELECT id, given, prefix, family, called FROM persons WHERE id IN \(anyOf: ids)") {
            (try $0.get("id") as ID<Person>, try PersonName($0))
        }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }
}

/// Settings of the institution, by name.
package enum SettingStore {
    package static func value(_ name: String, _ connection: Connection) throws -> String? {
        try connection.first("SELECT value FROM settings WHERE name = \(name)") { try $0.get("value") }
    }

    package static func set(_ name: String, _ value: String, _ connection: Connection) throws {
        try connection.run(
            "INSERT INTO settings (name, value) VALUES (\(name), \(value)) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
    }
}
