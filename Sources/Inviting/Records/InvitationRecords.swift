import People
import Privacy
import Storage

/// What invitations keep about people: who was invited for a student, and for what somebody was invited.
package struct InvitationRecords: PersonalRecords {
    package init() {}

    package func about(_ own: OwnRecords, _ connection: Connection) throws -> [RecordSection] {
        try RecordSection.some(
            "invitations",
            InvitationRecordsStore.forStudent(own.person, connection).map { RecordItem([.text("invitation.who", $0.who)] + fields($0)) })
            // For which student is that student's; here only that one was invited.
            + RecordSection.some("invited", InvitationRecordsStore.ofInvited(own.person, connection).map { RecordItem(fields($0)) })
    }

    private func fields(_ kept: InvitationRecordsStore.Kept) -> [RecordField?] {
        [
            .word("invitation.role", kept.role.key), .moment("invitation.made", kept.made), .moment("invitation.accepted", kept.accepted),
            .moment("invitation.withdrawn", kept.withdrawn), .moment("invitation.lapses", kept.lapses),
        ]
    }

    package func erase(_ erased: Erased, _ connection: Connection) throws {
        try InvitationRecordsStore.remove(of: erased.person, connection)
    }
}
