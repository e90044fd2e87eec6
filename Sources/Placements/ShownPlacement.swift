import Agreements
import Foundation
import Guiding
import People
import Storage
import Web

/// What a viewer may see of a placement, all in one value.
package struct ShownPlacement: Sendable {
    package let placement: Placement
    package let student: StudentCard
    package let viewer: ID<Person>
    package let role: Role
    package let may: Set<Act>
    package let state: Placement.State
    let guide: PersonName?
    let moments: [Moment]
    let contacts: [Contact]
    let tasks: [PlacementTask]
    let hours: (latest: [PlacementHours], minutes: Int)
    let agreements: [Agreement]
    /// Three-way conversations as far as the viewer takes part in them, or sees them all.
    let conversations: [Conversation]
    /// People of school and workplace around this placement, with how they can be reached.
    let people: [TeamMember]
    /// What the viewer may read of the match, and on which side the viewer stands.
    let match: Match
    let side: Match.Side?
    /// The rules of this placement and its ladder.
    let rules: ShownHouseRules

    var isOwn: Bool { viewer == student.id }
    var isOpen: Bool { state == .planned || state == .running }
    /// A student has no say in who heard what; whoever logs does so while it is not called off.
    var mayLog: Bool { may.contains(.logContact) && state != .cancelled }

    /// Everything in a fixed number of queries.
    static func load(_ id: ID<Placement>, _ permit: Permit<Looking>, _ connection: Connection) throws -> ShownPlacement {
        let placement = try PlacementStore.one(id, permit: permit, connection)
        let team = try TeamStore.team(permit, connection)
        let around = Set(placement.supervisors.map(\.person))
        let days = placement.first...(max(placement.first, placement.until) + MomentStore.afterwards)
        return ShownPlacement(
            placement: placement, student: try StudentStore.card(permit, connection), viewer: permit.viewer, role: permit.role,
            may: permit.may, state: placement.state(on: connection.today),
            guide: try placement.guide.flatMap { try StudentStore.names([$0], connection)[$0] },
            moments: try MomentStore.all(of: [placement], connection)[id] ?? [],
            contacts: try ContactStore.latest(60, of: id, permit: permit, connection),
            tasks: try TaskStore.all(of: placement, connection), hours: try HoursStore.made(of: placement, connection),
            agreements: try AgreementStore.find(.ofPlacement(id.of(AgreementPlacement.self)), permit: permit, connection),
            conversations: try ConversationStore.latest(60, permit: permit, connection).filter {
                $0.kind.isThreeWay && $0.state != .cancelled && days.contains(Day($0.at))
            },
            people: Self.once(team.filter { Role.ofClass.contains($0.role) || around.contains($0.person) }),
            match: try MatchStore.seen(placement, permit: permit, connection), side: Match.side(of: permit.roles),
            rules: try ShownHouseRules.load(placement, permit, connection))
    }

    /// Who supervises in two placements of one student stands once among the people.
    private static func once(_ team: [TeamMember]) -> [TeamMember] {
        var seen: Set<ID<Person>> = []
        return team.filter { seen.insert($0.person).inserted }
    }
}
