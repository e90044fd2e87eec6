import Foundation
import Storage
import Synchronization

/// Headers of every answer, whatever it is: pages, redirects, errors and files alike.
///
/// The policy lets a page load style, scripts and images from this site only, send forms to it only, and stand in no frame.
package enum SecurityHeaders {
    package static let always: [(name: String, value: String)] = [
        (
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; "
                + "manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
        ),
        ("Strict-Transport-Security", "max-age=63072000; includeSubDomains"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ]
}

/// Refuses a change that another site asked for in the reader's name.
///
/// Browsers say where a request comes from (`Sec-Fetch-Site`), older ones at least the `Origin`; one that says neither is refused.
/// So no token stands in a form that could expire under a long text.
package enum CrossSite {
    /// - Parameter host: the header `Host`; `site`: the configured public address, when there is one.
    package static func allows(method: Ask.Method, headers: [String: String], host: String, site: String?) -> Bool {
        guard method == .post else { return true }
        if let fetchSite = headers["sec-fetch-site"] { return fetchSite == "same-origin" }
        guard let origin = headers["origin"]?.lowercased() else { return false }
        if let site { return origin == site.lowercased() }
        return !host.isEmpty && (origin == "https://" + host.lowercased() || origin == "http://" + host.lowercased())
    }
}

/// Lets each address ask so many times a second, with some room for a burst; a school behind one address is many people.
package final class RateLimit: Sendable {
    private let perSecond: Double
    private let burst: Double
    private let buckets = Mutex<[String: Bucket]>([:])
    private static let mostBuckets = 20_000

    private struct Bucket {
        var left: Double
        var at: Date
    }

    /// - Parameter perSecond: requests a second; the burst is four times that.
    package init(perSecond: Int) {
        self.perSecond = Double(perSecond)
        burst = Double(perSecond) * 4
    }

    /// Takes one from the bucket of a key; false when it is empty.
    package func allows(_ key: String, at now: Date) -> Bool {
        buckets.withLock { buckets in
            if buckets.count >= Self.mostBuckets { buckets = buckets.filter { now.timeIntervalSince($0.value.at) < burst / perSecond } }
            var bucket = buckets[key] ?? Bucket(left: burst, at: now)
            bucket.left = min(burst, bucket.left + max(0, now.timeIntervalSince(bucket.at)) * perSecond)
            bucket.at = now
            defer { buckets[key] = bucket }
            guard bucket.left >= 1 else { return false }
            bucket.left -= 1
            return true
        }
    }
}
