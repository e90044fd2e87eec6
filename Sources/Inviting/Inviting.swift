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

    /// - Parameter purposes: what one can be invited for, given by the parts that have it.
    package static func endpoints(
        door: Door, signIn: SignIn, purposes: [InvitationPurpose], studentPath: @escaping @Sendable (ID<Person>) -> String
    ) -> [Endpoint] {
        let purposes = Purposes(purposes)
        let inviting = InvitationRoutes(door: door, purposes: purposes, studentPath: studentPath, logger: signIn.logger)
        return inviting.endpoints.inSchoolLanguages + MailCodeRoutes(door: door, signIn: signIn, purposes: purposes).endpoints
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
        guard let address = MailAddress(email), let offer = offers.first(where: { $0.subject.id == subject }) else {
            throw Problem.malformed
        }
        let draft = InvitationDraft(offer: offer, name: name, address: address)
        return try InvitationStore.invite(draft, purpose, permit: permit, connection)
    }

    /// The yes of who was invited, as if by a code.
    package static func accept(_ invitation: ID<Invitation>, _ connection: Connection) throws {
        guard let person = try InvitationStore.person(of: invitation, connection) else { return }
        try InvitationStore.acceptAll(of: person, connection)
    }
}
