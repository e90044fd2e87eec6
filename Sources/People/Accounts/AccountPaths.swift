import Storage
import Web

package enum AccountPaths {
    package static let signIn = Path< >("/aanmelden")
    package static let signOut = Path< >("/afmelden")
    package static let activation = Path<String>("/activeren/{}")
    package static let mine = Path< >("/account")
    package static let password = Path< >("/account/wachtwoord")
    package static let sessionEnd = Path<ID<Session>>("/account/sessies/{}/einde")
    package static let othersEnd = Path< >("/account/sessies/einde")
    package static let language = Path< >("/taal")
}
