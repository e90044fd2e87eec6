import FileFormats
import Foundation
import People
import Storage

/// Which roles a list wants, and what becomes of those of earlier lists.
struct RolePlanner {
    private let bundle: OneRoster.Bundle
    private let mapping: OneRosterMapping
    private let existing: ImportedRows
    private let names: ListedNames
    private let surroundings: Surroundings
    private let now: Date
    private var wanted: [String: WantedRole] = [:]
    private var order: [String] = []
    /// What the list ends by name.
    private var crossedOut: Set<String> = []
    /// Who is somebody's guardian by an earlier list.
    private let guardians: Set<ID<Person>>
    private var starts: [OneRoster.Day: Date] = [:]
    private var result = RolePlan()
    private(set) var warnings: [String] = []

    init(_ planner: ImportPlanner, now: Date) {
        bundle = planner.bundle
        mapping = planner.mapping
        existing = planner.existing
        names = planner.names
        surroundings = planner.surroundings
        guardians = Set(planner.existing.roles.values.filter { $0.role == .guardian }.map(\.person))
        self.now = now
    }

    mutating func plan() -> RolePlan {
        wantMemberships()
        wantRoles()
        wantGuardians()
        for source in order { if let wanted = wanted[source] { place(wanted, source) } }
        endOthers()
        return result
    }

    private mutating func want(_ role: WantedRole, _ source: String) {
        if wanted.updateValue(role, forKey: source) == nil { order.append(source) }
    }

    /// The same few days come back thousands of times.
    private mutating func moment(_ day: OneRoster.Day?) -> Date? {
        guard let day else { return nil }
        if let known = starts[day] { return known }
        let found = Day(listed: day)?.start
        starts[day] = found
        return found
    }

    // MARK: Who is in which class

    private mutating func wantMemberships() {
        for listed in bundle.enrollments {
            let source = RoleSource.enrollment(listed.sourcedId)
            guard listed.status == .active else {
                crossedOut.insert(source)
                continue
            }
            guard let group = names.groups[listed.classSourcedId] else {
                if names.classes[listed.classSourcedId] == nil {
                    warn(listed.origin, "class \(listed.classSourcedId) is unknown; this line is left out")
                }
                crossedOut.insert(source)
                continue
            }
            guard let person = names.persons[listed.userSourcedId] else {
                if !names.mentions(user: listed.userSourcedId) {
                    warn(listed.origin, "user \(listed.userSourcedId) is unknown; this line is left out")
                }
                crossedOut.insert(source)
                continue
            }
            guard let role = mapping.rule(of: group.type).roles[listed.role] else {
                crossedOut.insert(source)
                continue
            }
            // The end of an enrollment and of a term is the first day outside it (OneRoster: 'exclusive').
            let ends = moment(listed.endDate) ?? (mapping.endsWithTerm ? group.ends?.start : nil)
            want(
                WantedRole(
                    person: person, role: role, place: .init(group: group.id), starts: moment(listed.beginDate) ?? group.begins?.start,
                    ends: ends),
                source)
        }
    }

    private mutating func warn(_ origin: OneRoster.Origin, _ reason: String) { warnings.append("\(origin): \(reason)") }

    // MARK: Who is what in the school

    private mutating func wantRoles() {
        for listed in bundle.roles where listed.status != .active {
            if let role = mapping.people[listed.role] {
                crossedOut.insert(RoleSource.role(listed.userSourcedId, listed.orgSourcedId, role))
            }
        }
        for (user, assignments) in names.assignments.sorted(by: { $0.key < $1.key }) {
            guard let person = names.persons[user] else { continue }
            for assignment in assignments {
                guard let role = mapping.people[assignment.role] else { continue }
                let place = RoleRow.Place(organisation: names.organisations[assignment.organisation])
                want(
                    WantedRole(
                        person: person, role: role, place: place, starts: moment(assignment.begins), ends: moment(assignment.ends)),
                    RoleSource.role(user, assignment.organisation, role))
            }
        }
    }

    // MARK: Whose parents

