import Foundation
import People
import Storage

enum CareerRecordsStore {
    static func leads(of person: ID<Person>, _ connection: Connection) throws -> [Lead] { try LeadStore.load(person, connection) }

    static func ratings(about person: ID<Person>, _ connection: Connection) throws -> [SkillRating] {
        try SkillStore.load(person, "", connection)
    }

    static func evidence(of person: ID<Person>, _ connection: Connection) throws -> [Evidence] {
        try EvidenceStore.load("WHERE student_id = \(person) ORDER BY day, id", connection).map(\.evidence)
    }

    static func options(of person: ID<Person>, _ connection: Connection) throws -> [ExploredOption] {
        try OptionStore.load("WHERE student_id = \(person) ORDER BY day, id", connection)
    }

    static func nextSteps(of person: ID<Person>, _ connection: Connection) throws -> [NextStep] {
        try NextStepStore.load(person, connection)
    }

    /// When a person rated the skills of others; what was said is theirs.
    static func ratedElsewhere(by person: ID<Person>, _ connection: Connection) throws -> [Date] {
        try connection.all("SELECT at FROM skill_ratings WHERE rater_id = \(person) AND student_id <> \(person) ORDER BY at") {
            try $0.get("at")
        }
    }

    /// The lines of a lead go with it.
    static func remove(of person: ID<Person>, _ connection: Connection) throws {
        try connection.run("DELETE FROM leads WHERE student_id = \(person)")
        try connection.run("DELETE FROM skill_ratings WHERE student_id = \(person)")
        try connection.run("DELETE FROM career_evidence WHERE student_id = \(person)")
        try connection.run("DELETE FROM career_options WHERE student_id = \(person)")
        try connection.run("DELETE FROM career_next_steps WHERE student_id = \(person)")
        try connection.run("DELETE FROM career_look_backs WHERE student_id = \(person)")
    }
}
