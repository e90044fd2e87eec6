import People
import Storage

enum PrivacyRecordsStore {
    /// Exports go whole. Of requests and holds stays that they were there and how they ended; their words go.
    static func scrub(_ person: ID<Person>, _ connection: Connection) throws {
        try connection.run("DELETE FROM exports WHERE person_id = \(person)")
        try connection.run("DELETE FROM corrections WHERE student_id = \(person)")
        try connection.run("UPDATE erasures SET reason = NULL WHERE person_id = \(person)")
        try connection.run(
            """
            UPDATE erasures SET state = 'withdrawn', closed_at = \(connection.now)
            WHERE person_id = \(person) AND state IN ('asked', 'byAdministrator', 'byWitness')
            """)
        try connection.run(
            """
            UPDATE holds SET reason = NULL, ended_at = COALESCE(ended_at, \(connection.now)) WHERE person_id = \(person)
            """)
    }
}
