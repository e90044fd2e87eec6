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
}
