import Foundation
import Storage
import Testing
import Web

@testable import People

@Suite("Signing in")
struct SignInTests {
    private func routes(_ school: School) throws -> SignInRoutes { SignInRoutes(door: school.door, signIn: try school.signIn()) }

    private func enter(
        _ routes: SignInRoutes, _ school: School, _ name: String, _ password: String, more: [(name: String, value: String)] = [],
        session: String? = nil,
        address: String = "192.0.2.1"
    ) async throws -> Answer {
        let form = [(name: "name", value: name), (name: "password", value: password)] + more
        return try await routes.endpoints.run(
            "/aanmelden", [], school.ask(.post, "/aanmelden", form: form, session: session, address: address))
    }

    @Test("with name and password begins a session and goes where one wanted to go")
    func works() async throws {
        let school = try await School()
        try await school.account(school.noor, "noor@school.nl", password: "paardebloem fiets")
        let routes = try routes(school)
        let answer = try await enter(routes, school, "  NOOR@School.nl ", "paardebloem fiets", more: [("naar", "/studenten/x")])
        #expect(answer.status == 303 && answer.location == "/studenten/x")
        #expect(try await school.holder(#require(answer.session)) == school.noor)
        let cookie = try #require(answer.headers.first { $0.name == "Set-Cookie" }?.value)
        for part in ["__Host-session=", "; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax", "; Max-Age=43200"] {
            #expect(cookie.contains(part))
        }
        let evil = try await enter(routes, school, "noor@school.nl", "paardebloem fiets", more: [("naar", "//evil.example")])
        #expect(evil.location == "/")
    }

    @Test("keeps the password stronger from then on, when it was kept with old parameters")
    func renewed() async throws {
        let school = try await School()
        try await school.account(school.noor, "noor", password: "paardebloem fiets")
        _ = try await enter(try routes(school), school, "noor", "paardebloem fiets")
        let kept = try await school.database.read { [noor = school.noor] in try #require(try AccountStore.of(noor, $0)?.password) }
        #expect(!kept.isOutdated)
        #expect(kept.matches("paardebloem fiets"))
    }

    @Test("wrong password, unknown name, disabled account and account without password are answered the same")
    func equal() async throws {
        let school = try await School()
        try await school.account(school.noor, "wrong-", password: "paardebloem fiets")
        try await school.account(school.sem, "shut--", password: "paardebloem fiets")
        try await school.account(school.coach, "empty-", password: nil)
        try await school.database.write { [sem = school.sem] in try AccountStore.disable(sem, $0) }
        let routes = try routes(school)
        var seen: [String] = []
        for (name, password) in [
            ("wrong-", "iets anders"), ("nobody", "paardebloem fiets"), ("shut--", "paardebloem fiets"), ("empty-", "paardebloem fiets"),
        ] {
            let answer = try await enter(routes, school, name, password)
            #expect(answer.status == 422)
            #expect(answer.session == nil && answer.headers.isEmpty)
            #expect(answer.html.contains("Deze naam en dit wachtwoord horen niet bij elkaar"))
            #expect(answer.html.contains("value=\"\(name)\"") && !answer.html.contains(password))
            seen.append(answer.html.replacing(name, with: "NAME"))
        }
        #expect(Set(seen).count == 1)
        #expect(try await school.database.read { try $0.count("SELECT COUNT(*) AS n FROM sessions") } == 0)
    }

    @Test("an empty form is answered with what is missing, and nothing is tried")
    func empty() async throws {
        let school = try await School()
        let answer = try await enter(try routes(school), school, " ", "")
        #expect(answer.status == 422)
        #expect(answer.html.contains("href=\"#name\"") && answer.html.contains("href=\"#password\""))
    }

    @Test("gets slower after wrong tries from one address, and stays free from another")
    func slower() async throws {
        let school = try await School()
        try await school.account(school.noor, "noor", password: "paardebloem fiets")
        let routes = try routes(school)
        for _ in 0..<5 { routes.signIn.slowDown.failed(name: "noor", address: "192.0.2.1", now: school.clock.now) }
        await #expect(throws: Problem.tooMany(seconds: 2)) { try await enter(routes, school, "NOOR", "paardebloem fiets") }
        #expect(try await enter(routes, school, "noor", "paardebloem fiets", address: "192.0.2.9").session != nil)
        school.clock.pass(2)
        #expect(try await enter(routes, school, "noor", "paardebloem fiets").session != nil)
    }

    @Test("signing out ends the session in the database, and not only in the browser")
    func leave() async throws {
        let school = try await School()
        let secret = try await school.session(school.noor)
        let answer = try await routes(school).endpoints.run("/afmelden", [], school.ask(.post, "/afmelden", session: secret))
        #expect(try await school.holder(secret) == nil)
        #expect(answer.session?.isEmpty == true)
        #expect(answer.headers.contains { $0.value.contains("Max-Age=0") })
        #expect(answer.headers.contains { $0.name == "Clear-Site-Data" })
    }

    @Test("a page that was asked for is remembered, and only an address on this site")
    func asked() async throws {
        let school = try await School()
        let routes = try routes(school)
        #expect(try routes.ask(school.ask(.get, "/studenten/x")).location == "/aanmelden?naar=/studenten/x")
        #expect(try routes.ask(school.ask(.get, "//evil.example")).location == "/aanmelden")
        let page = try await routes.endpoints.run("/aanmelden", [], school.ask(.get, "/aanmelden", query: ["naar": "//evil.example"]))
        #expect(!page.html.contains("evil"))
    }

    @Test("choosing a language is remembered, for a person and in a cookie; another is refused")
    func language() async throws {
        let school = try await School()
        let secret = try await school.session(school.noor)
        let endpoints = try routes(school).endpoints
        let answer = try await endpoints.run(
            "/taal", [], school.ask(.post, "/taal", form: [("language", "en"), ("back", "/vandaag")], session: secret))
        #expect(answer.location == "/vandaag")
        #expect(answer.headers.contains { $0.value.hasPrefix("__Host-language=en;") })
        let kept = try await school.database.read { [noor = school.noor] in
            try $0.first("SELECT language FROM persons WHERE id = \(noor)") { try $0.get("language") as String }
        }
        #expect(kept == "en")
        #expect(
            try await endpoints.run("/taal", [], school.ask(.post, "/taal", form: [("language", "en"), ("back", "https://evil.example")]))
                .location == "/")
        await #expect(throws: Problem.malformed) {
            try await endpoints.run("/taal", [], school.ask(.post, "/taal", form: [("language", "xx")]))
        }
    }
}

