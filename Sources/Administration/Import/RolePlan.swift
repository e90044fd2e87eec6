import FileFormats
import Foundation
import People
import Storage

/// What an import will do to roles.
struct RolePlan: Sendable {
    /// A period that got another begin or end.
    struct Moved: Sendable, Equatable {
        let row: RoleRow
        let starts: Date
        let ends: Date?
    }

    var added: [RoleRow] = []
    var moved: [Moved] = []
    /// Over from now on.
    var ended: [RoleRow] = []
    /// Had not begun: as if it never was.
    var withdrawn: [RoleRow] = []
    /// Over already, and its name in the list is needed for a new period: the old row stays, without that name.
    var released: [RoleRow] = []
    var unchanged: [ImportKind: Int] = [:]

    var size: Int { added.count + moved.count + ended.count + withdrawn.count + released.count }
}

/// A role as the list has it.
struct WantedRole: Sendable, Equatable {
    let person: ID<Person>
    let role: Role
    let place: RoleRow.Place
    /// Nil when the list does not say: then from now on.
    let starts: Date?
    let ends: Date?
}

/// Compares one wanted role with what stands there.
enum RoleComparison {
    enum Outcome: Equatable {
        case nothing
        case add(starts: Date)
        case move(starts: Date)
        /// The old period is over and stays history; a new one begins.
        case addAnew(starts: Date)
        /// It is over according to the list.
        case end
    }

    /// What has begun has begun: a start in the past is never rewritten, for what somebody could see then cannot be undone.
    static func outcome(_ wanted: WantedRole, _ known: RoleRow?, now: Date) -> Outcome {
        let isWanted = wanted.ends.map { $0 > now && $0 > wanted.starts ?? .distantPast } ?? true
        guard let known else { return isWanted ? .add(starts: wanted.starts ?? now) : .nothing }
        let isSame = known.person == wanted.person && known.role == wanted.role && known.place == wanted.place
        let isOver = known.period.isOver(at: now)
        guard isWanted else { return isOver ? .nothing : .end }
        if isOver || !isSame { return .addAnew(starts: max(wanted.starts ?? now, now)) }
        let isFuture = known.starts > now || wanted.starts ?? .distantPast > now
        let starts = isFuture ? wanted.starts ?? known.starts : known.starts
        return starts == known.starts && wanted.ends == known.ends ? .nothing : .move(starts: starts)
    }
}
