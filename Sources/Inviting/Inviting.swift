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

// Without the pages, for what fills a school: the demo.
extension Inviting {
    /// Invites somebody, with the same rules as the page.
    /// - Throws: `Problem.malformed` when the address cannot be one or the purpose does not have this subject for who holds the permit.
    package static func invite(
        _ name: PersonName, _ email: String, for subject: String, _ purpose: InvitationPurpose, words: Words, permit: Permit<Changing>,
        _ connection: Connection
    ) throws -> ID<Invitation> {
        let offers = try Purposes([purpose]).offers(permit.looking, words, connection)
        guard let address = MailAddress(email), let offer = offers.first(where: { $0.subject.id == subject }) else { throw Problem.malformed }
        let draft = InvitationDraft(offer: offer, name: name, address: address)
        return try InvitationStore.invite(draft, purpose, site: "", permit: permit, connection)
    }

    /// The yes of who was invited, as if by a code.
    package static func accept(_ invitation: ID<Invitation>, _ connection: Connection) throws {
        guard let person = try InvitationStore.person(of: invitation, connection) else { return }
        try InvitationStore.acceptAll(of: person, connection)
    }
}
