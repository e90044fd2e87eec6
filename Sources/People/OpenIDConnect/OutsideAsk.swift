import Crypto
import Foundation
import Storage
import Web

/// One sign-in on its way to the provider and back, bound to one browser by a cookie.
///
/// The state goes along in the address; nonce and PKCE verifier (RFC 7636) are made from the secret in the cookie, so that nothing at
/// the server can be used by who reads it there.
struct OutsideAsk: Sendable {
    let state: String
    /// What stands in the cookie.
    let browser: String

    /// Seconds that somebody may take at the provider.
    static let longest: TimeInterval = 600
    /// The name of its cookie, without the prefix.
    static let cookieName = "elders"

    struct Taken: Sendable {
        /// An address on this site.
        let next: String?
    }

    init(_ surroundings: Surroundings) { self.init(state: surroundings.newSecret(), browser: surroundings.newSecret()) }

    init(state: String, browser: String) {
        self.state = state
        self.browser = browser
    }

    var nonce: String { derived("nonce") }
    var verifier: String { derived("verifier") }
    /// S256 of the verifier.
    var challenge: String { base64url(SHA256.hash(data: Data(verifier.utf8))) }

    private func derived(_ purpose: String) -> String {
        base64url(HMAC<SHA256>.authenticationCode(for: Data(purpose.utf8), using: SymmetricKey(data: Data(browser.utf8))))
    }

    static func cookie(_ browser: String) -> Cookie { Cookie(cookieName, browser, seconds: Int(longest)) }
    static let noCookie = Cookie(cookieName, "", seconds: 0)
}