    /// The tie may stand with the student, with the parent, or with both.
    private mutating func wantGuardians() {
        let students = names.students(bundle, mapping)
        for listed in bundle.users where listed.status == .active {
            for other in listed.agentSourcedIds {
                if isGuardian(other), isStudent(listed.sourcedId, students) { wantGuardian(other, of: listed.sourcedId) }
                if isGuardian(listed.sourcedId), isStudent(other, students) { wantGuardian(listed.sourcedId, of: other) }
            }
        }
    }

    private mutating func wantGuardian(_ guardian: String, of student: String) {
        guard guardian != student, let person = names.persons[guardian], let child = names.persons[student] else { return }
        want(
            WantedRole(person: person, role: .guardian, place: .init(student: child), starts: nil, ends: nil),
            RoleSource.guardian(student, guardian))
    }

    /// Of somebody whose roles a list of changes does not tell again, what stands here counts.
    private func isGuardian(_ user: String) -> Bool {
        if let roles = names.assignments[user] { return roles.contains { mapping.guardians.contains($0.role) } }
        return names.persons[user].map(guardians.contains) ?? false
    }

    private func isStudent(_ user: String, _ students: Set<String>) -> Bool {
        students.contains(user) || names.assignments[user] == nil && names.persons[user].map(existing.students.contains) ?? false
    }

    // MARK: What changes

    private mutating func place(_ wanted: WantedRole, _ source: String) {
        let known = existing.roles[source]
        let kind = RoleSource.kind(source)
        switch RoleComparison.outcome(wanted, known, now: now) {
        case .nothing: if known != nil { result.unchanged[kind, default: 0] += 1 }
        case .add(let starts): add(wanted, source, from: starts)
        case .addAnew(let starts):
            if let known { release(known) }
            add(wanted, source, from: starts)
        case .move(let starts): if let known { result.moved.append(.init(row: known, starts: starts, ends: wanted.ends)) }
        case .end: if let known { end(known) }
        }
    }

    private mutating func add(_ wanted: WantedRole, _ source: String, from starts: Date) {
        result.added.append(
            RoleRow(
                id: surroundings.newID(), source: source, person: wanted.person, role: wanted.role, place: wanted.place, starts: starts,
                ends: wanted.ends))
    }

    private mutating func release(_ known: RoleRow) {
        if known.starts > now { return result.withdrawn.append(known) }
        if !known.period.isOver(at: now) { result.ended.append(known) }
        result.released.append(known)
    }

    private mutating func end(_ known: RoleRow) {
        if known.starts > now { result.withdrawn.append(known) } else { result.ended.append(known) }
    }

    private mutating func endOthers() {
        let users = Dictionary(existing.persons.map { ($0.value.id, $0.key) }, uniquingKeysWith: { first, _ in first })
        let classes = Dictionary(existing.groups.map { ($0.value.id, $0.key) }, uniquingKeysWith: { first, _ in first })
        let gone = existing.roles.values.filter { row in
            wanted[row.source] == nil && !row.period.isOver(at: now) && isGone(row, users, classes)
        }
        for row in gone.sorted(by: { $0.source < $1.source }) { end(row) }
    }

    /// Whether a role of an earlier list is over because of this one.
    private func isGone(_ row: RoleRow, _ users: [ID<Person>: String], _ classes: [ID<Group>: String]) -> Bool {
        if crossedOut.contains(row.source) { return true }
        if let user = users[row.person], !names.isUserKept(user) { return true }
        if let group = row.place.group, let source = classes[group], !names.isClassKept(source) { return true }
        switch RoleSource.kind(row.source) {
        case .memberships: return bundle.modes[.enrollments] == .bulk
        case .guardians:
            // What a student's own line says of the parents is all there is to say.
            let student = row.place.student.flatMap { users[$0] }
            return bundle.modes[.users] == .bulk || student.map { !names.isUserKept($0) || names.mentions(user: $0) } ?? false
        default: return areRolesComplete(of: users[row.person])
        }
    }

    /// In version 1.2 roles have a file of their own; in 1.1 the line of a user tells all roles of that user.
    private func areRolesComplete(of user: String?) -> Bool {
        switch bundle.modes[.roles] {
        case .bulk: return true
        case .delta: return false
        default: return bundle.modes[.users] == .bulk || user.map { names.assignments[$0] != nil } ?? false
        }
    }
}
