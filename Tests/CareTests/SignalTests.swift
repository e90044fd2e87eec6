import Guiding
import People
import Storage
import Testing
import Web

@testable import Care

@Suite("Signals")
struct SignalTests {
    @Test func `mentor and class guide hear of it, and the giver that they have it, and what came of it`() async throws {
        let school = try await School()
        let id = try await school.give()
        #expect(try await school.notices(of: school.mentor) == ["signalGiven"])
        #expect(try await school.notices(of: school.guide) == ["signalGiven"])
        try await school.change(.takeUpSignal, by: school.mentor) {
            try SignalStore.takeUp(try SignalStore.one(id, permit: $0, $1), permit: $0, $1)
        }
        try await school.change(.takeUpSignal, by: school.guide) {
            try SignalStore.settle(try SignalStore.one(id, permit: $0, $1), answer: "er is hulp", permit: $0, $1)
        }
        #expect(try await school.notices(of: school.supervisor) == ["signalTakenUp", "signalSettled"])
        let seen = try await school.signal(id, as: school.supervisor)
        #expect(seen.state == .settled && seen.answer == "er is hulp" && seen.area == .money)
    }

    @Test func `its giver, the leading guides and the student read it, and nobody else`() async throws {
        let school = try await School()
        let id = try await school.give()
        for person in [school.supervisor, school.mentor, school.guide, school.noor] {
            #expect(try await school.signal(id, as: person).words == "komt steeds moe binnen")
        }
        for person in [school.coach, school.parent, school.coordinator] {
            await #expect(throws: Problem.notFound) { try await school.signal(id, as: person) }
        }
        await #expect(throws: Problem.forbidden) { try await school.give(by: school.noor) }
        await #expect(throws: Problem.forbidden) { try await school.give(by: school.parent) }
    }

    @Test func `on Today it is loud when a school day has passed`() async throws {
        let school = try await School()
        _ = try await school.give()
        #expect(try await school.needs(of: school.mentor).map(\.weight) == [12])
        school.clock.pass(86_400)
        #expect(try await school.needs(of: school.mentor).map(\.isLoud) == [false])
        school.clock.pass(86_400)
        let need = try #require(try await school.needs(of: school.mentor).first)
        #expect(need.weight == 5 && need.isLoud && need.act == "We hebben het" && !need.why.contains("moe"))
        #expect(try await school.needs(of: school.supervisor).isEmpty)
    }

    @Test func `withdrawing is the giver's, and only before it was taken up`() async throws {
        let school = try await School()
        let id = try await school.give(by: school.coach)
        await #expect(throws: SignalRefusal.notGiver) {
            try await school.change(.signal, by: school.mentor) {
                try SignalStore.withdraw(try SignalStore.one(id, permit: $0, $1), permit: $0, $1)
            }
        }
        #expect(try await school.run(.get, "/signalen/{}/intrekking", [id.text], as: school.coach).status == 200)
        try await school.change(.takeUpSignal, by: school.mentor) {
            try SignalStore.takeUp(try SignalStore.one(id, permit: $0, $1), permit: $0, $1)
        }
        let late = try await school.run(.post, "/signalen/{}/intrekking", [id.text], as: school.coach)
        #expect(late.status == 409 && late.html.contains("Dit kan nu niet meer"))
    }

    @Test func `the form keeps what was typed, says that the student reads it, and has the reporting code one tap away`() async throws {
        let school = try await School()
        let page = try await school.run(.get, "/studenten/{}/signalen/nieuw", [school.noor.text], as: school.supervisor)
        #expect(page.html.contains("Noor kan dit lezen") && page.html.contains("/meldcode"))
        let long = String(repeating: "a", count: 1001)
        let wrong = try await school.run(
            .post, "/studenten/{}/signalen", [school.noor.text], as: school.supervisor, form: [("words", long), ("area", "money")])
        #expect(wrong.status == 422 && wrong.html.contains(long) && wrong.html.contains("value=\"money\" selected"))
        let odd = try await school.run(
            .post, "/studenten/{}/signalen", [school.noor.text], as: school.supervisor, form: [("words", "x"), ("area", "spelen")])
        #expect(odd.status == 422)
        let good = try await school.run(
            .post, "/studenten/{}/signalen", [school.noor.text], as: school.supervisor, form: [("words", "<b>moe</b>"), ("area", "")])
        #expect(good.status == 303)
        let mine = try await school.run(.get, "/studenten/{}", [school.noor.text], as: school.supervisor)
        #expect(mine.html.contains("&lt;b&gt;moe") && !mine.html.contains("<b>moe"))
    }

    @Test func `an answer that is empty is no answer`() async throws {
        let school = try await School()
        let id = try await school.give()
        _ = try await school.run(.post, "/signalen/{}/oppakken", [id.text], as: school.mentor)
        let bare = try await school.run(.post, "/signalen/{}/antwoord", [id.text], as: school.mentor, form: [("answer", "  ")])
        #expect(bare.status == 422)
        #expect(try await school.signal(id).state == .takenUp)
        let consult = try await school.consult(about: id)
        #expect(try await school.run(.post, "/consulten/{}/antwoord", [consult.text], as: school.coordinator).status == 422)
        let said = try await school.run(
            .post, "/signalen/{}/antwoord", [id.text], as: school.mentor, form: [("answer", "zorg denkt mee"), ("x", "y")])
        #expect(said.status == 303)
        #expect(try await school.signal(id).state == .settled)
    }

    @Test func `the list shows where each stands, and no words`() async throws {
        let school = try await School()
        _ = try await school.give()
        let mentor = try await school.run(.get, "/signalen", as: school.mentor)
        #expect(mentor.html.contains("Noor Test") && mentor.html.contains("Piet Test") && !mentor.html.contains("moe"))
        #expect(try await school.run(.get, "/signalen", as: school.supervisor).html.contains("Noor Test"))
        #expect(try await school.run(.get, "/signalen", as: school.coach).html.contains("Hier staan signalen"))
        #expect(try await school.run(.get, "/signalen", as: school.noor).status == 404)
    }

    @Test func `an ended role reads nothing of it any more`() async throws {
        let school = try await School()
        let id = try await school.give()
        try await school.database.write { [supervisor = school.supervisor] connection in
            try connection.run("UPDATE roles SET ends_at = \(connection.now) WHERE person_id = \(supervisor)")
        }
        await #expect(throws: Problem.notFound) { try await school.signal(id, as: school.supervisor) }
    }

    @Test func `the page of the reporting code is the same for every guide, and leaves no trace`() async throws {
        let school = try await School()
        let page = try await school.run(.get, "/meldcode", as: school.mentor)
        for text in ["0800-2000", "112", "aandachtsfunctionaris", "Naast bewaart niets"] { #expect(page.html.contains(text), "\(text)") }
        #expect(try await school.run(.get, "/meldcode", as: school.worker).html == page.html)
        #expect(try await school.run(.get, "/meldcode", as: school.noor).status == 404)
        #expect(try await school.run(.get, "/meldcode", as: school.parent).status == 404)
        #expect(try await school.database.read { try $0.count("SELECT COUNT(*) AS n FROM access_log") } == 0)
        #expect(Care.endpoints(door: school.door).filter { !$0.isRecorded }.map(\.template) == ["/meldcode"])
        try await school.database.write { try SettingStore.set("reportingCodeContact", "Fien, 020-1", $0) }
        #expect(try await school.run(.get, "/meldcode", as: school.mentor).html.contains("Fien, 020-1"))
    }
}
