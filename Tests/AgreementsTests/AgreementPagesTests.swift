import Foundation
import Storage
import Testing
import Web

@testable import Agreements
@testable import People

@Suite("Agreements on paper")
struct PrintTests {
    @Test("are at most fourteen: open ones first, the nearest day on top, then the judged, the last day first")
    func pick() throws {
        let today = School.today
        let open = try [5, -3, 40, 0].map { try Sample.agreement(due: today + $0, id: "o\($0 + 100)") }
        let judged = try (0..<20).map { try Sample.agreement(.kept, due: today + -$0, id: "j\($0)") }
        let picked = AgreementPrint.pick((judged + open).reversed())
        #expect(picked.count == 14)
        #expect(picked.prefix(4).map(\.due) == [-3, 0, 5, 40].map { today + $0 })
        #expect(picked.dropFirst(4).map(\.due) == (0..<10).map { today + -$0 })
        #expect(AgreementPrint.pick([]).isEmpty)
        let many = try (0..<30).map { try Sample.agreement(due: today + $0, id: "m\($0)") } + judged
        #expect(AgreementPrint.pick(many).allSatisfy { $0.state == .open })
    }

    @Test(
        "a long text gives way, a text that fits does not",
        arguments: [("", 5, ""), ("abcde", 5, "abcde"), ("abcdef", 5, "abcd…"), ("é🙂é🙂é🙂", 3, "é🙂…")])
    func shortened(text: String, most: Int, shown: String) { #expect(AgreementPrint.shortened(text, to: most) == shown) }

    @Test("the sheet says what is left out, and escapes")
    func page() async throws {
        let school = try await School()
        let agreements = try (0..<18).map {
            try Sample.agreement(due: School.today + $0, what: "<script>alert('\($0)')</script>", id: "a\($0)")
        }
        let card = StudentCard(id: try #require(Sample.noor), name: PersonName(given: "<b>Noor", family: "X"), classes: ["<i>E1a"])
        let html = AgreementPrint.page(agreements, student: card, ask: try school.ask(), back: "/studenten/noor").content.text
        #expect(html.components(separatedBy: "<tr><td>").count == 15)
        #expect(!html.contains("<script>") && !html.contains("<b>") && !html.contains("<i>"))
        #expect(html.contains(try School.words.get()[.nl]("agreement.print.more", count: 4)))
        #expect(html.contains("class=\"a4 dense\""))
    }
}

@Suite("Pages of agreements")
struct AgreementPagesTests {
    private let bad = "<script>alert('x')</script>"

    private func routes(_ school: School) -> [Endpoint] {
        AgreementRoutes(
            door: school.door, goals: { _, _ in [] }, studentPath: { "/studenten/" + $0.text },
            conversationPath: { "/gesprekken/" + $0.text }
        ).endpoints
    }

    private func run(
        _ school: School, _ method: Ask.Method, _ template: String, _ values: [String], as person: ID<Person>,
        form: [(name: String, value: String)] = []
    )
        async throws -> Answer
    {
        let endpoint = try #require(routes(school).first { $0.method == method && $0.template == template })
        return try await endpoint.run(school.ask(method, template, form: Fields(form), session: school.session(person)), values).0
    }

    @Test("a card says where it stands, and offers to confirm only to who has not")
    func card() async throws {
        let school = try await School()
        let words = try School.words.get()[.nl]
        func html(_ agreement: Agreement, as viewer: String) throws -> String {
            AgreementCard(agreement, viewer: try #require(ID(viewer)), words: words, today: School.today).html.text
        }
        let open = try Sample.agreement(due: School.today + -2, what: bad, unconfirmed: ["piet"])
        #expect(try html(open, as: "noor").contains(words("agreement.state.overdue", count: 2)))
        #expect(try !html(open, as: "noor").contains("<script>"))
        #expect(try html(open, as: "piet").contains("action=\"/afspraken/a1/bevestiging\""))
        for viewer in ["noor", "vera"] { #expect(try !html(open, as: viewer).contains("/bevestiging")) }
        #expect(try !html(Sample.agreement(.kept, unconfirmed: ["piet"]), as: "piet").contains("/bevestiging"))
        #expect(try html(Sample.agreement(.kept), as: "noor").contains("class=\"tag joy\""))
        #expect(try html(Sample.agreement(), as: "noor").contains("class=\"tag attention\""))
        #expect(try !html(Sample.agreement(.notKept), as: "noor").contains("attention"), "what went wrong is not shouted")
        withExtendedLifetime(school) {}
    }

    @Test("the page of one offers exactly the verdicts that the state allows", arguments: Agreement.State.allCases)
    func verdicts(state: Agreement.State) async throws {
        let school = try await School()
        let id = try await school.agree(due: 0)
        if state != .open { try await school.judge(id, try #require(Verdict(rawValue: state.rawValue))) }
        let html = try await run(school, .get, "/afspraken/{}", [id.text], as: school.mentor).html
        for verdict in Verdict.allCases {
            let isOffered = html.contains("name=\"verdict\" value=\"\(verdict.rawValue)\"")
            #expect(isOffered == (try Sample.agreement(state).state(after: verdict) != nil), "\(verdict)")
        }
    }

    @Test("an agreement is made by a form, and a refused form comes back as it was typed")
    func make() async throws {
        let school = try await School()
        let refused = try await run(
            school, .post, "/studenten/{}/afspraken", [school.noor.text], as: school.mentor,
            form: [("what", bad), ("due", "ooit"), ("party", school.noor.text)])
        #expect(refused.status == 422)
        #expect(
            refused.html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</textarea>") && refused.html.contains("value=\"ooit\""))
        #expect(refused.html.contains("href=\"#due\"") && !refused.html.contains("<script>"))
        #expect(try await school.find(as: school.mentor).isEmpty)
        let form = [
            (name: "what", value: bad), (name: "due", value: (School.today + 1).description), (name: "party", value: school.noor.text),
            (name: "party", value: school.stranger.text),
        ]
        let made = try await run(school, .post, "/studenten/{}/afspraken", [school.noor.text], as: school.mentor, form: form)
        let agreement = try #require(try await school.find(as: school.mentor).first)
        #expect(made.location == "/afspraken/\(agreement.id.text)?melding=agreementMade")
        #expect(agreement.parties.map(\.person) == [school.noor])
        let inTalk = try await run(
            school, .post, "/studenten/{}/afspraken", [school.noor.text], as: school.mentor, form: form + [("conversation", "c7")])
        #expect(inTalk.location == "/gesprekken/c7?melding=agreementMade")
    }

    @Test("who may be a party is who the viewer knows: a coach sees the student and nobody of the team")
    func people() async throws {
        let school = try await School()
        let coach = try await run(school, .get, "/studenten/{}/afspraken/nieuw", [school.noor.text], as: school.coach).html
        #expect(coach.contains(school.noor.text) && coach.contains(school.coach.text))
        for hidden in [school.mentor, school.supervisor, school.parent] { #expect(!coach.contains(hidden.text)) }
        let mentor = try await run(school, .get, "/studenten/{}/afspraken/nieuw", [school.noor.text], as: school.mentor).html
        for shown in [school.noor, school.mentor, school.supervisor, school.coach, school.parent] { #expect(mentor.contains(shown.text)) }
        #expect(!mentor.contains(school.stranger.text))
    }

    @Test("every page and act answers a stranger that there is nothing, without a word of it")
    func stranger() async throws {
        let school = try await School()
        let id = try await school.agree("kanarie", steps: ["kanarie"])
        let step = try #require(try await school.one(id).steps.first)
        let good = [
            (name: "what", value: "x"), (name: "due", value: (School.today + 1).description), (name: "party", value: school.noor.text),
            (name: "verdict", value: "kept"),
        ]
        for person in [school.stranger, school.sem] {
            for endpoint in routes(school) {
                let values = endpoint.template.hasPrefix("/studenten") ? [school.noor.text] : [id.text, step.id.text]
                let answer = try await run(school, endpoint.method, endpoint.template, values, as: person, form: good)
                #expect(answer.status == 404, "\(endpoint.method) \(endpoint.template)")
                #expect(!answer.html.contains("kanarie") && !answer.html.contains("Noor"))
            }
        }
        #expect(try await school.history(id).map(\.kind) == [.made])
        #expect(try await school.find(as: school.mentor).count == 1)
    }

    @Test("confirming and judging by their forms show up in the history with names and reasons, escaped")
    func acts() async throws {
        let school = try await School()
        let id = try await school.agree(due: 0)
        let confirmed = try await run(school, .post, "/afspraken/{}/bevestiging", [id.text], as: school.noor)
        #expect(confirmed.location == "/afspraken/\(id.text)?melding=agreementConfirmed")
        #expect(try await run(school, .post, "/afspraken/{}/bevestiging", [id.text], as: school.noor).status == 409)
        school.clock.pass(60)
        #expect(
            try await run(
                school, .post, "/afspraken/{}/beoordeling", [id.text], as: school.noor, form: [("verdict", "moved"), ("reason", bad)]
            ).status == 422)
        let judged = try await run(
            school, .post, "/afspraken/{}/beoordeling", [id.text], as: school.noor, form: [("verdict", "notKept"), ("reason", bad)])
        #expect(judged.status == 303)
        let html = try await run(school, .get, "/afspraken/{}", [id.text], as: school.mentor).html
        #expect(html.contains("Noor de Wit") && html.contains("&lt;script&gt;") && !html.contains("<script>"))
        #expect(
            try await run(school, .post, "/afspraken/{}/beoordeling", [id.text], as: school.mentor, form: [("verdict", "kept")]).status
                == 409)
    }

    @Test("every notice and refusal has its text")
    func texts() throws {
        for language in Language.allCases {
            let words = try School.words.get()[language]
            for verdict in Verdict.allCases {
                #expect(words.has("notice.agreement.\(verdict.rawValue)") && words.has("agreement.verdictIs.\(verdict.rawValue)"))
            }
            for state in Agreement.State.allCases { #expect(words.has("agreement.state.\(state.rawValue)")) }
            for refusal in [
                AgreementRefusal.notParty, .alreadyConfirmed, .alreadyJudged, .moveNeedsLaterDay, .moveNeedsReason, .noParties, .stepDone,
            ] {
                #expect(words.has("problem.refused.\(refusal.key).title") && words.has("problem.refused.\(refusal.key).help"))
            }
        }
    }
}
