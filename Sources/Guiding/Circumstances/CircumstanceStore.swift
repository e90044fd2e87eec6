import Foundation
import People
import Storage
import Web

package enum CircumstanceStore {
    static func student(of id: ID<Circumstance>, _ connection: Connection) throws -> ID<Person>? {
        try connection.first("SELECT student_id FROM circumstances WHERE id = \(id)") { try $0.get("student_id") }
    }

    /// For the student: all. For a guide: what he or she proposed and is not accepted yet. For anyone else: none.
    package static func visible(_ permit: Permit<Looking>, _ connection: Connection) throws -> [Circumstance] {
        if permit.sees.contains(.circumstances) { return try load("AND state <> 'refused'", permit.student, connection) }
        guard permit.sees.contains(.ownProposals) else { return [] }
        return try load("AND author_id = \(permit.viewer) AND state <> 'accepted'", permit.student, connection)
    }

    /// What reaches the viewer by these shares.
    static func shared(_ shares: [Share.Item: Share], _ permit: Permit<Looking>, _ connection: Connection) throws -> [SharedText] {
        guard permit.sees.contains(.shared), shares.keys.contains(where: { $0.kind == .circumstance }) else { return [] }
        return try load("AND state = 'accepted'", permit.student, connection).compactMap { one in
            shares[one.item].map { SharedText(item: one.item, text: one.words, share: $0) }
        }
    }

    static func one(_ id: ID<Circumstance>, _ permit: Permit<Looking>, _ connection: Connection) throws -> Circumstance {
        guard let found = try visible(permit, connection).first(where: { $0.id == id }) else { throw Problem.notFound }
        return found
    }

    @discardableResult
    package static func propose(_ words: String, permit: Permit<Changing>, _ connection: Connection) throws -> ID<Circumstance> {
        let open = try load("AND state = 'proposed'", permit.student, connection).filter { $0.author == permit.viewer }
        guard open.count < Circumstance.mostOpen else { throw CircumstanceRefusal.tooMany }
        let id: ID<Circumstance> = connection.surroundings.newID()
        try connection.run(
            """
            INSERT INTO circumstances (id, student_id, author_id, words, state, made_at)
            VALUES (\(id), \(permit.student), \(permit.viewer), \(try seal(words, id, permit.student, connection)),
              \(Circumstance.State.proposed), \(connection.now))
            """)
        return id
    }

    /// Carries out what the student decided.
    package static func decide(
        _ circumstance: Circumstance, _ act: CircumstanceAct, words: String? = nil, permit: Permit<Changing>, _ connection: Connection
    ) throws {
        guard let step = Circumstance.follows.first(where: { $0.from == circumstance.state && $0.act == act }) else {
            throw CircumstanceRefusal.decided
        }
        guard let next = step.to else {
            try ShareStore.withdrawAll(of: circumstance.item, permit: permit, connection)
            try connection.run("DELETE FROM circumstances WHERE id = \(circumstance.id) AND student_id = \(permit.student)")
            return
        }
        let text = next == .refused ? "" : words ?? circumstance.words
        try connection.run(
            """
            UPDATE circumstances SET state = \(next), words = \(try seal(text, circumstance.id, permit.student, connection)),
              decided_at = \(connection.now) WHERE id = \(circumstance.id) AND student_id = \(permit.student)
            """)
    }

    /// Removes what was not decided in time, and refusals that are old.
    package static func sweep(_ connection: Connection) throws {
        let before = (connection.today + -(Circumstance.waitingDays - 1)).start
        try connection.run("DELETE FROM circumstances WHERE state <> 'accepted' AND made_at < \(before)")
    }

    private static func seal(_ words: String, _ id: ID<Circumstance>, _ student: ID<Person>, _ connection: Connection) throws -> Sealed<
        String
    > {
        try connection.seal(words, of: student, at: Place("circumstances", "words", id))
    }

    static func load(_ filter: SQL, _ student: ID<Person>, _ connection: Connection) throws -> [Circumstance] {
        let found = try connection.all(
            "SELECT id, author_id, words, state, made_at FROM circumstances WHERE student_id = \(student) \(filter) ORDER BY made_at LIMIT 100"
        ) { row in
            let id: ID<Circumstance> = try row.get("id")
            return Circumstance(
                id: id, student: student, author: try row.get("author_id"),
                words: try connection.open(try row.get("words"), of: student, at: Place("circumstances", "words", id)),
                state: try row.get("state"), made: try row.get("made_at"))
        }
        // Gone from the thirtieth day on, also when the nightly sweep has not come by yet.
        return found.filter { !$0.hasLapsed(on: connection.today) }
    }
}
