import Storage

/// Whose files a person may look into at this moment, for what is made of many files and shows none.
package enum OpenStudentsStore {
    /// The students of whom a role that runs now opens at least one of these parts to a person; the person too.
    package static func students(opening parts: Set<Part>, to person: ID<Person>, _ connection: Connection) throws -> [ID<Person>] {
        func opens(_ role: Role) -> Bool { !(AccessRule.of(role)?.sees.isDisjoint(with: parts) ?? true) }
        let guided = try Caseload.of(person, connection).filter { opens($0.role) }.map(\.student)
        guard opens(.guardian) else { return [person] + guided }
        // Whether a parent may look still depends on the student's age and wish: the rules know.
        let wards = try connection.all(
            """
            SELECT DISTINCT student_id FROM roles WHERE person_id = \(person) AND role = 'guardian' AND student_id IS NOT NULL
              AND starts_at <= \(connection.now) AND (ends_at IS NULL OR ends_at > \(connection.now))
            """
        ) { try $0.get("student_id") as ID<Person> }
        let open = try wards.filter { try Policy.relations(of: person, to: $0, connection).contains(.guardian) }
        return [person] + guided + open
    }
}
