import Foundation
import People
import Storage
import Testing
import Web

@testable import Inviting

@Suite("Inviting")
struct InvitingPagesTests {
    private let list = InvitingPaths.ofStudent.template
    private let withdrawal = InvitingPaths.withdrawal.template
    private let again = InvitingPaths.again.template

    private func roles(of school: School, _ email: String) async throws -> [(role: Role, ends: Date?)] {
        try await school.database.read { connection in
            try connection.all(
                "SELECT r.role, r.ends_at FROM roles AS r JOIN persons AS p ON p.id = r.person_id WHERE p.email = \(email) ORDER BY r.starts_at"
            ) { (try $0.get("role"), try $0.get("ends_at")) }
        }
    }

    @Test("shows the address again before anything is sent, and goes back to the form with what was typed")
    func check() async throws {
        let school = try await School()
        let session = try await school.session(school.mentor)
        func post(_ more: [(name: String, value: String)]) async throws -> Answer {
            let form = school.form(school.stage, "Piet@Werk.example").filter { $0.name != "checked" } + more
            return try await school.routes().run(list, [school.noor.text], school.ask(.post, form: form, session: session))
        }
        let seen = try await post([])
        #expect(seen.status == 200 && seen.html.contains("<strong>piet@werk.example</strong>") && seen.html.contains("Klopt het adres?"))
        #expect(!seen.title.contains("@"))
        let back = try await post([("change", "1")])
        #expect(back.html.contains("value=\"Piet@Werk.example\"") && back.html.contains("value=\"Buiten\""))
        #expect(try await roles(of: school, "piet@werk.example").isEmpty)
        #expect(try await school.mails("invitation").isEmpty)
        #expect(try await post([("checked", "1")]).status == 303)
        #expect(try await school.mails("invitation").count == 1)
    }

    @Test("gives the role for two weeks, ties it to the purpose, and mails without a word about a student")
    func invited() async throws {
        let school = try await School()
        let before = school.clock.now
        let id = try await school.invite(school.stage)
        let held = try await roles(of: school, "piet@werk.example")
        #expect(held.map(\.role) == [.workplaceSupervisor] && held[0].ends == before + 14 * day)
        let tied = school.tied.withLock { $0 }
        let one = try await school.invitation(id)
        #expect(tied.count == 1 && tied[0].0 == "stage-" + school.noor.text && tied[0].1 == one.person && tied[0].2 == one.period)
        let mail = try await school.lastMail("invitation")
        #expect(mail.values["name"] == "Piet van Buiten" && mail.values["by"] == "Marit Mentor" && mail.values["school"] == "Het Voorbeeld")
        #expect(mail.values["path"]?.hasPrefix("/uitnodiging/") == true)
        #expect(!mail.values.values.contains { $0.contains("Noor") || $0.contains("stage") || $0.contains("praktijkbegeleider") })
        for key in ["mail.invitation.subject", "mail.invitation.body"] {
            let text = try School.words.get()[.nl](key, mail.values.merging(["link": "x"]) { own, _ in own })
            #expect(!text.contains("{") && text != key, "\(text)")
        }
        let secret = try await school.secret("invitation")
        let kept = try await school.database.read { connection in
            try connection.first("SELECT secret_hash FROM invitations") { try $0.get("secret_hash") as Data }
        }
        #expect(kept == secretHash(secret), "only a hash is kept")
    }

    @Test("takes a person again for the same address and role, in whatever capitals, and another for another role")
    func reuse() async throws {
        let school = try await School()
        let first = try await school.invitation(try await school.invite(school.stage, "piet@werk.example"))
        let second = try await school.invitation(
            try await school.invite("workplaceSupervisor:stage-" + school.sem.text, "PIET@werk.example", for: school.sem))
        let third = try await school.invitation(try await school.invite(school.guardian, "piet@werk.example"))
        #expect(first.person == second.person && first.person != third.person)
    }

    @Test(
        "refuses an address of somebody of the school, and says no more than that",
        arguments: ["marit@school.example", "MARIT@SCHOOL.EXAMPLE"])
    func ofSchool(address: String) async throws {
        let school = try await School()
        let answer = try await school.routes().run(
            list, [school.noor.text],
            school.ask(.post, form: school.form(school.stage, address), session: try await school.session(school.mentor)))
        #expect(answer.status == 422 && answer.html.contains("Dit adres is van iemand van de school"))
        #expect(!answer.html.contains("Marit Mentor") && answer.html.contains(address))
        #expect(try await school.mails("invitation").isEmpty)
    }

