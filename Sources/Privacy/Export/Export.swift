import Foundation
import People
import Storage
import Web

/// A file of everything about one person, asked for by that person: made in the background, fetched once, wiped after a day.
package struct Export: Sendable {
    package let id: ID<Export>
    package let person: ID<Person>
    package let state: State
    package let asked: Date
    /// Until when it can be fetched, once it is ready.
    package let ends: Date?
    /// Of a hundred.
    package let progress: Int

    package enum State: String, CaseIterable, Sendable, Storable {
        case waiting, building, ready
        /// Fetched, or lapsed, or replaced by a newer one: the file is wiped.
        case gone
        case failed

        /// Still being made; also after a restart in the middle of it.
        package var isRunning: Bool { self == .waiting || self == .building }
    }

    package static let mostADay = 5
    /// Seconds a file can be fetched.
    package static let fetchable: TimeInterval = 86_400
    /// How often making it is begun before it is given up.
    static let mostAttempts = 3

    /// Whether another one may be asked for.
    /// - Parameter today: how many were asked for on this day.
    static func check(running: Bool, today: Int) throws {
        guard !running else { throw ExportRefusal.running }
        guard today < mostADay else { throw ExportRefusal.tooMany }
    }

    func isFetchable(at now: Date) -> Bool { state == .ready && ends.map { now < $0 } ?? false }
}

package enum ExportRefusal: String, Refusal {
    case running, tooMany, gone
    package var key: String { "export." + rawValue }
}
