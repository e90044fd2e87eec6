import Foundation

/// The provider of OpenID Connect that an institution signs in with beside passwords: a federation, or its own.
package struct OutsideSettings: Sendable, Equatable {
    /// As the provider itself writes it, to the letter.
    package let issuer: String
    package let clientID: String
    /// Nil for a client without a secret; PKCE protects either way.
    package let clientSecret: String?
    /// What the button says: 'Aanmelden met …'.
    package let name: String
    /// The claim that is compared with the names of accounts at the first sign-in.
    package let claim: String
    /// The whole address that the provider sends people back to.
    package let redirect: String

    /// - Parameter site: `https://naast.school.nl`, without a slash behind it.
    package init(issuer: String, clientID: String, clientSecret: String?, name: String, claim: String, site: String) {
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.name = name
        self.claim = claim
        redirect = site + AccountPaths.outsideBack()
    }

    /// Whether an address may be trusted with a secret: https, or this very machine.
    package static func isSafe(_ address: String) -> Bool {
        guard let url = URL(string: address), let host = url.host(), !host.isEmpty, url.user == nil else { return false }
        return url.scheme == "https" || url.scheme == "http" && ["localhost", "127.0.0.1", "::1"].contains(host)
    }

    /// Email is what the standard scope `email` brings; the names of other claims come with `profile` or by arrangement.
    var scope: String { claim == "email" || claim == "sub" ? "openid email" : "openid email profile" }
}

/// Why a sign-in by a provider came to nothing: for the log, without a word about the person.
enum OutsideProblem: Error, Equatable, CustomStringConvertible {
    /// No answer, not in time, too long, or none that can be used.
    case unreachable(String)
    case metadata(String)
    /// The provider's own code, such as `access_denied`.
    case refused(String)
    case token(String)

    var description: String {
        switch self {
        case .unreachable(let what): "unreachable: \(what)"
        case .metadata(let what): "metadata: \(what)"
        case .refused(let code): "refused: \(code)"
        case .token(let what): "token: \(what)"
        }
    }
}
