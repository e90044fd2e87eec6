import Foundation
import People
import Storage

/// One line of the access log about one student.
struct LoggedLook: Sendable, Equatable {
    let at: Date
    let viewer: ID<Person>
    let role: String
    /// A word for a page, or the name of an act.
    let what: String
}

/// What one person in one role did with one thing on one day: as often as it was, it is one line.
struct LookLine: Sendable, Equatable {
    let viewer: ID<Person>
    let role: String
    let what: String
    let times: Int
    /// The last of them.
    let last: Date

    /// An act changes something; the rest are looks.
    var isChange: Bool { Act(rawValue: what) != nil }

    /// What stands in the log with the name of a thing behind it, `manual-helps`, without that name: texts of a manual are read one by
    /// one, and 'who sees what' says which.
    static func word(_ logged: String) -> String {
        let parts = logged.split(separator: "-", maxSplits: 1)
        return parts.count == 2 ? parts[0] + "Text" : logged
    }

    /// The key of the text that says what was done; a word that has no text of its own still shows.
    static func key(_ what: String) -> String { "looks.did." + what }
    static let otherKey = "looks.other"
}

/// The lines of one day, newest first.
struct LookDay: Sendable, Equatable {
    let day: Day
    let lines: [LookLine]
}

enum LookRule {
    /// Takes equal looks together, by day. Two people are never one line, also when they have one name and one role.
    static func days(_ looks: [LoggedLook]) -> [LookDay] {
        struct Kind: Hashable {
            let day: Day
            let viewer: ID<Person>
            let role: String
            let what: String
        }
        let kinds = Dictionary(grouping: looks) { Kind(day: Day($0.at), viewer: $0.viewer, role: $0.role, what: $0.what) }
        let lines = kinds.map { kind, looks in
            (
                kind.day,
                LookLine(
                    viewer: kind.viewer, role: kind.role, what: kind.what, times: looks.count,
                    last: looks.map(\.at).max() ?? .distantPast)
            )
        }
        return Dictionary(grouping: lines, by: \.0).map { day, lines in
            LookDay(day: day, lines: lines.map(\.1).sorted { ($0.last, $1.what, $1.viewer.text) > ($1.last, $0.what, $0.viewer.text) })
        }.sorted { $0.day > $1.day }
    }
}