@Suite("A form that came after the session had ended")
struct KeptFormTests {
    private let typed: [(name: String, value: String)] = [
        ("what", "Elke ochtend op tijd \"<zijn>\""), ("password", "geheim 123"), ("newPassword", "geheim 456"), ("what", "twee"),
    ]

    /// What the page of signing in carries along.
    private func carried(_ html: String) -> [(name: String, value: String)] {
        html.matches(of: /<input type="hidden" name="([^"]*)" value="([^"]*)">/).map { (String($0.output.1), String($0.output.2)) }
    }

    private func unescaped(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
            .replacing("&amp;", with: "&")
    }

    @Test("is carried along whole, without passwords, with the address it was for")
    func carriedAlong() async throws {
        let school = try await School()
        let routes = SignInRoutes(door: school.door, signIn: try school.signIn())
        let answer = routes.ask(try school.ask(.post, "/studenten/x/afspraken", form: typed))
        #expect(answer.status == 401)
        let fields = carried(answer.html)
        #expect(fields.map(\.name) == ["keptPath", "kept:what", "kept:what"])
        #expect(fields.map { unescaped($0.value) } == ["/studenten/x/afspraken", "Elke ochtend op tijd \"<zijn>\"", "twee"])
        #expect(!answer.html.contains("geheim") && !answer.html.contains("<zijn>"))
    }

