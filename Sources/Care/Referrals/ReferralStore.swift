import Foundation
import Guiding
import People
import Storage
import Web

/// Finds referrals, as far as a permit opens them.
package enum ReferralStore {
    static func student(of id: ID<Referral>, _ connection: Connection) throws -> ID<Person>? {
        try connection.first("SELECT student_id FROM referrals WHERE id = \(id)") { try $0.get("student_id") }
    }

    /// The referrals of one student that a permit opens, the latest first.
    package static func find<Scope>(_ permit: Permit<Scope>, _ connection: Connection) throws -> [Referral] {
        guard !permit.sees.isDisjoint(with: [.referrals, .ownReferrals]) else { return [] }
        return try load(
            "WHERE r.student_id = \(permit.student) AND \(visible(permit)) ORDER BY r.proposed_at DESC LIMIT 100", connection,
            opens: opening([permit.student: permit.sees], permit.viewer))
    }

    package static func one<Scope>(_ id: ID<Referral>, permit: Permit<Scope>, _ connection: Connection) throws -> Referral {
        let found = try load(
            "WHERE r.id = \(id) AND r.student_id = \(permit.student) AND \(visible(permit))", connection,
            opens: opening([permit.student: permit.sees], permit.viewer))
        guard let one = found.first else { throw Problem.notFound }
        return one
    }

    /// Of a whole caseload what is open, and what ended since.
    static func list(_ permits: [Permit<Looking>], since: Date, _ connection: Connection) throws -> [Referral] {
        guard let viewer = permits.first?.viewer else { return [] }
        let all = permits.filter { $0.sees.contains(.referrals) }.map(\.student)
        let own = permits.filter { !$0.sees.contains(.referrals) && $0.sees.contains(.ownReferrals) }.map(\.student)
        guard !all.isEmpty || !own.isEmpty else { return [] }
        return try load(
            """
            WHERE r.student_id IN \(anyOf: all + own) AND (r.student_id IN \(anyOf: all) OR \(mine(viewer)))
              AND (r.state IN \(anyOf: Referral.State.open) OR r.changed_at > \(since)) ORDER BY r.changed_at DESC LIMIT 200
            """, connection,
            opens: opening(permits.reduce(into: [:]) { $0[$1.student] = $1.sees }, viewer))
    }

    /// What happened to it, in order. Who sees the state alone reads acts and dates.
    static func events(of referral: Referral, _ connection: Connection) throws -> [Referral.Event] {
        let isOpened = referral.content != nil
        let rows = try connection.all(
            "SELECT id, act, by_person, at, words FROM referral_events WHERE referral_id = \(referral.id) ORDER BY at, id"
        ) { row in
            (
                act: try row.get("act") as ReferralAct, at: try row.get("at") as Date, by: try row.get("by_person") as ID<Person>?,
                words: isOpened
                    ? try connection.open(
                        ifAny: try row.get("words"), of: referral.student,
                        at: Place("referral_events", "words", try row.get("id") as String))
                    : nil
            )
        }
        let names = isOpened ? try StudentStore.names(rows.compactMap(\.by), connection) : [:]
        return rows.map { Referral.Event(act: $0.act, at: $0.at, by: $0.by.flatMap { names[$0] }, words: $0.words) }
    }

    /// Whether something that the student agreed to still waits for a parent or guardian (a student under sixteen).
    static func waitsForGuardian(_ referral: Referral, _ connection: Connection) throws -> Bool {
        guard let receiver = referral.receiver, Referral.State.withReceiver.contains(referral.state) else { return false }
        let born = try connection.first("SELECT born FROM persons WHERE id = \(referral.student)") { try $0.get("born") as Day? } ?? nil
        guard Share.needsAgreement(of: [.careWorker], studentBorn: born, today: connection.today) else { return false }
        return try connection.any(
            """
            SELECT 1 FROM shares WHERE student_id = \(referral.student) AND person_id = \(receiver) AND purpose = \(Share.Purpose.care)
              AND withdrawn_at IS NULL AND agreed_at IS NULL AND until >= \(connection.today)
            """)
    }

    /// What a student can decide about: the proposed sections that have words, and the own accepted circumstances where they were asked for.
    static func offered(_ referral: Referral, _ permit: Permit<Looking>, _ connection: Connection) throws -> [OfferedItem] {
        guard let content = referral.content, permit.sees.contains(.manual), permit.sees.contains(.circumstances) else { return [] }
        let texts = try ManualStore.current(permit, connection)
        let sections = ManualSection.allCases.filter { section in
            texts[section] != nil && content.items.contains { $0.item == section.item }
        }.map { OfferedItem.section($0) }
        guard content.asksCircumstances else { return sections }
        return sections
            + (try CircumstanceStore.visible(permit, connection).filter { $0.state == .accepted }.map { OfferedItem.circumstance($0) })
    }

    /// What of the referrals a permit opens: all (with or without content); those the viewer made, and those put to the viewer for as long as
    /// they are; or none.
    private static func visible<Scope>(_ permit: Permit<Scope>) -> SQL {
        if permit.sees.contains(.referrals) { return "1 = 1" }
        return permit.sees.contains(.ownReferrals) ? mine(permit.viewer) : "1 = 0"
    }

    private static func mine(_ viewer: ID<Person>) -> SQL {
        "(r.coordinator_id = \(viewer) OR (r.receiver_id = \(viewer) AND r.state IN \(anyOf: Referral.State.withReceiver)))"
    }

    /// Whose content is opened: everyone's for who may read it all, else that of the viewer's own.
    private static func opening(_ sees: [ID<Person>: Set<Part>], _ viewer: ID<Person>) -> (Head) -> Bool {
        { head in
            let parts = sees[head.student] ?? []
            if parts.contains(.referralContents) { return true }
            guard parts.contains(.ownReferrals) else { return false }
            return head.coordinator == viewer || head.receiver == viewer && Referral.State.withReceiver.contains(head.state)
        }
    }

    /// What decides whether the rest of a row is opened.
    struct Head {
        let student: ID<Person>
        let coordinator: ID<Person>?
        let receiver: ID<Person>?
        let state: Referral.State
    }

    static func load(_ filter: SQL, _ connection: Connection, opens: (Head) -> Bool) throws -> [Referral] {
        let found = try connection.all(
            """
            SELECT r.id, r.student_id, r.consult_id, r.coordinator_id, r.receiver_id, r.place, r.area, r.words, r.asks_circumstances, r.state,
              r.proposed_at, r.changed_at FROM referrals AS r \(filter)
            """
        ) { try referral($0, connection, opens) }
        let items = try items(of: found.filter { $0.content != nil }.map(\.id), connection)
        let people = found.compactMap(\.coordinator) + found.filter { $0.content != nil }.compactMap(\.receiver)
        let names = try StudentStore.names(people, connection)
        return found.map { $0.with(items[$0.id] ?? [], names) }
    }

    private static func items(of ids: [ID<Referral>], _ connection: Connection) throws -> [ID<Referral>: [Referral.Item]] {
        guard !ids.isEmpty else { return [:] }
        let rows = try connection.all(
            "SELECT referral_id, kind, item, agreed FROM referral_items WHERE referral_id IN \(anyOf: ids) ORDER BY kind, item"
        ) { row in
            (
                try row.get("referral_id") as ID<Referral>,
                Referral.Item(
                    item: Share.Item(try row.get("kind"), try row.get("item")), isAgreed: try row.get("agreed") as Int == 1)
            )
        }
        return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
    }

    private static func referral(_ row: Row, _ connection: Connection, _ opens: (Head) -> Bool) throws -> Referral {
        let (id, student): (ID<Referral>, ID<Person>) = (try row.get("id"), try row.get("student_id"))
        let head = Head(
            student: student, coordinator: try row.get("coordinator_id"), receiver: try row.get("receiver_id"), state: try row.get("state"))
        func text(_ column: String) throws -> String? {
            try connection.open(ifAny: try row.get(column), of: student, at: Place("referrals", column, id))
        }
        let content =
            opens(head)
            ? Referral.Content(
                words: try text("words") ?? "", area: try text("area").flatMap(LifeArea.init(rawValue:)), place: try text("place"),
                asksCircumstances: try row.get("asks_circumstances") as Int == 1, items: []) : nil
        return Referral(
            id: id, student: student, consult: try row.get("consult_id"), coordinator: head.coordinator, receiver: head.receiver,
            state: head.state, proposed: try row.get("proposed_at"), changed: try row.get("changed_at"), content: content)
    }
}

/// Something of the student's own that could go along with a referral, with how it is called: for the student alone.
enum OfferedItem: Sendable {
    case section(ManualSection)
    case circumstance(Circumstance)

    var item: Share.Item {
        switch self {
        case .section(let section): section.item
        case .circumstance(let circumstance): circumstance.item
        }
    }
}

extension Referral {
    fileprivate func with(_ items: [Item], _ names: [ID<Person>: PersonName]) -> Referral {
        let full = content.map {
            Content(
                words: $0.words, area: $0.area, place: $0.place, asksCircumstances: $0.asksCircumstances, items: items,
                receiverName: receiver.flatMap { names[$0] })
        }
        return Referral(
            id: id, student: student, consult: consult, coordinator: coordinator, receiver: receiver, state: state, proposed: proposed,
            changed: changed, content: full, coordinatorName: coordinator.flatMap { names[$0] })
    }
}
