import Foundation
import Storage

/// Something a person wants to know of without looking for it. It is counted in the digest by its kind; whom or what it is about is read
/// in Naast alone. The texts are `mail.notice.<kind>`.
package enum Notice: String, CaseIterable, Sendable, Storable {
    case agreementToConfirm, agreementBroken, ladderStep
    case momentMissed, placementMade, placementEnded
    case signalGiven, signalTakenUp, signalSettled
    case consultAsked, consultAnswered
    case referralToDecide, referralAsked, referralAnswered
    case conversationPlanned, leadToAgree, lookBackAsked

    /// Everyone concerned hears of it the same day: it does not wait for the hour of the digest, and reaches also who has no role any more.
    package static let sameDay: [Notice] = [.placementEnded]
}

package enum NoticeStore {
    /// Puts something on the next digest of a person. Part of the transaction of what caused it.
    /// - Parameter cause: what it is about, such as an id; the same cause is told to the same person once, however often it is added.
    package static func add(_ notice: Notice, to person: ID<Person>, cause: String, _ connection: Connection) throws {
        try connection.run(
            """
            INSERT INTO notices (person_id, kind, cause, made_at) VALUES (\(person), \(notice), \(cause), \(connection.now))
            ON CONFLICT (person_id, kind, cause) DO NOTHING
            """)
    }
}
