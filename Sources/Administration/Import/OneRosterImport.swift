import FileFormats
import Foundation
import People
import Storage

/// Takes a school's list of people and classes into the database: all of it or nothing.
package enum OneRosterImport {
    /// - Parameters:
    ///   - dryRun: does everything, tells what would change, and undoes it.
    ///   - progress: how many statements of how many were run; called now and then.
    /// - Throws: `ImportStopped` when something essential is wrong in the list; nothing was changed then.
    package static func run(
        _ bundle: OneRoster.Bundle, _ mapping: OneRosterMapping, into database: Database, dryRun: Bool,
        progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws -> ImportSummary {
        let warnings = bundle.problems.filter { $0.severity == .warning }.map(\.description)
        guard !bundle.isStopped else {
            throw ImportStopped(problems: bundle.problems.filter { $0.severity == .essential }.map(\.description), warnings: warnings)
        }
        do {
            return try await database.writeAlone { connection in
                var summary = try take(bundle, mapping, isDryRun: dryRun, connection, progress)
                summary.warnings = warnings + summary.warnings
                // Leaving a transaction by throwing is what undoes it.
                if dryRun { throw Undone(summary: summary) }
                return summary
            }
        } catch let undone as Undone {
            return undone.summary
        }
    }

    private struct Undone: Error { let summary: ImportSummary }

    private static func take(
        _ bundle: OneRoster.Bundle, _ mapping: OneRosterMapping, isDryRun: Bool, _ connection: Connection, _ progress: (Int, Int) -> Void
    ) throws -> ImportSummary {
        let existing = try ImportStore.existing(connection)
        // One moment for the whole of it: what ends, ends at once. Ids follow the running clock: rows in order of their id are written faster.
        let now = connection.now
        let plan = ImportPlanner.plan(bundle, mapping, existing: existing, now: now, surroundings: connection.surroundings)
        let total = plan.size
        var done = 0
        progress(0, total)
        try ImportStore.write(plan, at: now, connection) {
            done += 1
            if done % 1000 == 0 { progress(done, total) }
        }
        progress(total, total)
        var summary = ImportSummary(isDryRun: isDryRun)
        summary.count(plan)
        if isDryRun { summary.tell(plan, existing) }
        return summary
    }
}

extension ImportSummary {
    mutating func count(_ plan: ImportPlan) {
        counts[.organisations] = Self.counts(plan.organisations)
        counts[.groups] = Self.counts(plan.groups)
        counts[.persons] = Self.counts(plan.persons)
        for (kind, number) in plan.roles.unchanged { counts[kind, default: Counts()].unchanged = number }
        for row in plan.roles.added { counts[RoleSource.kind(row.source), default: Counts()].created += 1 }
        for moved in plan.roles.moved { counts[RoleSource.kind(moved.row.source), default: Counts()].changed += 1 }
        for row in plan.roles.ended + plan.roles.withdrawn { counts[RoleSource.kind(row.source), default: Counts()].ended += 1 }
        warnings = plan.warnings
    }

    private static func counts<Row>(_ rows: ImportPlan.Rows<Row>) -> Counts {
        Counts(created: rows.added.count, changed: rows.changed.count, unchanged: rows.unchanged)
    }

    /// Each change in words.
    mutating func tell(_ plan: ImportPlan, _ existing: ImportedRows) {
        let told = Told(plan, existing)
        changes = plan.organisations.added.map { Change(kind: .organisations, act: .new, text: $0.name) }
        changes += plan.organisations.changed.map { Change(kind: .organisations, act: .changed, text: $0.name) }
        changes += plan.groups.added.map { Change(kind: .groups, act: .new, text: $0.name) }
        changes += plan.groups.changed.map { Change(kind: .groups, act: .changed, text: $0.name) }
        changes += plan.persons.added.map { Change(kind: .persons, act: .new, text: $0.name.full) }
        changes += plan.persons.changed.map { Change(kind: .persons, act: .changed, text: $0.name.full) }
        changes += plan.roles.added.map { Change(kind: RoleSource.kind($0.source), act: .new, text: told.text($0)) }
        changes += plan.roles.moved.map { Change(kind: RoleSource.kind($0.row.source), act: .changed, text: told.text($0.row)) }
        changes += (plan.roles.ended + plan.roles.withdrawn).map {
            Change(kind: RoleSource.kind($0.source), act: .ended, text: told.text($0))
        }
    }

    /// The names that roles are told with: 'Nadia van Rooij, mentor of 2B'.
    private struct Told {
        private let persons: [ID<Person>: String]
        private let groups: [ID<Group>: String]
        private let organisations: [ID<Organisation>: String]

        init(_ plan: ImportPlan, _ existing: ImportedRows) {
            persons = Self.names(Array(existing.persons.values) + plan.persons.added, \.id, \.name.full)
            groups = Self.names(Array(existing.groups.values) + plan.groups.added, \.id, \.name)
            organisations = Self.names(Array(existing.organisations.values) + plan.organisations.added, \.id, \.name)
        }

        func text(_ row: RoleRow) -> String {
            let place =
                row.place.group.flatMap { groups[$0] } ?? row.place.student.flatMap { persons[$0] }
                ?? row.place.organisation.flatMap { organisations[$0] }
            return [(persons[row.person] ?? "") + ", " + row.role.rawValue, place].compactMap { $0 }.joined(separator: " of ")
        }

        private static func names<Row, Name: Hashable>(_ rows: [Row], _ id: (Row) -> Name, _ name: (Row) -> String) -> [Name: String] {
            Dictionary(rows.map { (id($0), name($0)) }, uniquingKeysWith: { first, _ in first })
        }
    }
}
