import Foundation
import People
import Storage
import Web

package enum LeadStore {
    /// Every version, the latest first; none for who may not see who has the lead.
    package static func versions<Scope>(_ permit: Permit<Scope>, _ connection: Connection) throws -> [Lead] {
        guard permit.sees.contains(.lead) else { return [] }
        return try load(permit.student, connection)
    }

    package static func current<Scope>(_ permit: Permit<Scope>, _ connection: Connection) throws -> Lead? {
        try versions(permit, connection).first
    }

    /// Students of a caseload of whom every field of the latest version names somebody.
    static func complete(_ permits: [Permit<Looking>], _ connection: Connection) throws -> Set<ID<Person>> {
        let students = permits.filter { $0.sees.contains(.lead) }.map(\.student)
        let rows = try connection.all(
            """
            SELECT student_id, COUNT(person_id) AS n FROM lead_lines AS l
            WHERE student_id IN \(anyOf: students) AND version = (SELECT MAX(version) FROM leads WHERE student_id = l.student_id)
            GROUP BY student_id
            """
        ) { (try $0.get("student_id") as ID<Person>, try $0.get("n") as Int) }
        return Set(rows.filter { $0.1 == Lead.Field.allCases.count }.map(\.0))
    }

    /// Writes a new version, and lets the student know that there is something to say yes to.
    package static func set(_ lines: [Lead.Line], permit: Permit<Changing>, _ connection: Connection) throws {
        let student = permit.student
        let last = try current(permit, connection)
        if let last, last.lines == lines { throw LeadRefusal.unchanged }
        let version = (last?.version ?? 0) + 1
        try connection.run(
            """
            INSERT INTO leads (student_id, version, set_by, set_at)
            VALUES (\(student), \(version), \(permit.viewer), \(connection.now))
            """)
        for line in lines {
            let sealed = try connection.seal(ifAny: line.words, of: student, at: place(student, version, line.field))
            try connection.run(
                """
                INSERT INTO lead_lines (student_id, version, field, person_id, words)
                VALUES (\(student), \(version), \(line.field), \(line.person), \(sealed))
                """)
        }
        try NoticeStore.add(.leadToAgree, to: student, cause: "\(student.text)-\(version)", connection)
    }

    /// The student says yes to the latest version.
    package static func agree(permit: Permit<Changing>, _ connection: Connection) throws {
        guard let last = try current(permit, connection) else { throw LeadRefusal.nothingSet }
        guard last.agreed == nil else { throw LeadRefusal.alreadyAgreed }
        try connection.run(
            "UPDATE leads SET agreed_at = \(connection.now) WHERE student_id = \(permit.student) AND version = \(last.version)")
    }

    static func load(_ student: ID<Person>, _ connection: Connection) throws -> [Lead] {
        let lines = try connection.all(
            "SELECT version, field, person_id, words FROM lead_lines WHERE student_id = \(student)"
        ) { row in
            let (version, field): (Int, Lead.Field) = (try row.get("version"), try row.get("field"))
            let words = try connection.open(ifAny: try row.get("words"), of: student, at: place(student, version, field))
            return (version, Lead.Line(field, try row.get("person_id"), words: words))
        }
        let byVersion = Dictionary(grouping: lines, by: \.0).mapValues { found in
            Lead.Field.allCases.compactMap { field in found.first { $0.1.field == field }?.1 }
        }
        return try connection.all(
            "SELECT version, set_by, set_at, agreed_at FROM leads WHERE student_id = \(student) ORDER BY version DESC LIMIT 100"
        ) { row in
            let version: Int = try row.get("version")
            return Lead(
                version: version, lines: byVersion[version] ?? [], setBy: try row.get("set_by"), set: try row.get("set_at"),
                agreed: try row.get("agreed_at"))
        }
    }

    private static func place(_ student: ID<Person>, _ version: Int, _ field: Lead.Field) -> Place {
        Place("lead_lines", "words", "\(student.text)/\(version)/\(field.rawValue)")
    }
}
