import Foundation
import People
import Privacy
import Storage
import Web

/// Keeping each other informed: mail, the daily digest, the calendar feed, live pages.
package enum Informing {
    package static let migrations: [Migration] = []

    package static var languages: URL { Bundle.module.bundleURL.appending(path: "Content/Languages") }

    package static let records: [any PersonalRecords] = []

    package static func endpoints(door: Door) -> [Endpoint] { [] }

    /// What runs out by itself.
    package static func sweep(_ connection: Connection) throws {}
}
