import Foundation
import People
import Privacy
import Storage

enum AgreementRecordsStore {
    /// All agreements in a person's own file, for that person's export.
    static func agreements(about person: ID<Person>, _ connection: Connection) throws -> [Agreement] {
        try AgreementStore.load("WHERE a.student_id = \(person) ORDER BY a.due, a.id", connection)
    }

    /// What happened to each of them, in order.
    static func history(about person: ID<Person>, _ connection: Connection) throws -> [ID<Agreement>: [Agreement.Event]] {
        let rows = try connection.all(
            """
            SELECT e.id, e.agreement_id, e.kind, e.by_person, e.at, e.reason, e.due FROM agreement_events AS e
            JOIN agreements AS a ON a.id = e.agreement_id WHERE a.student_id = \(person) ORDER BY e.at, e.id
            """
        ) { row in
            let reason = try connection.open(
                ifAny: try row.get("reason"), of: person, at: Place("agreement_events", "reason", try row.get("id") as String))
            return (
                agreement: try row.get("agreement_id") as ID<Agreement>, kind: try row.get("kind") as Agreement.Event.Kind,
                by: try row.get("by_person") as ID<Person>?, at: try row.get("at") as Date, reason: reason, due: try row.get("due") as Day?
            )
        }
        let names = try StudentStore.names(rows.compactMap(\.by), connection)
        return Dictionary(grouping: rows, by: \.agreement).mapValues { rows in
            rows.map { Agreement.Event(kind: $0.kind, by: $0.by.flatMap { names[$0] }, at: $0.at, reason: $0.reason, due: $0.due) }
        }
    }

    struct Elsewhere: Sendable {
        let due: Day
        let state: Agreement.State
        let confirmed: Date?
    }

    /// Agreements in files of others to which a person is a party.
    static func elsewhere(_ person: ID<Person>, _ connection: Connection) throws -> [Elsewhere] {
        try connection.all(
            """
            SELECT a.due, a.state, ap.confirmed_at FROM agreement_parties AS ap JOIN agreements AS a ON a.id = ap.agreement_id
            WHERE ap.person_id = \(person) AND a.student_id <> \(person) ORDER BY a.due
            """
        ) { Elsewhere(due: try $0.get("due"), state: try $0.get("state"), confirmed: try $0.get("confirmed_at")) }
    }

    /// Every text becomes an empty one, which opens as an empty text without a key.
    static func scrubTexts(about person: ID<Person>, _ connection: Connection) throws {
        let own: SQL = "(SELECT id FROM agreements WHERE student_id = \(person))"
        try connection.run("UPDATE agreement_steps SET text = X'' WHERE agreement_id IN \(own)")
        try connection.run("UPDATE agreement_events SET reason = X'' WHERE reason IS NOT NULL AND agreement_id IN \(own)")
        try connection.run(
            """
            UPDATE agreements SET what = X'', consequence = CASE WHEN consequence IS NULL THEN NULL ELSE X'' END, goal_id = NULL
            WHERE student_id = \(person)
            """)
    }
}
