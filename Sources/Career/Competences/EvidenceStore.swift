import Foundation
import People
import Storage
import Web

package enum EvidenceStore {
    static func student(of id: ID<Evidence>, _ connection: Connection) throws -> ID<Person>? {
        try connection.first("SELECT student_id FROM career_evidence WHERE id = \(id)") { try $0.get("student_id") }
    }

    /// Of one student, the latest day first.
    package static func all<Scope>(_ permit: Permit<Scope>, _ connection: Connection) throws -> [Evidence] {
        guard permit.sees.contains(.career) else { return [] }
        return try load("WHERE student_id = \(permit.student) ORDER BY day DESC, id DESC LIMIT \(CareerRules.most)", connection).map(
            \.evidence)
    }

    static func one<Scope>(_ id: ID<Evidence>, _ permit: Permit<Scope>, _ connection: Connection) throws -> Evidence {
        guard permit.sees.contains(.career),
            let found = try load("WHERE id = \(id) AND student_id = \(permit.student)", connection).first
        else { throw Problem.notFound }
        return found.evidence
    }

    /// What students of a caseload wrote since a moment.
    static func made(since: Date, _ permits: [Permit<Looking>], _ connection: Connection) throws -> [(
        student: ID<Person>, evidence: Evidence
    )] {
        let students = permits.filter { $0.sees.contains(.career) }.map(\.student)
        return try load(
            "WHERE student_id IN \(anyOf: students) AND made_at > \(since) ORDER BY made_at DESC LIMIT 20", connection)
    }

    @discardableResult
    package static func add(_ draft: EvidenceDraft, permit: Permit<Changing>, _ connection: Connection) throws -> ID<Evidence> {
        let student = permit.student
        let count = try connection.count("SELECT COUNT(*) AS n FROM career_evidence WHERE student_id = \(student)")
        guard count < CareerRules.most else { throw CareerRefusal.tooMany }
        let id: ID<Evidence> = connection.surroundings.newID()
        let words = try connection.seal(draft.words, of: student, at: Place("career_evidence", "words", id))
        try connection.run(
            """
            INSERT INTO career_evidence (id, student_id, competence, source, words, day, made_by, made_at)
            VALUES (\(id), \(student), \(draft.competence), \(draft.source), \(words), \(draft.day), \(permit.viewer), \(connection.now))
            """)
        return id
    }

    static func remove(_ evidence: Evidence, permit: Permit<Changing>, _ connection: Connection) throws {
        guard CareerRules.mayRemove(madeBy: evidence.by, viewer: permit.viewer, student: permit.student) else {
            throw CareerRefusal.notYours
        }
        try connection.run("DELETE FROM career_evidence WHERE id = \(evidence.id) AND student_id = \(permit.student)")
    }

    static func load(_ filter: SQL, _ connection: Connection) throws -> [(student: ID<Person>, evidence: Evidence)] {
        try connection.all("SELECT id, student_id, competence, source, words, day, made_by, made_at FROM career_evidence \(filter)") {
            row in
            let (id, student): (ID<Evidence>, ID<Person>) = (try row.get("id"), try row.get("student_id"))
            let words = try connection.open(try row.get("words"), of: student, at: Place("career_evidence", "words", id))
            let evidence = Evidence(
                id: id, competence: try row.get("competence"), source: try row.get("source"), words: words, day: try row.get("day"),
                by: try row.get("made_by"), made: try row.get("made_at"))
            return (student: student, evidence: evidence)
        }
    }
}
