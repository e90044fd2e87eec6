import FileFormats
import Foundation
import People
import Storage
import Testing
import Web

@testable import Inviting

@Suite("Signing in by a code by mail")
struct MailCodeTests {
    private let digitsPath = "/aanmelden/code-per-mail/cijfers"

    private func code(_ school: School, to email: String? = nil) async throws -> String {
        try #require(try await school.lastMail("mailCode", to: email).values["code"])
    }

    @Test("six digits open the session, accept the invitation, and arrive at what it is for")
    func digits() async throws {
        let school = try await School()
        let id = try await school.invite(school.stage)
        let browser = try await school.askCode("PIET@werk.example")
        let code = try await code(school)
        #expect(code.count == 6)
        let answer = try await school.enter("\(code.prefix(3)) \(code.suffix(3))", browser: browser)
        #expect(answer.status == 303 && answer.location == "/studenten/\(school.noor.text)/stage")
        #expect(answer.cookie("mailcode") == "", "the cookie has done its work")
        let one = try await school.invitation(id)
        #expect(one.state(at: school.clock.now) == .accepted && one.accessEnds == one.subjectEnds)
        let session = try #require(answer.cookie("session"))
        #expect(try await school.holder(session) == one.person.text)
        #expect(try await school.enter(code, browser: browser).cookie("session") == nil, "once")
    }

    @Test("the link of the invitation shows who and which school, and only its button sends a code, to that address")
    func invitationLink() async throws {
        let school = try await School()
        try await school.invite(school.care, "zorg@elders.example", by: school.coordinator)
        let secret = try await school.secret("invitation")
        for _ in 0..<10 {
            let page = try await school.routes().run("/uitnodiging/{}", [secret], school.ask(.get))
            #expect(page.html.contains("Piet van Buiten") && page.html.contains("Het Voorbeeld"))
            for word in ["Noor", "zorg", "@"] { #expect(!page.html.contains(word), "\(word)") }
        }
        #expect(try await school.mails("mailCode").isEmpty)
        let sent = try await school.routes().run("/uitnodiging/{}", [secret], school.ask(.post))
        #expect(sent.location == digitsPath)
        #expect(try await school.mails("mailCode", to: "zorg@elders.example").count == 1)
        #expect(try await school.enter(try await code(school), browser: sent.cookie("mailcode")).cookie("session") != nil)
    }

    @Test("the link in the mail waits for its button, works in another browser, and uses up the digits")
    func link() async throws {
        let school = try await School()
        try await school.invite(school.stage)
        let browser = try await school.askCode()
        let (link, code) = (try await school.secret("mailCode"), try await code(school))
        let routes = school.routes()
        for _ in 0..<10 {
            let page = try await routes.run("/code/{}", [link], school.ask(.get))
            #expect(page.html.contains("Open Naast") && !page.html.contains("Piet"))
        }
        let answer = try await routes.run("/code/{}", [link], school.ask(.post))
        #expect(answer.cookie("session") != nil && answer.location == "/studenten/\(school.noor.text)/stage")
        let refused = try await school.enter(code, browser: browser)
        #expect(refused.status == 422 && refused.cookie("session") == nil)
        for method in Ask.Method.allCases {
            await #expect(throws: Problem(status: 404, key: "mailCodeGone")) {
                _ = try await routes.run("/code/{}", [link], try school.ask(method))
            }
        }
    }

    @Test("the digits use up the link")
    func digitsUseLink() async throws {
        let school = try await School()
        try await school.invite(school.stage)
        let browser = try await school.askCode()
        let link = try await school.secret("mailCode")
        #expect(try await school.enter(try await code(school), browser: browser).cookie("session") != nil)
        let routes = school.routes()
        await #expect(throws: Problem.self) { _ = try await routes.run("/code/{}", [link], try school.ask(.post)) }
    }

    @Test("digits belong to the browser that asked")
    func browser() async throws {
        let school = try await School()
        try await school.invite(school.stage)
        _ = try await school.askCode()
        let code = try await code(school)
        #expect(try await school.enter(code, browser: nil).location == "/aanmelden/code-per-mail?melding=mailCodeLate")
        let other = try await school.askCode("niemand@elders.example")
        #expect(try await school.enter(code, browser: other).cookie("session") == nil)
    }

    @Test("is good for ten minutes, by digits and by link", arguments: [(599.0, true), (600.0, false)])
    func tenMinutes(seconds: TimeInterval, isGood: Bool) async throws {
        for byLink in [false, true] {
            let school = try await School()
            try await school.invite(school.stage)
            let browser = try await school.askCode()
            let (link, code) = (try await school.secret("mailCode"), try await code(school))
            school.clock.pass(seconds)
            let routes = school.routes()
            let answer =
                byLink
                ? try? await routes.run("/code/{}", [link], school.ask(.post)) : try await school.enter(code, browser: browser)
            #expect((answer?.cookie("session") != nil) == isGood)
        }
    }

