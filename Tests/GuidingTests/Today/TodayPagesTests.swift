import Foundation
import Storage
import Testing
import Web

@testable import Agreements
@testable import Guiding
@testable import People

@Suite("The page of today")
struct TodayPageTests {
    private func viewer(_ name: String = "Marit") throws -> Viewer {
        Viewer(person: try Sample.id("marit"), name: PersonName(given: name, family: "X"), roles: [.mentor], session: try Sample.id("s"))
    }

    private func html(
        _ found: Today.Found, at moment: Date = Sample.moment(0, hour: 9), viewer name: String = "Marit", language: Language = .nl
    ) throws -> String {
        let viewer = try viewer(name)
        return TodayPage.page(
            Today(found, viewer: viewer.person, today: School.today), viewer: viewer, ask: try Sample.ask(at: moment, language: language)
        ).content.text
    }

    private func full(_ bad: String) throws -> Today.Found {
        var found = Today.Found()
        let others = ["an", "bo", "cas", "dina", "eva", "fay", "gijs", "well"]
        found.students = try others.map {
            StudentCard(id: try Sample.id($0), name: PersonName(given: bad + $0, family: bad), classes: [bad])
        }
        for student in found.students {
            found.roles[student.id] = .mentor
            found.lastContact[student.id] = student.id.text == "gijs" ? nil : Sample.moment(-1)
        }
        found.agreements = [
            try Sample.agreement(.notKept, due: 0, of: "an", what: bad, id: "a1"),
            try Sample.agreement(due: -1, of: "bo", what: bad, id: "a2"),
            try Sample.agreement(due: 0, of: "fay", what: bad, id: "a3"),
            try Sample.agreement(due: 3, of: "eva", what: bad, unconfirmed: ["marit"], id: "a4"),
            try Sample.agreement(.kept, due: 0, of: "well", what: bad, id: "a5"),
        ]
        found.conversations = [
            try Sample.talk(.proposed, days: 2, of: "cas", id: "c1"), try Sample.talk(.held, days: -1, of: "dina", id: "c2"),
            try Sample.talk(.planned, hour: 15, of: "well", unconfirmed: [bad.isEmpty ? "piet" : "piet"], id: "c3"),
        ]
        found.steps = [(try Sample.id("well"), bad, Sample.moment(-1))]
        found.successes = []
        return found
    }

    @Test("each need says why and offers the one act that settles it")
    func settles() throws {
        let html = try html(try full("k"))
        let acts = [
            "/studenten/an/gesprekken/nieuw", "/afspraken/a2", "/gesprekken/c1", "/gesprekken/c2/terugblik", "/afspraken/a4",
            "/afspraken/a3",
            "/studenten/gijs/gesprekken/nieuw",
        ]
        var last = html.startIndex
        for act in acts {
            let range = try #require(html.range(of: "href=\"\(act)\"", range: last..<html.endIndex), "\(act) in order")
            last = range.upperBound
        }
        #expect(html.components(separatedBy: "class=\"act\"").count == 1 + acts.count + 1)
        #expect(html.contains("href=\"/gesprekken/c3\""), "the talk of today")
        #expect(html.components(separatedBy: "class=\"button\"").count == 1 + 2, "only what was broken is loud")
    }

    @Test("names and texts are escaped, wherever they stand")
    func escapes() throws {
        let html = try html(try full(Sample.hostile), viewer: Sample.hostile)
        #expect(Sample.isSafe(html))
        #expect(html.contains("&lt;script&gt;"))
    }

    @Test("no text is missing", arguments: Language.allCases)
    func texts(language: Language) throws {
        for html in [try html(try full("k"), language: language), try html(Today.Found(), language: language)] {
            #expect(html.firstMatch(of: /today\.[a-z]|conversation\.[a-z]|\{[a-z]+\}/) == nil)
        }
    }

    @Test("a held talk is to be summed up, a planned one that passed to be written down")
    func outcome() throws {
        var found = Today.Found()
        found.students = [try Sample.card()]
        found.roles = [try Sample.id("noor"): .mentor]
        found.lastContact = [try Sample.id("noor"): Sample.moment(0)]
        found.conversations = [try Sample.talk(.planned, days: -1)]
        #expect(try html(found).contains("href=\"/gesprekken/c1/voeren\""))
        found.conversations = [try Sample.talk(.held, days: -1)]
        #expect(try html(found).contains("href=\"/gesprekken/c1/terugblik\""))
    }

    @Test(
        "greets by the clock of the Netherlands",
        arguments: [(0, "morning"), (11, "morning"), (12, "afternoon"), (17, "afternoon"), (18, "evening"), (23, "evening")])
    func greeting(hour: Int, key: String) throws {
        let words = try School.words.get()[.nl]
        #expect(try html(Today.Found(), at: Sample.moment(0, hour: hour)).contains(words("today." + key, ["name": "Marit"])))
    }

    @Test("says it when nobody is there yet, and when nobody asks for anything")
    func empty() throws {
        let words = try School.words.get()[.nl]
        #expect(try html(Today.Found()).contains(words("today.nobody")))
        var found = Today.Found()
        found.students = [try Sample.card()]
        let quiet = try html(found)
        #expect(quiet.contains(words("today.quiet")) && !quiet.contains(words("today.nobody")))
        #expect(quiet.contains(words("today.allWell", count: 1)))
    }
}

