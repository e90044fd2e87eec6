import Foundation
import Guiding
import People
import Privacy
import Storage
import Web

/// Students at a workplace: placements, contact moments, match, house rules and the ladder of chances.
package enum Placements {
    package static let migrations = PlacementTables.migrations + HouseRulesTables.migrations

    package static var languages: URL { Bundle.module.bundleURL.appending(path: "Content/Languages") }

    package static let records: [any PersonalRecords] = [PlacementRecords(), HouseRulesRecords()]

    package static func endpoints(door: Door) -> [Endpoint] {
        PlacementRoutes(door: door).endpoints + WorkRoutes(door: door).endpoints + HouseRulesRoutes(door: door).endpoints
    }

    package static func menu(_ viewer: Viewer) -> [Frame.Item] { [] }

    /// What runs out or comes due by itself.
    /// - Returns: where the next piece begins; nil when this was the last.
    @discardableResult
    package static func sweep(after: ID<Placement>? = nil, _ connection: Connection) throws -> ID<Placement>? {
        try MomentStore.sweep(after: after, connection)
    }

    /// Someone of a workplace is invited for one placement that comes or runs; access ends with it.
    package static let invitationPurpose = InvitationPurpose(
        role: .workplaceSupervisor,
        subjects: { permit, words, connection in
            guard permit.may.contains(.managePlacement) else { return [] }
            let pieces = PlacementPieces(words: words, today: connection.today)
            return try PlacementStore.find(.current, permit: permit, connection).map {
                InvitationPurpose.Subject(
                    id: $0.id.text, label: $0.workplace.name + " · " + pieces.period($0), ends: Placement.accessEnds(last: $0.last))
            }
        },
        granted: { subject, person, role, permit, connection in
            guard permit.may.contains(.managePlacement) else { throw Problem.forbidden }
            guard let id = ID<Placement>(subject) else { throw Problem.notFound }
            let placement = try PlacementStore.one(id, permit: permit, connection)
            let state = placement.state(on: connection.today)
            guard state == .planned || state == .running else { throw PlacementRefusal.notNow }
            try SupervisorStore.tie(person, role: role, to: id, connection)
        },
        arrival: { _, subject in ID<Placement>(subject).map { PlacementPaths.one($0) } ?? GuidingPaths.today() })
}
