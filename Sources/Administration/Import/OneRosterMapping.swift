import FileFormats
import Foundation
import People

/// What the words of OneRoster come to here: which classes become groups, and who becomes what in them.
///
/// What is not named becomes nothing. Read from a file, because schools fill in OneRoster in different ways.
package struct OneRosterMapping: Sendable, Equatable {
    /// What a kind of class becomes.
    package struct ClassRule: Sendable, Equatable {
        /// Nil: these classes are left out.
        package var kind: Group.Kind?
        package var roles: [OneRoster.RoleName: Role] = [:]
    }

    package var organisations: [OneRoster.OrganisationType: Organisation.Kind]
    /// Roles in an organisation.
    package var people: [OneRoster.RoleName: Role]
    package var classes: [OneRoster.ClassType: ClassRule]
    /// For classes whose kind the list does not say.
    package var otherClasses: ClassRule
    /// Which roles of users who act for a student make them a guardian.
    package var guardians: Set<OneRoster.RoleName>
    /// Whether a membership without an end of its own ends with the last term of its class.
    package var endsWithTerm: Bool

    /// Roles that a list may give in an organisation. Never those that see or manage everything: they are given by a person.
    static let rolesOfPeople: Set<Role> = [.student, .manager, .careCoordinator, .careWorker]
    /// Roles that a list may give in a class or a team.
    static let rolesOfClasses: Set<Role> = [.student, .mentor, .classGuide, .manager]

    func rule(of type: OneRoster.ClassType?) -> ClassRule { type.map { classes[$0] ?? ClassRule() } ?? otherClasses }

    /// The mapping that comes with the program.
    package static func standard() throws -> OneRosterMapping {
        try read(file: Administration.content.appending(path: "oneroster-mapping.yaml").path)
    }
}
