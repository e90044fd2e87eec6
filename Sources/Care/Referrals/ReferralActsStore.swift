import Foundation
import People
import Storage
import Web

/// Changes referrals: every act is one row of the table of states, one line of the history, and what follows from it.
package enum ReferralActsStore {
    /// A share with the receiver ends with the referral, and anyhow after this.
    static let sharedDays = 365

    @discardableResult
    package static func propose(_ draft: ReferralDraft, on consult: Consult, permit: Permit<Changing>, _ connection: Connection) throws
        -> ID<Referral>
    {
        try ConsultStore.refer(consult, permit: permit, connection)
        let id: ID<Referral> = connection.surroundings.newID()
        let student = permit.student
        func seal(_ text: String?, _ column: String) throws -> Sealed<String>? {
            try connection.seal(ifAny: text, of: student, at: Place("referrals", column, id))
        }
        var (receiver, place): (ID<Person>?, String?) = (nil, nil)
        switch draft.receiver {
        case .inside(let person): receiver = person
        case .outside(let organisation): place = organisation
        }
        try connection.run(
            """
            INSERT INTO referrals (id, student_id, consult_id, coordinator_id, receiver_id, place, area, words, asks_circumstances, state,
              proposed_at, changed_at)
            VALUES (\(id), \(student), \(consult.id), \(permit.viewer), \(receiver), \(try seal(place, "place")),
              \(try seal(draft.area?.rawValue, "area")), \(try seal(draft.words, "words")), \(draft.asksCircumstances ? 1 : 0),
              \(Referral.State.proposed), \(connection.now), \(connection.now))
            """)
        for item in draft.sections {
            try connection.run("INSERT INTO referral_items (referral_id, kind, item) VALUES (\(id), \(item.kind), \(item.name))")
        }
        try record(.propose, on: id, permit, words: nil, connection)
        try NoticeStore.add(.referralToDecide, to: student, cause: id.text, connection)
        return id
    }

    /// The student says yes, and what goes along.
    package static func agree(_ referral: Referral, sharing items: [Share.Item], permit: Permit<Changing>, _ connection: Connection) throws
    {
        try move(referral, .agree, permit: permit, connection)
        for item in items {
            try connection.run(
                """
                INSERT INTO referral_items (referral_id, kind, item, agreed) VALUES (\(referral.id), \(item.kind), \(item.name), 1)
                ON CONFLICT (referral_id, kind, item) DO UPDATE SET agreed = 1
                """)
        }
        if let receiver = referral.receiver {
            try CareRolesStore.open(receiver, as: .careWorker, of: referral.student, connection)
            try hand(referral, items, to: receiver, permit: permit, connection)
        }
        try tell(referral.coordinator, of: referral, .agree, connection)
    }

    /// Every other act. A word goes along where there is one: a reason, a report.
    package static func move(
        _ referral: Referral, _ act: ReferralAct, words: String? = nil, permit: Permit<Changing>, _ connection: Connection
    ) throws {
        let next = try referral.after(act, permit)
        let changed = next == referral.state ? referral.changed : connection.now
        try connection.run("UPDATE referrals SET state = \(next), changed_at = \(changed) WHERE id = \(referral.id)")
        try record(act, on: referral.id, permit, words: words, connection)
        if act != .agree {
            for person in [referral.coordinator, [.report, .close, .accept, .decline].contains(act) ? referral.student : nil]
            where person != permit.viewer { try tell(person, of: referral, act, connection) }
        }
        guard !Referral.State.open.contains(next) else { return }
        if let receiver = referral.receiver { try take(referral, from: receiver, permit: permit, connection) }
        try CareRolesStore.closeIfDone(referral.coordinator, as: .careCoordinator, of: referral.student, connection)
    }

    /// Someone from outside was invited for it: the referral is put to this person, who reads what the student agreed to share. Inviting
    /// another takes it from the one before.
    static func invited(_ person: ID<Person>, for referral: Referral, permit: Permit<Changing>, _ connection: Connection) throws {
        guard referral.parties(permit).contains(.careCoordinator) else { throw ReferralRefusal.notYours }
        guard referral.state == .asked, referral.content?.place != nil else { throw ReferralRefusal.notNow }
        try connection.run("UPDATE referrals SET receiver_id = \(person) WHERE id = \(referral.id)")
        if let before = referral.receiver, before != person { try take(referral, from: before, permit: permit, connection) }
        try hand(referral, referral.agreed, to: person, permit: permit, connection)
    }

    private static func hand(
        _ referral: Referral, _ items: [Share.Item], to receiver: ID<Person>, permit: Permit<Changing>, _ connection: Connection
    ) throws {
        for item in items {
            try ShareStore.add(
                ShareDraft(item: item, audience: [.person(receiver)], purpose: .care, until: connection.today + sharedDays), permit: permit,
                connection)
        }
        try NoticeStore.add(.referralAsked, to: receiver, cause: referral.id.text, connection)
    }

    /// Takes back what was shared for it, unless another referral to the same person still rests on it, and ends the role.
    private static func take(_ referral: Referral, from receiver: ID<Person>, permit: Permit<Changing>, _ connection: Connection) throws {
        let others = try connection.all(
            """
            SELECT i.kind, i.item FROM referral_items AS i JOIN referrals AS r ON r.id = i.referral_id
            WHERE r.student_id = \(referral.student) AND r.receiver_id = \(receiver) AND r.id <> \(referral.id) AND i.agreed = 1
              AND r.state IN \(anyOf: Referral.State.withReceiver)
            """
        ) { Share.Item(try $0.get("kind"), try $0.get("item")) }
        let own = try connection.all("SELECT kind, item FROM referral_items WHERE referral_id = \(referral.id) AND agreed = 1") {
            Share.Item(try $0.get("kind"), try $0.get("item"))
        }
        for item in own where !others.contains(item) {
            try ShareStore.withdraw(item, from: .person(receiver), permit: permit, connection)
        }
        try CareRolesStore.closeIfDone(receiver, as: .careWorker, of: referral.student, connection)
    }

    private static func tell(_ person: ID<Person>?, of referral: Referral, _ act: ReferralAct, _ connection: Connection) throws {
        guard let person else { return }
        try NoticeStore.add(.referralAnswered, to: person, cause: referral.id.text + "-" + act.rawValue, connection)
    }

    private static func record(
        _ act: ReferralAct, on id: ID<Referral>, _ permit: Permit<Changing>, words: String?, _ connection: Connection
    ) throws {
        let event: ID<Referral.Event> = connection.surroundings.newID()
        let sealed = try connection.seal(ifAny: words, of: permit.student, at: Place("referral_events", "words", event))
        try connection.run(
            """
            INSERT INTO referral_events (id, referral_id, act, by_person, at, words)
            VALUES (\(event), \(id), \(act), \(permit.viewer), \(connection.now), \(sealed))
            """)
    }
}
