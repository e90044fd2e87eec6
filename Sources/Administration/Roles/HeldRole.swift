import Foundation
import People
import Storage

/// A role somebody has, had or will have.
struct HeldRole: Sendable, Equatable {
    let id: ID<RolePeriod>
    let person: ID<Person>
    let role: Role
    let scope: RolePeriod.Scope
    let period: Period
    /// Came from a list of the school.
    let isImported: Bool

    /// The same role of the same person in the same place.
    func isSame(as other: NewRole) -> Bool { person == other.person && role == other.role && scope == other.scope }
}

/// A role that is to be given.
struct NewRole: Sendable, Equatable {
    let person: ID<Person>
    let role: Role
    let scope: RolePeriod.Scope
    let period: Period
}

/// A role as a line on the page of its person.
struct RoleLine: Sendable {
    let held: HeldRole
    /// Of the group, the organisation or the student; nil when it is about the whole school.
    let place: String?
}

/// A role as a line on the page of its group.
struct MemberLine: Sendable {
    let held: HeldRole
    let name: PersonName
}
