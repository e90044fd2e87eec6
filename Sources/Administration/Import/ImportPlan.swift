import FileFormats
import Foundation
import People
import Storage

/// What an import will write. Made by pure rules, written by the store.
struct ImportPlan: Sendable {
    struct Rows<Row: Sendable>: Sendable {
        var added: [Row] = []
        var changed: [Row] = []
        var unchanged = 0
    }

    var organisations = Rows<OrganisationRow>()
    var groups = Rows<GroupRow>()
    var persons = Rows<PersonRow>()
    var roles = RolePlan()
    /// What could not be placed, as `file:line: reason`.
    var warnings: [String] = []

    /// How many statements it takes.
    var size: Int {
        organisations.added.count + organisations.changed.count + groups.added.count + groups.changed.count + persons.added.count
            + persons.changed.count + roles.size
    }
}

/// Compares a list with what stands there from earlier lists. It asks nothing and writes nothing.
struct ImportPlanner {
    let bundle: OneRoster.Bundle
    let mapping: OneRosterMapping
    let existing: ImportedRows
    let surroundings: Surroundings
    private(set) var plan = ImportPlan()
    private(set) var names: ListedNames

    init(bundle: OneRoster.Bundle, mapping: OneRosterMapping, existing: ImportedRows, surroundings: Surroundings) {
        self.bundle = bundle
        self.mapping = mapping
        self.existing = existing
        self.surroundings = surroundings
        names = ListedNames(bundle)
    }

    static func plan(
        _ bundle: OneRoster.Bundle, _ mapping: OneRosterMapping, existing: ImportedRows, now: Date, surroundings: Surroundings
    ) -> ImportPlan {
        var planner = ImportPlanner(bundle: bundle, mapping: mapping, existing: existing, surroundings: surroundings)
        planner.planOrganisations()
        planner.planGroups()
        planner.planPersons()
        var roles = RolePlanner(planner, now: now)
        planner.plan.roles = roles.plan()
        planner.plan.warnings = roles.warnings
        return planner.plan
    }

    private mutating func planOrganisations() {
        for listed in bundle.organisations where listed.status == .active {
            // A type that the standard does not know is taken for a school: it is in the school's own list.
            guard let kind = mapping.organisations[listed.type ?? .school] else { continue }
            let known = existing.organisations[listed.sourcedId]
            let row = OrganisationRow(id: known?.id ?? surroundings.newID(), source: listed.sourcedId, kind: kind, name: listed.name)
            Self.note(row, known, in: &plan.organisations)
            names.organisations[listed.sourcedId] = row.id
        }
        for (source, row) in existing.organisations where names.organisations[source] == nil { names.organisations[source] = row.id }
    }

    private mutating func planGroups() {
        let terms = Dictionary(
            bundle.academicSessions.filter { $0.status == .active }.map { ($0.sourcedId, $0) }, uniquingKeysWith: { first, _ in first })
        for listed in bundle.classes where listed.status == .active {
            guard let kind = mapping.rule(of: listed.type).kind else { continue }
            let known = existing.groups[listed.sourcedId]
            let sessions = listed.termSourcedIds.compactMap { terms[$0] }
            let row = GroupRow(
                id: known?.id ?? surroundings.newID(), source: listed.sourcedId, kind: kind, name: listed.title,
                organisation: listed.schoolSourcedId.flatMap { names.organisations[$0] } ?? known?.organisation, type: listed.type,
                // A list of changes may name a term that it does not tell again.
                begins: sessions.map(\.startDate).min().flatMap(Day.init(listed:)) ?? known?.begins,
                ends: sessions.map(\.endDate).max().flatMap(Day.init(listed:)) ?? known?.ends)
            Self.note(row, known, in: &plan.groups)
            names.groups[listed.sourcedId] = row
        }
        for (source, row) in existing.groups where names.isUntold(class: source) { names.groups[source] = row }
    }

    private mutating func planPersons() {
        let students = names.students(bundle, mapping)
        for listed in bundle.users where listed.status == .active {
            let known = existing.persons[listed.sourcedId]
            let isStudent = students.contains(listed.sourcedId) || known.map { existing.students.contains($0.id) } ?? false
            let row = Self.person(listed, known, isStudent: isStudent, id: known?.id ?? surroundings.newID())
            Self.note(row, known, in: &plan.persons)
            names.persons[listed.sourcedId] = row.id
        }
        for (source, born) in bundle.otherBirthDates {
            guard var row = existing.persons[source], existing.students.contains(row.id), let born = Day(listed: born), row.born != born
            else { continue }
            row.born = born
            plan.persons.changed.append(row)
        }
        for (source, row) in existing.persons where names.isUserKept(source) && names.persons[source] == nil {
            names.persons[source] = row.id
        }
    }

    /// What a list makes of a person. What it leaves empty does not wipe out what is known here.
    static func person(_ listed: OneRoster.User, _ known: PersonRow?, isStudent: Bool, id: ID<Person>) -> PersonRow {
        let prefers = listed.preferredFamilyName != nil
        let name = DutchName.parts(
            given: listed.givenName, middle: prefers ? listed.preferredMiddleName : listed.middleName,
            family: listed.preferredFamilyName ?? listed.familyName, called: listed.preferredGivenName)
        let called = PersonStore.storedCalled(name)
        return PersonRow(
            id: id, source: listed.sourcedId, given: name.given, prefix: name.prefix, family: name.family,
            called: called.isEmpty ? known?.called ?? "" : called,
            born: isStudent ? listed.birthDate.flatMap(Day.init(listed:)) ?? known?.born : known?.born, email: email(listed) ?? known?.email
        )
    }

    /// In many schools the name to sign in with is an address too.
    private static func email(_ listed: OneRoster.User) -> String? {
        [listed.email, listed.username].compactMap { $0 }.first { PersonForm.isEmail($0) }
    }

    private static func note<Row: Equatable>(_ row: Row, _ known: Row?, in rows: inout ImportPlan.Rows<Row>) {
        switch known {
        case nil: rows.added.append(row)
        case row: rows.unchanged += 1
        default: rows.changed.append(row)
        }
    }
}

extension Day {
    init?(listed day: OneRoster.Day) { self.init(day.description) }
}
