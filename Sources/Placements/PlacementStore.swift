import Foundation
import People
import Storage
import Web

package enum PlacementStore {
    /// Whose file a placement stands in; says nothing else.
    package static func student(of id: ID<Placement>, _ connection: Connection) throws -> ID<Person>? {
        try connection.first("SELECT student_id FROM placements WHERE id = \(id)") { try $0.get("student_id") }
    }

    /// Which placements a question is about, within what the permit opens.
    package enum Which: Sendable {
        case all
        case one(ID<Placement>)
        /// Planned or running today.
        case current
    }

    /// The placements that a permit opens, the latest first: two queries whatever their number.
    package static func find<Scope>(_ which: Which, permit: Permit<Scope>, _ connection: Connection) throws -> [Placement] {
        let filter: SQL =
            switch which {
            case .all: ""
            case .one(let id): "AND p.id = \(id)"
            case .current: "AND p.state IN ('planned', 'running') AND p.last_day >= \(connection.today)"
            }
        return try load(
            "WHERE p.student_id = \(permit.student) AND \(visible(permit, connection)) \(filter) ORDER BY p.first_day DESC, p.id DESC LIMIT 100",
            connection)
    }

    package static func one<Scope>(_ id: ID<Placement>, permit: Permit<Scope>, _ connection: Connection) throws -> Placement {
        guard let found = try find(.one(id), permit: permit, connection).first else { throw Problem.notFound }
        return found
    }

    /// For Today: of a whole caseload what runs, and what ended by itself not longer than some days ago.
    package static func current(_ permits: [Permit<Looking>], endedSince: Day, _ connection: Connection) throws -> [Placement] {
        guard let viewer = permits.first?.viewer else { return [] }
        let all = permits.filter { $0.sees.contains(.placements) }.map(\.student)
        let own = permits.filter { !$0.sees.contains(.placements) && $0.sees.contains(.ownPlacement) }.map(\.student)
        guard !all.isEmpty || !own.isEmpty else { return [] }
        // The list of students comes first and alone, so that the index by student is used whatever stands beside it.
        let opened: SQL = own.isEmpty ? "1 = 1" : "(p.student_id IN \(anyOf: all) OR \(supervised(by: viewer, connection)))"
        return try load(
            """
            WHERE p.student_id IN \(anyOf: all + own) AND p.last_day >= \(endedSince) AND p.state IN ('planned', 'running') AND \(opened)
            ORDER BY p.first_day, p.id LIMIT 2000
            """, connection)
    }

    package static func add(_ draft: PlacementDraft, permit: Permit<Changing>, _ connection: Connection) throws -> ID<Placement> {
        let id: ID<Placement> = connection.surroundings.newID()
        let workplace = try WorkplaceStore.named(draft.workplace, connection)
        try connection.run(
            """
            INSERT INTO placements (id, student_id, workplace_id, guide_id, state, first_day, last_day, weekdays, hours, rhythm, channel,
              made_by, made_at)
            VALUES (\(id), \(permit.student), \(workplace), \(draft.guide), 'planned', \(draft.first), \(draft.last),
              \(Weekdays.text(draft.weekdays)), \(draft.hours), \(draft.rhythm), \(draft.channel), \(permit.viewer), \(connection.now))
            """)
        let made = try one(id, permit: permit, connection)
        for task in draft.tasks { try TaskStore.add(task, to: made, connection) }
        for person in Set([permit.student] + (draft.guide.map { [$0] } ?? [])) where person != permit.viewer {
            try NoticeStore.add(.placementMade, to: person, cause: id.text, connection)
        }
        return id
    }

    /// Writes what a placement becomes. A later last day is an extension, which the access of its supervisors follows.
    package static func change(_ placement: Placement, to draft: PlacementDraft, permit: Permit<Changing>, _ connection: Connection) throws
    {
        let next = try placement.after(draft.last > placement.last ? .extend : .change, on: connection.today)
        let workplace = try WorkplaceStore.named(draft.workplace, connection)
        try connection.run(
            """
            UPDATE placements SET workplace_id = \(workplace), guide_id = \(draft.guide), state = \(next), first_day = \(draft.first),
              last_day = \(draft.last), weekdays = \(Weekdays.text(draft.weekdays)), hours = \(draft.hours), rhythm = \(draft.rhythm),
              channel = \(draft.channel)
            WHERE id = \(placement.id)
            """)
        if draft.last != placement.last { try SupervisorStore.move(placement, last: draft.last, connection) }
        try MomentStore.dropPlans(of: placement.id, outside: draft.first...draft.last, connection)
    }

    /// Lets a planned placement begin today.
    package static func begin(_ placement: Placement, _ connection: Connection) throws {
        let next = try placement.after(.begin, on: connection.today)
        try connection.run("UPDATE placements SET state = \(next), first_day = \(connection.today) WHERE id = \(placement.id)")
    }

    /// Ends a running placement early, or calls off a planned one. Access of the workplace ends at this moment, and everyone concerned is
    /// told the same day.
    package static func end(_ placement: Placement, reason: String, permit: Permit<Changing>, _ connection: Connection) throws {
        let act: PlacementAct = placement.state(on: connection.today) == .planned ? .cancel : .end
        let next = try placement.after(act, on: connection.today)
        let sealed = try connection.seal(reason, of: placement.student, at: Place("placements", "reason", placement.id))
        // Whoever is told is read before access ends: afterwards a supervisor stands in no team any more.
        let told = try concerned(placement, permit, connection)
        try connection.run(
            "UPDATE placements SET state = \(next), ended_on = \(connection.today), reason = \(sealed) WHERE id = \(placement.id)")
        try SupervisorStore.endAll(placement, connection)
        for person in told where person != permit.viewer {
            try NoticeStore.add(.placementEnded, to: person, cause: placement.id.text, connection)
        }
    }

    /// Student, supervisors, the guide at school, and every mentor and class guide.
    private static func concerned(_ placement: Placement, _ permit: Permit<Changing>, _ connection: Connection) throws -> Set<ID<Person>> {
        let school = try TeamStore.team(permit, connection).filter { Role.ofClass.contains($0.role) }.map(\.person)
        return Set(
            [placement.student] + placement.supervisors.filter(\.isRunning).map(\.person) + school + (placement.guide.map { [$0] } ?? []))
    }

    /// What of the placements a permit opens: all, those in which the viewer supervises now, or none.
    static func visible<Scope>(_ permit: Permit<Scope>, _ connection: Connection) -> SQL {
        if permit.sees.contains(.placements) { return "1 = 1" }
        guard permit.sees.contains(.ownPlacement) else { return "1 = 0" }
        return supervised(by: permit.viewer, connection)
    }

    private static func supervised(by viewer: ID<Person>, _ connection: Connection) -> SQL {
        let now = connection.now
        return """
            p.id IN (SELECT s.placement_id FROM placement_supervisors AS s JOIN roles AS r ON r.id = s.role_id
              WHERE s.person_id = \(viewer) AND r.starts_at <= \(now) AND (r.ends_at IS NULL OR r.ends_at > \(now)))
            """
    }

    static func load(_ filter: SQL, _ connection: Connection) throws -> [Placement] {
        let rows = try connection.all(
            """
            SELECT p.id, p.student_id, p.workplace_id, o.name, p.guide_id, p.state, p.first_day, p.last_day, p.weekdays, p.hours, p.rhythm,
              p.channel, p.reason, p.ended_on
            FROM placements AS p JOIN organisations AS o ON o.id = p.workplace_id \(filter)
            """
        ) { try placement($0, connection) }
        guard !rows.isEmpty else { return [] }
        let supervisors = Dictionary(grouping: try SupervisorStore.load(rows.map(\.id), connection), by: \.0)
        return rows.map { $0.with((supervisors[$0.id] ?? []).map(\.1)) }
    }

    private static func placement(_ row: Row, _ connection: Connection) throws -> Placement {
        let id: ID<Placement> = try row.get("id")
        let student: ID<Person> = try row.get("student_id")
        return Placement(
            id: id, student: student,
            workplace: Placement.Workplace(id: try row.get("workplace_id"), name: try row.get("name")),
            guide: try row.get("guide_id"), stored: try row.get("state"), first: try row.get("first_day"), last: try row.get("last_day"),
            weekdays: Weekdays.read(try row.get("weekdays")), hours: try row.get("hours"), rhythm: try row.get("rhythm"),
            channel: try row.get("channel"),
            reason: try connection.open(ifAny: try row.get("reason"), of: student, at: Place("placements", "reason", id)),
            ended: try row.get("ended_on"), supervisors: [])
    }
}

extension Placement {
    fileprivate func with(_ supervisors: [Supervisor]) -> Placement {
        Placement(
            id: id, student: student, workplace: workplace, guide: guide, stored: stored, first: first, last: last, weekdays: weekdays,
            hours: hours, rhythm: rhythm, channel: channel, reason: reason, ended: ended, supervisors: supervisors)
    }
}

/// Days of the week as they stand in a column: '1,2,4'.
enum Weekdays {
    static func text(_ days: [Int]) -> String { Set(days).sorted().map(String.init).joined(separator: ",") }
    static func read(_ text: String) -> [Int] { text.split(separator: ",").compactMap { Int($0) }.filter { (1...7).contains($0) } }
}
