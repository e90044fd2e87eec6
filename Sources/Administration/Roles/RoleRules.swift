import Foundation
import People
import Storage

/// Where a role can be had, and when one can be given or ended.
enum RoleRules {
    enum ScopeKind: String, CaseIterable, Sendable { case institution, organisation, group, student }

    /// The places where a role means something. Source: the table of roles in the description of people and access.
    static func scopes(of role: Role) -> Set<ScopeKind> {
        switch role {
        case .student: [.institution, .organisation, .group]
        case .mentor, .classGuide: [.group, .student]
        case .workplaceSupervisor: [.organisation, .student]
        case .peerCoach, .guardian: [.student]
        case .careWorker: [.institution, .organisation]
        case .manager: [.institution, .group]
        case .careCoordinator, .researcher, .administrator: [.institution]
        }
    }

    /// The roles one can have in a group, in the order of the vocabulary.
    static let ofGroup = Role.allCases.filter { scopes(of: $0).contains(.group) }

    static func kind(of scope: RolePeriod.Scope) -> ScopeKind {
        switch scope {
        case .institution: .institution
        case .organisation: .organisation
        case .group: .group
        case .student: .student
        }
    }

    /// Whether a role may be given beside those that the person has.
    static func check(_ new: NewRole, beside held: [HeldRole]) throws {
        guard scopes(of: new.role).contains(kind(of: new.scope)), new.scope != .student(new.person) else {
            throw AdministrationRefusal.wrongScope
        }
        guard !held.contains(where: { $0.isSame(as: new) && $0.period.overlaps(new.period) }) else { throw AdministrationRefusal.sameRole }
    }

    /// What ending a role comes down to.
    enum Ending: Sendable, Equatable {
        case ends(Date)
        /// It had not begun yet: as if it was never given.
        case withdrawn
    }

    /// Ends a role after its last day, or at once.
    /// - Parameters:
    ///   - last: nil for at once.
    ///   - viewer: who ends it; the own last role of administrator stays.
    ///   - held: all roles of the person.
    static func ending(_ role: HeldRole, after last: Day?, by viewer: ID<Person>, held: [HeldRole], now: Date) throws -> Ending {
        guard !role.period.isOver(at: now) else { throw AdministrationRefusal.roleEnded }
        let end = last.map { ($0 + 1).start } ?? now
        try checkOwn(role, by: viewer, held: held, now: now)
        let others = held.filter { $0.id != role.id && $0.person == role.person && $0.role == role.role && $0.scope == role.scope }
        guard end > role.period.starts else { return .withdrawn }
        let ended = Period(starts: role.period.starts, ends: end)
        // An end can also be moved to a later day, and then meet the next period.
        let isLonger = end > role.period.ends ?? .distantFuture
        guard !isLonger || !others.contains(where: { $0.period.overlaps(ended) }) else { throw AdministrationRefusal.sameRole }
        return .ends(end)
    }

    /// Without this a school could lock itself out of its own administration.
    private static func checkOwn(_ role: HeldRole, by viewer: ID<Person>, held: [HeldRole], now: Date) throws {
        guard role.person == viewer, role.role == .administrator else { return }
        let isKept = held.contains {
            $0.id != role.id && $0.role == .administrator && $0.person == viewer && $0.period.isRunning(at: now)
                && $0.period.lasts(asLongAs: role.period)
        }
        guard isKept else { throw AdministrationRefusal.ownLastRole }
    }
}