    @Test("is offered back to the same person, also after a wrong password, and to nobody else")
    func samePerson() async throws {
        let school = try await School()
        try await school.account(school.noor, "noor", password: "paardebloem fiets")
        try await school.account(school.sem, "sem", password: "boterbloem fiets")
        let old = try await school.session(school.noor)
        school.clock.pass(2 * 3600)
        let routes = SignInRoutes(door: school.door, signIn: try school.signIn())
        let first = routes.ask(try school.ask(.post, "/studenten/x/afspraken", form: typed, session: old))
        func enter(_ name: String, _ password: String, session: String?) async throws -> Answer {
            let form =
                [(name: "name", value: name), (name: "password", value: password)]
                + carried(first.html).map { ($0.name, unescaped($0.value)) }
            return try await routes.endpoints.run("/aanmelden", [], school.ask(.post, "/aanmelden", form: form, session: session))
        }
        let wrong = try await enter("noor", "verkeerd", session: old)
        #expect(wrong.status == 422)
        #expect(carried(wrong.html).map(\.name) == carried(first.html).map(\.name))

        let right = try await enter("noor", "paardebloem fiets", session: old)
        #expect(right.session != nil)
        #expect(right.html.contains("action=\"/studenten/x/afspraken\""))
        #expect(carried(right.html).map { unescaped($0.value) } == ["Elke ochtend op tijd \"<zijn>\"", "twee"])

        let other = try await enter("sem", "boterbloem fiets", session: old)
        #expect(other.status == 303 && other.html.isEmpty && other.session != nil)
        let elsewhere = try await enter("noor", "paardebloem fiets", session: nil)
        #expect(elsewhere.status == 303 && elsewhere.html.isEmpty)
    }

    @Test("that was for another site is not carried")
    func elsewhere() {
        #expect(KeptForm(in: Fields(["keptPath": "//evil.example", "kept:a": "b"])) == nil)
        #expect(KeptForm(in: Fields(["kept:a": "b"])) == nil)
        #expect(KeptForm(in: Fields(["keptPath": "/a", "kept:a": "b", "c": "d"]))?.fields == Fields(["a": "b"]))
    }
}

@Suite("A link to set a password")
struct ActivationTests {
    private let good = [(name: "password", value: "paardebloem fiets")]

    private func link(_ school: School, _ person: ID<Person>, _ name: String = "noor@school.nl") async throws -> String {
        try await school.database.write { try AccountStore.activate(person, name: name, $0) }
    }

    private func activate(_ school: School, _ secret: String, _ form: [(name: String, value: String)], routes: SignInRoutes) async throws
        -> Answer
    {
        try await routes.endpoints.run("/activeren/{}", [secret], school.ask(.post, "/activeren/x", form: form))
    }

