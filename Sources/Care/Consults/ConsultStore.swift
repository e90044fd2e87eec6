import Foundation
import People
import Storage
import Web

package enum ConsultStore {
    static func student(of id: ID<Consult>, _ connection: Connection) throws -> ID<Person>? {
        try connection.first("SELECT student_id FROM consults WHERE id = \(id)") { try $0.get("student_id") }
    }

    /// The consults about one student that a permit opens, the latest first.
    package static func find<Scope>(_ permit: Permit<Scope>, _ connection: Connection) throws -> [Consult] {
        guard permit.sees.contains(.consults) || permit.sees.contains(.ownConsults) else { return [] }
        return try load("WHERE c.student_id = \(permit.student) AND \(visible(permit)) ORDER BY c.asked_at DESC LIMIT 100", connection)
    }

    package static func one<Scope>(_ id: ID<Consult>, permit: Permit<Scope>, _ connection: Connection) throws -> Consult {
        let filter: SQL = "WHERE c.id = \(id) AND c.student_id = \(permit.student) AND \(visible(permit))"
        guard let found = try load(filter, connection).first else { throw Problem.notFound }
        return found
    }

    /// The open consults of a caseload.
    static func open(_ permits: [Permit<Looking>], _ connection: Connection) throws -> [Consult] {
        guard let viewer = permits.first?.viewer else { return [] }
        let all = permits.filter { $0.sees.contains(.consults) }.map(\.student)
        let own = permits.filter { !$0.sees.contains(.consults) && $0.sees.contains(.ownConsults) }.map(\.student)
        guard !all.isEmpty || !own.isEmpty else { return [] }
        return try load(
            """
            WHERE c.state IN ('asked', 'takenUp', 'answered') AND c.student_id IN \(anyOf: all + own)
              AND (c.student_id IN \(anyOf: all) OR c.coordinator_id = \(viewer)) ORDER BY c.asked_at LIMIT 200
            """, connection)
    }

    @discardableResult
    package static func ask(_ draft: ConsultDraft, permit: Permit<Changing>, _ connection: Connection) throws -> ID<Consult> {
        let id: ID<Consult> = connection.surroundings.newID()
        let sealed = try connection.seal(draft.question, of: permit.student, at: Place("consults", "question", id))
        try connection.run(
            """
            INSERT INTO consults (id, student_id, asked_by, coordinator_id, question, state, asked_at)
            VALUES (\(id), \(permit.student), \(permit.viewer), \(draft.coordinator), \(sealed), \(Consult.State.asked), \(connection.now))
            """)
        try CareRolesStore.open(draft.coordinator, as: .careCoordinator, of: permit.student, connection)
        try NoticeStore.add(.consultAsked, to: draft.coordinator, cause: id.text, connection)
        return id
    }

    package static func takeUp(_ consult: Consult, permit: Permit<Changing>, _ connection: Connection) throws {
        let next = try consult.after(.takeUp, permit)
        try connection.run("UPDATE consults SET state = \(next), taken_up_at = \(connection.now) WHERE id = \(consult.id)")
    }

    package static func answer(_ consult: Consult, _ words: String, permit: Permit<Changing>, _ connection: Connection) throws {
        let next = try consult.after(.answer, permit)
        let sealed = try connection.seal(words, of: consult.student, at: Place("consults", "answer", consult.id))
        try connection.run("UPDATE consults SET answer = \(sealed) WHERE id = \(consult.id)")
        try answered(consult, next, connection)
    }

    /// A referral was proposed on it.
    static func refer(_ consult: Consult, permit: Permit<Changing>, _ connection: Connection) throws {
        try answered(consult, try consult.after(.refer, permit), connection)
    }

    private static func answered(_ consult: Consult, _ next: Consult.State, _ connection: Connection) throws {
        try connection.run(
            """
            UPDATE consults SET state = \(next), answered_at = \(connection.now), taken_up_at = COALESCE(taken_up_at, \(connection.now))
            WHERE id = \(consult.id)
            """)
        guard let asker = consult.askedBy else { return }
        try NoticeStore.add(.consultAnswered, to: asker, cause: consult.id.text, connection)
    }

    /// Closes or withdraws it; the coordinator's access ends with it, unless something else of theirs runs.
    package static func end(_ consult: Consult, _ act: ConsultAct, permit: Permit<Changing>, _ connection: Connection) throws {
        try end(consult.id, of: consult.student, coordinator: consult.coordinator, to: try consult.after(act, permit), connection)
    }

    private static func end(
        _ id: ID<Consult>, of student: ID<Person>, coordinator: ID<Person>?, to state: Consult.State, _ connection: Connection
    ) throws {
        try connection.run("UPDATE consults SET state = \(state), ended_at = \(connection.now) WHERE id = \(id)")
        try CareRolesStore.closeIfDone(coordinator, as: .careCoordinator, of: student, connection)
    }

    /// Closes what was answered and stood untouched: nobody keeps access because a button was forgotten. What still has a referral waits.
    static func sweep(_ connection: Connection) throws {
        let before = (connection.today + -Consult.closesAfter).start
        let old = try connection.all(
            """
            SELECT id, student_id, coordinator_id FROM consults AS c WHERE c.state = 'answered' AND c.answered_at < \(before)
              AND NOT EXISTS (SELECT 1 FROM referrals AS r WHERE r.consult_id = c.id AND r.state IN \(anyOf: Referral.State.open))
            LIMIT 200
            """
        ) { row in
            (
                id: try row.get("id") as ID<Consult>, student: try row.get("student_id") as ID<Person>,
                coordinator: try row.get("coordinator_id") as ID<Person>?
            )
        }
        for one in old { try end(one.id, of: one.student, coordinator: one.coordinator, to: .closed, connection) }
    }

    /// All consults; those that were put to the viewer, as long as they are open; or none.
    private static func visible<Scope>(_ permit: Permit<Scope>) -> SQL {
        if permit.sees.contains(.consults) { return "1 = 1" }
        guard permit.sees.contains(.ownConsults) else { return "1 = 0" }
        return "c.coordinator_id = \(permit.viewer) AND c.state IN ('asked', 'takenUp', 'answered')"
    }

    static func load(_ filter: SQL, _ connection: Connection) throws -> [Consult] {
        let found = try connection.all(
            """
            SELECT c.id, c.student_id, c.asked_by, c.coordinator_id, c.question, c.answer, c.state, c.asked_at, c.answered_at, c.ended_at
            FROM consults AS c \(filter)
            """
        ) { try consult($0, connection) }
        let names = try StudentStore.names(found.compactMap(\.askedBy) + found.compactMap(\.coordinator), connection)
        return found.map { one in
            var one = one
            one.asker = one.askedBy.flatMap { names[$0] }
            one.coordinatorName = one.coordinator.flatMap { names[$0] }
            return one
        }
    }

    private static func consult(_ row: Row, _ connection: Connection) throws -> Consult {
        let (id, student): (ID<Consult>, ID<Person>) = (try row.get("id"), try row.get("student_id"))
        return Consult(
            id: id, student: student, askedBy: try row.get("asked_by"), coordinator: try row.get("coordinator_id"),
            question: try connection.open(try row.get("question"), of: student, at: Place("consults", "question", id)),
            answer: try connection.open(ifAny: try row.get("answer"), of: student, at: Place("consults", "answer", id)),
            state: try row.get("state"), asked: try row.get("asked_at"), answered: try row.get("answered_at"),
            ended: try row.get("ended_at"))
    }
}
