import Foundation
import People
import Storage
import Web

/// Rights of the people whom the files are about: seeing who looked, taking everything along, having it put right or erased; and how
/// long what is kept. What a part of the product keeps, the part itself says.
package enum Privacy {
    package static let migrations: [Migration] = RightsTables.migrations + ReviewStore.migrations

    package static var languages: URL { Bundle.module.bundleURL.appending(path: "Content/Languages") }

    /// - Parameters:
    ///   - exports: is told when somebody asks for one; the serving process runs it.
    ///   - retention: with the erasure that requests lead to.
    ///   - studentPath: the page of a student, and `personPath` the administrator's page of a person: other parts have them.
    package static func endpoints(
        door: Door, exports: ExportWork, retention: Retention, studentPath: @escaping @Sendable (ID<Person>) -> String,
        personPath: @escaping @Sendable (ID<Person>) -> String
    ) -> [Endpoint] {
        let mine = MyDataRoutes(door: door, exports: exports).endpoints + LooksRoutes.endpoints(door)
        let requests =
            CorrectionRoutes(door: door, studentPath: studentPath).endpoints
            + ErasureRoutes(door: door, erasure: retention.erasure, personPath: personPath).endpoints
        let school = RetentionRoutes(door: door, retention: retention).endpoints + ReviewRoutes.endpoints(door)
        // What one asks about oneself is read in every language; what the school does with it in Dutch and English.
        return mine + requests.filter(isOwn) + (requests.filter { !isOwn($0) } + school).inSchoolLanguages
    }

    private static func isOwn(_ endpoint: Endpoint) -> Bool { endpoint.template.hasPrefix(RightsPaths.mine()) }
}
