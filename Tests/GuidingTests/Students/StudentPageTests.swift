import Foundation
import Storage
import Testing
import Web

@testable import Agreements
@testable import Guiding
@testable import People

@Suite("The timeline")
struct TimelineTests {
    private func lines(_ words: Words) throws -> [TimelineLine] {
        Timeline.lines(
            conversations: [
                try Sample.talk(.concluded, days: -4, summary: "samen", id: "c1"), try Sample.talk(.cancelled, days: -1, id: "weg"),
                try Sample.talk(.planned, days: 2, id: "c2"),
            ],
            agreements: [
                try Sample.agreement(.kept, due: -3, what: "gelukt"),
                try Sample.agreement(.notKept, due: -6, what: "niet gelukt", id: "a2"),
            ],
            goals: [try Sample.goal(steps: [try Sample.step("gezet", done: Sample.moment(-2)), try Sample.step("nog niet", id: "s2")])],
            successes: [try Sample.success("fijn", at: Sample.moment(-5))], parts: [], words: words)
    }

    @Test("puts what happened in one order, the latest first, without what did not happen")
    func order() throws {
        let lines = try lines(School.words.get()[.nl])
        #expect(lines.map { $0.detail ?? "-" } == ["-", "gezet", "gelukt", "samen", "fijn", "niet gelukt"])
        #expect(lines.map(\.at) == lines.map(\.at).sorted(by: >))
        #expect(lines.map(\.tone) == [.plain, .joy, .joy, .plain, .joy, .attention])
        #expect(!lines.contains { $0.path?.contains("weg") == true })
    }

