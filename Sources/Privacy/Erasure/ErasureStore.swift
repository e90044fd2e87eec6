import Foundation
import People
import Storage
import Web

package enum ErasureStore {
    /// A request that waits, in a list: who, and where it stands.
    package struct Waiting: Sendable {
        package let id: ID<ErasureRequest>
        package let person: ID<Person>
        package let name: PersonName
        package let state: ErasureRequest.State
        package let asked: Date
    }

    /// What waits for a yes or a no among the students of these permits: for Today.
    package static func open(for permits: [Permit<Looking>], _ connection: Connection) throws -> [Waiting] {
        try waiting("e.person_id IN \(anyOf: permits.filter { $0.may.contains(.decideErasure) }.map(\.student))", connection)
    }

    /// What waits, of the whole institution: for the administrator and the officer.
    static func open(_ decider: ErasureDecider, _ connection: Connection) throws -> [Waiting] {
        try waiting(decider.decidesForAll ? "1 = 1" : "1 = 0", connection)
    }

    static func open(of person: ID<Person>, _ connection: Connection) throws -> ErasureRequest? {
        try load("person_id = \(person) AND state IN ('asked', 'byAdministrator', 'byWitness')", connection).first
    }

    static func one(_ id: ID<ErasureRequest>, _ connection: Connection) throws -> ErasureRequest {
        guard let found = try load("id = \(id)", connection).first else { throw Problem.notFound }
        return found
    }

    /// All of one person, the latest first.
    static func all(of person: ID<Person>, _ connection: Connection) throws -> [ErasureRequest] {
        try load("person_id = \(person)", connection)
    }

    /// Asks for the erasure of a person: by that person, or entered by an administrator to whom it was asked at the school.
    @discardableResult
    static func ask(_ person: ID<Person>, enteredBy: ID<Person>? = nil, _ connection: Connection) throws -> ID<ErasureRequest> {
        guard try open(of: person, connection) == nil else { throw ErasureRefusal.openAlready }
        try checkOtherAdministrator(than: person, connection)
        let id: ID<ErasureRequest> = connection.surroundings.newID()
        try connection.run(
            """
            INSERT INTO erasures (id, person_id, state, asked_at, entered_by)
            VALUES (\(id), \(person), 'asked', \(connection.now), \(enteredBy.stored))
            """)
        return id
    }

    /// Writes down what somebody decided. What follows from the second yes is the business of `Erasure`.
    static func save(
        _ request: ErasureRequest, _ next: ErasureRequest.State, by actor: ID<Person>, as side: ErasureRequest.Side, reason: String? = nil,
        _ connection: Connection
    ) throws {
        let sealed = try connection.seal(ifAny: reason, of: request.person, at: Place("erasures", "reason", request.id))
        let closed: Date? = next.isOpen ? nil : connection.now
        try connection.run(
            """
            UPDATE erasures SET state = \(next), reason = \(sealed.stored), closed_at = \(closed),
              closed_by = \(next.isOpen ? nil as String? : actor.text)
            WHERE id = \(request.id)
            """)
        guard next != .refused else { return }
        if side == .administrator { try connection.run("UPDATE erasures SET administrator_id = \(actor) WHERE id = \(request.id)") }
        if side == .witness { try connection.run("UPDATE erasures SET witness_id = \(actor) WHERE id = \(request.id)") }
    }

    /// Whether a person is or was a student, and the day of birth: for who may ask alone.
    static func age(of person: ID<Person>, _ connection: Connection) throws -> (isStudent: Bool, born: Day?) {
        let found = try connection.first(
            """
            SELECT born, EXISTS (SELECT 1 FROM roles WHERE person_id = persons.id AND role = 'student') AS is_student
            FROM persons WHERE id = \(person)
            """
        ) { (isStudent: try $0.get("is_student") as Bool, born: try $0.get("born") as Day?) }
        guard let found else { throw Problem.notFound }
        return found
    }

    /// Without an administrator nobody could let anyone in any more.
    static func checkOtherAdministrator(than person: ID<Person>, _ connection: Connection) throws {
        let now = connection.now
        let running: SQL = "role = 'administrator' AND starts_at <= \(now) AND (ends_at IS NULL OR ends_at > \(now))"
        guard try connection.any("SELECT 1 FROM roles WHERE person_id = \(person) AND \(running)") else { return }
        guard try connection.any("SELECT 1 FROM roles WHERE person_id <> \(person) AND \(running)") else {
            throw ErasureRefusal.lastAdministrator
        }
    }

    private static func waiting(_ which: SQL, _ connection: Connection) throws -> [Waiting] {
        try connection.all(
            """
            SELECT e.id, e.person_id, e.state, e.asked_at, p.given, p.prefix, p.family, p.called FROM erasures AS e
            JOIN persons AS p ON p.id = e.person_id
            WHERE e.state IN ('asked', 'byAdministrator', 'byWitness') AND \(which) ORDER BY e.asked_at LIMIT 200
            """
        ) { row in
            Waiting(
                id: try row.get("id"), person: try row.get("person_id"), name: try PersonName(row), state: try row.get("state"),
                asked: try row.get("asked_at"))
        }
    }

    private static func load(_ which: SQL, _ connection: Connection) throws -> [ErasureRequest] {
        try connection.all(
            """
            SELECT id, person_id, state, asked_at, administrator_id, witness_id, reason, closed_at FROM erasures
            WHERE \(which) ORDER BY asked_at DESC, id DESC LIMIT 100
            """
        ) { row in
            let id: ID<ErasureRequest> = try row.get("id")
            let person: ID<Person> = try row.get("person_id")
            return ErasureRequest(
                id: id, person: person, state: try row.get("state"), asked: try row.get("asked_at"),
                administrator: try row.get("administrator_id"), witness: try row.get("witness_id"),
                reason: try connection.open(ifAny: try row.get("reason"), of: person, at: Place("erasures", "reason", id)),
                closed: try row.get("closed_at"))
        }
    }
}

/// What is past its term.
extension ErasureStore {
    static func closed(before moment: Date, _ connection: Connection) throws -> (count: Int, first: Date?) {
        let count = try connection.count("SELECT COUNT(*) AS n FROM erasures WHERE closed_at < \(moment)")
        return (count, try connection.first("SELECT MIN(closed_at) AS at FROM erasures") { try $0.get("at") as Date? } ?? nil)
    }

    static func removeClosed(before moment: Date, most: Int, _ connection: Connection) throws -> Int {
        try connection.run("DELETE FROM erasures WHERE id IN (SELECT id FROM erasures WHERE closed_at < \(moment) LIMIT \(most))")
    }
}
