import Foundation
import Storage
import Testing
import Web

@testable import Guiding
@testable import People

struct CircumstanceTests {
    private func propose(_ school: School, _ words: String = "Thuis is het druk", by guide: ID<Person>? = nil) async throws -> ID<
        Circumstance
    > {
        try await school.change(.proposeCircumstance, by: guide ?? school.mentor) { try CircumstanceStore.propose(words, permit: $0, $1) }
    }

    private func decide(_ school: School, _ id: ID<Circumstance>, _ act: CircumstanceAct, words: String? = nil) async throws {
        try await school.change(.decideCircumstance, by: school.noor) { permit, connection in
            let one = try CircumstanceStore.one(id, permit.looking, connection)
            try CircumstanceStore.decide(one, act, words: words, permit: permit, connection)
        }
    }

    private func visible(_ school: School, _ person: ID<Person>) async throws -> [Circumstance] {
        try await school.look(as: person) { try CircumstanceStore.visible($0, $1) }
    }

    @Test(arguments: Circumstance.State.allCases, CircumstanceAct.allCases)
    func `every state and act is in the table or refused`(state: Circumstance.State, act: CircumstanceAct) {
        let allowed: Set<String> = [
            "proposed accept", "proposed rephrase", "proposed refuse", "accepted rephrase", "accepted remove",
        ]
        #expect(Circumstance.allows(act, in: state) == allowed.contains("\(state) \(act)"))
    }

    @Test func `until it is decided the author and the student see it, nobody else`() async throws {
        let school = try await School()
        _ = try await propose(school)
        let guide = school.stranger
        try await school.give(.classGuide, to: guide, .student(school.noor))
        #expect(try await visible(school, school.noor).count == 1)
        #expect(try await visible(school, school.mentor).count == 1)
        for person in [guide, school.supervisor, school.coach, school.parent] { #expect(try await visible(school, person).isEmpty) }
    }

    @Test func `accepted it is the student's: the author reads it only when it is shared`() async throws {
        let school = try await School()
        let id = try await propose(school)
        try await decide(school, id, .rephrase, words: "Thuis is weinig rust")
        #expect(try await visible(school, school.noor).map(\.words) == ["Thuis is weinig rust"])
        let page = try await school.run(.get, "/studenten/{}", [school.noor.text], as: school.mentor).html
        #expect(!page.contains("Thuis is"))
        let draft = ShareDraft(
            item: Share.Item(.circumstance, id.text), audience: [.role(.mentor)], purpose: .guidance, until: School.today + 30)
        try await school.change(.share, by: school.noor) { try ShareStore.add(draft, permit: $0, $1) }
        #expect(try await school.run(.get, "/studenten/{}", [school.noor.text], as: school.mentor).html.contains("Thuis is weinig rust"))
        try await decide(school, id, .remove)
        #expect(!(try await school.run(.get, "/studenten/{}", [school.noor.text], as: school.mentor).html.contains("Thuis is weinig rust")))
        #expect(try await school.look(as: school.noor) { try ShareStore.running($0, $1) }.isEmpty)
    }

    @Test func `refused, its text is gone and the author knows`() async throws {
        let school = try await School()
        let id = try await propose(school)
        try await decide(school, id, .refuse)
        #expect(try await visible(school, school.noor).isEmpty)
        let left = try await visible(school, school.mentor)
        #expect(left.map(\.state) == [.refused])
        #expect(left.map(\.words) == [""])
    }

    @Test func `what is not decided in thirty days is gone, from the page at once and from the database at the sweep`() async throws {
        let school = try await School()
        _ = try await propose(school)
        let accepted = try await propose(school, "Blijft staan")
        try await decide(school, accepted, .accept)
        school.clock.pass(29 * 86_400)
        #expect(try await visible(school, school.noor).count == 2)
        school.clock.pass(86_400)
        #expect(try await visible(school, school.noor).map(\.words) == ["Blijft staan"])
        try await school.database.write { try Guiding.sweep($0) }
        let rows = try await school.database.read { try $0.count("SELECT COUNT(*) AS n FROM circumstances") }
        #expect(rows == 1)
    }

    @Test func `a guide who left the team sees nothing of the proposal any more`() async throws {
        let school = try await School()
        _ = try await propose(school)
        try await school.database.write { [mentor = school.mentor] connection in
            _ = try connection.run("UPDATE roles SET ends_at = \(connection.now) WHERE person_id = \(mentor)")
        }
        await #expect(throws: Problem.notFound) { _ = try await visible(school, school.mentor) }
    }

    @Test func `at most five wait at a time`() async throws {
        let school = try await School()
        for number in 1...5 { _ = try await propose(school, "Voorstel \(number)") }
        await #expect(throws: CircumstanceRefusal.tooMany) { _ = try await propose(school) }
    }

    @Test func `only who may, proposes; only the student decides`() async throws {
        let school = try await School()
        for person in [school.supervisor, school.coach, school.parent, school.noor] {
            await #expect(throws: Problem.forbidden) { _ = try await propose(school, by: person) }
        }
        await #expect(throws: Problem.forbidden) {
            try await school.change(.decideCircumstance, by: school.mentor) { _, _ in }
        }
    }

    @Test func `a decision twice is refused with a reason`() async throws {
        let school = try await School()
        let id = try await propose(school)
        try await decide(school, id, .accept)
        let answer = try await school.run(.post, "/omstandigheden/{}", [id.text], as: school.noor, form: [(name: "act", value: "accept")])
        #expect(answer.status == 409)
        #expect(answer.html.contains("Hier is al over beslist"))
    }

    @Test func `words of one's own are asked for, and an empty answer comes back`() async throws {
        let school = try await School()
        let id = try await propose(school)
        let empty = try await school.run(
            .post, "/omstandigheden/{}/woorden", [id.text], as: school.noor, form: [(name: "words", value: " ")])
        #expect(empty.status == 422)
        let said = try await school.run(
            .post, "/omstandigheden/{}/woorden", [id.text], as: school.noor, form: [(name: "words", value: "Zo zeg ik het")])
        #expect(said.location?.hasPrefix("/delen/circumstance/" + id.text) == true)
        #expect(try await visible(school, school.noor).map(\.words) == ["Zo zeg ik het"])
    }
}
