import Foundation
import JWTKit
import Storage
import Testing
import Web

@testable import People

@Suite("Signing in by a provider")
struct OutsideTests {
    /// A school with a provider, and an account for Noor.
    private struct Set {
        let school: School
        let fake: FakeProvider
        let routes: [Endpoint]

        init() async throws {
            school = try await School()
            fake = FakeProvider(school.clock)
            try await school.account(school.noor, "noor@school.nl", password: nil)
            let signIn = try school.signIn()
            let provider = Provider(settings: FakeProvider.settings, http: fake.http)
            routes =
                OutsideRoutes(door: school.door, signIn: signIn, provider: provider).endpoints
                + CodeRoutes(door: school.door, signIn: signIn).endpoints
        }

        func leave(next: String? = nil) async throws -> Answer {
            try await routes.run(
                "/aanmelden/elders", [],
                school.ask(.get, "/aanmelden/elders", query: next.map { ["naar": $0] } ?? [:]))
        }

        func back(_ query: [String: String], browser: String?) async throws -> Answer {
            try await routes.run(
                "/aanmelden/elders/terug", [],
                school.ask(.get, "/", query: query, cookies: browser.map { ["__Host-elders": $0] } ?? [:]))
        }

        /// There and back.
        func round(next: String? = nil, more: [String: String] = [:]) async throws -> Answer {
            let answer = try await leave(next: next)
            let sent = try fake.follow(answer)
            let state = try #require(sent["state"])
            return try await back(["code": "code", "state": state].merging(more) { _, new in new }, browser: answer.browser)
        }
    }

    @Test("links the account whose name is the claim, and goes where one wanted to go")
    func works() async throws {
        let set = try await Set()
        let answer = try await set.round(next: "/studenten/x")
        #expect(answer.location == "/studenten/x")
        #expect(try await set.school.holder(#require(answer.session)) == set.school.noor)
        #expect(answer.headers.contains { $0.value.hasPrefix("__Host-elders=; ") && $0.value.contains("Max-Age=0") })
        let evil = try await set.round(next: "//evil.example")
        #expect(evil.location == "/")
        #expect(set.fake.count("/.well-known/openid-configuration") == 1 && set.fake.count("/keys") == 1)
    }

