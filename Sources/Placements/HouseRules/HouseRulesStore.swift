import Foundation
import People
import Storage
import Web

/// The rules of placements. A placement is only had by a permit, so who has one may read its rules.
package enum HouseRulesStore {
    /// Every version, the latest first.
    package static func versions(of placement: Placement, _ connection: Connection) throws -> [HouseRules] {
        try versions(of: [placement], connection)[placement.id] ?? []
    }

    /// Of several placements in two queries.
    static func versions(of placements: [Placement], _ connection: Connection) throws -> [ID<Placement>: [HouseRules]] {
        guard !placements.isEmpty else { return [:] }
        let students = Dictionary(placements.map { ($0.id, $0.student) }, uniquingKeysWith: { first, _ in first })
        let yeses = try connection.all(
            "SELECT placement_id, version, side, person_id, at FROM house_rule_yeses WHERE placement_id IN \(anyOf: placements.map(\.id))"
        ) { row in
            (
                Version(placement: try row.get("placement_id"), number: try row.get("version")), try row.get("side") as HouseRules.Side,
                HouseRules.Yes(person: try row.get("person_id"), at: try row.get("at"))
            )
        }
        let said = Dictionary(grouping: yeses, by: \.0)
        let rules = try connection.all(
            """
            SELECT placement_id, version, rules, rungs, kept_to_descend, set_by, set_at FROM house_rules
            WHERE placement_id IN \(anyOf: placements.map(\.id)) ORDER BY version DESC
            """
        ) { row in
            let version = Version(placement: try row.get("placement_id"), number: try row.get("version"))
            guard let student = students[version.placement] else { throw StorageProblem.unreadable(column: "placement_id") }
            func lines(_ column: String) throws -> [String] {
                let text = try connection.open(try row.get(column), of: student, at: version.place(column))
                return text.split(separator: "\n").map(String.init)
            }
            return (
                version.placement,
                HouseRules(
                    version: version.number, rules: try lines("rules"), rungs: try lines("rungs"),
                    keptToDescend: try row.get("kept_to_descend"), setBy: try row.get("set_by"), set: try row.get("set_at"),
                    yeses: Dictionary((said[version] ?? []).map { ($0.1, $0.2) }, uniquingKeysWith: { first, _ in first }))
            )
        }
        return Dictionary(grouping: rules, by: \.0).mapValues { $0.map(\.1) }
    }

    /// Writes a new version; whoever writes it has said yes by that, and the others are told that there is something to agree to.
    package static func set(_ draft: HouseRulesDraft, of placement: Placement, permit: Permit<Changing>, _ connection: Connection) throws {
        guard HouseRules.mayChange(placement.state(on: connection.today)) else { throw HouseRulesRefusal.over }
        guard let side = Match.side(of: permit.roles) else { throw HouseRulesRefusal.noSide }
        let last = try versions(of: placement, connection).first
        if let last, last.draft == draft { throw HouseRulesRefusal.unchanged }
        let version = Version(placement: placement.id, number: (last?.version ?? 0) + 1)
        func seal(_ lines: [String], _ column: String) throws -> Sealed<String> {
            try connection.seal(lines.joined(separator: "\n"), of: placement.student, at: version.place(column))
        }
        try connection.run(
            """
            INSERT INTO house_rules (placement_id, version, rules, rungs, kept_to_descend, set_by, set_at)
            VALUES (\(placement.id), \(version.number), \(try seal(draft.rules, "rules")), \(try seal(draft.rungs, "rungs")),
              \(draft.keptToDescend), \(permit.viewer), \(connection.now))
            """)
        try say(side, version, by: permit.viewer, connection)
        for person in try others(placement, permit, connection) {
            try NoticeStore.add(.agreementToConfirm, to: person, cause: "huisregels-\(placement.id.text)-\(version.number)", connection)
        }
    }

    /// One side says yes to the latest version.
    package static func agree(to placement: Placement, permit: Permit<Changing>, _ connection: Connection) throws {
        guard let side = Match.side(of: permit.roles) else { throw HouseRulesRefusal.noSide }
        guard let last = try versions(of: placement, connection).first else { throw HouseRulesRefusal.nothingSet }
        try last.agreeing(side, placement: placement.state(on: connection.today))
        try say(side, Version(placement: placement.id, number: last.version), by: permit.viewer, connection)
    }

    private static func say(_ side: HouseRules.Side, _ version: Version, by person: ID<Person>, _ connection: Connection) throws {
        try connection.run(
            """
            INSERT INTO house_rule_yeses (placement_id, version, side, person_id, at)
            VALUES (\(version.placement), \(version.number), \(side), \(person), \(connection.now))
            """)
    }

    /// Everyone concerned besides who acts: the student, who supervises now, and who guides at school.
    static func others(_ placement: Placement, _ permit: Permit<Changing>, _ connection: Connection) throws -> [ID<Person>] {
        let people = [placement.student] + placement.supervisors.filter(\.isRunning).map(\.person) + (placement.guide.map { [$0] } ?? [])
        let school = try placement.guide == nil ? TeamStore.team(permit, connection).filter { $0.role == .mentor }.map(\.person) : []
        return Set(people + school).subtracting([permit.viewer]).sorted { $0.text < $1.text }
    }

    struct Version: Hashable {
        let placement: ID<Placement>
        let number: Int

        func place(_ column: String) -> Place { Place("house_rules", column, "\(placement.text)/\(number)") }
    }
}
