import Storage

/// Why something was not done, as the reader may know it: a status and the key of a text, never the inner reason.
package struct Problem: Error, Sendable, Equatable {
    package let status: Int
    /// Texts `problem.<key>.title` and `problem.<key>.help`.
    package let key: String
    package var arguments: [String: String] = [:]
    /// Seconds after which it is worth trying again.
    package var retryAfter: Int?

    package init(status: Int, key: String, arguments: [String: String] = [:], retryAfter: Int? = nil) {
        self.status = status
        self.key = key
        self.arguments = arguments
        self.retryAfter = retryAfter
    }

    package static let notFound = Problem(status: 404, key: "notFound")
    package static let malformed = Problem(status: 400, key: "malformed")
    package static let crossSite = Problem(status: 403, key: "crossSite")
    package static let forbidden = Problem(status: 403, key: "forbidden")
    package static let signInNeeded = Problem(status: 401, key: "signInNeeded")
    package static let wrongMethod = Problem(status: 405, key: "wrongMethod")
    package static let tooLarge = Problem(status: 413, key: "tooLarge")
    package static let unsupported = Problem(status: 415, key: "unsupported")
    package static let tooSlow = Problem(status: 408, key: "tooSlow")
    package static let full = Problem(status: 503, key: "full", retryAfter: 600)
    package static let inside = Problem(status: 500, key: "inside")
    package static func tooMany(seconds: Int) -> Problem {
        Problem(status: 429, key: "tooMany", arguments: ["seconds": String(seconds)], retryAfter: seconds)
    }

    /// What the reader may know of any error.
    package init(of error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let refusal as any Refusal: self = Problem(status: 409, key: "refused." + refusal.key, arguments: refusal.arguments)
        case StorageProblem.full: self = .full
        case StorageProblem.erased: self = .notFound
        default: self = .inside
        }
    }
}

/// An act that a rule refuses, with the reason: each thing has an enumeration of its own.
package protocol Refusal: Error, Sendable {
    /// Texts `problem.refused.<key>.title` and `….help`.
    var key: String { get }
    var arguments: [String: String] { get }
}

extension Refusal {
    package var arguments: [String: String] { [:] }
}
