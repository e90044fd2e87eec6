import Storage
import Web

package enum PrivacyPaths {
    /// Who looked at my file.
    package static let looks = FixedPath("/wie-keek")
    /// The monthly review of the access log.
    package static let review = FixedPath("/beheer/inzage")
}
