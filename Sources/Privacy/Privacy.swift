import Foundation
import People
import Storage
import Web

/// Rights of the people whom the files are about: seeing who looked, taking everything along, having it put right or erased; and how
/// long what is kept. What a part of the product keeps, the part itself says.
package enum Privacy {
    package static let migrations = ReviewStore.migrations

    package static func endpoints(door: Door) -> [Endpoint] { LooksRoutes.endpoints(door) + ReviewRoutes.endpoints(door) }

    package static var languages: URL { Bundle.module.bundleURL.appending(path: "Content/Languages") }
}
