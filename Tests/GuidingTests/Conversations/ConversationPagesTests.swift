import Foundation
import Storage
import Testing
import Web

@testable import Guiding
@testable import People

@Suite("Pages of a conversation")
struct ConversationPagesTests {
    private func form(_ more: [(name: String, value: String)] = []) -> [(name: String, value: String)] {
        [("kind", "individual"), ("day", (School.today + 1).description), ("time", "11:30")] + more
    }

    private func only(_ school: School) async throws -> Conversation {
        try #require(try await school.look(as: school.mentor) { try ConversationStore.latest(9, permit: $0, $1) }.first)
    }

    @Test("a mentor plans, a student proposes, and the mentor chooses the moment")
    func planAndPropose() async throws {
        let school = try await School()
        let own = try await school.run(.post, "/studenten/{}/gesprekken", [school.noor.text], as: school.noor, form: form())
        let talk = try await only(school)
        #expect(own.location == "/gesprekken/\(talk.id.text)?melding=conversationProposed" && talk.state == .proposed)
        #expect(try await school.run(.post, "/gesprekken/{}/planning", [talk.id.text], as: school.noor, form: form()).status == 403)
        #expect(try await school.run(.post, "/gesprekken/{}/planning", [talk.id.text], as: school.mentor, form: form()).status == 303)
        #expect(try await only(school).state == .planned)
        let planned = try await school.run(
            .post, "/studenten/{}/gesprekken", [school.noor.text], as: school.mentor, form: form([("participant", school.stranger.text)]))
        #expect(planned.location?.hasSuffix("conversationPlanned") == true)
        let people = try await school.look(as: school.mentor) { try ConversationStore.latest(9, permit: $0, $1) }.flatMap(\.participants)
            .map(\.person)
        #expect(!people.contains(school.stranger))
    }

    @Test("a talk noted afterwards is held already; a student cannot note one that way")
    func incidental() async throws {
        let school = try await School()
        _ = try await school.run(
            .post, "/studenten/{}/gesprekken", [school.noor.text], as: school.mentor,
            form: form([]).map { $0.name == "kind" ? ("kind", "incidental") : $0 })
        #expect(try await only(school).state == .held)
    }

