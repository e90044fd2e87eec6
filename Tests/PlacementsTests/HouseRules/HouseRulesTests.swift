import Agreements
import Foundation
import Guiding
import People
import Storage
import Testing
import Web

@testable import Placements

@Suite("House rules")
struct HouseRulesTests {
    private func versions(_ school: LadderSchool) async throws -> [HouseRules] {
        try await school.door.files.look(school.viewer(school.noor), at: school.noor, what: "placement") { [id = school.placement] in
            try HouseRulesStore.versions(of: try PlacementStore.one(id, permit: $1, $0), $0)
        }
    }

    private func set(_ draft: HouseRulesDraft, by person: ID<Person>, _ school: LadderSchool) async throws {
        try await school.change(.setHouseRules, by: person) { try HouseRulesStore.set(draft, of: $0, permit: $1, $2) }
    }

    private func agree(_ person: ID<Person>, _ school: LadderSchool) async throws {
        try await school.change(.agreeHouseRules, by: person) { try HouseRulesStore.agree(to: $0, permit: $1, $2) }
    }

    @Test func `they hold when all three said yes, who wrote them has; a change asks anew and the old ones hold on`() async throws {
        let school = try await LadderSchool()
        try await set(LadderSchool.draft, by: school.supervisor, school)
        #expect(try await versions(school).pending?.waiting == [.student, .school])
        #expect(try await school.notices(school.noor, .agreementToConfirm) == 1)
        try await agree(school.noor, school)
        #expect(try await versions(school).inForce == nil)
        try await agree(school.mentor, school)
        #expect(try await versions(school).inForce?.version == 1)
        await #expect(throws: HouseRulesRefusal.alreadyAgreed) { try await agree(school.mentor, school) }
        let changed = HouseRulesDraft(rules: ["ik app"], rungs: ["Gesprek"], keptToDescend: 2)
        try await set(changed, by: school.mentor, school)
        let all = try await versions(school)
        #expect(all.inForce?.version == 1 && all.pending?.version == 2 && all.pending?.waiting == [.student, .workplace])
        await #expect(throws: HouseRulesRefusal.unchanged) { try await set(changed, by: school.supervisor, school) }
        for person in [school.noor, school.supervisor] { try await agree(person, school) }
        #expect(try await versions(school).inForce?.rules == ["ik app"])
    }

    @Test func `who may write and who may say yes`() async throws {
        let school = try await LadderSchool()
        await #expect(throws: HouseRulesRefusal.nothingSet) { try await agree(school.noor, school) }
        await #expect(throws: Problem.forbidden) { try await set(LadderSchool.draft, by: school.noor, school) }
        for person in [school.coach, school.other] {
            await #expect(throws: Problem.self) { try await set(LadderSchool.draft, by: person, school) }
            await #expect(throws: Problem.self) { try await agree(person, school) }
        }
        #expect(try await versions(school).isEmpty)
    }

    @Test func `the form says what is missing, too long or too much`() throws {
        let empty = #expect(throws: FormRefused.self) { try HouseRulesForm.draft(Fields()) }
        #expect(empty?.state.problems.map(\.field) == ["rules", "rungs", "kept"])
        let many = (0...HouseRulesDraft.mostRungs).map { "trede \($0)" }.joined(separator: "\n")
        let typed = ["rules": "bel\n\n  app ", "rungs": many, "kept": "11"]
        let refused = #expect(throws: FormRefused.self) { try HouseRulesForm.draft(Fields(typed)) }
        #expect(refused?.state.problems.map(\.key) == ["tooMany", "notInRange"])
        let fine = try HouseRulesForm.draft(Fields(typed.merging(["rungs": "a\nb", "kept": "2"]) { $1 }))
        #expect(fine == HouseRulesDraft(rules: ["bel", "app"], rungs: ["a", "b"], keptToDescend: 2))
        let why = #expect(throws: FormRefused.self) { try HouseRulesForm.step(Fields(["act": "stay", "agreement": "a1"])) }
        #expect(why?.state.problems == [FieldProblem("reason", "missing")])
        #expect(throws: FormRefused.self) { try HouseRulesForm.step(Fields(["act": "fly"])) }
    }

    static let words = Result {
        try Library(folders: [
            WebContent.languages, PeopleContent.languages, AgreementContent.languages, Guiding.languages, Placements.languages,
        ])
    }

    @Test func `the pages around show the ladder, the offer beside the broken agreement, and plain words to the student`() async throws {
        let school = try await LadderSchool()
        try await school.agreeRules()
        let ask = Ask(method: .get, path: "/", words: try Self.words.get()[.nl], surroundings: school.database.surroundings)
        let part = HouseRulesPart()
        let first = try await school.agree(.notKept)
        func beside(_ id: ID<Agreement>, as person: ID<Person>) async throws -> String {
            try await school.door.files.look(school.viewer(person), at: school.noor, what: "agreement") { connection, permit in
                try part.beside(try AgreementStore.one(id, permit: permit, connection), permit, ask, connection).text
            }
        }
        let offer = try await beside(first, as: school.mentor)
        #expect(offer.contains("Naar: Waarschuwing") && offer.contains("Deze keer bewust niet"))
        #expect(try await beside(first, as: school.noor).isEmpty)
        #expect(try await beside(first, as: school.supervisor).contains("Naar: Waarschuwing"))
        try await school.step(.climb, on: first, reason: "te laat")
        #expect(try await beside(first, as: school.mentor).isEmpty)
        func boxes(as person: ID<Person>) async throws -> String {
            try await school.door.files.look(school.viewer(person), at: school.noor, what: "student") { connection, permit in
                try part.boxes(permit, ask, connection).map(\.html.text).joined()
            }
        }
        #expect(try await boxes(as: school.noor).contains("Je staat op stap 1 van 3"))
        #expect(try await boxes(as: school.mentor).contains("Noor staat op trede 1 van 3"))
        #expect(try await boxes(as: school.coach).isEmpty)
        let lines = try await school.door.files.look(school.viewer(school.noor), at: school.noor, what: "student") {
            try part.timeline($1, ask, $0)
        }
        #expect(lines.map(\.text).contains("Een trede omhoog: Waarschuwing") && lines.compactMap(\.detail) == ["te laat"])
        let page = try await school.door.files.look(school.viewer(school.mentor), at: school.noor, what: "placement") {
            [id = school.placement] in
            HouseRulesPages.overview(try ShownHouseRules.load(try PlacementStore.one(id, permit: $1, $0), $1, $0), ask: ask).content.text
        }
        #expect(page.contains("aria-current=\"step\"") && page.contains("Eén niet nagekomen") && page.contains("Nog niets nagekomen"))
    }

    @Test func `Today tells the one whose yes is missing`() async throws {
        let school = try await LadderSchool()
        try await set(LadderSchool.draft, by: school.mentor, school)
        let ask = Ask(method: .get, path: "/", words: try Self.words.get()[.nl], surroundings: school.database.surroundings)
        func needs(_ person: ID<Person>) async throws -> [Int] {
            try await school.door.files.lookAtCaseload(school.viewer(person), what: "today") {
                try HouseRulesPart().needs($1, ask, $0).map(\.weight)
            }
        }
        #expect(try await needs(school.supervisor) == [65])
        for person in [school.mentor, school.other, school.coach] { #expect(try await needs(person).isEmpty) }
        try await agree(school.supervisor, school)
        #expect(try await needs(school.supervisor).isEmpty)
    }
}
