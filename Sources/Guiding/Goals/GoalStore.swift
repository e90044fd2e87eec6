import Foundation
import People
import Storage
import Web

package enum GoalStore {
    static func student(of id: ID<Goal>, _ connection: Connection) throws -> ID<Person>? {
        try connection.first("SELECT student_id FROM goals WHERE id = \(id)") { try $0.get("student_id") }
    }

    static func student(ofStep id: ID<Step>, _ connection: Connection) throws -> ID<Person>? {
        try connection.first("SELECT student_id FROM goal_steps WHERE id = \(id)") { try $0.get("student_id") }
    }

    /// The goals that a permit opens, with their steps: two queries whatever their number.
    package static func goals<Scope>(_ permit: Permit<Scope>, _ connection: Connection) throws -> [Goal] {
        try load("WHERE student_id = \(permit.student) AND \(visible(permit)) ORDER BY made_at LIMIT 200", permit.student, connection)
    }

    static func one<Scope>(_ id: ID<Goal>, permit: Permit<Scope>, _ connection: Connection) throws -> Goal {
        let filter: SQL = "WHERE id = \(id) AND student_id = \(permit.student) AND \(visible(permit))"
        guard let goal = try load(filter, permit.student, connection).first else { throw Problem.notFound }
        return goal
    }

    package static func add(_ draft: GoalDraft, permit: Permit<Changing>, _ connection: Connection) throws -> ID<Goal> {
        let id: ID<Goal> = connection.surroundings.newID()
        let student = permit.student
        try connection.run(
            """
            INSERT INTO goals (id, student_id, task, words, dream, takes, made_by, made_at)
            VALUES (\(id), \(student), \(draft.task), \(try connection.seal(draft.words, of: student, at: Place("goals", "words", id))),
              \(try connection.seal(ifAny: draft.dream, of: student, at: Place("goals", "dream", id))),
              \(try connection.seal(ifAny: draft.takes, of: student, at: Place("goals", "takes", id))), \(permit.viewer), \(connection.now))
            """)
        if let step = draft.firstStep { try insert(step, goal: id, permit: permit, connection) }
        return id
    }

    @discardableResult
    package static func add(_ step: StepDraft, to goal: ID<Goal>, permit: Permit<Changing>, _ connection: Connection) throws -> ID<Step> {
        guard try one(goal, permit: permit, connection).state == .open else { throw GoalRefusal.ended }
        return try insert(step, goal: goal, permit: permit, connection)
    }

    /// A step that was taken stays taken.
    package static func take(_ step: ID<Step>, permit: Permit<Changing>, _ connection: Connection) throws -> ID<Goal> {
        let found = try connection.first(
            "SELECT goal_id FROM goal_steps WHERE id = \(step) AND student_id = \(permit.student)"
        ) { try $0.get("goal_id") as ID<Goal> }
        guard let goal = found else { throw Problem.notFound }
        _ = try one(goal, permit: permit, connection)
        let changed = try connection.run("UPDATE goal_steps SET done_at = \(connection.now) WHERE id = \(step) AND done_at IS NULL")
        guard changed == 1 else { throw GoalRefusal.stepTaken }
        return goal
    }

    package static func end(_ goal: ID<Goal>, as state: Goal.State, permit: Permit<Changing>, _ connection: Connection) throws {
        guard state != .open, try one(goal, permit: permit, connection).state == .open else { throw GoalRefusal.ended }
        try connection.run("UPDATE goals SET state = \(state), ended_at = \(connection.now) WHERE id = \(goal)")
    }

    /// Steps taken since a moment, of a caseload: good news for Today.
    static func taken(_ permits: [Permit<Looking>], since: Date, _ connection: Connection) throws -> [(
        student: ID<Person>, words: String, at: Date
    )] {
        let students = permits.filter { $0.sees.contains(.goals) }.map(\.student)
        return try connection.all(
            """
            SELECT id, student_id, words, done_at FROM goal_steps
            WHERE student_id IN \(anyOf: students) AND done_at > \(since) ORDER BY done_at DESC LIMIT 20
            """
        ) { row in
            let student: ID<Person> = try row.get("student_id")
            let words = try connection.open(
                try row.get("words"), of: student, at: Place("goal_steps", "words", try row.get("id") as String))
            return (student, words, try row.get("done_at"))
        }
    }

    @discardableResult
    private static func insert(_ step: StepDraft, goal: ID<Goal>, permit: Permit<Changing>, _ connection: Connection) throws -> ID<Step> {
        let id: ID<Step> = connection.surroundings.newID()
        let words = try connection.seal(step.words, of: permit.student, at: Place("goal_steps", "words", id))
        try connection.run(
            """
            INSERT INTO goal_steps (id, goal_id, student_id, words, due, made_at)
            VALUES (\(id), \(goal), \(permit.student), \(words), \(step.due), \(connection.now))
            """)
        return id
    }

    private static func visible<Scope>(_ permit: Permit<Scope>) -> SQL {
        if permit.sees.contains(.goals) { return "1 = 1" }
        return permit.sees.contains(.careerGoals) ? "task = 'career'" : "1 = 0"
    }

    static func load(_ filter: SQL, _ student: ID<Person>, _ connection: Connection) throws -> [Goal] {
        let steps = Dictionary(grouping: try steps(of: student, connection), by: \.goal)
        return try connection.all("SELECT id, task, words, dream, takes, state, made_at FROM goals \(filter)") { row in
            let id: ID<Goal> = try row.get("id")
            return Goal(
                id: id, student: student, task: try row.get("task"),
                words: try connection.open(try row.get("words"), of: student, at: Place("goals", "words", id)),
                dream: try connection.open(ifAny: try row.get("dream"), of: student, at: Place("goals", "dream", id)),
                takes: try connection.open(ifAny: try row.get("takes"), of: student, at: Place("goals", "takes", id)),
                state: try row.get("state"),
                made: try row.get("made_at"), steps: steps[id] ?? [])
        }
    }

    private static func steps(of student: ID<Person>, _ connection: Connection) throws -> [Step] {
        try connection.all(
            """
            SELECT s.id, s.goal_id, s.words, s.due, s.done_at FROM goals AS g JOIN goal_steps AS s ON s.goal_id = g.id
            WHERE g.student_id = \(student) ORDER BY s.made_at, s.id
            """
        ) { row in
            let id: ID<Step> = try row.get("id")
            return Step(
                id: id, goal: try row.get("goal_id"),
                words: try connection.open(try row.get("words"), of: student, at: Place("goal_steps", "words", id)),
                due: try row.get("due"), done: try row.get("done_at"))
        }
    }
}

