import Foundation
import Guiding
import Instruments
import People
import Privacy
import Storage
import Web

/// Cross-subject skills, career competences, what comes next, and who has the lead.
package enum Career {
    package static let migrations: [Migration] = CareerTables.migrations

    package static var languages: URL { Bundle.module.bundleURL.appending(path: "Content/Languages") }

    package static func records(_ catalogue: InstrumentCatalogue) -> [any PersonalRecords] { [CareerRecords(catalogue: catalogue)] }

    package static func endpoints(door: Door, catalogue: InstrumentCatalogue) -> [Endpoint] {
        LeadRoutes(door: door).endpoints + SkillRoutes(door: door, catalogue: catalogue).endpoints
            + CompetenceRoutes(door: door).endpoints + LookBackRoutes(door: door, catalogue: catalogue).endpoints
    }

    package static func menu(_ viewer: Viewer) -> [Frame.Item] {
        viewer.roles.contains(.student) ? [Frame.Item(key: "career", path: CareerPaths.mine(), icon: "goal")] : []
    }

    /// What runs out or comes due by itself: the question how it goes, half a year later.
    package static func sweep(_ connection: Connection) throws { try LookBackStore.sweep(connection) }
}
