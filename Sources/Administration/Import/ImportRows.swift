import FileFormats
import Foundation
import People
import Storage

// Rows as the import compares them: what stands there from earlier lists, and what a list makes of it.

struct OrganisationRow: Sendable, Equatable {
    let id: ID<Organisation>
    let source: String
    var kind: Organisation.Kind
    var name: String
}

struct GroupRow: Sendable, Equatable {
    let id: ID<Group>
    let source: String
    var kind: Group.Kind
    var name: String
    var organisation: ID<Organisation>?
    /// Kept beside the group: a list of changes names a class without saying again what it is.
    var type: OneRoster.ClassType?
    /// The first day of its first term, and the day after its last.
    var begins: Day?
    var ends: Day?
}

struct PersonRow: Sendable, Equatable {
    let id: ID<Person>
    let source: String
    var given: String
    var prefix: String
    var family: String
    /// Empty when it is the given name.
    var called: String
    var born: Day?
    var email: String?

    var name: PersonName { PersonName(given: given, prefix: prefix, family: family, called: called) }
}

struct RoleRow: Sendable, Equatable {
    let id: ID<RolePeriod>
    let source: String
    let person: ID<Person>
    let role: Role
    let place: Place
    let starts: Date
    let ends: Date?

    /// What the role is about; all nil for the whole school.
    struct Place: Sendable, Equatable {
        var organisation: ID<Organisation>?
        var group: ID<Group>?
        var student: ID<Person>?
    }

    var period: Period { Period(starts: starts, ends: ends) }
}

/// Everything that came from earlier lists, by the name it has in them.
struct ImportedRows: Sendable {
    var organisations: [String: OrganisationRow] = [:]
    var groups: [String: GroupRow] = [:]
    var persons: [String: PersonRow] = [:]
    var roles: [String: RoleRow] = [:]
    /// Who is or was a student, also by hand.
    var students: Set<ID<Person>> = []
}

/// The names of roles that came from a list. OneRoster names enrollments; the others are named by what they tie together.
enum RoleSource {
    static let all = "oneroster/"

    static func enrollment(_ id: String) -> String { "oneroster/enrollment/" + part(id) }
    static func role(_ user: String, _ organisation: String, _ role: Role) -> String {
        "oneroster/role/" + part(user) + "/" + part(organisation) + "/" + role.rawValue
    }
    static func guardian(_ student: String, _ guardian: String) -> String { "oneroster/guardian/" + part(student) + "/" + part(guardian) }

    /// Which part of the list tells of it.
    static func kind(_ source: String) -> ImportKind {
        if source.hasPrefix("oneroster/role/") { return .roles }
        return source.hasPrefix("oneroster/guardian/") ? .guardians : .memberships
    }

    /// Names in a list may hold anything; a slash in one may not look like the border between two.
    private static func part(_ text: String) -> String {
        text.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "%") }
            ? text.replacing("%", with: "%25").replacing("/", with: "%2F") : text
    }
}