    @Test("has a text for every kind and state of what can stand in it", arguments: Language.allCases)
    func texts(language: Language) throws {
        let words = try School.words.get()[language]
        for kind in Conversation.Kind.allCases { #expect(words.has("conversation.kind.\(kind.rawValue)")) }
        for state in Conversation.State.allCases { #expect(words.has("conversation.state.\(state.rawValue)")) }
        for line in try lines(words) { #expect(line.text.firstMatch(of: /(timeline|conversation|agreement)\.[a-z]/) == nil) }
    }

    @Test("escapes, keeps the breaks of lines, and says when it is empty")
    func html() throws {
        let ask = try Sample.ask()
        let lines = [
            TimelineLine(at: Sample.moment(-1), tone: .joy, text: Sample.hostile, detail: Sample.hostile + "\ntwee", path: "/\"><b>")
        ]
        let html = Timeline.html(lines, ask: ask).text
        #expect(Sample.isSafe(html) && !html.contains("<b>") && html.contains("<br>twee") && html.contains("class=\"joy\""))
        #expect(Timeline.html([], ask: ask).text.contains(ask.words("timeline.none")))
    }
}

@Suite("The student's page")
struct StudentPageTests {
    private func full(_ role: Role = .mentor, viewer: String = "marit", _ bad: String = "k", successes: Int = 5) throws -> ShownStudent {
        try Sample.shown(
            role, viewer: viewer, card: StudentCard(id: try Sample.id("noor"), name: PersonName(given: bad, family: bad), classes: [bad]),
            team: [
                TeamMember(
                    person: try Sample.id("piet"), name: PersonName(given: bad, family: "PIET"), role: .workplaceSupervisor,
                    starts: Sample.moment(-9), ends: nil, period: nil, reach: nil)
            ],
            goals: [
                try Sample.goal(bad + "DOEL", steps: [try Sample.step(bad, due: 2)]),
                try Sample.goal("LOSGELATEN", .career, .letGo, id: "g2"),
            ],
            agreements: [
                try Sample.agreement(due: 5, what: bad + "TWEEDE", id: "a1"), try Sample.agreement(due: 2, what: bad + "EERSTE", id: "a2"),
                try Sample.agreement(.kept, due: -2, what: bad, id: "a3"), try Sample.agreement(.notKept, due: -3, what: bad, id: "a4"),
            ],
            conversations: [
                try Sample.talk(.planned, days: 3, id: "c2"), try Sample.talk(.held, days: -1, id: "c1"),
                try Sample.talk(.concluded, days: -4, summary: bad, unconfirmed: ["marit"], id: "c0"),
            ],
            successes: try (0..<successes).map { try Sample.success(bad + "SUCCES\($0)", by: "piet") },
            names: [try Sample.id("piet"): PersonName(given: bad, family: bad)])
    }

    private func html(_ shown: ShownStudent, query: [String: String] = [:], language: Language = .nl) throws -> String {
        StudentPage.page(shown, FormState(), ask: try Sample.ask(query: query, language: language)).content.text
    }

    @Test("shows a mentor the shared picture: successes first, agreements by day, goals, talks, team, and why it may be seen")
    func mentor() throws {
        let html = try html(full())
        let order = [
            "SUCCES0", "EERSTE", "TWEEDE", "DOEL", "id=\"verloop\"", "href=\"/gesprekken/c1\"", "href=\"/gesprekken/c2\"",
            "href=\"/gesprekken/c0/terugblik\"", "PIET", "class=\"why\"",
        ]
        var last = html.startIndex
        for part in order {
            let found = try #require(html.range(of: part, range: last..<html.endIndex), "\(part) in order")
            last = found.upperBound
        }
        let words = try School.words.get()[.nl]
        #expect(html.contains(words("student.keptOf", ["kept": "1", "all": "2"])))
        #expect(html.contains(words("why.role", ["role": words("role.mentor"), "name": "k"])))
        for path in [
            "/studenten/noor/gesprekken/nieuw", "/studenten/noor/afspraken/nieuw", "/studenten/noor/doelen/nieuw", "/studenten/noor/team",
            "/studenten/noor/afspraken/print",
        ] {
            #expect(html.contains("href=\"\(path)\""), "\(path)")
        }
        let body = html.components(separatedBy: "id=\"verloop\"")[0]
        #expect(!body.contains("SUCCES3") && !body.contains("LOSGELATEN"))
    }

    @Test("offers each role what it may do, and no more", arguments: AccessRule.all.map(\.role))
    func roles(role: Role) throws {
        let viewer = role == .student ? "noor" : "marit"
        let html = try html(full(role, viewer: viewer))
        let may = try #require(AccessRule.of(role)).may
        let sees = try #require(AccessRule.of(role)).sees
        #expect(html.contains("/studenten/noor/gesprekken/nieuw") == (may.contains(.planConversation) || role == .student))
        #expect(html.contains("/studenten/noor/afspraken/nieuw") == may.contains(.makeAgreement))
        #expect(html.contains("/studenten/noor/doelen/nieuw") == may.contains(.setGoal))
        #expect(html.contains("action=\"/studenten/noor/successen\"") == may.contains(.noteSuccess))
        #expect(html.contains("href=\"/studenten/noor/team\"") == may.contains(.changeTeam))
        #expect(html.contains("PIET") == sees.contains(.team))
        let words = try School.words.get()[.nl]
        #expect(html.contains(words(role == .student ? "why.own" : "why.logged")))
    }

    @Test("escapes everything, and has a text for everything", arguments: Language.allCases)
    func escapes(language: Language) throws {
        let html = try html(full(.mentor, Sample.hostile), language: language)
        #expect(Sample.isSafe(html) && html.contains("&lt;script&gt;"))
        #expect(html.firstMatch(of: />(student|team|why|timeline|goal|task|agreement|success)\.[a-zA-Z.]+</) == nil)
    }

    @Test("shows fifteen lines of the timeline, and all when asked")
    func timeline() throws {
        let shown = try full(successes: 30)
        func rows(_ html: String) -> Int {
            html.components(separatedBy: "id=\"verloop\"")[1].components(separatedBy: "</aside>")[0].components(
                separatedBy: "<ol class=\"timeline\">")[1].components(separatedBy: "</ol>")[0].components(separatedBy: "<li").count - 1
        }
        let short = try html(shown)
        #expect(rows(short) == 15 && short.contains("/studenten/noor?alles=1#verloop"))
        let all = try html(shown, query: ["alles": "1"])
        #expect(rows(all) == 30 + 3 + 2 && !all.contains("alles=1"))
    }

    @Test("of each viewer holds only what the rules open", arguments: ["mentor", "supervisor", "coach", "parent"])
    func canaries(who: String) async throws {
        let school = try await School()
        _ = try await school.agree("AFSPRAAK")
        _ = try await school.setGoal("GEHEIMDOEL", .circumstances)
        _ = try await school.setGoal("LOOPBAAN", .career)
        let talk = try await school.plan(-1, agenda: "x")
        try await school.hold(talk)
        try await school.conclude(talk, "SAMENVATTING")
        try await school.change(.noteSuccess, by: school.mentor) { try SuccessStore.add("SUCCES", permit: $0, $1) }
        let (person, sees): (ID<Person>, Set<String>) =
            switch who {
            case "mentor": (school.mentor, ["AFSPRAAK", "GEHEIMDOEL", "LOOPBAAN", "SAMENVATTING", "SUCCES"])
            case "supervisor": (school.supervisor, [])
            case "coach": (school.coach, ["LOOPBAAN"])
            default: (school.parent, ["AFSPRAAK"])
            }
        let html = try await school.run(.get, "/studenten/{}", [school.noor.text], as: person).html
        for canary in ["AFSPRAAK", "GEHEIMDOEL", "LOOPBAAN", "SAMENVATTING", "SUCCES"] {
            #expect(html.contains(canary) == sees.contains(canary), "\(canary)")
        }
        for stranger in [school.stranger, school.sem] {
            let none = try await school.run(.get, "/studenten/{}", [school.noor.text], as: stranger)
            #expect(none.status == 404 && !none.html.contains("Noor"))
        }
    }
}

@Suite("The team and the rhythm")
struct TeamPageTests {
    @Test("are changed by who guides; others find the page forbidden")
    func change() async throws {
        let school = try await School()
        let values = [school.noor.text]
        let found = try await school.run(.get, "/studenten/{}/team", values, as: school.mentor, query: ["zoek": "vreemd"]).html
        #expect(found.contains("Vera Vreemd") && found.contains("Piet Praktijk"))
        #expect(
            try await school.run(
                .post, "/studenten/{}/team", values, as: school.mentor, form: [("person", school.stranger.text), ("role", "peerCoach")]
            ).status == 303)
        #expect(
            try await school.run(
                .post, "/studenten/{}/team", values, as: school.mentor, form: [("person", school.stranger.text), ("role", "peerCoach")]
            ).status == 409)
        #expect(
            try await school.run(
                .post, "/studenten/{}/team", values, as: school.mentor, form: [("person", school.stranger.text), ("role", "god")]
            ).status == 400)
        for person in [school.noor, school.supervisor, school.coach, school.parent] {
            #expect(try await school.run(.get, "/studenten/{}/team", values, as: person).status == 403)
            #expect(try await school.run(.post, "/studenten/{}/ritme", values, as: person, form: [("days", "3")]).status == 403)
        }
    }

