import Foundation
import People
import Storage
import Web

/// What the administrator does: people, their roles and accounts, groups, organisations and settings; and the import of lists.
/// Nothing here reads a student's file.
package enum Administration {
    /// - Parameters:
    ///   - door: makes the endpoints for who is administrator.
    ///   - publicAddress: `https://naast.school.nl`, to print links that are sent to others; nil means the address the browser says it uses.
    package static func endpoints(door: Door, publicAddress: String? = nil) -> [Endpoint] {
        OverviewRoutes.endpoints(door) + PersonRoutes.endpoints(door) + RoleRoutes.endpoints(door)
            + AccountRoutes.endpoints(door, publicAddress: publicAddress) + GroupRoutes.endpoints(door) + MemberRoutes.endpoints(door)
            + OrganisationRoutes.endpoints(door) + SettingsRoutes.endpoints(door) + HolidayRoutes.endpoints(door)
    }

    /// The tables of this module; they come after those of People.
    package static let migrations = [
        Migration(
            "administration-1",
            """
            -- What a class is in the school's own list: a list of changes names a class without telling this again.
            CREATE TABLE oneroster_classes (
              group_id TEXT PRIMARY KEY REFERENCES groups (id) ON DELETE CASCADE,
              type TEXT,
              begins TEXT,
              ends TEXT
            );
            """)
    ]

    /// Where this module keeps its texts.
    package static var languages: URL { content.appending(path: "Languages") }

    static var content: URL { Bundle.module.bundleURL.appending(path: "Content") }
}