package enum SuccessStore {
    package static func add(_ words: String, permit: Permit<Changing>, _ connection: Connection) throws {
        let id: ID<Success> = connection.surroundings.newID()
        try connection.run(
            """
            INSERT INTO successes (id, student_id, words, noted_by, at)
            VALUES (\(id), \(permit.student), \(try connection.seal(words, of: permit.student, at: Place("successes", "words", id))),
              \(permit.viewer), \(connection.now))
            """)
    }

    /// The latest successes of one student that a permit opens.
    static func latest(_ most: Int, permit: Permit<Looking>, _ connection: Connection) throws -> [Success] {
        guard permit.sees.contains(.successes) else { return [] }
        return try connection.all(
            "SELECT id, student_id, words, noted_by, at FROM successes WHERE student_id = \(permit.student) ORDER BY at DESC LIMIT \(most)"
        ) { try success($0, connection) }
    }

    /// Successes since a moment, of a caseload: good news for Today.
    static func since(_ moment: Date, _ permits: [Permit<Looking>], _ connection: Connection) throws -> [Success] {
        let students = permits.filter { $0.sees.contains(.successes) }.map(\.student)
        return try connection.all(
            """
            SELECT id, student_id, words, noted_by, at FROM successes
            WHERE student_id IN \(anyOf: students) AND at > \(moment) ORDER BY at DESC LIMIT 20
            """
        ) { try success($0, connection) }
    }

    private static func success(_ row: Row, _ connection: Connection) throws -> Success {
        let id: ID<Success> = try row.get("id")
        let student: ID<Person> = try row.get("student_id")
        let words = try connection.open(try row.get("words"), of: student, at: Place("successes", "words", id))
        return Success(id: id, student: student, words: words, by: try row.get("noted_by"), at: try row.get("at"))
    }
}
