import Foundation
import Instruments
import People
import Storage
import Web

package enum LookBackStore {
    /// The student's own, whole.
    package static func own<Scope>(_ permit: Permit<Scope>, _ connection: Connection) throws -> LookBack? {
        guard permit.viewer == permit.student else { return nil }
        return try load(permit.student, connection)
    }

    /// Where it stands, without a word of what was answered.
    static func standing(_ permit: Permit<Looking>, _ connection: Connection) throws -> LookBack? {
        guard permit.sees.contains(.career) else { return nil }
        return try load(permit.student, connection).map {
            LookBack(
                consents: $0.consents, decided: $0.decided, leaves: $0.leaves, asked: $0.asked, mentor: $0.mentor, version: nil,
                answers: nil, answered: $0.answered)
        }
    }

    package static func decide(consents: Bool, permit: Permit<Changing>, _ connection: Connection) throws {
        let state = try own(permit, connection)?.state
        guard LookBack.allows(consents ? .agree : .refuse, in: state) else { throw LookBackRefusal.saidAlready }
        try connection.run(
            """
            INSERT INTO career_look_backs (student_id, consents, decided_at) VALUES (\(permit.student), \(consents), \(connection.now))
            ON CONFLICT (student_id) DO UPDATE SET consents = excluded.consents, decided_at = excluded.decided_at
            """)
    }

    /// The day on which the student expects to leave; nil lets the end of the last class count again.
    package static func leave(on day: Day?, permit: Permit<Changing>, _ connection: Connection) throws {
        guard LookBack.allows(.chooseDay, in: try own(permit, connection)?.state) else { throw LookBackRefusal.notAsked }
        try connection.run("UPDATE career_look_backs SET leaves = \(day) WHERE student_id = \(permit.student)")
    }

    package static func answer(_ answers: Answers, on instrument: Instrument, permit: Permit<Changing>, _ connection: Connection) throws {
        let state = try own(permit, connection)?.state
        guard LookBack.allows(.answer, in: state) else {
            throw state == .answered ? LookBackRefusal.answered : LookBackRefusal.notAsked
        }
        guard answers.problems(in: instrument).isEmpty else { throw SkillRefusal.unfit }
        let sealed = try connection.seal(String(decoding: try answers.json(), as: UTF8.self), of: permit.student, at: place(permit.student))
        try connection.run(
            """
            UPDATE career_look_backs SET version = \(instrument.version), answers = \(sealed), answered_at = \(connection.now)
            WHERE student_id = \(permit.student)
            """)
    }

    /// What one mentor may read of students who were guided then: as long as their yes runs.
    static func readable(by mentor: ID<Person>, _ connection: Connection) throws -> [(student: ID<Person>, value: ReadLookBack)] {
        let students = try connection.all(
            """
            SELECT student_id FROM career_look_backs
            WHERE mentor_id = \(mentor) AND consents = 1 AND answered_at IS NOT NULL ORDER BY answered_at DESC LIMIT 200
            """
        ) { try $0.get("student_id") as ID<Person> }
        let names = try StudentStore.names(students, connection)
        return try students.compactMap { student in
            guard let look = try load(student, connection), let name = names[student] else { return nil }
            return (student: student, value: ReadLookBack(name: name, look: look))
        }
    }

    /// Asks everyone who said yes and whose half year is over, once.
    package static func sweep(_ connection: Connection) throws {
        let waiting = try connection.all(
            """
            SELECT student_id, leaves,
              (SELECT CASE WHEN COUNT(*) = COUNT(ends_at) THEN MAX(ends_at) END FROM roles
               WHERE person_id = career_look_backs.student_id AND role = 'student') AS ended
            FROM career_look_backs WHERE consents = 1 AND asked_at IS NULL
            """
        ) { (student: try $0.get("student_id") as ID<Person>, leaves: try $0.get("leaves") as Day?, ended: try $0.get("ended") as Date?) }
        for one in waiting {
            guard let due = LookBack.due(leaves: one.leaves, ended: one.ended), due <= connection.today else { continue }
            let end = one.leaves?.start ?? one.ended ?? connection.now
            try connection.run(
                """
                UPDATE career_look_backs SET asked_at = \(connection.now), mentor_id = \(try mentor(of: one.student, at: end, connection))
                WHERE student_id = \(one.student)
                """)
            try NoticeStore.add(.lookBackAsked, to: one.student, cause: one.student.text, connection)
        }
    }

    /// Who was mentor at a moment, by a role about the student or in the class of then; the one who came last.
    private static func mentor(of student: ID<Person>, at end: Date, _ connection: Connection) throws -> ID<Person>? {
        try connection.first(
            """
            SELECT person_id FROM roles
            WHERE role = 'mentor' AND starts_at <= \(end) AND (ends_at IS NULL OR ends_at >= \(end))
              AND (student_id = \(student) OR group_id IN (
                SELECT group_id FROM roles WHERE person_id = \(student) AND role = 'student' AND group_id IS NOT NULL
                  AND starts_at <= \(end) AND (ends_at IS NULL OR ends_at >= \(end))))
            ORDER BY starts_at DESC, id LIMIT 1
            """
        ) { try $0.get("person_id") }
    }

    static func load(_ student: ID<Person>, _ connection: Connection) throws -> LookBack? {
        try connection.first(
            """
            SELECT consents, decided_at, leaves, asked_at, mentor_id, version, answers, answered_at FROM career_look_backs
            WHERE student_id = \(student)
            """
        ) { row in
            let text = try connection.open(ifAny: try row.get("answers"), of: student, at: place(student))
            return LookBack(
                consents: try row.get("consents"), decided: try row.get("decided_at"), leaves: try row.get("leaves"),
                asked: try row.get("asked_at"), mentor: try row.get("mentor_id"), version: try row.get("version"),
                answers: try text.map { try Answers(json: Data($0.utf8)) }, answered: try row.get("answered_at"))
        }
    }

    private static func place(_ student: ID<Person>) -> Place { Place("career_look_backs", "answers", student) }
}

/// A look back as the mentor of that time reads it.
struct ReadLookBack: Sendable {
    let name: PersonName
    let look: LookBack
}
