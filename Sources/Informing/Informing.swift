import Foundation
import People
import Privacy
import Storage
import Web

/// Keeping each other informed: mail, the daily digest, the calendar feed, live pages.
package enum Informing {
    package static let migrations = InformingTables.migrations

    package static var languages: URL { Bundle.module.bundleURL.appending(path: "Content/Languages") }

    package static let records: [any PersonalRecords] = [InformingRecords()]

    /// What this part needs to know of the rest of the house.
    package struct Setting: Sendable {
        let library: Library
        /// `https://naast.school.nl`; nil while there is none.
        let site: String?
        let mailing: Mailing
        let calendars: [any CalendarSource]
        let hub: LiveHub

        package init(library: Library, site: String?, mailing: Mailing, calendars: [any CalendarSource], hub: LiveHub) {
            self.library = library
            self.site = site
            self.mailing = mailing
            self.calendars = calendars
            self.hub = hub
        }
    }

    package static func endpoints(door: Door, _ setting: Setting) -> [Endpoint] {
        MessageSettingsRoutes(door: door, site: setting.site).endpoints + DigestOffRoutes(door: door).endpoints
            + CalendarFeedRoutes(door: door, library: setting.library, sources: setting.calendars).endpoints
            + LiveRoutes(door: door, hub: setting.hub).endpoints
            + PostRoutes(door: door, mailing: setting.mailing).endpoints.inSchoolLanguages
    }

    /// What runs out by itself.
    package static func sweep(_ connection: Connection) throws {
        try DeliveryStore.sweep(connection)
        try DigestStore.sweep(connection)
    }
}