    @Test("a refused form comes back as it was typed, and nothing is planned")
    func refused() async throws {
        let school = try await School()
        let answer = try await school.run(
            .post, "/studenten/{}/gesprekken", [school.noor.text], as: school.mentor,
            form: [("kind", "individual"), ("day", "ooit"), ("agenda", Sample.hostile)])
        #expect(
            answer.status == 422 && answer.html.contains("value=\"ooit\"") && Sample.isSafe(answer.html)
                && answer.html.contains("&lt;script&gt;"))
        #expect(try await school.look(as: school.mentor) { try ConversationStore.latest(9, permit: $0, $1) }.isEmpty)
    }

    @Test("is prepared, held, looked back on and confirmed page by page")
    func life() async throws {
        let school = try await School()
        _ = try await school.agree("BUS-HALEN")
        let id = try await school.plan(1, with: [school.mentor, school.supervisor]).text
        let prepared = try await school.run(
            .post, "/gesprekken/{}", [id], as: school.mentor, form: [("agenda", "stage\n" + Sample.hostile)])
        #expect(prepared.status == 303)
        let page = try await school.run(.get, "/gesprekken/{}", [id], as: school.noor).html
        #expect(page.contains("<li><span dir=\"auto\">stage</span></li>") && Sample.isSafe(page) && !page.contains("<textarea"))
        #expect(
            try await school.run(.get, "/gesprekken/{}", [id], as: school.mentor).html.contains("BUS-HALEN"),
            "open agreements are suggested")
        #expect(try await school.run(.get, "/gesprekken/{}/voeren", [id], as: school.noor).status == 403)
        #expect(
            try await school.run(.post, "/gesprekken/{}/voeren", [id], as: school.mentor, form: [("notes", "NOTITIE"), ("mine", "GEHEIM")])
                .status == 303)
        #expect(try await school.run(.post, "/gesprekken/{}/terugblik", [id], as: school.mentor, form: [("summary", " ")]).status == 422)
        #expect(
            try await school.run(.post, "/gesprekken/{}/terugblik", [id], as: school.mentor, form: [("summary", "SAMEN")]).status == 303)
        let back = try await school.run(.get, "/gesprekken/{}/terugblik", [id], as: school.noor).html
        #expect(
            back.contains("SAMEN") && back.contains("NOTITIE") && !back.contains("GEHEIM")
                && back.contains("action=\"/gesprekken/\(id)/bevestiging\""))
        #expect(try await school.run(.post, "/gesprekken/{}/bevestiging", [id], as: school.noor).status == 303)
        #expect(try await school.run(.post, "/gesprekken/{}/bevestiging", [id], as: school.noor).status == 409)
        let mine = try await school.run(.get, "/gesprekken/{}/terugblik", [id], as: school.mentor).html
        #expect(mine.contains("GEHEIM") && !mine.contains("/bevestiging"))
        #expect(try await school.run(.post, "/gesprekken/{}/afzegging", [id], as: school.mentor).status == 409)
    }

    @Test("who proposed may take it back, until it is planned")
    func cancel() async throws {
        let school = try await School()
        let first = try await school.plan(24, state: .proposed)
        #expect(try await school.run(.post, "/gesprekken/{}/afzegging", [first.text], as: school.noor).status == 303)
        #expect(try await school.talk(first).state == .cancelled)
        let second = try await school.plan(24)
        #expect(try await school.run(.post, "/gesprekken/{}/afzegging", [second.text], as: school.noor).status == 403)
        #expect(try await school.talk(second).state == .planned)
        #expect(try await school.run(.post, "/gesprekken/{}/afzegging", [second.text], as: school.mentor).status == 303)
    }

    @Test("checklists are for guides alone")
    func checklists() async throws {
        let school = try await School()
        let id = try await school.plan(1, .threeWayMid, with: [school.mentor, school.supervisor]).text
        let words = try School.words.get()[.nl]
        let title = words("conversation.checklist.title.before")
        #expect(try await school.run(.get, "/gesprekken/{}", [id], as: school.mentor).html.contains(title))
        #expect(try await school.run(.get, "/gesprekken/{}", [id], as: school.supervisor).html.contains(title))
        #expect(try await !school.run(.get, "/gesprekken/{}", [id], as: school.noor).html.contains(title))
    }

    @Test(
        "to a stranger, and to a guide who was not there, none of it exists",
        arguments: [
            (Ask.Method.get, "/gesprekken/{}"), (.post, "/gesprekken/{}"), (.post, "/gesprekken/{}/planning"),
            (.get, "/gesprekken/{}/voeren"), (.post, "/gesprekken/{}/voeren"),
            (.get, "/gesprekken/{}/terugblik"), (.post, "/gesprekken/{}/terugblik"), (.post, "/gesprekken/{}/bevestiging"),
            (.post, "/gesprekken/{}/afsluiting"),
            (.post, "/gesprekken/{}/afzegging"),
        ])
    func stranger(method: Ask.Method, template: String) async throws {
        let school = try await School()
        let id = try await school.plan(-1, agenda: "KANARIE")
        try await school.hold(id, notes: "KANARIE")
        let before = try await school.talk(id)
        let typed = form([("summary", "x"), ("agenda", "x"), ("notes", "x")])
        for person in [school.stranger, school.sem] {
            let answer = try await school.run(method, template, [id.text], as: person, form: typed)
            #expect(answer.status == 404 && !answer.html.contains("KANARIE") && !answer.html.contains("Noor"))
        }
        let coach = try await school.run(method, template, [id.text], as: school.coach, form: typed)
        #expect([403, 404].contains(coach.status) && !coach.html.contains("KANARIE"))
        let after = try await school.talk(id)
        #expect(after.notes == before.notes && after.state == before.state && after.agenda == before.agenda && after.at == before.at)
    }
}
