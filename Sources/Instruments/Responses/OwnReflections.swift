import People
import Storage
import Web

/// The key to one's own reflections, and to nobody else's.
///
/// A checklist is a reflection on one's own acting. It is not a student's data, so no `Permit` and no line in the access log
/// belongs to it; what guards it is that nobody but its author reads it. Therefore every function of this module's stores takes
/// this value, which is made of a signed-in guide alone, and every query has `author_id = viewer` in it. The one exception stands in
/// `PairStore`: the two members of a pair open each other's answers when both are done.
package struct OwnReflections: Sendable {
    let author: ID<Person>
    let roles: Set<Role>

    /// - Throws: `Problem.notFound` for who guides nobody: for them these pages do not exist.
    package init(_ viewer: Viewer) throws(Problem) {
        guard viewer.isGuide else { throw .notFound }
        author = viewer.person
        roles = viewer.roles
    }
}
