import Foundation
import People
import Privacy
import Storage
import Web

/// People from outside the school: invited for one student and one purpose, signing in by a code by mail.
package enum Inviting {
    package static let migrations: [Migration] = InvitingTables.migrations

    package static var languages: URL { Bundle.module.bundleURL.appending(path: "Content/Languages") }

    package static let records: [any PersonalRecords] = [InvitationRecords()]

    /// - Parameters:
    ///   - purposes: what one can be invited for, given by the parts that have it.
    ///   - publicAddress: `https://naast.school.nl`, for the links in mails. Without it a mail has the path alone: the address that an asker
    ///     says it uses could be a trap.
    package static func endpoints(
        door: Door, signIn: SignIn, purposes: [InvitationPurpose], publicAddress: String?,
        studentPath: @escaping @Sendable (ID<Person>) -> String
    ) -> [Endpoint] {
        let (purposes, site) = (Purposes(purposes), publicAddress ?? "")
        let inviting = InvitationRoutes(door: door, purposes: purposes, site: site, studentPath: studentPath, logger: signIn.logger)
        return inviting.endpoints.inSchoolLanguages
            + MailCodeRoutes(door: door, signIn: signIn, purposes: purposes, site: site).endpoints
    }

    /// What runs out by itself.
    package static func sweep(_ connection: Connection) throws {
        try InvitationStore.sweep(connection)
        try MailCodeStore.sweep(connection)
    }
}