    @Test("shows whose it is, sets the password, signs in, ends other sessions, and works once")
    func once() async throws {
        let school = try await School()
        let routes = SignInRoutes(door: school.door, signIn: try school.signIn())
        let old = try await school.session(school.noor)
        let secret = try await link(school, school.noor)
        let page = try await routes.endpoints.run("/activeren/{}", [secret], school.ask(.get, "/activeren/x"))
        #expect(page.html.contains("Welkom Noor") && page.html.contains("noor@school.nl"))

        let refused = try await activate(school, secret, [("password", "noor@school.nl")], routes: routes)
        #expect(refused.status == 422 && !refused.html.contains("value=\"noor@school.nl\" autocomplete=\"new-password\""))

        let answer = try await activate(school, secret, good, routes: routes)
        #expect(answer.status == 303)
        #expect(try await school.holder(#require(answer.session)) == school.noor)
        #expect(try await school.holder(old) == nil)

        let gone = Problem(status: 404, key: "linkGone")
        await #expect(throws: gone) { try await activate(school, secret, good, routes: routes) }
        await #expect(throws: gone) { try await routes.endpoints.run("/activeren/{}", [secret], school.ask(.get, "/activeren/x")) }
        let account = try await school.database.read { [noor = school.noor] in try #require(try AccountStore.of(noor, $0)) }
        #expect(account.password?.matches("paardebloem fiets") == true && !account.hasOpenActivation)
    }

    @Test("followed twice at the same moment works once")
    func twiceAtOnce() async throws {
        let school = try await School()
        let routes = SignInRoutes(door: school.door, signIn: try school.signIn())
        let secret = try await link(school, school.noor)
        let answers = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<3 { group.addTask { (try? await activate(school, secret, good, routes: routes))?.session != nil } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.filter { $0 }.count == 1)
    }

    @Test("is good for seven days, is replaced by a newer one, and not good for a disabled account")
    func ends() async throws {
        let school = try await School()
        func isGood(_ secret: String) async throws -> Bool {
            try await school.database.read { try AccountStore.holder(ofActivation: secret, $0) != nil }
        }
        let first = try await link(school, school.noor)
        school.clock.pass(7 * day - 1)
        #expect(try await isGood(first))
        school.clock.pass(1)
        #expect(try await !isGood(first))
        let second = try await link(school, school.noor)
        let third = try await link(school, school.noor)
        #expect(try await !isGood(second))
        #expect(try await isGood(third))
        try await school.database.write { [noor = school.noor] in try AccountStore.disable(noor, $0) }
        #expect(try await !isGood(third))
    }

    @Test("is not to be found in the database")
    func hashed() async throws {
        let school = try await School()
        let secret = try await link(school, school.noor)
        let bytes =
            try Data(contentsOf: URL(filePath: school.path + "/naast.sqlite"))
            + Data(contentsOf: URL(filePath: school.path + "/naast.sqlite-wal"))
        #expect(bytes.range(of: Data(secret.utf8)) == nil)
        #expect(bytes.range(of: Data("noor@school.nl".utf8)) != nil)
    }

    @Test("a name that someone else has is refused, in whatever capitals")
    func nameTaken() async throws {
        let school = try await School()
        _ = try await link(school, school.noor, "Noor@School.nl")
        _ = try await link(school, school.noor, "noor@school.NL")
        await #expect(throws: AccountRefusal.nameTaken) { try await link(school, school.sem, "NOOR@school.nl") }
    }
}

@Suite("My account")
struct MyAccountTests {
    @Test("a changed password ends all other sessions; a wrong one changes nothing")
    func changePassword() async throws {
        let school = try await School()
        try await school.account(school.noor, "noor", password: "paardebloem fiets")
        let (here, elsewhere) = (try await school.session(school.noor), try await school.session(school.noor))
        let endpoints = MyAccountRoutes(door: school.door, signIn: try school.signIn()).endpoints
        func change(_ current: String, _ new: String) async throws -> Answer {
            try await endpoints.run(
                "/account/wachtwoord", [],
                school.ask(.post, "/account/wachtwoord", form: [("current", current), ("password", new)], session: here))
        }
        let wrong = try await change("verkeerd woord", "boterbloem fiets")
        #expect(wrong.status == 422 && wrong.html.contains("Dit is niet je wachtwoord van nu"))
        #expect(try await change("paardebloem fiets", "kort").status == 422)
        #expect(try await school.holder(elsewhere) == school.noor)
        #expect(try await change("paardebloem fiets", "boterbloem fiets").status == 303)
        #expect(try await school.holder(elsewhere) == nil)
        #expect(try await school.holder(here) == school.noor)
        let kept = try await school.database.read { [noor = school.noor] in try #require(try AccountStore.of(noor, $0)?.password) }
        #expect(kept.matches("boterbloem fiets") && !kept.matches("paardebloem fiets"))
    }

    @Test("one's own sessions are listed and ended; somebody else's cannot be")
    func sessions() async throws {
        let school = try await School()
        let (here, elsewhere, others) = (
            try await school.session(school.noor), try await school.session(school.noor), try await school.session(school.sem)
        )
        let endpoints = MyAccountRoutes(door: school.door, signIn: try school.signIn()).endpoints
        let page = try await endpoints.run("/account", [], school.ask(.get, "/account", session: here))
        #expect(page.html.components(separatedBy: "action=\"/account/sessies/").count == 2 + 2)
        let foreign = try await school.database.read { try #require(try SessionStore.viewer(secret: others, $0)).viewer.session }
        _ = try await endpoints.run("/account/sessies/{}/einde", [foreign.text], school.ask(.post, "/", session: here))
        #expect(try await school.holder(others) == school.sem)
        _ = try await endpoints.run("/account/sessies/einde", [], school.ask(.post, "/", session: here))
        #expect(try await school.holder(elsewhere) == nil)
        #expect(try await school.holder(here) == school.noor)
    }
}
