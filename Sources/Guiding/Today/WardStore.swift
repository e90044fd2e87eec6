import People
import Storage

/// The students of whom someone is a parent or guardian, and may still see something.
enum WardStore {
    static func of(_ viewer: ID<Person>, _ connection: Connection) throws -> [(id: ID<Person>, name: PersonName)] {
        let now = connection.now
        let children = try connection.all(
            """
            SELECT p.id, p.given, p.prefix, p.family, p.called FROM roles AS r JOIN persons AS p ON p.id = r.student_id
            WHERE r.person_id = \(viewer) AND r.role = 'guardian' AND r.starts_at <= \(now) AND (r.ends_at IS NULL OR r.ends_at > \(now))
            ORDER BY p.sort_key
            """
        ) { (id: try $0.get("id") as ID<Person>, name: try PersonName($0)) }
        return try children.filter { try Policy.relations(of: viewer, to: $0.id, connection).contains(.guardian) }
    }
}
