import Foundation
import Instruments
import People
import Storage
import Testing
import Web

@testable import Career
@testable import Guiding

@Suite("Cross-subject skills")
struct SkillTests {
    private func rate(_ answers: [String: ItemAnswer], by person: ID<Person>, _ school: School) async throws {
        let instrument = try School.skills()
        try await school.change(.rateSkills, by: person) { try SkillStore.rate(Answers(answers), on: instrument, permit: $0, $1) }
    }

    private func ratings(_ school: School, as person: ID<Person>) async throws -> [SkillRating] {
        try await school.look(as: person) { try SkillStore.ratings($0, $1) }
    }

    @Test func `each side says it alone; the workplace reads its own and nothing of the others`() async throws {
        let school = try await School()
        try await rate(["onTime": .scale(4), "proud": .text("ik ben trots")], by: school.noor, school)
        try await rate(["onTime": .scale(2)], by: school.guide, school)
        try await rate(["onTime": .scale(1)], by: school.supervisor, school)
        for person in [school.noor, school.mentor, school.guide] {
            #expect(Set(try await ratings(school, as: person).map(\.side)) == [.student, .school, .workplace])
        }
        #expect(try await ratings(school, as: school.supervisor).map(\.side) == [.workplace])
        #expect(try await ratings(school, as: school.coach).isEmpty)
        await #expect(throws: Problem.forbidden) { try await rate([:], by: school.coach, school) }
    }

    @Test func `said again on one day it is put right, on another day it stands beside`() async throws {
        let school = try await School()
        try await rate(["onTime": .scale(1)], by: school.noor, school)
        try await rate(["onTime": .scale(2)], by: school.noor, school)
        #expect(try await ratings(school, as: school.noor).map { $0.answers["onTime"] } == [.scale(2)])
        school.clock.pass(days: 1)
        try await rate(["onTime": .scale(3)], by: school.noor, school)
        #expect(try await ratings(school, as: school.noor).map { $0.answers["onTime"] } == [.scale(3), .scale(2)])
    }

    @Test func `what does not fit the list is refused`() async throws {
        let school = try await School()
        await #expect(throws: SkillRefusal.unfit) { try await rate(["onTime": .scale(9)], by: school.noor, school) }
        let instrument = try School.skills()
        #expect(throws: FormRefused.self) { try SkillForm.answers(Fields(["a-onTime": "9"]), to: instrument) }
        #expect(throws: FormRefused.self, "an empty list says nothing") { try SkillForm.answers(Fields(), to: instrument) }
        #expect(try SkillForm.answers(Fields(["a-onTime": "2"]), to: instrument)["onTime"] == .scale(2))
    }

    private func rating(_ side: SkillRating.Side, _ points: [String: Int], daysAgo: Double = 0) throws -> SkillRating {
        SkillRating(
            id: try #require(ID("r-\(side.rawValue)-\(Int(daysAgo))")), side: side, rater: nil, version: 1,
            answers: Answers(points.mapValues { .scale($0) }), at: Date(timeIntervalSince1970: -daysAgo * 86_400))
    }

    @Test func `differences stand first, one step is no difference, and the latest of a side counts`() throws {
        let instrument = try School.skills()
        let comparison = SkillComparison(
            [
                try rating(.student, ["onTime": 4, "greeting": 3, "initiative": 4]),
                try rating(.student, ["onTime": 1, "greeting": 1], daysAgo: 20),
                try rating(.school, ["onTime": 4, "greeting": 2, "initiative": 1]),
                try rating(.workplace, ["initiative": 2, "authority": 3]),
            ], in: instrument)
        #expect(comparison.differing.map(\.item.key) == ["initiative"])
        #expect(comparison.rows.first?.distance == 3)
        let greeting = try #require(comparison.rows.first { $0.item.key == "greeting" })
        #expect(greeting.points == [.student: 3, .school: 2] && !greeting.differs)
        #expect(comparison.rows.first { $0.item.key == "authority" }?.distance == nil, "one side alone is no comparison")
        #expect(comparison.rows.count == 7, "no text and no sum among them")
    }

    @Test(arguments: [
        ([Role.student], SkillRating.Side.student), ([.mentor], .school), ([.classGuide], .school), ([.workplaceSupervisor], .workplace),
        ([.workplaceSupervisor, .mentor], .school),
    ])
    func `for whom someone speaks goes by the role`(roles: [Role], side: SkillRating.Side) {
        #expect(SkillRating.Side(roles: Set(roles)) == side)
        #expect(SkillRating.Side(roles: [.peerCoach]) == nil)
    }

    @Test func `the page shows three sides to the mentor and asks the student one item at a time`() async throws {
        let school = try await School()
        try await rate(["onTime": .scale(4)], by: school.noor, school)
        try await rate(["onTime": .scale(1), "nextStep": .text("samen de wekker zetten")], by: school.supervisor, school)
        let ask = try school.ask()
        let routes = SkillRoutes(door: school.door, catalogue: try InstrumentCatalogue.builtIn())
        func page(_ path: String, as person: ID<Person>) async throws -> String {
            let instrument = try School.skills()
            let shown = try await school.look(as: person) { permit, connection in
                ShownSkills(
                    student: try StudentStore.card(permit, connection), ratings: try SkillStore.ratings(permit, connection), names: [:],
                    sees: permit.sees, isOwn: permit.viewer == permit.student, side: SkillRating.Side(roles: permit.roles), may: permit.may)
            }
            return path == "new"
                ? SkillPages.rating(shown, instrument, FormState(), ask: ask).content.text
                : SkillPages.overview(shown, instrument, ask: ask).content.text
        }
        #expect(routes.endpoints.count == 3)
        let overview = try await page("overview", as: school.mentor)
        #expect(overview.contains("Hier kijken jullie anders") && overview.contains("samen de wekker zetten"))
        #expect(overview.contains("Lukt bijna altijd") && overview.contains("Lukt nog niet"))
        let own = try await page("overview", as: school.supervisor)
        #expect(!own.contains("Lukt bijna altijd") && own.contains("Lukt nog niet"))
        let asked = try await page("new", as: school.noor)
        #expect(asked.contains("Vraag 1 van 9") && asked.contains("Op tijd komen") && !asked.contains("Groeten"))
        #expect(try await page("new", as: school.supervisor).contains("Groeten"))
    }
}