    @Test("refuses an account with a password, one that was put out of use, and the same invitation twice")
    func refused() async throws {
        let school = try await School()
        let one = try await school.invitation(try await school.invite(school.stage))
        let session = try await school.session(school.mentor)
        func post(_ purpose: String) async throws -> Answer {
            try await school.routes().run(list, [school.noor.text], school.ask(.post, form: school.form(purpose), session: session))
        }
        #expect(try await post(school.stage).html.contains("al uitgenodigd"))
        try await school.database.write { try AccountStore.disable(one.person, $0) }
        #expect(try await post(school.guardian).html.contains("De beheerder heeft dit adres uitgezet"))
        try await school.database.write { connection in
            try AccountStore.enable(one.person, connection)
            try AccountStore.set(PasswordHash(text: "x"), for: one.person, connection)
        }
        #expect(try await post(school.guardian).html.contains("van iemand van de school"))
        #expect(try await school.mails("invitation").count == 1)
    }

    @Test("keeps what was typed with the reason beside each field")
    func wrongForm() async throws {
        let school = try await School()
        let session = try await school.session(school.mentor)
        for step in [[], [(name: "checked", value: "1")]] {
            let form = [(name: "purpose", value: "mentor:x"), ("given", " "), ("family", ""), ("email", "piet@")] + step
            let answer = try await school.routes().run(list, [school.noor.text], school.ask(.post, form: form, session: session))
            #expect(answer.status == 422)
            for field in ["purpose", "given", "email"] { #expect(answer.html.contains("id=\"\(field)-error\""), "\(field)") }
            #expect(answer.html.contains("value=\"piet@\""))
        }
    }

    @Test("does not offer what a guide has nothing to do with, nor take it when it is sent all the same")
    func offers() async throws {
        let school = try await School()
        func post(_ purpose: String, by guide: ID<Person>) async throws -> Int {
            try await school.routes().run(
                list, [school.noor.text], school.ask(.post, form: school.form(purpose), session: try await school.session(guide))
            ).status
        }
        #expect(try await post(school.care, by: school.mentor) == 422)
        #expect(try await post(school.stage, by: school.coordinator) == 422)
        #expect(try await post("workplaceSupervisor:stage-" + school.sem.text, by: school.mentor) == 422)
        #expect(try await post(school.care, by: school.coordinator) == 303)
        #expect(try await post(school.stage, by: school.supervisor) == 403)
        #expect(try await post(school.stage, by: school.sem) == 404)
        #expect(try await post(school.stage, by: school.noor) == 403, "a student does not invite")
    }

    @Test("of a guardian is there until the eighteenth birthday, and not from that day on")
    func guardian() async throws {
        let school = try await School()
        func born(_ text: String?) async throws {
            try await school.database.write { [noor = school.noor] in _ = try $0.run("UPDATE persons SET born = \(text) WHERE id = \(noor)")
            }
        }
        func page() async throws -> String {
            try await school.routes().run(list, [school.noor.text], school.ask(.get, session: try await school.session(school.mentor))).html
        }
        try await born("2008-11-24")
        #expect(try await page().contains(school.guardian))
        let one = try await school.invitation(try await school.invite(school.guardian))
        // The rules of access end it at eighteen, and let it go on when the student, of age, lets this parent look along.
        #expect(one.subjectEnds == nil)
        for other in ["2008-11-23", nil] {
            try await born(other)
            #expect(try await !page().contains(school.guardian))
        }
    }

    /// What each of them may do to an invitation for a placement in each state.
    @Test("every state, every act, every role", arguments: Invitation.State.allCases)
    func everyState(state: Invitation.State) async throws {
        for (path, event) in [(withdrawal, Invitation.Event.withdraw), (again, .again)] {
            for (who, sees) in [("mentor", true), ("coordinator", false), ("supervisor", false), ("noor", false), ("sem", false)] {
                let school = try await School()
                let id = try await school.invite(school.stage)
                try await bring(id, to: state, school)
                #expect(try await school.state(id) == state)
                let person = [
                    "mentor": school.mentor, "coordinator": school.coordinator, "supervisor": school.supervisor, "noor": school.noor,
                ]
                let answer = try await school.act(path, id, by: person[who] ?? school.sem)
                let expected = sees ? (Invitation.state(after: event, from: state) == nil ? 409 : 303) : 404
                let status = answer.status
                #expect(
                    status == expected || (status == 403 && ["supervisor", "noor"].contains(who)), "\(state) \(event) \(who): \(status)")
                let after = try await school.state(id)
                #expect(after == (answer.status == 303 ? Invitation.state(after: event, from: state) : state), "\(state) \(event) \(who)")
            }
        }
    }

