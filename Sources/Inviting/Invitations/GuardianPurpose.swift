import People
import Storage
import Web

extension InvitationPurpose {
    /// Being a parent or guardian of a student who is not yet eighteen, for whoever may change the team. It ends at the midnight on which
    /// the student becomes eighteen. Of somebody who is of age nobody is invited this way: that is the student's to say.
    /// - Parameter arrival: the page of the student.
    package static func guardian(arrival: @escaping @Sendable (ID<Person>) -> String) -> InvitationPurpose {
        InvitationPurpose(
            role: .guardian,
            subjects: { permit, words, connection in
                guard permit.may.contains(.changeTeam), let born = try GuardianStore.born(permit, connection),
                    AccessRule.guardianMaySee(studentBorn: born, today: connection.today)
                else { return [] }
                return [Subject(id: permit.student.text, label: words("invite.forGuardian"), ends: nil)]
            },
            // The role itself is all there is to it.
            granted: { _, _, _, _, _ in },
            arrival: { student, _ in arrival(student) })
    }
}
