import Foundation
import People
import Storage

/// The person behind an address: one for each address and role, so that several students at one workplace are one short list.
enum InvitedPersonStore {
    /// Why an address is not invited; the texts `form.problem.invite<…>`.
    enum Refused: String, Error, Sendable {
        /// It belongs to somebody of the school; who that is, is not told.
        case ofSchool = "OfSchool"
        /// The administrator has put its account out of use.
        case barred = "Barred"
        /// This person is invited for the same already.
        case already = "Already"
    }

    /// Whether an address may be invited in a role.
    /// - Returns: the person it already is in that role, or nil.
    /// - Throws: `Refused`.
    static func find(_ address: MailAddress, as role: Role, _ connection: Connection) throws -> ID<Person>? {
        let people = try connection.all("SELECT id FROM persons WHERE lower(email) = \(address.text) ORDER BY id") {
            try $0.get("id") as ID<Person>
        }
        for person in people {
            let account = try AccountStore.of(person, connection)
            if try account?.password != nil || hasRoleInside(person, connection) { throw Refused.ofSchool }
            if account?.isDisabled == true { throw Refused.barred }
        }
        return try people.first { try connection.any("SELECT 1 FROM roles WHERE person_id = \($0) AND role = \(role)") }
    }

    /// Whether there is a role inside the school that runs or is to come.
    private static func hasRoleInside(_ person: ID<Person>, _ connection: Connection) throws -> Bool {
        let roles = try connection.all(
            "SELECT DISTINCT role FROM roles WHERE person_id = \(person) AND (ends_at IS NULL OR ends_at > \(connection.now))"
        ) { try $0.get("role") as Role }
        return !Set(roles).isSubset(of: Role.outside)
    }

    static func make(_ draft: InvitationDraft, _ connection: Connection) throws -> ID<Person> {
        let person = try AccountStore.addPerson(draft.name, connection)
        try connection.run("UPDATE persons SET email = \(draft.address.text) WHERE id = \(person)")
        return person
    }

    /// An account without a password, so that the administrator can put it out of use. It is named after the address; where that name is
    /// taken, for the same address in another role, after the person.
    static func ensureAccount(of person: ID<Person>, _ address: MailAddress, _ connection: Connection) throws {
        guard try AccountStore.of(person, connection) == nil else { return }
        let isTaken = try AccountStore.named(address.text, connection) != nil
        try AccountStore.makeForStepping(person, name: isTaken ? person.text : address.text, connection)
    }

    /// Everyone whom a code by mail lets in at this address: invited once, and with something open now. One for each role.
    static func invited(_ address: MailAddress, _ connection: Connection) throws -> [ID<Person>] {
        try connection.all(
            """
            SELECT id FROM persons WHERE lower(email) = \(address.text)
              AND EXISTS (SELECT 1 FROM invitations WHERE person_id = persons.id)
            ORDER BY id LIMIT 5
            """
        ) { try $0.get("id") as ID<Person> }.filter { try SessionStore.opensByMail($0, connection) }
    }

    static func address(of person: ID<Person>, _ connection: Connection) throws -> MailAddress? {
        try connection.first("SELECT email FROM persons WHERE id = \(person)") { try $0.get("email") as String? }?.flatMap(MailAddress.init)
    }
}
