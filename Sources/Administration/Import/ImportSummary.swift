import FileFormats

/// What an import tells of.
package enum ImportKind: String, CaseIterable, Sendable { case organisations, groups, persons, roles, memberships, guardians }

/// What an import did, or would do.
package struct ImportSummary: Sendable, Equatable {
    package struct Counts: Sendable, Equatable {
        package var created = 0
        package var changed = 0
        package var ended = 0
        package var unchanged = 0
    }

    /// One thing that changes, in words for the terminal. Gathered in a dry run only: it holds names.
    package struct Change: Sendable, Equatable {
        package enum Act: String, Sendable { case new, changed, ended }

        package let kind: ImportKind
        package let act: Act
        package let text: String
    }

    package internal(set) var counts: [ImportKind: Counts] = [:]
    package internal(set) var changes: [Change] = []
    /// `file:line:column: reason` of what was left out or read otherwise.
    package internal(set) var warnings: [String] = []
    package let isDryRun: Bool

    init(isDryRun: Bool) { self.isDryRun = isDryRun }

    package subscript(_ kind: ImportKind) -> Counts { counts[kind] ?? Counts() }

    /// Whether the database is as it was, or would be.
    package var changesNothing: Bool { counts.values.allSatisfy { $0.created == 0 && $0.changed == 0 && $0.ended == 0 } }

    private static let mostListed = 1000

    /// For a terminal: what was left out, in a dry run each change, and a table of numbers.
    package var lines: [String] {
        var lines = warnings.map { "warning: " + $0 }
        lines += changes.prefix(Self.mostListed).map { "\($0.act.rawValue) \($0.kind.one): \($0.text)" }
        if changes.count > Self.mostListed { lines.append("and \(changes.count - Self.mostListed) more changes") }
        lines += table
        if isDryRun { lines.append("dry run: nothing was changed") } else if changesNothing { lines.append("everything was up to date") }
        return lines
    }

    private var table: [String] {
        let rows = ImportKind.allCases.map { kind -> [String] in
            let counts = self[kind]
            return [kind.rawValue] + [counts.created, counts.changed, counts.ended, counts.unchanged].map(String.init)
        }
        return ([["", "created", "changed", "ended", "unchanged"]] + rows).map { row in
            row.enumerated().map { column, text in
                let spaces = String(repeating: " ", count: max(0, (column == 0 ? 14 : 10) - text.count))
                return column == 0 ? text + spaces : spaces + text
            }.joined()
        }
    }
}

extension ImportKind {
    fileprivate var one: String {
        switch self {
        case .organisations: "organisation"
        case .groups: "group"
        case .persons: "person"
        case .roles: "role"
        case .memberships: "membership"
        case .guardians: "guardian"
        }
    }
}

/// An import that was not begun: something essential is wrong. Nothing was changed.
package struct ImportStopped: Error, Sendable, CustomStringConvertible {
    /// `file:line:column: reason`, everything that is wrong.
    package let problems: [String]
    package let warnings: [String]

    package var lines: [String] { warnings.map { "warning: " + $0 } + problems.map { "error: " + $0 } + ["nothing was changed"] }
    package var description: String { lines.joined(separator: "\n") }
}
