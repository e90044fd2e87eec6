import Agreements
import Foundation
import People
import Storage

/// What a viewer may see of a student, all in one value.
struct ShownStudent: Sendable {
    let card: StudentCard
    let viewer: ID<Person>
    let role: Role
    let sees: Set<Part>
    let may: Set<Act>
    let team: [TeamMember]
    let goals: [Goal]
    let agreements: [Agreement]
    let conversations: [Conversation]
    let successes: [Success]
    let names: [ID<Person>: PersonName]
    let rhythmDays: Int

    /// Every part in a fixed number of queries.
    static func load(_ permit: Permit<Looking>, _ connection: Connection) throws -> ShownStudent {
        let successes = try SuccessStore.latest(30, permit: permit, connection)
        return ShownStudent(
            card: try StudentStore.card(permit, connection), viewer: permit.viewer, role: permit.role, sees: permit.sees, may: permit.may,
            team: try TeamStore.team(permit, connection), goals: try GoalStore.goals(permit, connection),
            agreements: try AgreementStore.find(.all, permit: permit, connection),
            conversations: try ConversationStore.latest(60, permit: permit, connection), successes: successes,
            names: try StudentStore.names(successes.compactMap(\.by), connection),
            rhythmDays: try Rhythm.days(of: permit.student, connection))
    }
}
