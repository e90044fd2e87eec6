import Foundation
import People
import Storage
import Web

/// Something one learns to do at the workplace; the list grows wider as the student does more for the first time.
package struct PlacementTask: Sendable {
    package let id: ID<PlacementTask>
    package let words: String
    package let firstDone: Day?
}

/// Hours made on one day.
package struct PlacementHours: Sendable {
    package let day: Day
    package let minutes: Int

    package init(day: Day, minutes: Int) {
        self.day = day
        self.minutes = minutes
    }
}

package enum TaskStore {
    package static func add(_ words: String, to placement: Placement, _ connection: Connection) throws {
        let id: ID<PlacementTask> = connection.surroundings.newID()
        let sealed = try connection.seal(words, of: placement.student, at: Place("placement_tasks", "words", id))
        let place = try connection.count("SELECT COUNT(*) AS n FROM placement_tasks WHERE placement_id = \(placement.id)")
        try connection.run(
            "INSERT INTO placement_tasks (id, placement_id, place, words) VALUES (\(id), \(placement.id), \(place), \(sealed))")
    }

    package static func all(of placement: Placement, _ connection: Connection) throws -> [PlacementTask] {
        try connection.all("SELECT id, words, first_done FROM placement_tasks WHERE placement_id = \(placement.id) ORDER BY place, id") {
            row in
            let id: ID<PlacementTask> = try row.get("id")
            return PlacementTask(
                id: id, words: try connection.open(try row.get("words"), of: placement.student, at: Place("placement_tasks", "words", id)),
                firstDone: try row.get("first_done"))
        }
    }

    /// The first time stays the first time.
    package static func done(_ id: ID<PlacementTask>, of placement: Placement, _ connection: Connection) throws {
        guard
            try connection.any("SELECT 1 FROM placement_tasks WHERE id = \(id) AND placement_id = \(placement.id)")
        else { throw Problem.notFound }
        try connection.run(
            "UPDATE placement_tasks SET first_done = \(connection.today) WHERE id = \(id) AND first_done IS NULL")
    }
}

package enum HoursStore {
    /// One line a day: written again, the day is corrected; nought takes it away.
    package static func write(_ hours: PlacementHours, of placement: Placement, permit: Permit<Changing>, _ connection: Connection) throws {
        guard hours.minutes > 0 else {
            try connection.run("DELETE FROM placement_hours WHERE placement_id = \(placement.id) AND day = \(hours.day)")
            return
        }
        try connection.run(
            """
            INSERT INTO placement_hours (placement_id, day, minutes, noted_by, noted_at)
            VALUES (\(placement.id), \(hours.day), \(hours.minutes), \(permit.viewer), \(connection.now))
            ON CONFLICT (placement_id, day) DO UPDATE SET minutes = excluded.minutes, noted_by = excluded.noted_by, noted_at = excluded.noted_at
            """)
    }

    /// The latest days, and the sum of all of them in minutes.
    package static func made(of placement: Placement, _ connection: Connection) throws -> (latest: [PlacementHours], minutes: Int) {
        let latest = try connection.all(
            "SELECT day, minutes FROM placement_hours WHERE placement_id = \(placement.id) ORDER BY day DESC LIMIT 10"
        ) { PlacementHours(day: try $0.get("day"), minutes: try $0.get("minutes")) }
        return (latest, try sum(of: [placement.id], connection)[placement.id] ?? 0)
    }

    /// Minutes made, of several placements at once.
    package static func sum(of placements: [ID<Placement>], _ connection: Connection) throws -> [ID<Placement>: Int] {
        let rows = try connection.all(
            """
            SELECT placement_id, SUM(minutes) AS minutes FROM placement_hours WHERE placement_id IN \(anyOf: placements) GROUP BY placement_id
            """
        ) { (try $0.get("placement_id") as ID<Placement>, try $0.get("minutes") as Int) }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }
}
