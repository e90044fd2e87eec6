import Foundation
import People
import Storage

enum PlacementRecordsStore {
    static func placements(about person: ID<Person>, _ connection: Connection) throws -> [Placement] {
        try PlacementStore.load("WHERE p.student_id = \(person) ORDER BY p.first_day, p.id", connection)
    }

    static func hours(of placement: Placement, _ connection: Connection) throws -> [PlacementHours] {
        try connection.all("SELECT day, minutes FROM placement_hours WHERE placement_id = \(placement.id) ORDER BY day") {
            PlacementHours(day: try $0.get("day"), minutes: try $0.get("minutes"))
        }
    }

    static func contacts(of placement: Placement, _ connection: Connection) throws -> [(
        at: Date, channel: Placement.Channel, words: String?
    )] {
        try connection.all("SELECT id, at, channel, words FROM placement_contacts WHERE placement_id = \(placement.id) ORDER BY at") {
            row in
            (
                try row.get("at"), try row.get("channel"),
                try connection.open(
                    ifAny: try row.get("words"), of: placement.student,
                    at: Place("placement_contacts", "words", try row.get("id") as String))
            )
        }
    }

    /// Placements of others in which a person supervised, or that a person followed at school.
    static func elsewhere(_ person: ID<Person>, _ connection: Connection) throws -> [(first: Day, last: Day)] {
        try connection.all(
            """
            SELECT first_day, last_day FROM placements
            WHERE student_id <> \(person)
              AND (guide_id = \(person) OR id IN (SELECT placement_id FROM placement_supervisors WHERE person_id = \(person)))
            ORDER BY first_day
            """
        ) { (try $0.get("first_day"), try $0.get("last_day")) }
    }

    /// Every text becomes an empty one, which opens as an empty text without a key; hours and match are the student's alone, and go.
    static func scrub(about person: ID<Person>, _ connection: Connection) throws {
        let own: SQL = "(SELECT id FROM placements WHERE student_id = \(person))"
        try connection.run("DELETE FROM placement_hours WHERE placement_id IN \(own)")
        try connection.run("DELETE FROM placement_matches WHERE placement_id IN \(own)")
        try connection.run("UPDATE placement_tasks SET words = X'' WHERE placement_id IN \(own)")
        try connection.run("UPDATE placement_contacts SET words = NULL WHERE placement_id IN \(own)")
        try connection.run("UPDATE placements SET reason = X'' WHERE reason IS NOT NULL AND student_id = \(person)")
    }
}