    private func bring(_ id: ID<Invitation>, to state: Invitation.State, _ school: School) async throws {
        switch state {
        case .invited: break
        case .accepted: _ = try await school.signIn()
        case .lapsed: school.clock.pass(14 * day)
        case .withdrawn: _ = try await school.act(withdrawal, id)
        case .ended:
            _ = try await school.signIn()
            try await school.end(try #require(try await school.invitation(id).period))
        }
    }

    @Test("asks once more before it is withdrawn, and says what will happen")
    func asksWithdrawal() async throws {
        let school = try await School()
        let id = try await school.invite(school.stage)
        let asked = try await school.act(withdrawal, id, .get)
        #expect(asked.html.contains("Piet van Buiten ziet dan meteen niets meer van Noor"))
        #expect(try await school.state(id) == .invited, "asking changes nothing")
        #expect(try await school.act(withdrawal, id, by: school.coordinator, .get).status == 404)
        _ = try await school.act(withdrawal, id)
        #expect(try await school.act(withdrawal, id, .get).status == 409)
        let page = try await school.routes().run(
            list, [school.noor.text], school.ask(.get, session: try await school.session(school.mentor)))
        #expect(page.html.contains("ingetrokken") && page.html.contains("Piet van Buiten"))
    }

    @Test("sends anew: two new weeks, and the former link is dead")
    func sendsAgain() async throws {
        let school = try await School()
        let id = try await school.invite(school.stage)
        let old = try await school.secret("invitation")
        school.clock.pass(10 * day)
        #expect(try await school.act(again, id).status == 303)
        let new = try await school.secret("invitation")
        let routes = school.routes()
        await #expect(throws: Problem.self) { _ = try await routes.run("/uitnodiging/{}", [old], try school.ask(.get)) }
        #expect(try await routes.run("/uitnodiging/{}", [new], school.ask(.get)).status == 200)
        let held = try await roles(of: school, "piet@werk.example")
        #expect(held.count == 1 && held[0].ends == school.clock.now + 14 * day)
        // What has lapsed begins a new period, so that the time between stays without.
        school.clock.pass(20 * day)
        #expect(try await school.state(id) == .lapsed)
        #expect(try await school.act(again, id).status == 303)
        #expect(try await roles(of: school, "piet@werk.example").count == 2)
        #expect(school.tied.withLock { $0.count } == 2)
        #expect(try await school.state(id) == .invited)
    }

    @Test("is not sent anew for what is over")
    func subjectOver() async throws {
        let school = try await School()
        let id = try await school.invite(school.stage)
        school.subjectEnds.withLock { $0 = nil }
        let answer = try await school.act(again, id)
        #expect(answer.status == 409 && answer.html.contains("Hiervoor kun je niemand meer uitnodigen"))
    }

    @Test("that there is care is seen by who refers, not by who sees the team")
    func careIsQuiet() async throws {
        let school = try await School()
        let id = try await school.invite(school.care, "zorg@elders.example", by: school.coordinator)
        func page(_ guide: ID<Person>) async throws -> String {
            try await school.routes().run(list, [school.noor.text], school.ask(.get, session: try await school.session(guide))).html
        }
        #expect(try await page(school.coordinator).contains("zorg@elders.example"))
        #expect(try await !page(school.mentor).contains("zorg@elders.example"))
        #expect(try await school.act(withdrawal, id).status == 404)
        #expect(try await school.act(withdrawal, id, by: school.coordinator).status == 303)
    }

    @Test("a role that the part has ended stays ended, whoever signs in afterwards")
    func partDecides() async throws {
        let school = try await School()
        let id = try await school.invite(school.stage)
        try await school.end(try #require(try await school.invitation(id).period))
        #expect(try await school.state(id) == .ended)
        _ = try await school.askCode()
        #expect(try await school.mails("mailCode").isEmpty, "nothing is open, so no code is sent")
    }
}
