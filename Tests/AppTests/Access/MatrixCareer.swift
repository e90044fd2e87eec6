import Agreements
import Career
import Instruments
import People
import Placements
import Storage
import Testing

@testable import App

/// What stands of lead, skills, career and ladder in the file of the first student.
extension MatrixMaking {
    /// Rules of a placement that all three agreed on, and a step on its ladder.
    func climb(_ student: ID<Person>, mentor: ID<Person>, at id: ID<Placement>) throws {
        let workplace = try #require(people.first { $0.role == .workplaceSupervisor && $0.relation == .own }).person
        func placement(_ permit: Permit<Changing>) throws -> Placement { try PlacementStore.one(id, permit: permit, connection) }
        let text = Canary.text(.houseRule)
        try change(workplace, .setHouseRules, student) {
            try HouseRulesStore.set(HouseRulesDraft(rules: [text], rungs: [text, "Twee"]), of: try placement($0), permit: $0, connection)
        }
        for person in [student, mentor] {
            try change(person, .agreeHouseRules, student) { try HouseRulesStore.agree(to: try placement($0), permit: $0, connection) }
        }
        let broken = try agree(Canary.text(.sharedAgreement), [student, mentor, workplace], student, mentor)
        try change(mentor, .judgeAgreement, student) {
            try AgreementStore.judge(
                try AgreementStore.one(broken, permit: $0, connection), .notKept, reason: nil, newDue: nil, permit: $0, connection)
        }
        try change(mentor, .climbLadder, student) {
            try LadderStore.take(
                .climb, on: broken, reason: Canary.text(.ladderReason), of: try placement($0), permit: $0, connection)
        }
        // A second chance, so that it does not stand before everything else on the first page.
        try change(mentor, .judgeAgreement, student) {
            try AgreementStore.judge(
                try AgreementStore.one(broken, permit: $0, connection), .moved, reason: "nog een keer", newDue: connection.today + 9,
                permit: $0,
                connection)
        }
    }

    /// Who has the lead, skills of three sides, a career, and a look back that the mentor may read.
    func writeCareer(_ student: ID<Person>, mentor: ID<Person>) throws -> [String: String] {
        let text = Canary.text
        try change(mentor, .changeLead, student) { permit in
            try LeadStore.set(Lead.Field.allCases.map { Lead.Line($0, mentor, words: text(.leadWords)) }, permit: permit, connection)
        }
        let catalogue = try InstrumentCatalogue.builtIn()
        let skills = try #require(catalogue.newest(SkillRating.instrument))
        let workplace = try #require(people.first { $0.role == .workplaceSupervisor && $0.relation == .own })
        for (rater, secret) in [(student, Canary.Secret.skillStudent), (mentor, .skillSchool), (workplace.person, .skillWork)] {
            try change(rater, .rateSkills, student) {
                try SkillStore.rate(
                    Answers(["onTime": .scale(secret == .skillWork ? 1 : 4), "proud": .text(text(secret))]), on: skills, permit: $0,
                    connection)
            }
        }
        let today = connection.today
        let evidence = try change(student, .writeCareer, student) {
            try EvidenceStore.add(
                EvidenceDraft(competence: .motives, source: .life, words: text(.careerEvidence), day: today), permit: $0, connection)
        }
        let option = try change(student, .writeCareer, student) {
            try OptionStore.add(
                OptionDraft(kind: .tried, words: text(.careerOption), felt: .perhaps, note: text(.careerOption), day: today), permit: $0,
                connection)
        }
        try change(student, .writeCareer, student) {
            try NextStepStore.set(NextStepDraft(direction: .other, words: text(.careerNext)), permit: $0, connection)
        }
        let questions = try #require(catalogue.newest(LookBack.instrument))
        try change(student, .decideLookBack, student) { permit in
            try LookBackStore.decide(consents: true, permit: permit, connection)
            // Left long enough ago to be asked today, when this mentor was the mentor.
            try LookBackStore.leave(on: today + -LookBack.halfYearDays, permit: permit, connection)
        }
        try connection.run("UPDATE career_look_backs SET asked_at = \(connection.now), mentor_id = \(mentor)")
        try change(student, .decideLookBack, student) {
            try LookBackStore.answer(Answers(["tip": .text(text(.lookBack))]), on: questions, permit: $0, connection)
        }
        return ["/loopbaan/bewijs": evidence.text, "/loopbaan/keuzes": option.text]
    }
}
