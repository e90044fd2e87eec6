import Foundation
import People
import Storage
import Web

package enum MatchStore {
    /// All that was said; what of it a side may read is `Match.seen(by:)`.
    static func all(of placement: Placement, _ connection: Connection) throws -> Match {
        let rows = try connection.all("SELECT side, question, fit, words FROM placement_matches WHERE placement_id = \(placement.id)") {
            row in
            let (side, question): (Match.Side, Match.Question) = (try row.get("side"), try row.get("question"))
            let words = try connection.open(
                ifAny: try row.get("words"), of: placement.student, at: place(placement.id, side, question))
            return (side, question, Match.Answer(try row.get("fit"), words: words))
        }
        return Match(
            answers: Dictionary(grouping: rows, by: \.0).mapValues { rows in
                Dictionary(rows.map { ($0.1, $0.2) }, uniquingKeysWith: { first, _ in first })
            })
    }

    /// What the viewer may read of it.
    package static func seen<Scope>(_ placement: Placement, permit: Permit<Scope>, _ connection: Connection) throws -> Match {
        try all(of: placement, connection).seen(by: Match.side(of: permit.roles))
    }

    /// Writes what one side says; said again, it takes the place of what was said.
    package static func say(
        _ answers: [Match.Question: Match.Answer], about placement: Placement, permit: Permit<Changing>, _ connection: Connection
    ) throws {
        guard let side = Match.side(of: permit.roles) else { throw Problem.forbidden }
        let state = placement.state(on: connection.today)
        guard state == .planned || state == .running else { throw PlacementRefusal.notNow }
        for (question, answer) in answers {
            let sealed = try connection.seal(
                ifAny: answer.words, of: placement.student, at: place(placement.id, side, question))
            try connection.run(
                """
                INSERT INTO placement_matches (placement_id, side, question, fit, words, said_by, said_at)
                VALUES (\(placement.id), \(side), \(question), \(answer.fit), \(sealed), \(permit.viewer), \(connection.now))
                ON CONFLICT (placement_id, side, question) DO UPDATE
                SET fit = excluded.fit, words = excluded.words, said_by = excluded.said_by, said_at = excluded.said_at
                """)
        }
    }

    private static func place(_ id: ID<Placement>, _ side: Match.Side, _ question: Match.Question) -> Place {
        Place("placement_matches", "words", id.text + "." + side.rawValue + "." + question.rawValue)
    }
}
