import Foundation
import People
import Storage
import Testing
import Web

@testable import App
@testable import Inviting

/// Invitations of the first student of the matrix: one that is open, and one that was withdrawn.
enum MatrixInviting {
    private static let words = Result { try Library(folders: App.languageFolders)[.nl] }

    static func fill(_ student: ID<Person>, by mentor: ID<Person>, _ connection: Connection) throws -> ID<Invitation> {
        _ = try invite(.invitedBefore, student, mentor, isWithdrawn: true, connection)
        return try invite(.invited, student, mentor, isWithdrawn: false, connection)
    }

    private static func invite(
        _ secret: Canary.Secret, _ student: ID<Person>, _ mentor: ID<Person>, isWithdrawn: Bool, _ connection: Connection
    ) throws -> ID<Invitation> {
        let purpose = InvitationPurpose.guardian(arrival: { "/studenten/" + $0.text })
        let words = try Self.words.get()
        return try Files.change(mentor, .invite, of: student, inside: connection) { permit in
            let offers = try Purposes([purpose]).offers(permit.looking, words, connection)
            let draft = InvitationDraft(
                offer: try #require(offers.first), name: PersonName(given: Canary.text(secret), family: "Proef"),
                address: try #require(MailAddress(secret.rawValue + "@voorbeeld.example")))
            let id = try InvitationStore.invite(draft, purpose, permit: permit, connection)
            guard isWithdrawn else { return id }
            let one = try InvitationStore.one(id, offers: offers, permit: permit.looking, connection)
            try InvitationStore.withdraw(one, permit: permit, connection)
            return id
        }
    }
}
