import People
import Storage

enum DemoStore {
    static let mark = "demo"

    /// Whether this database was filled as a demo.
    static func isDemo(_ connection: Connection) throws -> Bool { try SettingStore.value(mark, connection) != nil }

    static func hasPeople(_ connection: Connection) throws -> Bool { try connection.any("SELECT 1 FROM persons LIMIT 1") }

    /// One person for each role, as chosen when the school was filled.
    static func faces(_ connection: Connection) throws -> [DemoFace] {
        let order: [Role] = [
            .mentor, .student, .workplaceSupervisor, .classGuide, .peerCoach, .guardian, .careCoordinator, .careWorker, .manager,
            .researcher,
            .administrator,
        ]
        return try order.compactMap { role in
            guard let id: ID<Person> = try SettingStore.value("demo." + role.rawValue, connection).flatMap({ ID($0) }) else { return nil }
            return try StudentStore.names([id], connection)[id].map { DemoFace(person: id, role: role, name: $0) }
        }
    }

    static func choose(_ person: ID<Person>, as role: Role, _ connection: Connection) throws {
        try SettingStore.set("demo." + role.rawValue, person.text, connection)
    }

    static func addGroup(_ name: String, kind: Group.Kind, _ connection: Connection) throws -> ID<Group> {
        let id: ID<Group> = connection.surroundings.newID()
        try connection.run("INSERT INTO groups (id, kind, name) VALUES (\(id), \(kind), \(name))")
        return id
    }

    static func addOrganisation(_ name: String, kind: Organisation.Kind, _ connection: Connection) throws -> ID<Organisation> {
        let id: ID<Organisation> = connection.surroundings.newID()
        try connection.run("INSERT INTO organisations (id, kind, name) VALUES (\(id), \(kind), \(name))")
        return id
    }

    /// Students with nobody from outside the school around them, each with the mentor of the class: first those of the mentor who stands
    /// on the page of roles, in order of name.
    static func withoutOutsiders(_ connection: Connection) throws -> [(student: ID<Person>, mentor: ID<Person>, born: Day?)] {
        let face = try SettingStore.value("demo." + Role.mentor.rawValue, connection) ?? ""
        return try connection.all(
            """
            SELECT s.person_id, m.person_id AS mentor, p.born FROM roles AS s
            JOIN roles AS m ON m.group_id = s.group_id AND m.role = 'mentor' JOIN persons AS p ON p.id = s.person_id
            WHERE s.role = 'student'
              AND NOT EXISTS (SELECT 1 FROM roles AS o WHERE o.student_id = s.person_id AND o.role IN ('workplaceSupervisor', 'guardian'))
            ORDER BY m.person_id = \(face) DESC, p.sort_key, p.id
            """
        ) { (try $0.get("person_id"), try $0.get("mentor"), try $0.get("born")) }
    }

    /// The supervisors of workplaces, but not who stands on the page of roles.
    static func supervisors(_ connection: Connection) throws -> [(person: ID<Person>, name: PersonName)] {
        let face = try SettingStore.value("demo." + Role.workplaceSupervisor.rawValue, connection)
        return try connection.all(
            """
            SELECT DISTINCT p.id, p.given, p.prefix, p.family, p.called, p.sort_key FROM roles AS r JOIN persons AS p ON p.id = r.person_id
            WHERE r.role = 'workplaceSupervisor' AND r.organisation_id IS NOT NULL AND p.id <> \(face ?? "") ORDER BY p.sort_key
            """
        ) { (try $0.get("id"), try PersonName($0)) }
    }

    static func setAddress(_ email: String, of person: ID<Person>, _ connection: Connection) throws {
        try connection.run("UPDATE persons SET email = \(email) WHERE id = \(person)")
    }

    /// The invented mails of an invented past are not sent by anyone.
    static func markSent(_ kind: String, _ connection: Connection) throws {
        try connection.run("UPDATE outbox SET sent_at = made_at WHERE kind = \(kind) AND sent_at IS NULL")
    }
}
