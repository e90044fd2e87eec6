import Foundation
import Logging
import People
import Storage

/// Takes away what is past its term: every night, in small pieces, so that no save waits long for it.
package struct Retention: Sendable {
    package let erasure: Erasure
    package let terms: [RetentionTerm]
    private var database: Database { erasure.database }

    static let rowsAtOnce = 500
    static let peopleAtOnce = 25
    /// Days ahead that the page tells of.
    static let ahead = 30

    package init(erasure: Erasure) {
        self.erasure = erasure
        terms = RetentionTerm.all + erasure.records.flatMap(\.terms)
    }

    /// One kind, as it stands today.
    package struct Outlook: Sendable {
        package let kind: String
        package let length: Length
        /// Past its term now: goes in the coming night.
        package let due: Int
        /// Goes within the coming month, what is due now with it.
        package let soon: Int
        /// The first day on which something goes; nil when there is nothing.
        package let first: Day?
    }

    package func outlook(_ connection: Connection) throws -> [Outlook] {
        try terms.map { term in
            let length = try ScrubStore.length(of: term, connection)
            let now = try term.past(length.cutoff(on: connection.today), connection)
            let soon = try term.past(length.cutoff(on: connection.today + Self.ahead), connection)
            let first = now.first.map { max(length.lastDay(from: Day($0)) + 1, connection.today) }
            return Outlook(kind: term.kind, length: length, due: now.count, soon: soon.count, first: first)
        }
    }

    /// Takes away everything that is past its term.
    /// - Returns: how many went of each kind.
    @discardableResult
    package func scrub() async throws -> [(kind: String, gone: Int)] {
        var result: [(kind: String, gone: Int)] = []
        for term in terms {
            let gone = try await scrub(term)
            try await database.write { try ScrubStore.record(gone, of: term.kind, $0) }
            result.append((term.kind, gone))
        }
        try await erasure.rewriteIfDue()
        try await database.write { try ScrubStore.setLast($0) }
        return result
    }

    private func scrub(_ term: RetentionTerm) async throws -> Int {
        let cutoff = try await database.read { connection in
            try ScrubStore.length(of: term, connection).cutoff(on: connection.today)
        }
        switch term.scrub {
        case .rows(let remove): return try await scrub { try await database.write { try remove(cutoff, Self.rowsAtOnce, $0) } }
        case .people(let find): return try await scrub { try await erase(find, before: cutoff) }
        }
    }

    /// Repeats a small piece until there is nothing left, and lets others write in between.
    private func scrub(piece: () async throws -> Int) async throws -> Int {
        var gone = 0
        while case let some = try await piece(), some > 0 {
            gone += some
            try await Task.sleep(for: .milliseconds(20))
        }
        return gone
    }

    /// Each person in a transaction of its own, and asked for again inside it: a role or a hold may have come in between.
    private func erase(
        _ find: @Sendable @escaping (Date, Int, ID<Person>?, Connection) throws -> [ID<Person>], before cutoff: Date
    ) async throws -> Int {
        let due = try await database.read { try find(cutoff, Self.peopleAtOnce, nil, $0) }
        var gone = 0
        for person in due {
            let went = try await database.write { [erasure] connection in
                guard try find(cutoff, 1, person, connection) == [person] else { return false }
                try erasure.carryOut(person, connection)
                return true
            }
            if went { gone += 1 }
        }
        if gone > 0 { try await erasure.afterCommit() }
        return gone
    }
}

/// When the nightly work is done.
package enum Nightly {
    static let hour = 3

    /// The next three o'clock in the Netherlands, whatever the clock does in that night. After more than a day and a half without (the
    /// machine was off at night) it is done ten minutes from now.
    package static func next(after now: Date, last: Date?) -> Date {
        if let last, now.timeIntervalSince(last) > 36 * 3600 { return now + 600 }
        let today = Amsterdam.moment(Day(now), hour: hour, minute: 0)
        return today > now ? today : Amsterdam.moment(Day(now) + 1, hour: hour, minute: 0)
    }
}

extension Retention {
    /// Waits for the night and scrubs, until the task is cancelled. What goes wrong is logged without a name and tried the next night.
    package func runNightly() async {
        let logger = Logger(label: "naast.retention")
        while !Task.isCancelled {
            let last = try? await database.read { try ScrubStore.last($0) }
            let next = Nightly.next(after: database.surroundings.now(), last: last ?? nil)
            // In small steps: a machine that slept wakes to the right hour.
            while database.surroundings.now() < next {
                let rest = min(next.timeIntervalSince(database.surroundings.now()), 600)
                guard (try? await Task.sleep(for: .seconds(max(rest, 0.01)))) != nil else { return }
            }
            do {
                let gone = try await scrub()
                logger.notice("scrubbed", metadata: ["gone": "\(gone.reduce(0) { $0 + $1.gone })"])
            } catch {
                logger.error("scrubbing failed", metadata: ["kind": "\(type(of: error))"])
                guard (try? await Task.sleep(for: .seconds(3600))) != nil else { return }
            }
        }
    }
}
