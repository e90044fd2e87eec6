import FileFormats
import Foundation
import People
import Storage

/// What a user is in an organisation.
struct ListedRole: Sendable {
    let role: OneRoster.RoleName
    /// Empty when the list names none.
    var organisation = ""
    var begins: OneRoster.Day?
    var ends: OneRoster.Day?
}

extension ListedRole {
    init(_ assignment: OneRoster.Bundle.Assignment) {
        self.init(role: assignment.role, organisation: assignment.orgSourcedId, begins: assignment.beginDate, ends: assignment.endDate)
    }
}

/// Who is who: the names in a list, and what they are called here. Knows of each whether the list still has it.
struct ListedNames {
    var organisations: [String: ID<Organisation>] = [:]
    var groups: [String: GroupRow] = [:]
    var persons: [String: ID<Person>] = [:]

    /// The roles of users that this list tells of, whichever version of the standard says it.
    let assignments: [String: [ListedRole]]
    private let users: [String: OneRoster.Status]
    let classes: [String: OneRoster.Class]
    private let hasAllUsers: Bool
    private let hasAllClasses: Bool

    init(_ bundle: OneRoster.Bundle) {
        assignments = Self.assignments(bundle)
        users = Dictionary(bundle.users.map { ($0.sourcedId, $0.status) }, uniquingKeysWith: { first, _ in first })
        classes = Dictionary(bundle.classes.map { ($0.sourcedId, $0) }, uniquingKeysWith: { first, _ in first })
        hasAllUsers = bundle.modes[.users] == .bulk
        hasAllClasses = bundle.modes[.classes] == .bulk
    }

    private static func assignments(_ bundle: OneRoster.Bundle) -> [String: [ListedRole]] {
        var found = bundle.assignments().mapValues { $0.map(ListedRole.init) }
        // Parents are often in no organisation at all; they are parents all the same.
        for user in bundle.users where user.status == .active && found[user.sourcedId]?.isEmpty ?? false {
            if let role = user.role { found[user.sourcedId] = [ListedRole(role: role)] }
        }
        return found
    }

    /// Whether the list itself says something of this user.
    func mentions(user: String) -> Bool { users[user] != nil }

    /// False when the list ends this user, or should have had it and has not.
    func isUserKept(_ user: String) -> Bool { users[user].map { $0 == .active } ?? !hasAllUsers }
    /// A list of changes leaves out the classes that did not change.
    func isUntold(class source: String) -> Bool { classes[source] == nil && !hasAllClasses }
    func isClassKept(_ source: String) -> Bool { classes[source].map { $0.status == .active } ?? !hasAllClasses }

    /// Who is a student in this list, by a role in the school or in a class.
    func students(_ bundle: OneRoster.Bundle, _ mapping: OneRosterMapping) -> Set<String> {
        var found = Set(assignments.filter { $0.value.contains { mapping.people[$0.role] == .student } }.keys)
        for listed in bundle.enrollments where listed.status == .active {
            // A class that this list does not tell again is looked at by the type it had.
            let rule = mapping.rule(of: classes[listed.classSourcedId]?.type ?? groups[listed.classSourcedId]?.type)
            if rule.kind != nil, rule.roles[listed.role] == .student { found.insert(listed.userSourcedId) }
        }
        return found
    }
}