    @Test("the rhythm is kept for each student, within its bounds; without one it is the institution's, else a week")
    func rhythm() async throws {
        let school = try await School()
        func days() async throws -> Int { try await school.look(as: school.mentor) { try Rhythm.days(of: $0.student, $1) } }
        #expect(try await days() == 7)
        try await school.database.write { try SettingStore.set("rhythmDays", "10", $0) }
        #expect(try await days() == 10)
        for (typed, status, expected) in [("14", 303, 14), ("0", 422, 14), ("61", 422, 14), ("veel", 422, 14), ("60", 303, 60)] {
            #expect(
                try await school.run(.post, "/studenten/{}/ritme", [school.noor.text], as: school.mentor, form: [("days", typed)]).status
                    == status)
            #expect(try await days() == expected)
        }
        let own = try await school.database.read { [noor = school.noor, sem = school.sem] in try Rhythm.own([noor, sem], $0) }
        #expect(own == [school.noor: 60])
    }

    @Test("the list of students is the caseload, for guides alone")
    func list() async throws {
        let school = try await School()
        let html = try await school.run(.get, "/studenten", as: school.mentor).html
        #expect(html.contains("Noor de Wit") && !html.contains("Sem Bakker"))
        try await school.give(.mentor, to: school.coach, .student(school.sem))
        #expect(try await school.run(.get, "/studenten", as: school.coach).html.contains("Sem Bakker"))
        for person in [school.noor, school.parent, school.stranger] {
            #expect(try await school.run(.get, "/studenten", as: person).status == 404)
        }
    }
}