    @Test("asks by the standard: a code, with PKCE S256, state and nonce that differ each time")
    func asks() async throws {
        let set = try await Set()
        let (first, second) = (try await set.leave(), try await set.leave())
        #expect(first.location?.hasPrefix(FakeProvider.issuer + "/authorize?") == true)
        let (one, other) = (try set.fake.follow(first), try set.fake.follow(second))
        for (name, value) in [
            "response_type": "code", "client_id": "naast", "redirect_uri": "https://naast.invalid/aanmelden/elders/terug",
            "scope": "openid email", "code_challenge_method": "S256", "ui_locales": "nl",
        ] { #expect(one[name] == value, "\(name)") }
        for name in ["state", "nonce", "code_challenge"] {
            #expect(one[name]?.count == 43 && one[name] != other[name], "\(name)")
        }
        let cookie = try #require(first.headers.first { $0.name == "Set-Cookie" }?.value)
        for part in ["__Host-elders=", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age=600"] { #expect(cookie.contains(part)) }
    }

    @Test("hears an answer once, from the browser that asked, within ten minutes")
    func state() async throws {
        let set = try await Set()
        let (mine, others) = (try await set.leave(), try await set.leave())
        let state = try #require(try set.fake.follow(mine)["state"])
        let answer = ["code": "code", "state": state]
        for (query, browser) in [
            (answer, nil), (answer, others.browser), (["code": "code"], mine.browser), (["code": "code", "state": "x"], mine.browser),
        ] as [([String: String], String?)] {
            let reply = try await set.back(query, browser: browser)
            #expect(reply.status == 400 && reply.session == nil && reply.html.contains("duurde te lang"))
        }
        #expect(try await set.back(answer, browser: mine.browser).session != nil)
        #expect(try await set.back(answer, browser: mine.browser).status == 400)
        let late = try await set.leave()
        let old = try #require(try set.fake.follow(late)["state"])
        set.school.clock.pass(600)
        #expect(try await set.back(["code": "code", "state": old], browser: late.browser).status == 400)
    }

    @Test(
        "believes no token with a wrong claim",
        arguments: [
            ["iss": .text("https://evil.invalid")], ["aud": .text("another")], ["aud": .list([.text("naast"), .text("another")])],
            ["aud": .list([.text("naast"), .text("another")]), "azp": .text("another")], ["azp": .text("another")], ["exp": .null],
            ["exp": .number(1)], ["exp": .text("2099")], ["iat": .null], ["iat": .number(4_000_000_000)], ["iat": .number(1)],
            ["nbf": .number(4_000_000_000)], ["nonce": .null], ["nonce": .text("x")], ["sub": .null], ["sub": .text("")],
            ["sub": .number(1)],
        ] as [[String: JSONValue]])
    func wrongClaims(claims: [String: JSONValue]) async throws {
        let set = try await Set()
        set.fake.set { $0.claims = claims }
        let answer = try await set.round()
        #expect(answer.status == 400 && answer.session == nil && answer.html.contains("ging niet goed"))
    }

    @Test("accepts several audiences when the token says that it is for us, and clocks that differ a little")
    func rightClaims() async throws {
        let set = try await Set()
        let now = set.school.clock.now.timeIntervalSince1970
        for claims in [
            ["aud": .list([.text("other"), .text("naast")]), "azp": .text("naast")], ["exp": .number(now - 50)], ["iat": .number(now + 50)],
        ] as [[String: JSONValue]] {
            set.fake.set { $0.claims = claims }
            #expect(try await set.round().session != nil, "\(claims)")
        }
    }

    @Test("believes no token without a signature, with another's key, or signed with what is public")
    func signature() async throws {
        let set = try await Set()
        let answer = try await set.leave()
        _ = try set.fake.follow(answer)
        func part(_ json: String) -> String { base64url(Array(json.utf8)) }
        let payload = String(decoding: try JSONEncoder().encode(Claims(set.fake.right)), as: UTF8.self)
        let right = try await set.fake.token([:])
        let pieces = right.split(separator: ".").map(String.init)
        let none = part("{\"alg\":\"none\",\"kid\":\"eerste\"}") + "." + part(payload) + "."
        let symmetric = await JWTKeyCollection().add(
            hmac: "wat-iedereen-van-deze-school-weten-kan", digestAlgorithm: .sha256, kid: "eerste")
        let stranger = await JWTKeyCollection().add(ecdsa: ES256PrivateKey(), kid: "eerste")
        let tokens = [
            none, part("{\"alg\":\"None\"}") + "." + part(payload) + ".", try await symmetric.sign(Claims(set.fake.right), kid: "eerste"),
            try await stranger.sign(Claims(set.fake.right), kid: "eerste"), pieces[0] + "." + part(payload) + "." + pieces[2],
            pieces[0] + "." + pieces[1] + ".", right + "x", pieces[0] + "." + pieces[1], "", "....",
            part("{\"alg\":\"ES256\",\"kid\":\"eerste\",\"crit\":[\"x\"]}") + "." + pieces[1] + "." + pieces[2],
            String(repeating: "a", count: 20_000) + "." + pieces[1] + "." + pieces[2],
        ]
        for token in tokens {
            set.fake.set { $0.token = token }
            let reply = try await set.round()
            #expect(reply.status == 400 && reply.session == nil, "\(token.prefix(60))")
        }
    }

    @Test("renews the keys for a token with one that is not known, at most once a minute")
    func keys() async throws {
        let set = try await Set()
        #expect(try await set.round().session != nil)
        set.fake.set {
            $0.kid = "tweede"
            $0.keys["tweede"] = ES256PrivateKey()
        }
        #expect(try await set.round().status == 400)
        set.school.clock.pass(60)
        #expect(try await set.round().session != nil)
        #expect(set.fake.count("/keys") == 2)
        set.fake.set { $0.kid = "weg" }
        for _ in 0..<5 { #expect(try await set.round().status == 400) }
        #expect(set.fake.count("/keys") == 2)
        // A key that was taken back is believed for an hour at most.
        set.fake.set {
            $0.kid = "tweede"
            $0.keys = ["derde": ES256PrivateKey()]
        }
        set.school.clock.pass(3600)
        let old = set.fake.requests.count
        #expect(try await set.round().status == 400)
        #expect(set.fake.requests.count > old)
    }

    @Test("that is down, lies about itself or refuses, gets a page of its own and no session")
    func troubles() async throws {
        let set = try await Set()
        func leaves(_ status: Int, _ change: @Sendable (inout FakeProvider.Behaviour) -> Void) async throws {
            let fresh = try await Set()
            fresh.fake.set(change)
            let answer = try await fresh.leave()
            #expect(answer.status == status && answer.html.contains("Met je wachtwoord kun je wel naar binnen"))
        }
        try await leaves(503) { $0.isDown = true }
        try await leaves(503) { $0.issuer = "https://evil.invalid" }
        try await leaves(503) { $0.tokenEndpoint = "http://login.school.invalid/token" }
        set.fake.set { $0.exchangeStatus = 400 }
        #expect(try await set.round().status == 400)
        let refused = try await set.round(more: ["error": "access_denied"])
        #expect(refused.status == 403 && refused.html.contains("niet aangemeld") && refused.session == nil)
        #expect(try await set.round(more: ["code": ""]).status == 400)
        set.fake.set { $0 = FakeProvider.Behaviour() }
        let answer = try await set.leave()
        let state = try #require(try set.fake.follow(answer)["state"])
        set.fake.set { $0.isDown = true }
        #expect(try await set.back(["code": "code", "state": state], browser: answer.browser).status == 503)
    }

    @Test("hears no answer of another provider, and none without a name from one that names itself")
    func mixUp() async throws {
        let set = try await Set()
        #expect(try await set.round(more: ["iss": "https://evil.invalid"]).status == 400)
        #expect(try await set.round(more: ["iss": FakeProvider.issuer]).session != nil)
        let naming = try await Set()
        naming.fake.set { $0.namesItself = true }
        #expect(try await naming.round().status == 400)
        #expect(try await naming.round(more: ["iss": FakeProvider.issuer]).session != nil)
    }

    @Test("makes nobody: unknown, unproven, disabled and taken get the same page")
    func unknown() async throws {
        let set = try await Set()
        let persons = try await set.school.database.read { try $0.count("SELECT COUNT(*) AS n FROM persons") }
        func isUnknown(_ claims: [String: JSONValue]) async throws {
            set.fake.set { $0.claims = claims }
            let answer = try await set.round()
            #expect(answer.status == 403 && answer.session == nil && answer.html.contains("Je hebt hier geen account"), "\(claims)")
        }
        try await isUnknown(["email": .text("wie@school.nl")])
        try await isUnknown(["email_verified": .truth(false)])
        try await isUnknown(["email": .null])
        set.fake.set { $0.claims = ["email_verified": .truth(true)] }
        #expect(try await set.round().session != nil)
        // The same address given to somebody else by the provider opens nothing.
        try await isUnknown(["sub": .text("subject-2")])
        let noor = set.school.noor
        try await set.school.database.write { try AccountStore.disable(noor, $0) }
        try await isUnknown([:])
        #expect(try await set.school.database.read { try $0.count("SELECT COUNT(*) AS n FROM persons") } == persons)
    }

    @Test("knows who was linked by the subject, whatever the address has become")
    func linked() async throws {
        let set = try await Set()
        #expect(try await set.round().session != nil)
        try await set.school.account(set.school.sem, "nieuw@school.nl", password: nil)
        set.fake.set { $0.claims = ["email": .text("nieuw@school.nl")] }
        #expect(try await set.school.holder(#require(try await set.round().session)) == set.school.noor)
        set.fake.set { $0.claims = ["email": .null, "email_verified": .truth(false)] }
        #expect(try await set.school.holder(#require(try await set.round().session)) == set.school.noor)
    }

    @Test("asks apart for a claim that is not in the token, and believes it of the same subject only")
    func userinfo() async throws {
        let set = try await Set()
        set.fake.set {
            $0.claims = ["email": .null]
            $0.userinfo = ["sub": .text("another"), "email": .text("noor@school.nl")]
        }
        #expect(try await set.round().status == 403)
        set.fake.set { $0.userinfo = ["sub": .text("subject-1"), "email": .text("noor@school.nl")] }
        #expect(try await set.round().session != nil)
        #expect(set.fake.requests.last { $0.address.hasSuffix("/userinfo") }?.authorization == "Bearer toegang")
    }

    @Test("counts the provider's second factor; else our own is asked")
    func secondFactor() async throws {
        let set = try await Set()
        let keeper = try await Keeper(set.school, set.school.noor, name: "noor@school.nl")
        let asked = try await set.round(next: "/vandaag")
        #expect(asked.session == nil && asked.location == "/aanmelden/code?naar=/vandaag")
        #expect(try await keeper.second(set.routes, keeper.code, half: asked.half).session != nil)
        for claims in [
            ["amr": .list([.text("pwd"), .text("mfa")])], ["acr": .text("https://refeds.org/profile/mfa")],
        ] as [[String: JSONValue]] {
            set.fake.set { $0.claims = claims }
            #expect(try await set.round().session != nil)
        }
        set.fake.set { $0.claims = ["amr": .list([.text("pwd")]), "acr": .text("urn:mace:incommon:iap:silver")] }
        #expect(try await set.round().session == nil)
    }

    @Test("that a role needs is set up first, unless the provider asked for one")
    func needed() async throws {
        let set = try await Set()
        let noor = set.school.noor
        try await set.school.give(.manager, to: noor, .institution)
        try await set.school.database.write { try SettingStore.set(SecondFactorRule.setting, "manager", $0) }
        func standing() async throws -> SecondFactorStanding? {
            let secret = try #require(try await set.round().session)
            return try await set.school.database.read { try SessionStore.viewer(secret: secret, $0)?.viewer.standing }
        }
        #expect(try await standing() == .setUp)
        set.fake.set { $0.claims = ["amr": .list([.text("mfa")])] }
        #expect(try await standing() == .settled)
    }
}

extension Answer {
    /// What the cookie says that binds an ask to this browser.
    var browser: String? {
        headers.first { $0.name == "Set-Cookie" && $0.value.hasPrefix("__Host-elders=") }.map {
            String($0.value.dropFirst(14).prefix { $0 != ";" })
        }
    }
}
