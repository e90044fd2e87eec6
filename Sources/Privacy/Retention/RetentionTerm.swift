import Foundation
import People
import Storage
import Web

/// How long one kind of data is kept, counted from what, and how it goes.
package struct RetentionTerm: Sendable {
    /// Its name: the texts `retention.kind.<kind>` and `retention.from.<kind>`, and the setting `retention.<kind>`.
    package let kind: String
    package let standard: Length
    /// Within which the institution may choose; one number where there is nothing to choose.
    package let limits: ClosedRange<Int>
    /// How many there are that count from before a moment, and the earliest moment from which anything of this kind counts.
    package let past: @Sendable (Date, Connection) throws -> (count: Int, first: Date?)
    package let scrub: Scrub

    package enum Scrub: Sendable {
        /// Takes away at most so many that count from before a moment; gives how many went.
        case rows(@Sendable (Date, _ most: Int, Connection) throws -> Int)
        /// Finds at most so many people who are to be erased whole; with a person, only whether that one still is.
        case people(@Sendable (Date, _ most: Int, _ only: ID<Person>?, Connection) throws -> [ID<Person>])
    }

    package init(
        kind: String, standard: Length, limits: ClosedRange<Int>,
        past: @Sendable @escaping (Date, Connection) throws -> (count: Int, first: Date?), scrub: Scrub
    ) {
        self.kind = kind
        self.standard = standard
        self.limits = limits
        self.past = past
        self.scrub = scrub
    }

    var isFixed: Bool { limits.lowerBound == limits.upperBound }
}

extension RetentionTerm {
    /// What is kept whole or by the floors below, in the order in which it goes. A part of the product adds its own by `PersonalRecords`.
    package static let all: [RetentionTerm] = [
        // A student's whole file: from the end of the last role as a student, when no other role runs.
        RetentionTerm(
            kind: "file", standard: .years(2), limits: 1...10, past: { try RetentionStore.left(.students, before: $0, $1) },
            scrub: .people { try RetentionStore.people(.students, before: $0, most: $1, only: $2, $3) }),
        // Anyone else: from the end of the last role.
        RetentionTerm(
            kind: "person", standard: .years(2), limits: 1...10, past: { try RetentionStore.left(.others, before: $0, $1) },
            scrub: .people { try RetentionStore.people(.others, before: $0, most: $1, only: $2, $3) }),
        // Lines of the access log: from the moment of the look. The Dutch standard for logging in care (NEN 7513) asks for five years.
        RetentionTerm(
            kind: "accessLog", standard: .years(5), limits: 2...10, past: { try AccessLogStore.old(before: $0, $1) },
            scrub: .rows { try AccessLogStore.cut(before: $0, most: $1, $2) }),
        // A request for correction with its answer: from the answer.
        RetentionTerm(
            kind: "corrections", standard: .years(2), limits: 1...5, past: { try CorrectionStore.answered(before: $0, $1) },
            scrub: .rows { try CorrectionStore.removeAnswered(before: $0, most: $1, $2) }),
        // A request for erasure that was refused, withdrawn or carried out: from its end.
        RetentionTerm(
            kind: "erasures", standard: .years(2), limits: 1...5, past: { try ErasureStore.closed(before: $0, $1) },
            scrub: .rows { try ErasureStore.removeClosed(before: $0, most: $1, $2) }),
        // That an export was asked for; its file is wiped after a day already.
        RetentionTerm(
            kind: "exports", standard: .days(30), limits: 30...30, past: { try RetentionStore.exports(before: $0, $1) },
            scrub: .rows { try RetentionStore.removeExports(before: $0, most: $1, $2) }),
        // A session: from its end. The server sweeps them every hour; here it is done again for who runs `naast scrub` alone.
        RetentionTerm(
            kind: "sessions", standard: .days(1), limits: 1...1, past: { try RetentionStore.sessions(before: $0, $1) },
            scrub: .rows { _, _, connection in try RetentionStore.sweepSessions(connection) }),
    ]
}

/// A stretch of time in whole days of the calendar of the Netherlands.
package struct Length: Sendable, Equatable {
    package enum Unit: String, Sendable { case days, years }

    package let number: Int
    package let unit: Unit

    package static func days(_ number: Int) -> Length { Length(number: number, unit: .days) }
    package static func years(_ number: Int) -> Length { Length(number: number, unit: .years) }

    /// The last day on which something that counts from a day is kept. What counts from 29 February is kept until 1 March in a year
    /// without that day: never a day too short.
    package func lastDay(from day: Day) -> Day {
        switch unit {
        case .days: day + number
        case .years: day.adding(years: number)
        }
    }

    /// What counts from before this moment is past its term today: the midnight, in the Netherlands, after the last day that is.
    package func cutoff(on today: Day) -> Date {
        var day = unit == .days ? today + -number : today.adding(years: -number)
        while lastDay(from: day) >= today { day = day + -1 }
        while lastDay(from: day + 1) < today { day = day + 1 }
        return (day + 1).start
    }
}
