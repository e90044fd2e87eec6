import Foundation
import People
import Storage

enum CareRecordsStore {
    static func signals(about person: ID<Person>, _ connection: Connection) throws -> [Signal] {
        try SignalStore.load("WHERE s.student_id = \(person) ORDER BY s.given_at", connection)
    }

    /// Signals about others that a person gave: what they say is those others'.
    static func given(by person: ID<Person>, _ connection: Connection) throws -> [(at: Date, state: Signal.State)] {
        try connection.all(
            "SELECT given_at, state FROM signals WHERE given_by = \(person) AND student_id <> \(person) ORDER BY given_at"
        ) { row in
            let state: Signal.State = try row.get("state")
            // That care was asked to think along is the student's, and not everybody's to know.
            return (at: try row.get("given_at"), state: state == .asked ? .takenUp : state)
        }
    }

    static func consults(about person: ID<Person>, _ connection: Connection) throws -> [Consult] {
        try ConsultStore.load("WHERE c.student_id = \(person) ORDER BY c.asked_at", connection)
    }

    static func referrals(about person: ID<Person>, _ connection: Connection) throws -> [Referral] {
        try ReferralStore.load("WHERE r.student_id = \(person) ORDER BY r.proposed_at", connection, opens: { _ in true })
    }

    static func remove(about person: ID<Person>, _ connection: Connection) throws {
        try connection.run("DELETE FROM referrals WHERE student_id = \(person)")
        try connection.run("DELETE FROM signals WHERE student_id = \(person)")
        try connection.run("DELETE FROM consults WHERE student_id = \(person)")
    }
}
