import Foundation
import Storage
import Web

/// The way into students' files: asks the rules, does the work in the same transaction, and has it on record before the answer leaves.
package struct Files: Sendable {
    package let database: Database
    private let onRecord = LooksOnRecord()
    /// Is told whose file was changed and how, once it is on disk.
    private let changed: @Sendable (ID<Person>, Act) -> Void

    package init(database: Database, changed: @escaping @Sendable (ID<Person>, Act) -> Void = { _, _ in }) {
        self.database = database
        self.changed = changed
    }

    /// Looks at one student's file.
    /// - Parameters:
    ///   - student: finds whose file it is, from whatever the address named; nil is answered as not found.
    ///   - what: a word for the log, such as `student` or `conversation`.
    ///   - also: what else of the file was shown that is on record by itself.
    package func look<Value: Sendable>(
        _ viewer: Viewer, what: String, student: @Sendable @escaping (Connection) throws -> ID<Person>?,
        also: @Sendable @escaping (Value) -> [String] = { _ in [] },
        _ work: @Sendable @escaping (Connection, Permit<Looking>) throws -> Value
    ) async throws -> Value {
        let (value, looks) = try await database.read { connection in
            guard let student = try student(connection) else { throw Problem.notFound }
            let permit = try Policy.look(viewer.person, at: student, connection)
            let value = try work(connection, permit)
            let looks = ([what] + also(value)).map {
                LooksOnRecord.Look(viewer: viewer.person, student: student, role: permit.role, what: $0)
            }
            return (value, looks)
        }
        try await record(looks)
        return value
    }

    /// Looks at one student's file by the student's own id.
    package func look<Value: Sendable>(
        _ viewer: Viewer, at student: ID<Person>, what: String, also: @Sendable @escaping (Value) -> [String] = { _ in [] },
        _ work: @Sendable @escaping (Connection, Permit<Looking>) throws -> Value
    ) async throws -> Value {
        try await look(viewer, what: what, student: { _ in student }, also: also, work)
    }

    /// Looks at the whole caseload at once. What each permit opens is up to the work.
    package func lookAtCaseload<Value: Sendable>(
        _ viewer: Viewer, what: String, _ work: @Sendable @escaping (Connection, [Permit<Looking>]) throws -> Value
    ) async throws -> Value {
        let (value, looks) = try await database.read { connection in
            let permits = Policy.looks(viewer.person, at: try Caseload.of(viewer.person, connection))
            let looks = permits.map { LooksOnRecord.Look(viewer: viewer.person, student: $0.student, role: $0.role, what: what) }
            return (try work(connection, permits), looks)
        }
        try await record(looks)
        return value
    }

    /// Changes something in one student's file: rule, work and log are one transaction.
    package func change<Value: Sendable>(
        _ viewer: Viewer, _ act: Act, student: @Sendable @escaping (Connection) throws -> ID<Person>?,
        _ work: @Sendable @escaping (Connection, Permit<Changing>) throws -> Value
    ) async throws -> Value {
        let (value, student) = try await database.write { connection in
            guard let student = try student(connection) else { throw Problem.notFound }
            return (try Self.change(viewer.person, act, of: student, inside: connection) { try work(connection, $0) }, student)
        }
        changed(student, act)
        return value
    }

    /// The same inside a transaction that runs already, for what writes many at once.
    package static func change<Value>(
        _ viewer: ID<Person>, _ act: Act, of student: ID<Person>, inside connection: Connection, _ work: (Permit<Changing>) throws -> Value
    ) throws -> Value {
        let permit = try Policy.change(viewer, student, act: act, connection)
        let value = try work(permit)
        try AccessLog.append(viewer: viewer, role: permit.role, student: student, what: act.rawValue, connection)
        return value
    }

    package func change<Value: Sendable>(
        _ viewer: Viewer, _ act: Act, of student: ID<Person>, _ work: @Sendable @escaping (Connection, Permit<Changing>) throws -> Value
    ) async throws -> Value {
        try await change(viewer, act, student: { _ in student }, work)
    }

    /// Looks at what students let this viewer read by a consent that runs, and at nothing else of their files: for who guided them then and
    /// has no relation with them any more. The consent is asked by the work, in the same transaction; whose words were shown goes on
    /// record like any look.
    /// - Parameter role: what the viewer was to them.
    package func lookByConsent<Value: Sendable>(
        _ viewer: Viewer, as role: Role, what: String,
        _ work: @Sendable @escaping (Connection) throws -> [(student: ID<Person>, value: Value)]
    ) async throws -> [Value] {
        let found = try await database.read { try work($0) }
        try await record(found.map { LooksOnRecord.Look(viewer: viewer.person, student: $0.student, role: role, what: what) })
        return found.map(\.value)
    }

    private func record(_ looks: [LooksOnRecord.Look]) async throws {
        let now = database.surroundings.now()
        // One's own file is one's own: looking at it is nobody else's business.
        let new = looks.filter { $0.viewer != $0.student && !onRecord.isOnRecord($0, at: now) }
        guard !new.isEmpty else { return }
        try await database.write { connection in
            for look in new {
                try AccessLog.append(viewer: look.viewer, role: look.role, student: look.student, what: look.what, connection)
            }
        }
        onRecord.remember(new, at: now)
    }
}

/// The students someone guides at this moment.
package enum Caseload {
    /// Each student once, with the role that weighs most.
    package static func of(_ viewer: ID<Person>, _ connection: Connection) throws -> [(student: ID<Person>, role: Role)] {
        let now = connection.now
        let found = try connection.all(
            """
            SELECT mine.role AS role, COALESCE(mine.student_id, theirs.person_id) AS student_id FROM roles AS mine
            LEFT JOIN roles AS theirs ON theirs.group_id = mine.group_id AND theirs.role = 'student'
              AND mine.role IN ('mentor', 'classGuide')
              AND theirs.starts_at <= \(now) AND (theirs.ends_at IS NULL OR theirs.ends_at > \(now))
            WHERE mine.person_id = \(viewer) AND mine.role IN ('mentor', 'classGuide', 'workplaceSupervisor', 'peerCoach', 'careCoordinator', 'careWorker')
              AND mine.starts_at <= \(now) AND (mine.ends_at IS NULL OR mine.ends_at > \(now))
            """
        ) { (try $0.get("student_id") as ID<Person>?, try $0.get("role") as Role) }
        var roles: [ID<Person>: Role] = [:]
        for (student, role) in found {
            guard let student, student != viewer else { continue }
            if let known = roles[student], weight(known) <= weight(role) { continue }
            roles[student] = role
        }
        return roles.map { ($0.key, $0.value) }.sorted { $0.student.text < $1.student.text }
    }

    private static func weight(_ role: Role) -> Int { AccessRule.all.firstIndex { $0.role == role } ?? .max }
}
