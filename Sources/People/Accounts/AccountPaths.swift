import Storage
import Web

package enum AccountPaths {
    package static let signIn = FixedPath("/aanmelden")
    package static let signOut = FixedPath("/afmelden")
    package static let activation = Path<String>("/activeren/{}")
    package static let mine = FixedPath("/account")
    package static let password = FixedPath("/account/wachtwoord")
    package static let sessionEnd = Path<ID<Session>>("/account/sessies/{}/einde")
    package static let othersEnd = FixedPath("/account/sessies/einde")
    package static let language = FixedPath("/taal")
    package static let reach = FixedPath("/account/bereik")

    /// The second screen of signing in.
    package static let code = FixedPath("/aanmelden/code")
    package static let factor = FixedPath("/account/extra-code")
    package static let factorBegin = FixedPath("/account/extra-code/begin")
    package static let factorConfirm = FixedPath("/account/extra-code/bevestiging")
    package static let factorOff = FixedPath("/account/extra-code/uit")
    package static let recoveryCodes = FixedPath("/account/extra-code/reservecodes")

    /// Signing in by a code by mail, for who was invited from outside the school.
    package static let mailCode = FixedPath("/aanmelden/code-per-mail")

    /// Off to the provider of OpenID Connect, and back from it.
    package static let outside = FixedPath("/aanmelden/elders")
    package static let outsideBack = FixedPath("/aanmelden/elders/terug")
}
