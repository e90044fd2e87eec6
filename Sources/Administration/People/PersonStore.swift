import Foundation
import People
import Storage
import Web

/// The SQL of persons, for the administrator: names and how to reach them, nothing of a file.
enum PersonStore {
    static func add(_ form: PersonForm, _ connection: Connection) throws -> ID<Person> {
        let id: ID<Person> = connection.surroundings.newID()
        let name = form.name
        try connection.run(
            """
            INSERT INTO persons (id, given, prefix, family, called, sort_key, language, born, email)
            VALUES (\(id), \(name.given), \(name.prefix), \(name.family), \(storedCalled(name)), \(name.sortKey), \(form.language), \(form.born),
              \(form.email))
            """)
        return id
    }

    static func save(_ form: PersonForm, _ id: ID<Person>, _ connection: Connection) throws {
        let name = form.name
        try connection.run(
            """
            UPDATE persons
            SET given = \(name.given), prefix = \(name.prefix), family = \(name.family), called = \(storedCalled(name)), sort_key = \(name.sortKey),
              language = \(form.language), born = \(form.born), email = \(form.email)
            WHERE id = \(id)
            """)
    }

    /// Empty when it is the given name, so that it follows when that is corrected.
    static func storedCalled(_ name: PersonName) -> String { name.called == name.given ? "" : name.called }

    static func find(_ id: ID<Person>, _ connection: Connection) throws -> PersonRecord {
        let found = try connection.first(
            """
            SELECT p.id, p.given, p.prefix, p.family, p.called, p.language, p.born, p.email, p.source_id,
              EXISTS (SELECT 1 FROM roles WHERE person_id = p.id AND role = 'student') AS is_student
            FROM persons AS p
            WHERE p.id = \(id) AND \(isHere)
            """
        ) { row in
            PersonRecord(
                id: try row.get("id"), name: try PersonName(row), language: Language(rawValue: try row.get("language")) ?? .nl,
                born: try row.get("born"), email: try row.get("email"), isStudent: try row.get("is_student"),
                isImported: try row.get("source_id") as String? != nil)
        }
        guard let found else { throw Problem.notFound }
        return found
    }

    static func sheet(_ id: ID<Person>, _ connection: Connection) throws -> PersonSheet {
        PersonSheet(
            person: try find(id, connection), roles: try RoleStore.lines(of: id, connection), account: try AccountStore.of(id, connection),
            sessions: try SessionStore.running(of: id, connection).count, hasFactor: try SecondFactorStore.isOn(id, connection))
    }

    /// One page of the people who fit, in order of name; four queries, however many they are.
    static func found(_ search: Search, page: String?, onlyStudents: Bool = false, _ connection: Connection) throws -> Found<PersonLine> {
        let fitting = fitting(search, onlyStudents: onlyStudents)
        let paging = Paging(asked: page, total: try connection.count("SELECT COUNT(*) AS n FROM persons AS p WHERE \(fitting)"))
        let rows = try connection.all(
            """
            SELECT p.id, p.given, p.prefix, p.family, p.called, p.email, a.person_id AS account, a.password, a.disabled_at FROM persons AS p
            LEFT JOIN accounts AS a ON a.person_id = p.id
            WHERE \(fitting)
            ORDER BY p.sort_key, p.id
            LIMIT \(Paging.size) OFFSET \(paging.offset)
            """
        ) { (id: try $0.get("id") as ID<Person>, name: try PersonName($0), email: try $0.get("email") as String?, account: try state($0)) }
        let roles = try roles(of: rows.map(\.id), connection)
        return Found(
            search: search, paging: paging,
            lines: rows.map { PersonLine(id: $0.id, name: $0.name, email: $0.email, roles: roles[$0.id] ?? [], account: $0.account) })
    }

    /// One person as the lists show somebody, when there is such a person.
    static func line(_ id: ID<Person>, _ connection: Connection) throws -> PersonLine? {
        try connection.first("SELECT id, given, prefix, family, called, email FROM persons WHERE id = \(id)") { row in
            PersonLine(id: try row.get("id"), name: try PersonName(row), email: try row.get("email"), roles: [], account: .none)
        }
    }

    private static func fitting(_ search: Search, onlyStudents: Bool) -> SQL {
        search.patterns.reduce(onlyStudents ? "\(isHere) AND \(isStudent)" : isHere) { sql, pattern in
            "\(sql) AND (p.sort_key LIKE \(pattern) ESCAPE '!' OR LOWER(COALESCE(p.email, '')) LIKE \(pattern) ESCAPE '!')"
        }
    }

    /// Who was erased is only there for what others did with them.
    private static let isHere: SQL = "NOT EXISTS (SELECT 1 FROM tombstones WHERE owner = p.id)"
    private static let isStudent: SQL = "EXISTS (SELECT 1 FROM roles WHERE person_id = p.id AND role = 'student')"

    private static func state(_ row: Row) throws -> AccountState {
        guard try row.get("account") as String? != nil else { return .none }
        if try row.get("disabled_at") as Date? != nil { return .disabled }
        return try row.get("password") as String? == nil ? .invited : .active
    }

    private static func roles(of persons: [ID<Person>], _ connection: Connection) throws -> [ID<Person>: [Role]] {
        let now = connection.now
        let rows = try connection.all(
            """
            SELECT DISTINCT person_id, role FROM roles
            WHERE person_id IN \(anyOf: persons) AND starts_at <= \(now) AND (ends_at IS NULL OR ends_at > \(now))
            """
        ) { (try $0.get("person_id") as ID<Person>, try $0.get("role") as Role) }
        let byPerson = Dictionary(grouping: rows, by: \.0).mapValues { Set($0.map(\.1)) }
        return byPerson.mapValues { roles in Role.allCases.filter(roles.contains) }
    }
}
