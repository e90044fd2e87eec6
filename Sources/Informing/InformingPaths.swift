import People
import Storage
import Web

package enum InformingPaths {
    /// What one gets by mail, and the address of one's calendar.
    package static let messages = FixedPath("/account/berichten")
    package static let calendar = FixedPath("/account/berichten/agenda")
    package static let calendarEnd = FixedPath("/account/berichten/agenda/einde")

    /// Stops the daily mail of whoever holds the secret.
    package static let digestOff = Path<String>("/berichten/uit/{}")

    /// The secret, and `.ics` behind it.
    package static let feed = Path<String>("/agenda/{}")

    package static let live = FixedPath("/vandaag/live")

    package static let post = FixedPath("/beheer/post")
    package static let postTest = FixedPath("/beheer/post/proef")
    package static let postAgain = Path<ID<Mail>>("/beheer/post/{}/opnieuw")
    package static let postEnd = Path<ID<Mail>>("/beheer/post/{}/weg")
}
