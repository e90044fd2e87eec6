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
}
