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

    package static let records: [any PersonalRecords] = [HouseRulesRecords()]

    package static func endpoints(door: Door) -> [Endpoint] { HouseRulesRoutes(door: door).endpoints }

    package static func menu(_ viewer: Viewer) -> [Frame.Item] { [] }

    /// What runs out or comes due by itself.
    package static func sweep(_ connection: Connection) throws { try MomentStore.sweep(connection) }
}

/// What stands of it on the pages around a student.
package struct PlacementsPart: GuidingPart {
    package init() {}
}
