import Foundation
import People
import Storage
import Web

/// Somebody from outside the school who was asked to look along with one student, for one purpose.
package struct Invitation: Sendable {
    package let id: ID<Invitation>
    let student: ID<Person>
    let person: ID<Person>
    let name: PersonName
    let email: String?
    let role: Role
    /// What it is for, as the part that has it names it.
    let subject: String
    let period: ID<RolePeriod>?
    let maker: ID<Person>?
    let made: Date
    let lapses: Date
    /// When access ends once it was accepted; nil when that is done by hand.
    let subjectEnds: Date?
    let accepted: Date?
    let withdrawn: Date?
    /// When the role ends or ended; nil while no end is known.
    let accessEnds: Date?

    /// Days in which an invitation can be accepted.
    static let days = 14

    package enum State: String, CaseIterable, Sendable {
        /// It was sent; nobody has signed in yet.
        case invited
        case accepted
        /// Two weeks went by.
        case lapsed
        case withdrawn
        /// What it was for is over, or the role was ended elsewhere.
        case ended
    }

    /// What happens to an invitation.
    enum Event: String, CaseIterable, Sendable {
        /// The invited person signs in by a code for the first time.
        case accept
        case withdraw
        /// It is sent anew, with a new link and two new weeks.
        case again
        /// The clock: two weeks went by.
        case lapse
        /// The clock or the part: the role ended.
        case end

        /// What somebody of the school does on the page.
        static let byInviter: [Event] = [.again, .withdraw]
    }

    /// The states and what may follow. What is not here does not happen.
    static let follows: [(from: State, event: Event, to: State)] = [
        (.invited, .accept, .accepted), (.invited, .withdraw, .withdrawn), (.invited, .again, .invited), (.invited, .lapse, .lapsed),
        (.invited, .end, .ended), (.accepted, .withdraw, .withdrawn), (.accepted, .end, .ended), (.lapsed, .again, .invited),
    ]

    static func state(after event: Event, from state: State) -> State? { follows.first { $0.from == state && $0.event == event }?.to }

    /// Where it stands at a moment. Nothing has to run on time for it: what lapsed or ended has no access from that very second.
    func state(at now: Date) -> State {
        if withdrawn != nil { return .withdrawn }
        let isOver = period == nil || accessEnds.map { $0 <= now } ?? false
        if accepted != nil { return isOver ? .ended : .accepted }
        if lapses <= now { return .lapsed }
        return isOver ? .ended : .invited
    }

    func may(_ event: Event, at now: Date) -> Bool { Self.state(after: event, from: state(at: now)) != nil }

    func check(_ event: Event, at now: Date) throws {
        guard may(event, at: now) else { throw InvitationRefusal.notNow }
    }

    /// Who knows of it: whoever made it, whoever could invite for the same, and, of a role in the team, whoever sees the team. That there
    /// is care is not everybody's to know.
    func isKnown(to viewer: ID<Person>, sees: Set<Part>, offers: [Offer]) -> Bool {
        maker == viewer || (Role.ofTeam.contains(role) && sees.contains(.team)) || offers.contains { $0.fits(self) }
    }

    /// The end of the invitation itself: two weeks, or sooner when what it is for ends sooner.
    static func lapse(from now: Date, subjectEnds: Date?) -> Date {
        let lapse = now.addingTimeInterval(Double(days) * 86_400)
        return subjectEnds.map { min($0, lapse) } ?? lapse
    }
}

/// One thing that somebody can be invited for by whoever is looking.
package struct Offer: Sendable {
    let role: Role
    let subject: InvitationPurpose.Subject

    /// Its name in a form.
    var value: String { role.rawValue + ":" + subject.id }

    func fits(_ invitation: Invitation) -> Bool { invitation.role == role && invitation.subject == subject.id }
}

enum InvitationRefusal: String, Refusal {
    case notNow, subjectOver
    var key: String { "invitation." + rawValue }
}

/// What somebody can be invited for, given by the parts that have it.
struct Purposes: Sendable {
    let all: [InvitationPurpose]

    /// - Parameter all: those for roles of people from outside the school; any other is left out, as such a role needs more than a mail.
    init(_ all: [InvitationPurpose]) { self.all = all.filter { Role.outside.contains($0.role) } }

    func offers(_ permit: Permit<Looking>, _ words: Words, _ connection: Connection) throws -> [Offer] {
        guard permit.may.contains(.invite) else { return [] }
        let now = connection.now
        return try all.flatMap { purpose in
            try purpose.subjects(permit, words, connection).filter { $0.ends.map { $0 > now } ?? true }.map {
                Offer(role: purpose.role, subject: $0)
            }
        }
    }

    /// The purpose that offers this now. Several may give the same role: the one that knows the subject is meant.
    func purpose(of offer: Offer, _ permit: Permit<Looking>, _ words: Words, _ connection: Connection) throws -> InvitationPurpose? {
        try all.first { purpose in
            try purpose.role == offer.role && purpose.subjects(permit, words, connection).contains { $0.id == offer.subject.id }
        }
    }

    func arrival(_ role: Role, student: ID<Person>, subject: String) -> String? {
        all.first { $0.role == role }.map { $0.arrival(student, subject) }
    }
}
