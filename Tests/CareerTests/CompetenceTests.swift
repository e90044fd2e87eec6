import Foundation
import People
import Storage
import Testing
import Web

@testable import Career
@testable import Guiding

@Suite("A career in small pieces")
struct CompetenceTests {
    private func evidence(_ words: String = "ik hielp een klant", by person: ID<Person>, _ school: School) async throws -> ID<Evidence> {
        let draft = EvidenceDraft(competence: .capacities, source: .work, words: words, day: School.today)
        return try await school.change(.writeCareer, by: person) { try EvidenceStore.add(draft, permit: $0, $1) }
    }

    private func remove(_ id: ID<Evidence>, by person: ID<Person>, _ school: School) async throws {
        try await school.change(.writeCareer, by: person) { try EvidenceStore.remove(try EvidenceStore.one(id, $0, $1), permit: $0, $1) }
    }

    @Test func `the student and both guides write and read; workplace and coach find nothing`() async throws {
        let school = try await School()
        for person in [school.noor, school.mentor, school.guide] { _ = try await evidence(by: person, school) }
        for person in [school.noor, school.mentor, school.guide] {
            #expect(try await school.look(as: person) { try EvidenceStore.all($0, $1) }.count == 3)
        }
        for person in [school.supervisor, school.coach] {
            #expect(try await school.look(as: person) { try EvidenceStore.all($0, $1) }.isEmpty)
            await #expect(throws: Problem.forbidden) { _ = try await evidence(by: person, school) }
        }
    }

    @Test func `the student takes away anything, a guide only what he or she wrote`() async throws {
        let school = try await School()
        let (own, mentors) = (try await evidence(by: school.noor, school), try await evidence(by: school.mentor, school))
        await #expect(throws: CareerRefusal.notYours) { try await remove(own, by: school.mentor, school) }
        await #expect(throws: CareerRefusal.notYours) { try await remove(mentors, by: school.guide, school) }
        try await remove(mentors, by: school.noor, school)
        await #expect(throws: Problem.notFound) { try await remove(mentors, by: school.noor, school) }
        try await remove(own, by: school.noor, school)
    }

    @Test func `what comes next has versions, and the same twice is none`() async throws {
        let school = try await School()
        let first = NextStepDraft(direction: .unknown)
        try await school.change(.writeCareer, by: school.noor) { try NextStepStore.set(first, permit: $0, $1) }
        await #expect(throws: CareerRefusal.unchanged) {
            try await school.change(.writeCareer, by: school.mentor) { try NextStepStore.set(first, permit: $0, $1) }
        }
        let second = NextStepDraft(direction: .level2, words: "groen")
        try await school.change(.writeCareer, by: school.noor) { try NextStepStore.set(second, permit: $0, $1) }
        let versions = try await school.look(as: school.mentor) { try NextStepStore.versions($0, $1) }
        #expect(versions.map(\.direction) == [.level2, .unknown] && versions.first?.words == "groen")
    }

    @Test func `forms say what is missing and keep what was typed`() throws {
        let today = School.today
        let refused = #expect(throws: FormRefused.self) { try CompetenceForm.evidence(Fields(["words": "ja"]), today: today) }
        #expect(refused?.state.problems.map(\.field) == ["competence", "source"] && refused?.state.value("words") == "ja")
        let fields = ["competence": "motives", "source": "life", "words": "buiten", "day": (today + 1).description]
        let late = #expect(throws: FormRefused.self) { try CompetenceForm.evidence(Fields(fields), today: today) }
        #expect(late?.state.problems == [FieldProblem("day", "careerDay")])
        #expect(try CompetenceForm.evidence(Fields(fields.merging(["day": ""]) { $1 }), today: today).day == today)
        #expect(throws: FormRefused.self) {
            try CompetenceForm.option(Fields(["kind": "tried", "words": "kok", "felt": "nope"]), today: today)
        }
        #expect(try CompetenceForm.option(Fields(["kind": "seen", "words": "kok", "felt": "notForMe"]), today: today).felt == .notForMe)
        let other = #expect(throws: FormRefused.self) { try CompetenceForm.nextStep(Fields(["direction": "other"])) }
        #expect(other?.state.problems == [FieldProblem("words", "missing")])
        #expect(throws: FormRefused.self) { try CompetenceForm.nextStep(Fields(["words": "x"])) }
    }

    @Test func `a career dialogue is due after a quarter, until one is planned`() async throws {
        func standing(last: Int?, began: Int = 300, isComing: Bool = false) -> DialogueStanding {
            DialogueStanding(last: last.map { (School.today + -$0).start }, began: (School.today + -began).start, isComing: isComing)
        }
        #expect(standing(last: 92).isDue(on: School.today) && !standing(last: 91).isDue(on: School.today))
        #expect(standing(last: nil, began: 92).isDue(on: School.today) && !standing(last: nil, began: 91).isDue(on: School.today))
        #expect(!standing(last: 300, isComing: true).isDue(on: School.today))
        #expect(!DialogueStanding(last: nil, began: nil, isComing: false).isDue(on: School.today))

        let school = try await School()
        func dialogue(_ state: Conversation.State, inDays: Int) async throws {
            let at = school.clock.now.addingTimeInterval(TimeInterval(inDays) * 86_400)
            let draft = ConversationDraft(kind: .careerDialogue, at: at, participants: [school.mentor])
            try await school.change(.planConversation, by: school.mentor) {
                _ = try ConversationStore.add(draft, state: state, permit: $0, $1)
            }
        }
        try await dialogue(.held, inDays: 0)
        school.clock.pass(days: 93)
        let needs = try await school.needs(of: school.mentor)
        #expect(needs.map(\.weight) == [78], "one line a student: the lead waits")
        #expect(needs.first?.path == "/studenten/\(school.noor.text)/gesprekken/nieuw?soort=careerDialogue")
        for person in [school.supervisor, school.coach] { #expect(try await school.needs(of: person).isEmpty) }
        try await dialogue(.planned, inDays: 2)
        #expect(try await school.needs(of: school.mentor).map(\.weight) == [85])
        school.clock.pass(days: 3)
        #expect(try await school.needs(of: school.mentor).map(\.weight) == [78], "planned for a day that passed is not held")
    }

    @Test func `what a student showed is good news for who guides, and stands in the timeline`() async throws {
        let school = try await School()
        let since = school.clock.now
        _ = try await evidence("ik belde zelf", by: school.noor, school)
        let ask = try school.ask()
        let news = try await school.door.files.lookAtCaseload(school.viewer(school.mentor), what: "test") {
            try CareerPart().news($1, since: since, ask, $0)
        }
        #expect(news.map(\.words) == ["ik belde zelf"])
        let none = try await school.door.files.lookAtCaseload(school.viewer(school.coach), what: "test") {
            try CareerPart().news($1, since: since, ask, $0)
        }
        #expect(none.isEmpty)
        let lines = try await school.look(as: school.mentor) { try CareerPart().timeline($0, ask, $1) }
        #expect(lines.contains { $0.detail == "ik belde zelf" && $0.tone == .joy })
        #expect(try await school.look(as: school.coach) { try CareerPart().timeline($0, ask, $1) }.isEmpty)
        #expect(try await school.look(as: school.coach) { try CareerPart().boxes($0, ask, $1) }.isEmpty)
    }
}
