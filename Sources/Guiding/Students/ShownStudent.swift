import Agreements
import Foundation
import People
import Storage
import Web

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
    /// What the student shares with the viewer; empty for the student, who has it all.
    let shared: [SharedText]
    /// Circumstances: the student's own, or what the viewer proposed.
    let proposals: [Circumstance]
    /// For a parent or guardian: what waits for a yes.
    let waitingShares: [Share]
    /// With whom those are.
    let askers: [TeamMember]
    /// How many sections of the own manual have words in them.
    let manualSections: Int
    /// What the other rooms of guiding show.
    let boxes: [PartBox]
    let partLines: [TimelineLine]

    /// What of it is on record by itself: the student sees who read each thing that was shared.
    var logged: [String] { shared.map { SharedText.logged($0.item) } }

    /// Every part in a fixed number of queries.
    static func load(_ permit: Permit<Looking>, _ parts: GuidingParts, _ ask: Ask, _ connection: Connection) throws -> ShownStudent {
        let successes = try SuccessStore.latest(30, permit: permit, connection)
        let shares = SharedText.longest(try ShareStore.reaching(permit, connection))
        let waiting = try ShareStore.waiting(permit, connection)
        return ShownStudent(
            card: try StudentStore.card(permit, connection), viewer: permit.viewer, role: permit.role, sees: permit.sees, may: permit.may,
            team: try TeamStore.team(permit, connection), goals: try GoalStore.goals(permit, connection),
            agreements: try AgreementStore.find(.all, permit: permit, connection),
            conversations: try ConversationStore.latest(60, permit: permit, connection), successes: successes,
            names: try StudentStore.names(successes.compactMap(\.by), connection),
            rhythmDays: try Rhythm.days(of: permit.student, connection),
            shared: try ManualStore.shared(shares, permit, connection) + CircumstanceStore.shared(shares, permit, connection),
            proposals: try CircumstanceStore.visible(permit, connection), waitingShares: waiting,
            askers: try TeamStore.audience(of: waiting, permit, connection),
            manualSections: try ManualStore.current(permit, connection).count, boxes: try parts.boxes(permit, ask, connection),
            partLines: try parts.timeline(permit, ask, connection))
    }

    /// What the other rooms show on a spot of a page.
    func parts(_ spot: PartBox.Spot) -> HTML { "\(boxes.filter { $0.spot == spot }.map(\.html))" }
}
