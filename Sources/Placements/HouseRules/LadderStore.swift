import Agreements
import Foundation
import People
import Storage
import Web

package enum LadderStore {
    /// The ladder of a placement as the rules that hold make it; nil as long as no rules are agreed. What is counted are agreements that the
    /// viewer may see: what may not be seen is not counted either.
    package static func ladder<Scope>(of placement: Placement, permit: Permit<Scope>, _ connection: Connection) throws -> Ladder? {
        try ladder(of: placement, rules: try HouseRulesStore.versions(of: placement, connection), permit: permit, connection)
    }

    static func ladder<Scope>(of placement: Placement, rules: [HouseRules], permit: Permit<Scope>, _ connection: Connection) throws
        -> Ladder?
    {
        guard let inForce = rules.inForce else { return nil }
        return Ladder(
            rungs: inForce.rungs, keptToDescend: inForce.keptToDescend, steps: try steps(of: placement, connection),
            judged: try judged(placement, permit, connection))
    }

    /// Takes a step by the rules, and tells everyone concerned.
    package static func take(
        _ act: LadderAct, on agreement: ID<Agreement>?, reason: String?, of placement: Placement, permit: Permit<Changing>,
        _ connection: Connection
    ) throws {
        guard let ladder = try ladder(of: placement, permit: permit, connection) else { throw LadderRefusal.noRules }
        let rung = try ladder.after(act, on: agreement, reason: reason, placement: placement.state(on: connection.today))
        let id: ID<Ladder.Step> = connection.surroundings.newID()
        let sealed = try connection.seal(ifAny: reason, of: placement.student, at: place(id))
        try connection.run(
            """
            INSERT INTO ladder_steps (id, placement_id, agreement_id, act, rung, reason, by_person, at)
            VALUES (\(id), \(placement.id), \(act == .descend ? nil : agreement), \(act), \(rung), \(sealed), \(permit.viewer), \(connection.now))
            """)
        for person in try HouseRulesStore.others(placement, permit, connection) {
            try NoticeStore.add(.ladderStep, to: person, cause: id.text, connection)
        }
    }

    /// In order of time.
    static func steps(of placement: Placement, _ connection: Connection) throws -> [Ladder.Step] {
        try connection.all(
            "SELECT id, agreement_id, act, rung, reason, by_person, at FROM ladder_steps WHERE placement_id = \(placement.id) ORDER BY at, id"
        ) { row in
            let id: ID<Ladder.Step> = try row.get("id")
            return Ladder.Step(
                id: id, act: try row.get("act"), rung: try row.get("rung"), agreement: try row.get("agreement_id"),
                reason: try connection.open(ifAny: try row.get("reason"), of: placement.student, at: place(id)),
                by: try row.get("by_person"),
                at: try row.get("at"))
        }
    }

    private static func judged<Scope>(_ placement: Placement, _ permit: Permit<Scope>, _ connection: Connection) throws -> [Ladder.Judged] {
        let school = try TeamStore.team(permit, connection).filter { Role.ofClass.contains($0.role) }.map(\.person)
        let people = Set(school + placement.supervisors.map(\.person) + (placement.guide.map { [$0] } ?? []))
        let moments = Dictionary(
            try connection.all(
                "SELECT id, judged_at FROM agreements WHERE student_id = \(placement.student) AND judged_at IS NOT NULL"
            ) { (try $0.get("id") as ID<Agreement>, try $0.get("judged_at") as Date) }, uniquingKeysWith: { first, _ in first })
        return try AgreementStore.find(.all, permit: permit, connection).compactMap { agreement in
            guard let at = moments[agreement.id], Ladder.counts(agreement, judged: at, placement: placement, people: people) else {
                return nil
            }
            return Ladder.Judged(agreement: agreement.id, what: agreement.what, state: agreement.state, at: at)
        }.sorted { $0.at < $1.at }
    }

    private static func place(_ id: ID<Ladder.Step>) -> Place { Place("ladder_steps", "reason", id) }
}
