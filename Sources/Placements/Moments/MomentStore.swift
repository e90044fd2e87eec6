import Foundation
import Guiding
import People
import Storage
import Web

/// What is written down about fixed moments. Whether one was made is not written down twice: it follows from contacts and conversations.
package enum MomentStore {
    /// The three moments of each placement: four queries whatever their number.
    package static func all(of placements: [Placement], _ connection: Connection) throws -> [ID<Placement>: [Moment]] {
        let (known, _) = try known(placements.map { Period($0) }, connection)
        let today = connection.today
        return Dictionary(
            placements.map { ($0.id, Moment.all(of: $0, known[$0.id] ?? Moment.Known(), today: today)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The last time school and workplace heard from each other, of several placements at once.
    package static func lastContact(of placements: [Placement], _ connection: Connection) throws -> [ID<Placement>: Date] {
        try known(placements.map { Period($0) }, connection).last
    }

    /// Both at once, for Today.
    package static func standing(of placements: [Placement], _ connection: Connection) throws -> [(
        placement: Placement, moments: [Moment], last: Date?
    )] {
        let (known, last) = try known(placements.map { Period($0) }, connection)
        return placements.map { ($0, Moment.all(of: $0, known[$0.id] ?? Moment.Known(), today: connection.today), last[$0.id]) }
    }

    package static func plan(_ kind: Moment.Kind, at: Date, of placement: Placement, permit: Permit<Changing>, _ connection: Connection)
        throws
    {
        // What is planned anew can be missed anew, and is told anew.
        try connection.run(
            """
            INSERT INTO placement_moments (placement_id, kind, planned_at) VALUES (\(placement.id), \(kind), \(at))
            ON CONFLICT (placement_id, kind) DO UPDATE SET planned_at = excluded.planned_at
            """)
    }

    /// When the period changes, a plan outside of it is none any more.
    static func dropPlans(of placement: ID<Placement>, outside days: ClosedRange<Day>, _ connection: Connection) throws {
        try connection.run(
            """
            UPDATE placement_moments SET planned_at = NULL
            WHERE placement_id = \(placement) AND (planned_at < \(days.lowerBound.start) OR planned_at >= \((days.upperBound + 1).start))
            """)
    }

    /// The days of a placement, which is all that has to be known of it to know when its moments were made.
    struct Period: Sendable {
        let id: ID<Placement>
        let student: ID<Person>
        let days: ClosedRange<Day>

        init(_ placement: Placement) {
            id = placement.id
            student = placement.student
            days = placement.first...max(placement.first, placement.until)
        }
    }

    /// A talk after the last day still belongs to the placement for as long as this, in days.
    static let afterwards = 14

    private static func known(_ periods: [Period], _ connection: Connection) throws -> (
        known: [ID<Placement>: Moment.Known], last: [ID<Placement>: Date]
    ) {
        guard !periods.isEmpty else { return ([:], [:]) }
        var known: [ID<Placement>: Moment.Known] = [:]
        var last: [ID<Placement>: Date] = [:]
        let ids = periods.map(\.id)
        let planned = try connection.all(
            "SELECT placement_id, kind, planned_at FROM placement_moments WHERE placement_id IN \(anyOf: ids) AND planned_at IS NOT NULL"
        ) { (try $0.get("placement_id") as ID<Placement>, try $0.get("kind") as Moment.Kind, try $0.get("planned_at") as Date) }
        for (id, kind, at) in planned { known[id, default: .init()].planned[kind] = at }
        let contacts = try connection.all(
            """
            SELECT placement_id, moment, MIN(at) AS first, MAX(at) AS last FROM placement_contacts WHERE placement_id IN \(anyOf: ids)
            GROUP BY placement_id, moment
            """
        ) {
            (
                try $0.get("placement_id") as ID<Placement>, try $0.get("moment") as Moment.Kind?, try $0.get("first") as Date,
                try $0.get("last") as Date
            )
        }
        for (id, kind, first, latest) in contacts {
            if let kind { known[id, default: .init()].made[kind] = first }
            last[id] = max(last[id] ?? latest, latest)
        }
        let talks = Dictionary(grouping: try ConversationStore.threeWays(of: periods.map(\.student), connection), by: \.student)
        for period in periods {
            for talk in talks[period.student] ?? []
            where period.days.lowerBound <= Day(talk.at)
                && Day(talk.at) <= period.days.upperBound + afterwards
            {
                if let kind = Moment.Kind.allCases.first(where: { $0.conversation == talk.kind }) {
                    let before = known[period.id, default: .init()].made[kind] ?? talk.at
                    known[period.id, default: .init()].made[kind] = min(before, talk.at)
                }
                last[period.id] = max(last[period.id] ?? talk.at, talk.at)
            }
        }
        return (known, last)
    }

    /// Tells school and workplace of fixed moments that nobody made, once for each moment; of so many placements at a time, so that a large
    /// school neither waits for it nor keeps it all in memory.
    /// - Parameter after: the last placement of the former piece.
    /// - Returns: the last one of this piece; nil when there are no more.
    static func sweep(after: ID<Placement>?, most: Int = 500, _ connection: Connection) throws -> ID<Placement>? {
        let today = connection.today
        let open = try PlacementStore.load(
            """
            WHERE p.id > \(after?.text ?? "") AND p.state IN ('planned', 'running') AND p.last_day >= \(today + -afterwards)
              AND p.first_day < \(today)
            ORDER BY p.id LIMIT \(most)
            """, connection)
        let told = Set(
            try connection.all(
                "SELECT placement_id || kind AS what FROM placement_moments WHERE placement_id IN \(anyOf: open.map(\.id)) AND told_at IS NOT NULL"
            ) { try $0.get("what") as String })
        for (placement, moments, _) in try standing(of: open, connection) {
            for moment in moments.missed where !told.contains(placement.id.text + moment.kind.rawValue) {
                try tell(moment, of: placement, connection)
            }
        }
        return open.count < most ? nil : open.last?.id
    }

    private static func tell(_ moment: Moment, of placement: Placement, _ connection: Connection) throws {
        try connection.run(
            """
            INSERT INTO placement_moments (placement_id, kind, told_at) VALUES (\(placement.id), \(moment.kind), \(connection.now))
            ON CONFLICT (placement_id, kind) DO UPDATE SET told_at = excluded.told_at
            """)
        let people = placement.supervisors.filter(\.isRunning).map(\.person) + (placement.guide.map { [$0] } ?? [])
        for person in Set(people) {
            try NoticeStore.add(.momentMissed, to: person, cause: placement.id.text + "." + moment.kind.rawValue, connection)
        }
    }
}
