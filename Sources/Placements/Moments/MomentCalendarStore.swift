import Foundation
import People
import Storage

enum MomentCalendarStore {
    /// In the files of some students: those of the own placement, of a placement one follows for the school, or supervises by a role that runs.
    static func planned(for person: ID<Person>, _ students: [ID<Person>], from: Date, to: Date, _ connection: Connection) throws -> [(
        placement: ID<Placement>, kind: Moment.Kind, at: Date
    )] {
        let now = connection.now
        return try connection.all(
            """
            SELECT m.placement_id, m.kind, m.planned_at FROM placements AS p JOIN placement_moments AS m ON m.placement_id = p.id
            WHERE p.student_id IN \(anyOf: students) AND p.state <> 'cancelled' AND m.planned_at >= \(from) AND m.planned_at < \(to)
              AND (p.student_id = \(person) OR p.guide_id = \(person) OR p.id IN (
                SELECT s.placement_id FROM placement_supervisors AS s JOIN roles AS r ON r.id = s.role_id
                WHERE s.person_id = \(person) AND r.starts_at <= \(now) AND (r.ends_at IS NULL OR r.ends_at > \(now))))
            ORDER BY m.planned_at, m.placement_id LIMIT 1000
            """
        ) { (try $0.get("placement_id"), try $0.get("kind"), try $0.get("planned_at")) }
    }
}
