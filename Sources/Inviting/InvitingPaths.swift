import People
import Storage
import Web

package enum InvitingPaths {
    package static let ofStudent = Path<ID<Person>>("/studenten/{}/uitnodigingen")
    package static let withdrawal = Path<ID<Person>, ID<Invitation>>("/studenten/{}/uitnodigingen/{}/intrekken")
    package static let again = Path<ID<Person>, ID<Invitation>>("/studenten/{}/uitnodigingen/{}/opnieuw")

    /// From the mail of the invitation.
    package static let invitation = Path<String>("/uitnodiging/{}")
    /// The six digits that came by mail; the page before it is `AccountPaths.mailCode`.
    package static let digits = FixedPath("/aanmelden/code-per-mail/cijfers")
    /// From the mail with the code.
    package static let link = Path<String>("/code/{}")
}