    @Test("after five wrong tries the digits are worth nothing, for a known and an unknown address alike")
    func tries() async throws {
        for email in ["piet@werk.example", "niemand@elders.example"] {
            let school = try await School()
            try await school.invite(school.stage)
            let browser = try await school.askCode(email)
            let right = try await school.mails("mailCode").last?.values["code"]
            let wrong = right == "000000" ? "000001" : "000000"
            for _ in 0..<5 {
                let answer = try await school.enter(wrong, browser: browser)
                #expect(answer.status == 422 && answer.html.contains("Deze cijfers kloppen niet") && !answer.html.contains(wrong))
            }
            let late = try await school.enter(right ?? wrong, browser: browser)
            #expect(late.location == "/aanmelden/code-per-mail?melding=mailCodeLate")
        }
    }

    @Test("what cannot be six digits costs no try")
    func malformed() async throws {
        let school = try await School()
        try await school.invite(school.stage)
        let browser = try await school.askCode()
        for _ in 0..<6 { #expect(try await school.enter("12a", browser: browser).status == 422) }
        #expect(try await school.enter(try await code(school), browser: browser).cookie("session") != nil)
    }

    @Test("a new code ends the former one")
    func anew() async throws {
        let school = try await School()
        try await school.invite(school.stage)
        let first = try await school.askCode()
        let (link, old) = (try await school.secret("mailCode"), try await code(school))
        school.clock.pass(1)
        let second = try await school.askCode(browser: first)
        #expect(try await school.enter(old, browser: first).cookie("session") == nil)
        let routes = school.routes()
        await #expect(throws: Problem.self) { _ = try await routes.run("/code/{}", [link], try school.ask(.post)) }
        #expect(try await school.enter(try await code(school), browser: second).cookie("session") != nil)
    }

    @Test("an unknown address gets the same answer, in no less time, and no mail")
    func unknown() async throws {
        let school = try await School()
        try await school.invite(school.stage)
        var answers: [Answer] = []
        for email in ["piet@werk.example", "niemand@elders.example", "marit@school.example"] {
            let began = ContinuousClock.now
            answers.append(
                try await school.routes().run(
                    "/aanmelden/code-per-mail", [], school.ask(.post, form: [("email", email), ("naar", "/vandaag")])))
            #expect(ContinuousClock.now - began >= MailCode.leastTime)
        }
        #expect(Set(answers.map(\.status)) == [303] && Set(answers.map(\.location)) == [digitsPath + "?naar=/vandaag"])
        #expect(answers.allSatisfy { $0.headers.count == answers[0].headers.count && $0.cookie("mailcode")?.count == 43 })
        #expect(try await school.mails("mailCode").count == 1)
        let pages = try await answers.asyncMap { answer in
            try await school.routes().run(digitsPath, [], school.ask(.get, browser: answer.cookie("mailcode"))).html
        }
        #expect(Set(pages).count == 1)
    }

    @Test("asking is slowed for an address from one place, and mails to one person are bounded from all places together")
    func slowed() async throws {
        let school = try await School()
        try await school.invite(school.stage)
        for _ in 0..<5 { _ = try await school.askCode() }
        await #expect(throws: Problem.self) { _ = try await school.askCode() }
        #expect(try await school.mails("mailCode").count == MailCode.mostAnHour)
        for place in 1...3 { _ = try await school.askCode(address: "198.51.100.\(place)") }
        #expect(try await school.mails("mailCode").count == MailCode.mostAnHour, "the answer is the same, the mail is not sent")
        school.clock.pass(3601)
        _ = try await school.askCode(address: "198.51.100.9")
        #expect(try await school.mails("mailCode").count == MailCode.mostAnHour + 1)
    }

    @Test("a hall full of parents gets in from one place")
    func hall() async throws {
        let school = try await School()
        try await school.invite(school.stage)
        let (slow, now) = (school.signIn.slowDown, school.clock.now)
        for _ in 0..<40 { slow.failed(name: "mail|x", address: "192.0.2.1", now: now) }
        // The forty-first would wait, if those before had not come in.
        for _ in 0..<39 { slow.takeBack(name: "mail|x", address: "192.0.2.1") }
        for _ in 0..<3 {
            school.clock.pass(1)
            _ = try await school.signIn()
        }
        _ = try await school.askCode("iemand@elders.example")
        #expect(slow.wait(name: "mail|y", address: "192.0.2.1", now: now) == 0)
    }

    @Test("a deep link survives, to this site only", arguments: [("/afspraken/x", "/afspraken/x"), ("//elders.example", nil)])
    func deepLink(next: String, expected: String?) async throws {
        let school = try await School()
        try await school.invite(school.stage)
        let answer = try await school.routes().run(
            "/aanmelden/code-per-mail", [], school.ask(.post, form: [("email", "piet@werk.example"), ("naar", next)]))
        let location = try await school.enter(
            try await code(school), browser: answer.cookie("mailcode"), more: [("naar", next)]
        ).location
        #expect(location == expected ?? "/studenten/\(school.noor.text)/stage")
    }

    @Test("with invitations for two students one arrives at Today")
    func two() async throws {
        let school = try await School()
        try await school.invite(school.stage)
        try await school.invite("workplaceSupervisor:stage-" + school.sem.text, for: school.sem)
        let browser = try await school.askCode()
        #expect(try await school.enter(try await code(school), browser: browser).location == "/")
    }

    @Test("one address in two roles gets two codes, and each opens its own role alone")
    func twoRoles() async throws {
        let school = try await School()
        let work = try await school.invitation(try await school.invite(school.stage))
        let home = try await school.invitation(try await school.invite(school.guardian))
        let browser = try await school.askCode()
        let codes = try await school.mails("mailCode").compactMap { $0.values["code"] }
        #expect(Set(codes).count == 2)
        let session = try #require(try await school.enter(codes[1], browser: browser).cookie("session"))
        #expect([work.person.text, home.person.text].contains(try await school.holder(session)))
    }

    @Test("what was typed before the session ran out comes back to the same person")
    func kept() async throws {
        let school = try await School()
        try await school.invite(school.stage)
        let old = try await school.signIn()
        school.clock.pass(2 * 3600)
        let typed = [(name: "keptPath", value: "/afspraken/x"), ("kept:what", "we bellen op maandag")]
        let asked = try await school.routes().run("/aanmelden/code-per-mail", [], school.ask(.post, form: typed, session: old))
        #expect(asked.html.contains("we bellen op maandag") && asked.html.contains("Wat je typte is niet weg"))
        let sent = try await school.routes().run(
            "/aanmelden/code-per-mail", [], school.ask(.post, form: typed + [("email", "piet@werk.example")], session: old))
        #expect(sent.status == 200 && sent.html.contains("we bellen op maandag"))
        let back = try await school.enter(try await code(school), browser: sent.cookie("mailcode"), more: typed, session: old)
        #expect(back.html.contains("Dit had je nog getypt") && back.html.contains("we bellen op maandag"))
    }

    @Test("a session by mail ends with the last role, and with the first one inside the school")
    func sessionEnds() async throws {
        let school = try await School()
        let id = try await school.invite(school.stage)
        let session = try await school.signIn()
        let one = try await school.invitation(id)
        #expect(try await school.holder(session) != nil)
        let inside = try await school.give(.mentor, to: one.person, .student(school.sem))
        #expect(try await school.holder(session) == nil, "an address proves too little for more")
        try await school.database.write { _ = try $0.run("DELETE FROM roles WHERE id = \(inside)") }
        #expect(try await school.holder(session) != nil)
        try await school.end(try #require(one.period))
        #expect(try await school.holder(session) == nil)
    }

    @Test("a withdrawn invitation ends the session and the codes under way the same second")
    func withdrawn() async throws {
        let school = try await School()
        let id = try await school.invite(school.stage)
        let session = try await school.signIn()
        let browser = try await school.askCode()
        let code = try await code(school)
        #expect(try await school.act(InvitingPaths.withdrawal.template, id).status == 303)
        #expect(try await school.holder(session) == nil)
        #expect(try await school.enter(code, browser: browser).cookie("session") == nil)
        let running = try await school.database.read { connection in
            try connection.count("SELECT COUNT(*) AS n FROM sessions WHERE proof = 'mail' AND ends_at > \(connection.now)")
        }
        #expect(running == 0)
    }

    @Test("lapses: after two weeks without signing in there is no code, and the link is dead")
    func lapsed() async throws {
        let school = try await School()
        try await school.invite(school.stage)
        let secret = try await school.secret("invitation")
        school.clock.pass(14 * day)
        _ = try await school.askCode()
        #expect(try await school.mails("mailCode").isEmpty)
        let routes = school.routes()
        for method in Ask.Method.allCases {
            await #expect(throws: Problem(status: 404, key: "invitationGone")) {
                _ = try await routes.run("/uitnodiging/{}", [secret], try school.ask(method))
            }
        }
    }

    @Test("who has a password, a role inside or a disabled account gets none", arguments: ["password", "role", "disabled"])
    func notByMail(what: String) async throws {
        let school = try await School()
        let one = try await school.invitation(try await school.invite(school.stage))
        switch what {
        case "password": try await school.database.write { try AccountStore.set(PasswordHash(text: "x"), for: one.person, $0) }
        case "role": try await school.give(.manager, to: one.person, .institution)
        default: try await school.database.write { try AccountStore.disable(one.person, $0) }
        }
        _ = try await school.askCode()
        #expect(try await school.mails("mailCode").isEmpty)
    }

    @Test("what changed between the mail and the code counts")
    func changedBetween() async throws {
        let school = try await School()
        let id = try await school.invite(school.stage)
        let browser = try await school.askCode()
        try await school.end(try #require(try await school.invitation(id).period))
        let code = try await code(school)
        await #expect(throws: Problem(status: 403, key: "mailAccessOver")) { _ = try await school.enter(code, browser: browser) }
    }

    @Test("a care worker sets up a second factor first, and is asked for it after every code by mail")
    func careWorker() async throws {
        let school = try await School()
        try await school.invite(school.care, "zorg@elders.example", by: school.coordinator)
        let session = try await school.signIn("zorg@elders.example")
        #expect(try await school.holder(session) == "account/extra-code", "nothing else opens first")
        let routes = school.routes()
        _ = try await routes.run("/account/extra-code/begin", [], school.ask(.post, session: session))
        let page = try await routes.run("/account/extra-code", [], school.ask(.get, session: session)).html
        let key = try #require(page.firstMatch(of: /<code[^>]*>([A-Z2-7 ]{20,})<\/code>/)?.output.1)
        let app = OneTimePassword(key: try #require(Base32.decode(String(key))))
        func now() -> String { app.code(step: app.step(at: school.clock.now)) }
        let confirmed = try await routes.run(
            "/account/extra-code/bevestiging", [], school.ask(.post, form: [("code", now())], session: session))
        let settled = try #require(confirmed.cookie("session"))
        let person = try #require(try await school.holder(settled))
        #expect(person != "account/extra-code")
        // The second factor does not make more of a mail than it is.
        let inside = try await school.give(.mentor, to: try #require(ID(person)), .student(school.sem))
        #expect(try await school.holder(settled) == nil)
        try await school.database.write { _ = try $0.run("DELETE FROM roles WHERE id = \(inside)") }

        school.clock.pass(120)
        let browser = try await school.askCode("zorg@elders.example")
        let first = try await school.enter(try await code(school), browser: browser)
        #expect(first.cookie("session") == nil && first.location?.hasPrefix("/aanmelden/code?naar=/studenten/") == true)
        let half = try #require(first.cookie("half"))
        let second = try await routes.run("/aanmelden/code", [], school.ask(.post, form: [("code", now())], half: half))
        #expect(try await school.holder(try #require(second.cookie("session"))) == person)
    }

    @Test("no secret and no address stands in the database as it is sent")
    func atRest() async throws {
        let school = try await School()
        try await school.invite(school.stage)
        let browser = try await school.askCode()
        let secrets = [browser, try await school.secret("mailCode"), try await school.secret("invitation")]
        try await school.database.settle()
        let bytes = try Data(contentsOf: URL(filePath: school.path + "/naast.sqlite"))
        #expect(bytes.range(of: Data("piet@werk.example".utf8)) != nil, "the search finds what stands there")
        for secret in secrets { #expect(bytes.range(of: Data(secret.utf8)) == nil) }
    }

    @Test("old codes and links without use are swept away")
    func sweep() async throws {
        let school = try await School()
        try await school.invite(school.stage)
        _ = try await school.askCode()
        func rows() async throws -> [Int] {
            try await school.database.read { connection in
                [
                    try connection.count("SELECT COUNT(*) AS n FROM mail_codes"),
                    try connection.count("SELECT COUNT(*) AS n FROM mail_code_asks"),
                    try connection.count("SELECT COUNT(*) AS n FROM invitations WHERE secret_hash IS NOT NULL"),
                ]
            }
        }
        try await school.database.write { try Inviting.sweep($0) }
        #expect(try await rows() == [1, 1, 1])
        school.clock.pass(15 * day)
        try await school.database.write { try Inviting.sweep($0) }
        #expect(try await rows() == [0, 0, 0])
    }
}

extension Sequence {
    func asyncMap<Value>(_ work: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await work(element)) }
        return values
    }
}
