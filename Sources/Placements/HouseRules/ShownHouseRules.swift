import People
import Storage
import Web

/// The rules and the ladder of one placement, with what it takes to show them to one viewer.
package struct ShownHouseRules: Sendable {
    let placement: Placement
    let student: StudentCard
    let state: Placement.State
    let versions: [HouseRules]
    let ladder: Ladder?
    let names: [ID<Person>: PersonName]
    let isOwn: Bool
    let side: HouseRules.Side?
    let may: Set<Act>

    package static func load(_ placement: Placement, _ permit: Permit<Looking>, _ connection: Connection) throws -> ShownHouseRules {
        let versions = try HouseRulesStore.versions(of: placement, connection)
        let ladder = try LadderStore.ladder(of: placement, rules: versions, permit: permit, connection)
        let people = versions.flatMap { [$0.setBy] + $0.yeses.values.map(\.person) } + (ladder?.steps.map(\.by) ?? [])
        return ShownHouseRules(
            placement: placement, student: try StudentStore.card(permit, connection), state: placement.state(on: connection.today),
            versions: versions, ladder: ladder, names: try StudentStore.names(people.compactMap { $0 } + [permit.student], connection),
            isOwn: permit.viewer == permit.student, side: Match.side(of: permit.roles), may: permit.may)
    }

    /// Whether the viewer's side still has to say yes to the latest version.
    var isAsked: Bool {
        guard may.contains(.agreeHouseRules), HouseRules.mayChange(state), let side, let pending = versions.pending else { return false }
        return pending.yeses[side] == nil
    }

    var mayStep: Bool { may.contains(.climbLadder) && state == .running }

    func name(_ person: ID<Person>?, _ words: Words) -> String { person.flatMap { names[$0]?.full } ?? words("houseRule.someone") }
}
