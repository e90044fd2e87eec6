import Foundation
import People
import Storage

enum InvitationRecordsStore {
    struct Kept: Sendable {
        let who: String
        let role: Role
        let made: Date
        let lapses: Date
        let accepted: Date?
        let withdrawn: Date?
    }

    private static let select: SQL = """
        SELECT i.role, i.made_at, i.lapses_at, i.accepted_at, i.withdrawn_at, p.given, p.prefix, p.family, p.called
        FROM invitations AS i JOIN persons AS p ON p.id = i.person_id
        """

    private static func decode(_ row: Row) throws -> Kept {
        Kept(
            who: try PersonName(row).full, role: try row.get("role"), made: try row.get("made_at"), lapses: try row.get("lapses_at"),
            accepted: try row.get("accepted_at"), withdrawn: try row.get("withdrawn_at"))
    }

    static func forStudent(_ student: ID<Person>, _ connection: Connection) throws -> [Kept] {
        try connection.all("\(select) WHERE i.student_id = \(student) ORDER BY i.made_at", decode)
    }

    static func ofInvited(_ person: ID<Person>, _ connection: Connection) throws -> [Kept] {
        try connection.all("\(select) WHERE i.person_id = \(person) ORDER BY i.made_at", decode)
    }

    /// What was invited for this person and who this person was invited as. That a guide invited somebody else stays with that one.
    static func remove(of person: ID<Person>, _ connection: Connection) throws {
        try connection.run("DELETE FROM invitations WHERE student_id = \(person) OR person_id = \(person)")
        try connection.run("DELETE FROM mail_codes WHERE person_id = \(person)")
    }
}
