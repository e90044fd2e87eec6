import Foundation
import People
import Storage
import Web

/// Ties people of the workplace to a placement. What they may see is a role period about the student, made here and ending here.
package enum SupervisorStore {
    /// Ties someone the school knows, with a role that ends at midnight after the last day.
    package static func tie(_ person: ID<Person>, to placement: Placement, permit: Permit<Changing>, _ connection: Connection) throws {
        guard try connection.any("SELECT 1 FROM persons WHERE id = \(person)"), person != placement.student else {
            throw PlacementRefusal.unknownPerson
        }
        guard placement.supervisor(person)?.isRunning != true else { throw PlacementRefusal.alreadySupervisor }
        let state = placement.state(on: connection.today)
        guard state == .planned || state == .running else { throw PlacementRefusal.notNow }
        let role = try TeamStore.addRole(
            person, .workplaceSupervisor, scope: .student(placement.student), starts: connection.now,
            ends: Placement.accessEnds(last: placement.last), connection)
        try tie(person, role: role, to: placement.id, connection)
        try NoticeStore.add(.placementMade, to: person, cause: placement.id.text, connection)
    }

    /// Ties someone whose role period stands already: an invitation made it, with an end of its own.
    package static func tie(_ person: ID<Person>, role: ID<RolePeriod>, to placement: ID<Placement>, _ connection: Connection) throws {
        try connection.run(
            """
            INSERT INTO placement_supervisors (placement_id, person_id, role_id) VALUES (\(placement), \(person), \(role))
            ON CONFLICT (placement_id, person_id) DO UPDATE SET role_id = excluded.role_id
            """)
    }

    /// Ends the access of one supervisor now; that this person supervised stays.
    package static func end(_ person: ID<Person>, of placement: Placement, permit: Permit<Changing>, _ connection: Connection) throws {
        let now = connection.now
        try connection.run(
            """
            UPDATE roles SET ends_at = \(now)
            WHERE id IN (SELECT role_id FROM placement_supervisors WHERE placement_id = \(placement.id) AND person_id = \(person))
              AND (ends_at IS NULL OR ends_at > \(now))
            """)
    }

    static func endAll(_ placement: Placement, _ connection: Connection) throws {
        let now = connection.now
        try connection.run(
            """
            UPDATE roles SET ends_at = \(now)
            WHERE id IN (SELECT role_id FROM placement_supervisors WHERE placement_id = \(placement.id))
              AND (ends_at IS NULL OR ends_at > \(now))
            """)
    }

    /// Lets access end with another last day. Only what would have ended, or ended, with the old one follows: whoever was taken off does
    /// not come back. A period that is over stays as it was, and a new one begins.
    static func move(_ placement: Placement, last: Day, _ connection: Connection) throws {
        let (old, new) = (Placement.accessEnds(last: placement.last), Placement.accessEnds(last: last))
        let ties: SQL = "SELECT role_id FROM placement_supervisors WHERE placement_id = \(placement.id)"
        if old > connection.now {
            try connection.run("UPDATE roles SET ends_at = \(new) WHERE id IN (\(ties)) AND ends_at = \(old)")
            return
        }
        let people = try connection.all("SELECT person_id FROM roles WHERE id IN (\(ties)) AND ends_at = \(old)") {
            try $0.get("person_id") as ID<Person>
        }
        for person in people {
            let role = try TeamStore.addRole(
                person, .workplaceSupervisor, scope: .student(placement.student), starts: connection.now, ends: new, connection)
            try tie(person, role: role, to: placement.id, connection)
        }
    }

    static func load(_ placements: [ID<Placement>], _ connection: Connection) throws -> [(ID<Placement>, Placement.Supervisor)] {
        let now = connection.now
        return try connection.all(
            """
            SELECT s.placement_id, s.person_id, s.role_id, r.starts_at <= \(now) AND (r.ends_at IS NULL OR r.ends_at > \(now)) AS running,
              p.given, p.prefix, p.family, p.called
            FROM placement_supervisors AS s JOIN roles AS r ON r.id = s.role_id JOIN persons AS p ON p.id = s.person_id
            WHERE s.placement_id IN \(anyOf: placements) ORDER BY p.sort_key
            """
        ) { row in
            (
                try row.get("placement_id"),
                Placement.Supervisor(
                    person: try row.get("person_id"), name: try PersonName(row), role: try row.get("role_id"),
                    isRunning: try row.get("running"))
            )
        }
    }

    /// People who may be tied: whose name has these letters, students left out.
    static func candidates(_ letters: String, permit: Permit<Looking>, _ connection: Connection) throws -> [(
        person: ID<Person>, name: PersonName
    )] {
        let words = PersonName.folded(letters).filter { $0.isLetter || $0 == " " || $0 == "-" }
        guard words.count >= 2, permit.may.contains(.managePlacement) else { return [] }
        return try connection.all(
            """
            SELECT id, given, prefix, family, called FROM persons
            WHERE sort_key LIKE \("%" + words + "%") AND NOT EXISTS (SELECT 1 FROM roles WHERE person_id = persons.id AND role = 'student')
            ORDER BY NOT EXISTS (SELECT 1 FROM roles WHERE person_id = persons.id AND role = 'workplaceSupervisor'), sort_key LIMIT 20
            """
        ) { (try $0.get("id"), try PersonName($0)) }
    }
}

/// Organisations of the kind workplace.
package enum WorkplaceStore {
    /// The workplace of this name, found without regard to capitals and accents, or a new one.
    package static func named(_ name: String, _ connection: Connection) throws -> ID<Organisation> {
        let folded = PersonName.folded(name)
        let known = try all(connection).first { PersonName.folded($0.name) == folded }
        if let known { return known.id }
        let id: ID<Organisation> = connection.surroundings.newID()
        try connection.run("INSERT INTO organisations (id, kind, name) VALUES (\(id), 'workplace', \(name))")
        return id
    }

    package static func all(_ connection: Connection) throws -> [(id: ID<Organisation>, name: String)] {
        try connection.all("SELECT id, name FROM organisations WHERE kind = 'workplace' ORDER BY LOWER(name), id") {
            (try $0.get("id"), try $0.get("name"))
        }
    }
}
