import Foundation
import Storage
import Web

/// What someone from outside the school is invited for: given by the part that has it, such as placements.
package struct InvitationPurpose: Sendable {
    /// One thing to be invited for: a placement, a referral, being a parent or guardian.
    package struct Subject: Sendable {
        package let id: String
        /// In the reader's language.
        package let label: String
        /// When access ends by itself; nil when it is ended by hand.
        package let ends: Date?

        package init(id: String, label: String, ends: Date?) {
            self.id = id
            self.label = label
            self.ends = ends
        }
    }

    /// The role that the invited person gets about the student.
    package let role: Role
    /// What may be invited for by whoever holds this permit; empty when nothing.
    package let subjects: @Sendable (Permit<Looking>, Words, Connection) throws -> [Subject]
    /// Ties the person to the subject, in the transaction of the invitation. Access is the role period and ends with it. An invitation that
    /// had lapsed and is sent again comes here anew, with the same person and a new period.
    package let granted: @Sendable (_ subject: String, ID<Person>, ID<RolePeriod>, Permit<Changing>, Connection) throws -> Void
    /// Where the invited person arrives first.
    package let arrival: @Sendable (_ student: ID<Person>, _ subject: String) -> String

    package init(
        role: Role, subjects: @escaping @Sendable (Permit<Looking>, Words, Connection) throws -> [Subject],
        granted: @escaping @Sendable (String, ID<Person>, ID<RolePeriod>, Permit<Changing>, Connection) throws -> Void,
        arrival: @escaping @Sendable (ID<Person>, String) -> String
    ) {
        self.role = role
        self.subjects = subjects
        self.granted = granted
        self.arrival = arrival
    }
}
