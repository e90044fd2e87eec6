import Foundation
import Instruments
import People
import Storage
import Web

package enum SkillStore {
    /// The ratings that a permit opens, the latest first: all sides, or the viewer's own.
    package static func ratings<Scope>(_ permit: Permit<Scope>, _ connection: Connection) throws -> [SkillRating] {
        if permit.sees.contains(.skills) { return try load(permit.student, "", connection) }
        guard permit.sees.contains(.ownRatings) else { return [] }
        return try load(permit.student, "AND rater_id = \(permit.viewer)", connection)
    }

    /// Keeps what somebody says today. Said again on the same day it is put right; on another day it stands beside what was said before.
    package static func rate(_ answers: Answers, on instrument: Instrument, permit: Permit<Changing>, _ connection: Connection) throws {
        guard let side = SkillRating.Side(roles: permit.roles) else { throw SkillRefusal.noSide }
        guard answers.problems(in: instrument).isEmpty else { throw SkillRefusal.unfit }
        let student = permit.student
        let earlier = try today(permit, side, connection)
        let id = earlier?.id ?? connection.surroundings.newID()
        let text = String(decoding: try answers.json(), as: UTF8.self)
        let sealed = try connection.seal(text, of: student, at: Place("skill_ratings", "answers", id))
        try connection.run(
            """
            INSERT INTO skill_ratings (id, student_id, side, rater_id, version, answers, at)
            VALUES (\(id), \(student), \(side), \(permit.viewer), \(instrument.version), \(sealed), \(connection.now))
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, answers = excluded.answers, at = excluded.at
            """)
    }

    /// What the viewer said today already, which is put right rather than said twice.
    static func today<Scope>(_ permit: Permit<Scope>, _ side: SkillRating.Side, _ connection: Connection) throws -> SkillRating? {
        try load(
            permit.student, "AND rater_id = \(permit.viewer) AND side = \(side) AND at >= \(connection.today.start)", connection
        ).first
    }

    static func load(_ student: ID<Person>, _ filter: SQL, _ connection: Connection) throws -> [SkillRating] {
        try connection.all(
            """
            SELECT id, side, rater_id, version, answers, at FROM skill_ratings
            WHERE student_id = \(student) \(filter) ORDER BY at DESC, id DESC LIMIT 200
            """
        ) { row in
            let id: ID<SkillRating> = try row.get("id")
            let text = try connection.open(try row.get("answers"), of: student, at: Place("skill_ratings", "answers", id))
            return SkillRating(
                id: id, side: try row.get("side"), rater: try row.get("rater_id"), version: try row.get("version"),
                answers: try Answers(json: Data(text.utf8)), at: try row.get("at"))
        }
    }
}
