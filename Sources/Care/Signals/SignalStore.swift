import Foundation
import People
import Storage
import Web

package enum SignalStore {
    static func student(of id: ID<Signal>, _ connection: Connection) throws -> ID<Person>? {
        try connection.first("SELECT student_id FROM signals WHERE id = \(id)") { try $0.get("student_id") }
    }

    /// The signals about one student that a permit opens, the latest first.
    package static func find<Scope>(_ permit: Permit<Scope>, _ connection: Connection) throws -> [Signal] {
        guard permit.sees.contains(.signals) || permit.sees.contains(.ownSignals) else { return [] }
        return try load("WHERE s.student_id = \(permit.student) AND \(visible(permit)) ORDER BY s.given_at DESC LIMIT 100", connection)
    }

    package static func one<Scope>(_ id: ID<Signal>, permit: Permit<Scope>, _ connection: Connection) throws -> Signal {
        let filter: SQL = "WHERE s.id = \(id) AND s.student_id = \(permit.student) AND \(visible(permit))"
        guard let found = try load(filter, connection).first else { throw Problem.notFound }
        return found
    }

    /// For Today: what nobody has taken up yet, of the students whose guidance the viewer leads.
    static func waiting(_ permits: [Permit<Looking>], _ connection: Connection) throws -> [Signal] {
        let led = permits.filter { $0.may.contains(.takeUpSignal) && $0.sees.contains(.signals) }.map(\.student)
        guard !led.isEmpty else { return [] }
        return try load("WHERE s.state = 'given' AND s.student_id IN \(anyOf: led) ORDER BY s.given_at LIMIT 200", connection)
    }

    /// Of a whole caseload what is open, and what ended lately.
    static func list(_ permits: [Permit<Looking>], since: Date, _ connection: Connection) throws -> [Signal] {
        guard let viewer = permits.first?.viewer else { return [] }
        let all = permits.filter { $0.sees.contains(.signals) }.map(\.student)
        let own = permits.filter { !$0.sees.contains(.signals) && $0.sees.contains(.ownSignals) }.map(\.student)
        return try load(
            """
            WHERE s.student_id IN \(anyOf: all + own) AND (s.student_id IN \(anyOf: all) OR s.given_by = \(viewer))
              AND (s.ended_at IS NULL OR s.ended_at > \(since)) ORDER BY s.ended_at IS NOT NULL, s.given_at DESC LIMIT 200
            """, connection)
    }

    @discardableResult
    package static func give(_ draft: SignalDraft, permit: Permit<Changing>, _ connection: Connection) throws -> ID<Signal> {
        let id: ID<Signal> = connection.surroundings.newID()
        let student = permit.student
        try connection.run(
            """
            INSERT INTO signals (id, student_id, given_by, area, words, state, given_at)
            VALUES (\(id), \(student), \(permit.viewer), \(try connection.seal(ifAny: draft.area?.rawValue, of: student, at: Place("signals", "area", id))),
              \(try connection.seal(draft.words, of: student, at: Place("signals", "words", id))), \(Signal.State.given), \(connection.now))
            """)
        for guide in try CareRolesStore.leading(student, connection) where guide != permit.viewer {
            try NoticeStore.add(.signalGiven, to: guide, cause: id.text, connection)
        }
        return id
    }

    /// 'We have it': who gave it hears so.
    package static func takeUp(_ signal: Signal, permit: Permit<Changing>, _ connection: Connection) throws {
        let next = try signal.after(.takeUp, permit)
        try moveOn(signal, to: next, permit, connection)
    }

    /// A consult is asked about it; for who gave it that is 'we have it' too.
    package static func ask(_ consult: ID<Consult>, about signal: Signal, permit: Permit<Changing>, _ connection: Connection) throws {
        let next = try signal.after(.ask, permit)
        try moveOn(signal, to: next, permit, connection)
        try connection.run("UPDATE signals SET consult_id = \(consult) WHERE id = \(signal.id)")
    }

    private static func moveOn(_ signal: Signal, to next: Signal.State, _ permit: Permit<Changing>, _ connection: Connection) throws {
        try connection.run(
            """
            UPDATE signals SET state = \(next), taken_up_by = COALESCE(taken_up_by, \(permit.viewer)),
              taken_up_at = COALESCE(taken_up_at, \(connection.now)) WHERE id = \(signal.id)
            """)
        guard signal.state == .given, let giver = signal.givenBy, giver != permit.viewer else { return }
        try NoticeStore.add(.signalTakenUp, to: giver, cause: signal.id.text, connection)
    }

    package static func settle(_ signal: Signal, answer: String, permit: Permit<Changing>, _ connection: Connection) throws {
        let next = try signal.after(.settle, permit)
        let sealed = try connection.seal(answer, of: signal.student, at: Place("signals", "answer", signal.id))
        try connection.run("UPDATE signals SET state = \(next), answer = \(sealed), ended_at = \(connection.now) WHERE id = \(signal.id)")
        guard let giver = signal.givenBy, giver != permit.viewer else { return }
        try NoticeStore.add(.signalSettled, to: giver, cause: signal.id.text, connection)
    }

    package static func withdraw(_ signal: Signal, permit: Permit<Changing>, _ connection: Connection) throws {
        let next = try signal.after(.withdraw, permit)
        try connection.run("UPDATE signals SET state = \(next), ended_at = \(connection.now) WHERE id = \(signal.id)")
    }

    /// What of the signals a permit opens: all, those the viewer gave, or none.
    private static func visible<Scope>(_ permit: Permit<Scope>) -> SQL {
        if permit.sees.contains(.signals) { return "1 = 1" }
        guard permit.sees.contains(.ownSignals) else { return "1 = 0" }
        return "s.given_by = \(permit.viewer)"
    }

    static func load(_ filter: SQL, _ connection: Connection) throws -> [Signal] {
        let found = try connection.all(
            """
            SELECT s.id, s.student_id, s.given_by, s.area, s.words, s.state, s.given_at, s.taken_up_by, s.taken_up_at, s.answer, s.ended_at,
              s.consult_id FROM signals AS s \(filter)
            """
        ) { try signal($0, connection) }
        let names = try StudentStore.names(found.compactMap(\.givenBy) + found.compactMap(\.takenUpBy), connection)
        return found.map { one in
            var one = one
            one.giver = one.givenBy.flatMap { names[$0] }
            one.taker = one.takenUpBy.flatMap { names[$0] }
            return one
        }
    }

    private static func signal(_ row: Row, _ connection: Connection) throws -> Signal {
        let (id, student): (ID<Signal>, ID<Person>) = (try row.get("id"), try row.get("student_id"))
        func text(_ column: String) throws -> String? {
            try connection.open(ifAny: try row.get(column), of: student, at: Place("signals", column, id))
        }
        return Signal(
            id: id, student: student, givenBy: try row.get("given_by"), area: try text("area").flatMap(LifeArea.init(rawValue:)),
            words: try text("words") ?? "", state: try row.get("state"), given: try row.get("given_at"),
            takenUpBy: try row.get("taken_up_by"), takenUp: try row.get("taken_up_at"), answer: try text("answer"),
            ended: try row.get("ended_at"), consult: try row.get("consult_id"))
    }
}
