import Foundation
import People
import Storage
import Web

package enum AgreementStore {
    /// Whose file an agreement stands in; says nothing else.
    package static func student(of id: ID<Agreement>, _ connection: Connection) throws -> ID<Person>? {
        try connection.first("SELECT student_id FROM agreements WHERE id = \(id)") { try $0.get("student_id") }
    }

    /// Which agreements a question is about, within what the permit opens.
    package enum Which: Sendable {
        case all
        case one(ID<Agreement>)
        case open
        case madeIn(ID<AgreementConversation>)
        case ofPlacement(ID<AgreementPlacement>)
    }

    /// The agreements that a permit opens, with parties and steps: three queries whatever their number.
    package static func find<Scope>(_ which: Which, permit: Permit<Scope>, _ connection: Connection) throws -> [Agreement] {
        let filter: SQL =
            switch which {
            case .all: ""
            case .one(let id): "AND a.id = \(id)"
            case .open: "AND a.state = 'open'"
            case .madeIn(let conversation): "AND a.conversation_id = \(conversation)"
            case .ofPlacement(let placement): "AND a.placement_id = \(placement)"
            }
        return try load(
            "WHERE a.student_id = \(permit.student) AND \(visible(permit)) \(filter) ORDER BY a.due DESC, a.id DESC LIMIT 500", connection)
    }

    package static func one<Scope>(_ id: ID<Agreement>, permit: Permit<Scope>, _ connection: Connection) throws -> Agreement {
        guard let found = try find(.one(id), permit: permit, connection).first else { throw Problem.notFound }
        return found
    }

    /// For Today: of a whole caseload what is open and due, what waits for the viewer's confirmation, and what was judged lately.
    package static func needing(_ permits: [Permit<Looking>], since: Date, _ connection: Connection) throws -> [Agreement] {
        guard let viewer = permits.first?.viewer else { return [] }
        let all = permits.filter { $0.sees.contains(.agreements) }.map(\.student)
        let own = permits.filter { !$0.sees.contains(.agreements) && $0.sees.contains(.ownAgreements) }.map(\.student)
        let mine: SQL = "SELECT agreement_id FROM agreement_parties WHERE person_id = \(viewer)"
        // The list of students comes first and alone, so that the index by student is used whatever stands beside it.
        let opened: SQL = own.isEmpty ? "1 = 1" : "(a.student_id IN \(anyOf: all) OR a.id IN (\(mine)))"
        let open = try load(
            """
            WHERE a.state = 'open' AND a.student_id IN \(anyOf: all + own) AND \(opened)
              AND (a.due <= \(connection.today) OR a.id IN (\(mine) AND confirmed_at IS NULL))
            ORDER BY a.due LIMIT 500
            """, connection)
        let judged = try load(
            """
            WHERE a.judged_at > \(since) AND a.student_id IN \(anyOf: all + own) AND \(opened)
            ORDER BY a.judged_at DESC LIMIT 100
            """, connection)
        return open + judged
    }

    package static func history(of agreement: Agreement, permit: Permit<Looking>, _ connection: Connection) throws -> [Agreement.Event] {
        let rows = try connection.all(
            "SELECT id, kind, by_person, at, reason, due FROM agreement_events WHERE agreement_id = \(agreement.id) ORDER BY at, id"
        ) { row in
            let id: String = try row.get("id")
            let reason = try connection.open(
                ifAny: try row.get("reason"), of: agreement.student, at: Place("agreement_events", "reason", id))
            return (
                try row.get("kind") as Agreement.Event.Kind, try row.get("by_person") as ID<Person>?, try row.get("at") as Date, reason,
                try row.get("due") as Day?
            )
        }
        let names = try StudentStore.names(rows.compactMap(\.1), connection)
        return rows.map { Agreement.Event(kind: $0.0, by: $0.1.flatMap { names[$0] }, at: $0.2, reason: $0.3, due: $0.4) }
    }

    package static func add(_ draft: AgreementDraft, permit: Permit<Changing>, _ connection: Connection) throws -> ID<Agreement> {
        guard !draft.parties.isEmpty else { throw AgreementRefusal.noParties }
        let id: ID<Agreement> = connection.surroundings.newID()
        let student = permit.student
        try connection.run(
            """
            INSERT INTO agreements (id, student_id, what, due, consequence, goal_id, conversation_id, placement_id, made_by, made_at)
            VALUES (\(id), \(student), \(try connection.seal(draft.what, of: student, at: Place("agreements", "what", id))), \(draft.due),
              \(try connection.seal(ifAny: draft.consequence, of: student, at: Place("agreements", "consequence", id))),
              \(draft.goal), \(draft.conversation), \(draft.placement), \(permit.viewer), \(connection.now))
            """)
        for person in draft.parties {
            // Who writes an agreement down has said yes by that.
            let confirmed: Date? = person == permit.viewer ? connection.now : nil
            try connection.run(
                "INSERT INTO agreement_parties (agreement_id, person_id, confirmed_at) VALUES (\(id), \(person), \(confirmed))")
            if confirmed == nil { try NoticeStore.add(.agreementToConfirm, to: person, cause: id.text, connection) }
        }
        for (place, text) in draft.steps.enumerated() {
            let step: ID<Agreement.Step> = connection.surroundings.newID()
            let sealed = try connection.seal(text, of: student, at: Place("agreement_steps", "text", step))
            try connection.run("INSERT INTO agreement_steps (id, agreement_id, place, text) VALUES (\(step), \(id), \(place), \(sealed))")
        }
        try record(.made, on: id, student: student, by: permit.viewer, connection)
        return id
    }

    package static func confirm(_ agreement: Agreement, permit: Permit<Changing>, _ connection: Connection) throws {
        guard let party = agreement.party(permit.viewer) else { throw AgreementRefusal.notParty }
        guard party.confirmed == nil else { throw AgreementRefusal.alreadyConfirmed }
        try connection.run(
            """
            UPDATE agreement_parties SET confirmed_at = \(connection.now)
            WHERE agreement_id = \(agreement.id) AND person_id = \(permit.viewer)
            """)
        try record(.confirmed, on: agreement.id, student: agreement.student, by: permit.viewer, connection)
    }

    package static func judge(
        _ agreement: Agreement, _ verdict: Verdict, reason: String?, newDue: Day?, permit: Permit<Changing>, _ connection: Connection
    ) throws {
        let next = try agreement.judging(
            verdict, reason: reason, newDue: newDue, by: permit.viewer, as: permit.role, today: connection.today)
        let due = verdict == .moved ? newDue ?? agreement.due : agreement.due
        let judged: Date? = next == .open ? nil : connection.now
        try connection.run("UPDATE agreements SET state = \(next), due = \(due), judged_at = \(judged) WHERE id = \(agreement.id)")
        let kind = Agreement.Event.Kind(rawValue: verdict.rawValue) ?? .moved
        try record(
            kind, on: agreement.id, student: agreement.student, by: permit.viewer, reason: reason, due: verdict == .moved ? due : nil,
            connection)
        guard next == .notKept else { return }
        for party in agreement.parties where party.person != permit.viewer {
            try NoticeStore.add(.agreementBroken, to: party.person, cause: agreement.id.text, connection)
        }
    }

    package static func finish(_ step: ID<Agreement.Step>, of agreement: Agreement, permit: Permit<Changing>, _ connection: Connection)
        throws
    {
        guard agreement.mayBeJudged(by: permit.viewer, as: permit.role) else { throw AgreementRefusal.notParty }
        let changed = try connection.run(
            "UPDATE agreement_steps SET done_at = \(connection.now) WHERE id = \(step) AND agreement_id = \(agreement.id) AND done_at IS NULL"
        )
        guard changed == 1 else { throw AgreementRefusal.stepDone }
        try record(.stepDone, on: agreement.id, student: agreement.student, by: permit.viewer, connection)
    }

    private static func record(
        _ kind: Agreement.Event.Kind, on id: ID<Agreement>, student: ID<Person>, by: ID<Person>, reason: String? = nil, due: Day? = nil,
        _ connection: Connection
    ) throws {
        let event: ID<Agreement.Event> = connection.surroundings.newID()
        let sealed = try connection.seal(ifAny: reason, of: student, at: Place("agreement_events", "reason", event))
        try connection.run(
            """
            INSERT INTO agreement_events (id, agreement_id, kind, by_person, at, reason, due)
            VALUES (\(event), \(id), \(kind), \(by), \(connection.now), \(sealed), \(due))
            """)
    }

    /// What of the agreements a permit opens: all, the viewer's own, or none.
    private static func visible<Scope>(_ permit: Permit<Scope>) -> SQL {
        if permit.sees.contains(.agreements) { return "1 = 1" }
        guard permit.sees.contains(.ownAgreements) else { return "1 = 0" }
        return "a.id IN (SELECT agreement_id FROM agreement_parties WHERE person_id = \(permit.viewer))"
    }

    static func load(_ filter: SQL, _ connection: Connection) throws -> [Agreement] {
        let rows = try connection.all(
            "SELECT a.id, a.student_id, a.what, a.due, a.consequence, a.state, a.goal_id, a.conversation_id, a.placement_id FROM agreements AS a \(filter)",
            { try AgreementRow($0, connection) })
        let ids = rows.map(\.id)
        guard !ids.isEmpty else { return [] }
        let parties = Dictionary(grouping: try loadParties(ids, connection), by: \.0)
        let steps = Dictionary(grouping: try loadSteps(rows, connection), by: \.0)
        return rows.map { row in
            Agreement(
                id: row.id, student: row.student, what: row.what, due: row.due, consequence: row.consequence, state: row.state,
                goal: row.goal,
                conversation: row.conversation, placement: row.placement, parties: (parties[row.id] ?? []).map(\.1),
                steps: (steps[row.id] ?? []).map(\.1))
        }
    }

    private static func loadParties(_ ids: [ID<Agreement>], _ connection: Connection) throws -> [(ID<Agreement>, Agreement.Party)] {
        try connection.all(
            """
            SELECT ap.agreement_id, ap.person_id, ap.confirmed_at, p.given, p.prefix, p.family, p.called FROM agreement_parties AS ap
            JOIN persons AS p ON p.id = ap.person_id WHERE ap.agreement_id IN \(anyOf: ids) ORDER BY p.sort_key
            """
        ) { row in
            (
                try row.get("agreement_id"),
                Agreement.Party(person: try row.get("person_id"), name: try PersonName(row), confirmed: try row.get("confirmed_at"))
            )
        }
    }

    private static func loadSteps(_ rows: [AgreementRow], _ connection: Connection) throws -> [(ID<Agreement>, Agreement.Step)] {
        let students = Dictionary(rows.map { ($0.id, $0.student) }, uniquingKeysWith: { first, _ in first })
        return try connection.all(
            "SELECT id, agreement_id, text, done_at FROM agreement_steps WHERE agreement_id IN \(anyOf: rows.map(\.id)) ORDER BY agreement_id, place"
        ) { row in
            let id: ID<Agreement.Step> = try row.get("id")
            let agreement: ID<Agreement> = try row.get("agreement_id")
            guard let student = students[agreement] else { throw StorageProblem.unreadable(column: "agreement_id") }
            let text = try connection.open(try row.get("text"), of: student, at: Place("agreement_steps", "text", id))
            return (agreement, Agreement.Step(id: id, text: text, done: try row.get("done_at")))
        }
    }
}

/// A row of the table with its texts opened.
private struct AgreementRow {
    let id: ID<Agreement>
    let student: ID<Person>
    let what: String
    let due: Day
    let consequence: String?
    let state: Agreement.State
    let goal: ID<AgreementGoal>?
    let conversation: ID<AgreementConversation>?
    let placement: ID<AgreementPlacement>?

    init(_ row: Row, _ connection: Connection) throws {
        id = try row.get("id")
        student = try row.get("student_id")
        what = try connection.open(try row.get("what"), of: student, at: Place("agreements", "what", id))
        due = try row.get("due")
        consequence = try connection.open(ifAny: try row.get("consequence"), of: student, at: Place("agreements", "consequence", id))
        state = try row.get("state")
        goal = try row.get("goal_id")
        conversation = try row.get("conversation_id")
        placement = try row.get("placement_id")
    }
}
