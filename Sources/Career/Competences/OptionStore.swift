import Foundation
import People
import Storage
import Web

package enum OptionStore {
    static func student(of id: ID<ExploredOption>, _ connection: Connection) throws -> ID<Person>? {
        try connection.first("SELECT student_id FROM career_options WHERE id = \(id)") { try $0.get("student_id") }
    }

    /// Of one student, the latest day first.
    package static func all<Scope>(_ permit: Permit<Scope>, _ connection: Connection) throws -> [ExploredOption] {
        guard permit.sees.contains(.career) else { return [] }
        return try load("WHERE student_id = \(permit.student) ORDER BY day DESC, id DESC LIMIT \(CareerRules.most)", connection)
    }

    static func one<Scope>(_ id: ID<ExploredOption>, _ permit: Permit<Scope>, _ connection: Connection) throws -> ExploredOption {
        guard permit.sees.contains(.career),
            let found = try load("WHERE id = \(id) AND student_id = \(permit.student)", connection).first
        else { throw Problem.notFound }
        return found
    }

    @discardableResult
    package static func add(_ draft: OptionDraft, permit: Permit<Changing>, _ connection: Connection) throws -> ID<ExploredOption> {
        let student = permit.student
        let count = try connection.count("SELECT COUNT(*) AS n FROM career_options WHERE student_id = \(student)")
        guard count < CareerRules.most else { throw CareerRefusal.tooMany }
        let id: ID<ExploredOption> = connection.surroundings.newID()
        let words = try connection.seal(draft.words, of: student, at: Place("career_options", "words", id))
        let note = try connection.seal(ifAny: draft.note, of: student, at: Place("career_options", "note", id))
        try connection.run(
            """
            INSERT INTO career_options (id, student_id, kind, words, felt, note, day, made_by, made_at)
            VALUES (\(id), \(student), \(draft.kind), \(words), \(draft.felt), \(note), \(draft.day), \(permit.viewer), \(connection.now))
            """)
        return id
    }

    static func remove(_ option: ExploredOption, permit: Permit<Changing>, _ connection: Connection) throws {
        guard CareerRules.mayRemove(madeBy: option.by, viewer: permit.viewer, student: permit.student) else { throw CareerRefusal.notYours }
        try connection.run("DELETE FROM career_options WHERE id = \(option.id) AND student_id = \(permit.student)")
    }

    static func load(_ filter: SQL, _ connection: Connection) throws -> [ExploredOption] {
        try connection.all("SELECT id, student_id, kind, words, felt, note, day, made_by, made_at FROM career_options \(filter)") { row in
            let (id, student): (ID<ExploredOption>, ID<Person>) = (try row.get("id"), try row.get("student_id"))
            return ExploredOption(
                id: id, kind: try row.get("kind"),
                words: try connection.open(try row.get("words"), of: student, at: Place("career_options", "words", id)),
                felt: try row.get("felt"),
                note: try connection.open(ifAny: try row.get("note"), of: student, at: Place("career_options", "note", id)),
                day: try row.get("day"), by: try row.get("made_by"), made: try row.get("made_at"))
        }
    }
}

package enum NextStepStore {
    /// Every version, the latest first.
    package static func versions<Scope>(_ permit: Permit<Scope>, _ connection: Connection) throws -> [NextStep] {
        guard permit.sees.contains(.career) else { return [] }
        return try load(permit.student, connection)
    }

    package static func set(_ draft: NextStepDraft, permit: Permit<Changing>, _ connection: Connection) throws {
        let student = permit.student
        let last = try versions(permit, connection).first
        if let last, last.direction == draft.direction, last.words == draft.words { throw CareerRefusal.unchanged }
        let version = (last?.version ?? 0) + 1
        let words = try connection.seal(ifAny: draft.words, of: student, at: place(student, version))
        try connection.run(
            """
            INSERT INTO career_next_steps (student_id, version, direction, words, made_by, made_at)
            VALUES (\(student), \(version), \(draft.direction), \(words), \(permit.viewer), \(connection.now))
            """)
    }

    static func load(_ student: ID<Person>, _ connection: Connection) throws -> [NextStep] {
        try connection.all(
            """
            SELECT version, direction, words, made_by, made_at FROM career_next_steps
            WHERE student_id = \(student) ORDER BY version DESC LIMIT 100
            """
        ) { row in
            let version: Int = try row.get("version")
            return NextStep(
                version: version, direction: try row.get("direction"),
                words: try connection.open(ifAny: try row.get("words"), of: student, at: place(student, version)),
                by: try row.get("made_by"), made: try row.get("made_at"))
        }
    }

    private static func place(_ student: ID<Person>, _ version: Int) -> Place {
        Place("career_next_steps", "words", "\(student.text)/\(version)")
    }
}
