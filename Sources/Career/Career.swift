import Foundation
import Guiding
import People
import Privacy
import Storage
import Web

/// Cross-subject skills, career competences, what comes next, and who has the lead.
package enum Career {
    package static let migrations: [Migration] = []

    package static var languages: URL { Bundle.module.bundleURL.appending(path: "Content/Languages") }

    package static let records: [any PersonalRecords] = []

    package static func endpoints(door: Door) -> [Endpoint] { [] }

    package static func menu(_ viewer: Viewer) -> [Frame.Item] { [] }

    /// What runs out or comes due by itself.
    package static func sweep(_ connection: Connection) throws {}
}

/// What stands of it on the pages around a student.
package struct CareerPart: GuidingPart {
    package init() {}
}
