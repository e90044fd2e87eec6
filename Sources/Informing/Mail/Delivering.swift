import Foundation
import Storage

/// When a mail is tried, tried again and given up. Pure: the store and the service ask it.
///
/// A mail is marked as being tried, in a transaction of its own, before `sendmail` gets it, and as sent once `sendmail` has ended with
/// nought. A process that dies between the two leaves a mail of which nobody can know whether it went: it is tried again, with the same
/// Message-ID. See docs/decisions/030.
package enum Delivering {
    /// Seconds between a try and the next: 1 and 5 minutes, half an hour, 2, 6 and 24 hours.
    package static let pauses: [TimeInterval] = [60, 300, 1800, 7200, 21_600, 86_400]
    /// A mail that nobody could send for so long says nothing new any more.
    package static let stale: TimeInterval = 7 * 86_400

    /// Why a mail has not gone out, as its text `mail.reason.<reason>` says.
    package enum Reason: String, CaseIterable, Sendable, Storable {
        case noAddress, badAddress, noText, tooLong, refused, later, noProgram, interrupted, tooOld
        /// The administrator said that it need not go.
        case letGo
    }

    /// What came of handing it on.
    package enum Outcome: Sendable, Equatable {
        case sent
        /// May go well another time.
        case later(Reason)
        /// Would not go well another time.
        case never(Reason)
    }

    package enum Next: Sendable, Equatable {
        case sent
        case again(at: Date, Reason)
        case failed(Reason)
    }

    /// - Parameter tries: how often it was tried, this time too.
    package static func next(after outcome: Outcome, tries: Int, now: Date) -> Next {
        switch outcome {
        case .sent: .sent
        case .never(let reason): .failed(reason)
        case .later(let reason): pause(after: tries).map { .again(at: now.addingTimeInterval($0), reason) } ?? .failed(reason)
        }
    }

    /// Nil when there is no next try.
    package static func pause(after tries: Int) -> TimeInterval? {
        pauses.indices.contains(tries - 1) ? pauses[tries - 1] : nil
    }

    /// What the exit code of `sendmail` says (the codes of sysexits.h): nought is taken, three say that it will never go.
    package static func outcome(exit code: Int32) -> Outcome {
        switch code {
        case 0: .sent
        // EX_DATAERR, EX_NOUSER, EX_NOHOST
        case 65, 67, 68: .never(.refused)
        default: .later(.later)
        }
    }
}
