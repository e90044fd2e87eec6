import Foundation
import Storage
import Web

/// Who is signed in, as known at the moment of the request.
package struct Viewer: Sendable {
    package let person: ID<Person>
    package let name: PersonName
    /// The roles that run now, wherever.
    package let roles: Set<Role>
    package let session: ID<Session>
    /// Whether a second factor is still to be set up before anything else.
    package let standing: SecondFactorStanding

    package init(
        person: ID<Person>, name: PersonName, roles: Set<Role>, session: ID<Session>, standing: SecondFactorStanding = .settled
    ) {
        self.person = person
        self.name = name
        self.roles = roles
        self.session = session
        self.standing = standing
    }

    package var isGuide: Bool { roles.contains { $0.isGuide } }

    /// The role to show beside the name.
    package var mainRole: Role? { Self.order.first { roles.contains($0) } }

    private static let order: [Role] = [
        .mentor, .classGuide, .careCoordinator, .workplaceSupervisor, .careWorker, .manager, .administrator, .researcher, .peerCoach,
        .student,
        .guardian,
    ]
}

/// One signed-in browser.
package struct Session: Sendable {
    package let id: ID<Session>
    package let device: String
    package let made: Date
    package let seen: Date

    /// Ends anyhow after this.
    package static let longest: TimeInterval = 12 * 3600
    /// Ends when nothing was asked for so long.
    package static let idle: TimeInterval = 3600
    /// How often being seen is written down.
    static let seenStep: TimeInterval = 300
    /// The name of its cookie, without the prefix.
    package static let cookieName = "session"
}
