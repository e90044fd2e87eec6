import Foundation
import People
import Storage
import Web

package enum CorrectionStore {
    /// A request that waits for an answer, without its words: for a list of a whole caseload.
    package struct Waiting: Sendable {
        package let id: ID<Correction>
        package let student: ID<Person>
        package let asked: Date
    }

    /// What waits for an answer among the students of these permits, the oldest first: for Today.
    package static func open(for permits: [Permit<Looking>], _ connection: Connection) throws -> [Waiting] {
        let students = permits.filter { $0.may.contains(.answerCorrection) }.map(\.student)
        return try connection.all(
            "SELECT id, student_id, asked_at FROM corrections WHERE state = 'open' AND student_id IN \(anyOf: students) ORDER BY asked_at"
        ) { Waiting(id: try $0.get("id"), student: try $0.get("student_id"), asked: try $0.get("asked_at")) }
    }

    static func student(of id: ID<Correction>, _ connection: Connection) throws -> ID<Person>? {
        try connection.first("SELECT student_id FROM corrections WHERE id = \(id)") { try $0.get("student_id") }
    }

    /// All of one student, for the student and for who may answer them; to anyone else there are none.
    static func all<Scope>(_ permit: Permit<Scope>, _ connection: Connection) throws -> [Correction] {
        guard permit.may.contains(.answerCorrection) || permit.viewer == permit.student else { throw Problem.forbidden }
        return try all(about: permit.student, connection)
    }

    /// For the person's own export.
    static func all(about student: ID<Person>, _ connection: Connection) throws -> [Correction] {
        try load("c.student_id = \(student)", connection)
    }

    static func one(_ id: ID<Correction>, permit: Permit<Changing>, _ connection: Connection) throws -> Correction {
        guard let found = try load("c.id = \(id) AND c.student_id = \(permit.student)", connection).first else { throw Problem.notFound }
        return found
    }

    static func ask(_ question: String, permit: Permit<Changing>, _ connection: Connection) throws {
        let open = try connection.count(
            "SELECT COUNT(*) AS n FROM corrections WHERE student_id = \(permit.student) AND state = 'open'")
        guard open < Correction.mostOpen else { throw CorrectionRefusal.tooMany }
        let id: ID<Correction> = connection.surroundings.newID()
        let sealed = try connection.seal(question, of: permit.student, at: Place("corrections", "question", id))
        try connection.run(
            """
            INSERT INTO corrections (id, student_id, state, question, asked_at)
            VALUES (\(id), \(permit.student), 'open', \(sealed), \(connection.now))
            """)
    }

    static func answer(
        _ correction: Correction, _ verdict: Correction.Verdict, words: String, permit: Permit<Changing>, _ connection: Connection
    ) throws {
        let next = try correction.state(after: verdict)
        let sealed = try connection.seal(words, of: correction.student, at: Place("corrections", "answer", correction.id))
        try connection.run(
            """
            UPDATE corrections SET state = \(next), answer = \(sealed), answered_by = \(permit.viewer), answered_at = \(connection.now)
            WHERE id = \(correction.id)
            """)
    }

    private static func load(_ which: SQL, _ connection: Connection) throws -> [Correction] {
        try connection.all(
            """
            SELECT c.id, c.student_id, c.state, c.question, c.asked_at, c.answer, c.answered_at, p.id AS answerer, p.given, p.prefix, p.family,
              p.called
            FROM corrections AS c LEFT JOIN persons AS p ON p.id = c.answered_by
            WHERE \(which) ORDER BY c.asked_at DESC, c.id DESC LIMIT 200
            """
        ) { row in
            let id: ID<Correction> = try row.get("id")
            let student: ID<Person> = try row.get("student_id")
            return Correction(
                id: id, student: student, state: try row.get("state"),
                question: try connection.open(try row.get("question"), of: student, at: Place("corrections", "question", id)),
                asked: try row.get("asked_at"),
                answer: try connection.open(ifAny: try row.get("answer"), of: student, at: Place("corrections", "answer", id)),
                answeredBy: try row.get("answerer") as String? == nil ? nil : try PersonName(row), answered: try row.get("answered_at"))
        }
    }
}

/// What is past its term.
extension CorrectionStore {
    static func answered(before moment: Date, _ connection: Connection) throws -> (count: Int, first: Date?) {
        let count = try connection.count("SELECT COUNT(*) AS n FROM corrections WHERE answered_at < \(moment)")
        return (count, try connection.first("SELECT MIN(answered_at) AS at FROM corrections") { try $0.get("at") as Date? } ?? nil)
    }

    static func removeAnswered(before moment: Date, most: Int, _ connection: Connection) throws -> Int {
        try connection.run(
            "DELETE FROM corrections WHERE id IN (SELECT id FROM corrections WHERE answered_at < \(moment) LIMIT \(most))")
    }
}
