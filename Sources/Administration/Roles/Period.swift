import Foundation
import Storage

/// From when until when somebody is something. The end itself is outside: at that moment it is over.
struct Period: Sendable, Equatable {
    let starts: Date
    let ends: Date?

    init(starts: Date, ends: Date?) {
        self.starts = starts
        self.ends = ends
    }

    /// Whole days on the calendar; nil when the last is before the first.
    init?(first: Day, last: Day?) {
        if let last, last < first { return nil }
        starts = first.start
        ends = last.map { ($0 + 1).start }
    }

    func isRunning(at now: Date) -> Bool { starts <= now && !isOver(at: now) }
    func isOver(at now: Date) -> Bool { ends.map { $0 <= now } ?? false }

    func overlaps(_ other: Period) -> Bool {
        starts < (other.ends ?? .distantFuture) && other.starts < (ends ?? .distantFuture)
    }

    /// Whether this one runs at least as long as another.
    func lasts(asLongAs other: Period) -> Bool { (ends ?? .distantFuture) >= (other.ends ?? .distantFuture) }

    /// The last day on which it runs: an end at midnight belongs to the day before.
    var lastDay: Day? { ends.map { Day($0.addingTimeInterval(-0.001)) } }
}