@Suite("The student's first page")
struct HomePageTests {
    private func full(_ bad: String) throws -> ShownStudent {
        try Sample.shown(
            .student, viewer: "noor", card: try Sample.card(bad),
            team: [
                TeamMember(
                    person: try Sample.id("marit"), name: PersonName(given: bad, family: bad), role: .mentor, starts: Sample.moment(-9),
                    ends: nil, period: nil, reach: nil)
            ],
            goals: [
                try Sample.goal(bad, steps: [try Sample.step(bad, due: 2), try Sample.step(bad, done: Sample.moment(-1), id: "s2")]),
                try Sample.goal("DICHT", .career, .reached, id: "g2"),
            ],
            agreements: [
                try Sample.agreement(due: 2, what: bad, unconfirmed: ["noor"]), try Sample.agreement(.kept, what: "KLAAR", id: "a2"),
            ],
            conversations: [
                try Sample.talk(.planned, days: 5, unconfirmed: ["noor", "marit"], id: "later"),
                try Sample.talk(.planned, days: 1, unconfirmed: ["noor", "marit"], id: "eerst"),
                try Sample.talk(.planned, days: -1, unconfirmed: ["noor"], id: "voorbij"),
                try Sample.talk(.cancelled, days: 1, unconfirmed: ["noor"], id: "weg"),
                try Sample.talk(.concluded, days: -2, summary: bad, confirmed: ["marit"], unconfirmed: ["noor"], id: "lezen"),
            ],
            successes: try (1...5).map { try Sample.success("succes \($0)") } + [try Sample.success(bad)])
    }

    @Test("shows what is next, open agreements and goals, three successes, and the people")
    func contents() throws {
        let html = HomePage.page(try full("kk"), ask: try Sample.ask()).content.text
        #expect(
            html.contains("href=\"/gesprekken/eerst\"") && !html.contains("/gesprekken/later\"") && !html.contains("voorbij")
                && !html.contains("/weg"))
        #expect(html.contains("href=\"/gesprekken/lezen/terugblik\""))
        #expect(html.contains("/afspraken/a1") && html.contains("/afspraken/a1/bevestiging") && !html.contains("KLAAR"))
        #expect(html.contains("/doelen/g1") && !html.contains("DICHT"))
        #expect(html.contains("succes 3") && !html.contains("succes 4"))
        #expect(html.contains("action=\"/stappen/s1/gezet\"") && !html.contains("/stappen/s2/gezet"))
    }

    @Test("escapes everything, and has a text for everything", arguments: Language.allCases)
    func escapes(language: Language) throws {
        let html = HomePage.page(try full(Sample.hostile), ask: try Sample.ask(language: language)).content.text
        #expect(Sample.isSafe(html) && html.contains("&lt;script&gt;"))
        #expect(html.firstMatch(of: />(home|goal|step|agreement|conversation)\.[a-zA-Z.]+</) == nil)
    }

    @Test("has a first step for who has nothing yet")
    func empty() throws {
        let html = HomePage.page(try Sample.shown(.student, viewer: "noor"), ask: try Sample.ask()).content.text
        let words = try School.words.get()[.nl]
        for key in ["home.noTalk", "home.noAgreements", "home.noGoals", "home.noSuccesses", "home.noPeople"] {
            #expect(html.contains(words(key)), "\(key)")
        }
        #expect(html.contains("/studenten/noor/gesprekken/nieuw") && html.contains("/studenten/noor/doelen/nieuw"))
    }
}

@Suite("The first page of who asks")
struct FirstPageTests {
    @Test("is the caseload for a guide, the own page for a student, the children for a guardian, administration for an administrator")
    func byRole() async throws {
        let school = try await School()
        #expect(try await school.run(.get, "/vandaag", as: school.mentor).html.contains("Noor de Wit"))
        #expect(try await school.run(.get, "/vandaag", as: school.noor).html.contains("class=\"home\""))
        let parent = try await school.run(.get, "/vandaag", as: school.parent).html
        #expect(parent.contains("href=\"/studenten/\(school.noor.text)\"") && parent.contains("Noor de Wit"))
        try await school.give(.administrator, to: school.stranger, .institution)
        #expect(try await school.run(.get, "/vandaag", as: school.stranger).location == "/beheer")
        try await school.database.write { [noor = school.noor] in
            _ = try $0.run("UPDATE persons SET born = '2000-01-01' WHERE id = \(noor)")
        }
        // With the last student of age nothing is left to be signed in for.
        await #expect(throws: Problem.signInNeeded) { _ = try await school.run(.get, "/vandaag", as: school.parent) }
    }

    @Test("of a guide shows what the stores found, end to end")
    func endToEnd() async throws {
        let school = try await School()
        let id = try await school.agree("BUS-HALEN", due: 0)
        let html = try await school.run(.get, "/vandaag", as: school.mentor).html
        #expect(html.contains("BUS-HALEN") && html.contains("/afspraken/\(id.text)"))
        #expect(!(try await school.run(.get, "/vandaag", as: school.supervisor).html.contains("BUS-HALEN")))
        #expect(!html.contains("Sem"))
    }
}
