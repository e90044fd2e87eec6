import Foundation
import People
import Privacy
import Storage
import Web

/// People from outside the school: invited for one student and one purpose, signing in by a code by mail.
package enum Inviting {
    package static let migrations: [Migration] = []

    package static var languages: URL { Bundle.module.bundleURL.appending(path: "Content/Languages") }

    package static let records: [any PersonalRecords] = []

    package static func endpoints(door: Door) -> [Endpoint] { [] }

    /// What runs out by itself.
    package static func sweep(_ connection: Connection) throws {}
}
