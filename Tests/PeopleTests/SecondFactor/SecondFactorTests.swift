import FileFormats
import Foundation
import Storage
import Testing
import Web

@testable import People

/// Someone with an account, a password and a second factor.
struct Keeper {
    let school: School
    let person: ID<Person>
    let app: OneTimePassword
    let codes: [String]

    init(_ school: School, _ person: ID<Person>, name: String = "noor") async throws {
        try await school.account(person, name, password: Self.password)
        let made = try await school.database.write { connection -> (OneTimePassword, [String]) in
            try SecondFactorStore.begin(person, connection)
            let app = try #require(try SecondFactorStore.begun(person, connection))
            let code = app.code(step: app.step(at: connection.now))
            return (app, try #require(try SecondFactorStore.confirm(code, of: person, connection)))
        }
        (self.school, self.person, app, codes) = (school, person, made.0, made.1)
        // The code that turned it on is used up.
        school.clock.pass(60)
    }

    static let password = "paardebloem fiets"

    /// What the app shows now.
    var code: String { app.code(step: app.step(at: school.clock.now)) }

    func routes() throws -> [Endpoint] {
        let signIn = try school.signIn()
        return SignInRoutes(door: school.door, signIn: signIn).endpoints + CodeRoutes(door: school.door, signIn: signIn).endpoints
            + SecondFactorRoutes(door: school.door, signIn: signIn).endpoints
    }

    /// The first screen; gives the answer.
    func first(_ routes: [Endpoint], more: [(name: String, value: String)] = [], session: String? = nil) async throws -> Answer {
        let form = [(name: "name", value: "noor"), (name: "password", value: Self.password)] + more
        return try await routes.run("/aanmelden", [], school.ask(.post, "/aanmelden", form: form, session: session))
    }

    func second(
        _ routes: [Endpoint], _ code: String, half: String?, more: [(name: String, value: String)] = [], session: String? = nil
    ) async throws -> Answer {
        try await routes.run(
            "/aanmelden/code", [],
            school.ask(.post, "/aanmelden/code", form: [(name: "code", value: code)] + more, session: session, half: half))
    }
}

@Suite("The second factor")
struct SecondFactorTests {
    private static let admin: Set<Role> = [.administrator]

    @Test(
        "is asked of a role that needs it, and of nobody else",
        arguments: [
            ([], admin, .single, false, .settled), ([.mentor], admin, .single, false, .settled),
            ([.mentor, .administrator], admin, .single, false, .setUp), (admin, admin, .single, true, .signInAgain),
            (admin, admin, .code, true, .settled), (admin, admin, .provider, false, .settled), (admin, admin, .provider, true, .settled),
            (admin, admin, .code, false, .setUp), (admin, [], .single, false, .settled),
            ([.careWorker], [], .single, false, .setUp), ([.careWorker], [], .mail, false, .setUp),
            ([.careWorker], [], .mail, true, .signInAgain), ([.careWorker], [], .mailCode, true, .settled),
            ([.careWorker], [], .mailCode, false, .setUp), ([.workplaceSupervisor], admin, .mail, false, .settled),
        ] as [(Set<Role>, Set<Role>, Proof, Bool, SecondFactorStanding)])
    func standing(roles: Set<Role>, needing: Set<Role>, proof: Proof, hasFactor: Bool, expected: SecondFactorStanding) {
        #expect(SecondFactorRule.standing(roles, needing: needing, proof: proof, hasFactor: hasFactor) == expected)
    }

    @Test("can be asked of six roles; what else stands in the table is passed by")
    func choices() {
        #expect(SecondFactorRule.roles(stored: nil) == [])
        #expect(SecondFactorRule.roles(stored: "mentor,student,,guardian,xyz,administrator") == [.mentor, .administrator])
        let all = Set(SecondFactorRule.choices)
        #expect(SecondFactorRule.roles(stored: SecondFactorRule.stored(all)) == all && all.count == 6)
    }

    @Test("is sealed, and of recovery codes only a hash is kept")
    func atRest() async throws {
        let school = try await School()
        let keeper = try await Keeper(school, school.noor)
        try await school.database.settle()
        let bytes = try Data(contentsOf: URL(filePath: school.path + "/naast.sqlite"))
        #expect(bytes.range(of: Data(Base32.encode(keeper.app.key).utf8)) == nil && bytes.range(of: Data(keeper.app.key)) == nil)
        for code in keeper.codes {
            let plain = try #require(Base32.decode(code))
            #expect(bytes.range(of: Data(code.utf8)) == nil && bytes.range(of: Data(plain)) == nil)
        }
        #expect(Set(keeper.codes).count == 10 && keeper.codes.allSatisfy { $0.count == 19 })
    }

    @Test("is turned on by its first code, and only within the hour")
    func confirm() async throws {
        let school = try await School()
        let noor = school.noor
        func confirm(_ code: String) async throws -> [String]? {
            try await school.database.write { try SecondFactorStore.confirm(code, of: noor, $0) }
        }
        #expect(try await confirm("123456") == nil)
        try await school.database.write { try SecondFactorStore.begin(noor, $0) }
        let app = try await school.database.read { try #require(try SecondFactorStore.begun(noor, $0)) }
        #expect(try await confirm("12345") == nil)
        #expect(try await school.database.read { try !SecondFactorStore.isOn(noor, $0) })
        school.clock.pass(3600)
        #expect(try await confirm(app.code(step: app.step(at: school.clock.now))) == nil)
        try await school.database.write { try SecondFactorStore.begin(noor, $0) }
        let next = try await school.database.read { try #require(try SecondFactorStore.begun(noor, $0)) }
        #expect(next.key != app.key)
        #expect(try await confirm(next.code(step: next.step(at: school.clock.now)))?.count == 10)
        // Beginning anew does not undo what is on.
        try await school.database.write { try SecondFactorStore.begin(noor, $0) }
        #expect(try await school.database.read { try SecondFactorStore.isOn(noor, $0) })
    }

    @Test("a code works once, also when it comes twice at the same moment; so does each recovery code, of its owner alone")
    func once() async throws {
        let school = try await School()
        let keeper = try await Keeper(school, school.noor)
        let sem = try await Keeper(school, school.sem, name: "sem")
        func accept(_ code: String, of person: ID<Person>? = nil) async throws -> Bool {
            let person = person ?? keeper.person
            return try await school.database.write { try SecondFactorStore.accept(code, of: person, $0) != nil }
        }
        let code = keeper.code
        let both = try await [accept(code), accept(code)]
        #expect(both == [true, false])
        #expect(try await !accept(keeper.codes[0], of: sem.person))
        #expect(try await accept(keeper.codes[0].uppercased().replacing("-", with: " ")))
        #expect(try await !accept(keeper.codes[0]))
        #expect(try await !accept("aaaa-aaaa-aaaa-aaaa"))
        let left = try await school.database.read { try SecondFactorStore.state(keeper.person, $0) }
        if case .on(_, let left) = left { #expect(left == 9) } else { Issue.record("it is not on") }
        let fresh = try await school.database.write { try SecondFactorStore.renewCodes(keeper.person, $0) }
        #expect(try await !accept(keeper.codes[1]))
        #expect(try await accept(fresh[1]))
    }
}

@Suite("The second screen of signing in")
struct CodeTests {
    @Test("comes after the right password: until the code is right there is no session")
    func works() async throws {
        let school = try await School()
        let keeper = try await Keeper(school, school.noor)
        let routes = try keeper.routes()
        let first = try await keeper.first(routes, more: [("naar", "/studenten/x")])
        #expect(first.session == nil && first.location == "/aanmelden/code?naar=/studenten/x")
        let half = try #require(first.half)
        #expect(try await school.holder(half) == nil)
        let page = try await routes.run("/aanmelden/code", [], school.ask(.get, "/aanmelden/code", query: ["naar": "/x"], half: half))
        #expect(page.html.contains("autocomplete=\"one-time-code\"") && page.html.contains("value=\"/x\""))
        let wrong = try await keeper.second(routes, "000000", half: half)
        #expect(wrong.status == 422 && wrong.session == nil && !wrong.html.contains("000000"))
        let right = try await keeper.second(routes, keeper.code, half: half, more: [("naar", "/studenten/x")])
        #expect(right.location == "/studenten/x")
        #expect(try await school.holder(#require(right.session)) == school.noor)
        #expect(right.headers.contains { $0.value.hasPrefix("__Host-half=; ") && $0.value.contains("Max-Age=0") })
        // What was halfway is gone with it.
        #expect(try await keeper.second(routes, keeper.codes[0], half: half).location == "/aanmelden?melding=codeLate")
    }

    @Test("takes a recovery code, and says that it is used up")
    func recovery() async throws {
        let school = try await School()
        let keeper = try await Keeper(school, school.noor)
        let routes = try keeper.routes()
        for expected in [true, false] {
            let half = try await keeper.first(routes).half
            let answer = try await keeper.second(routes, keeper.codes[3], half: half)
            #expect((answer.session != nil) == expected)
            #expect(answer.location == (expected ? "/?melding=recoveryCodeUsed" : nil))
        }
    }

    @Test("is over after ten minutes, five wrong codes, a disabled account, a changed password, or without its cookie")
    func late() async throws {
        let school = try await School()
        let keeper = try await Keeper(school, school.noor)
        let routes = try keeper.routes()
        func half() async throws -> String { try #require(try await keeper.first(routes).half) }
        func isLate(_ half: String?) async throws -> Bool {
            try await keeper.second(routes, keeper.codes[0], half: half).location?.contains("codeLate") == true
        }
        #expect(try await isLate(nil))
        #expect(try await isLate("x"))
        let old = try await half()
        school.clock.pass(600)
        #expect(try await isLate(old))
        let tried = try await half()
        for _ in 0..<5 {
            #expect(try await keeper.second(routes, "000000", half: tried).status == 422)
            school.clock.pass(5)
        }
        #expect(try await isLate(tried))
        let person = keeper.person
        let ended = try await half()
        try await school.database.write { try SessionStore.endAll(of: person, $0) }
        #expect(try await isLate(ended))
        let shut = try await half()
        try await school.database.write { try AccountStore.disable(person, $0) }
        #expect(try await isLate(shut))
    }

    @Test("gets slower after wrong codes, whatever the address and however often one begins again")
    func slower() async throws {
        let school = try await School()
        let keeper = try await Keeper(school, school.noor)
        let routes = try keeper.routes()
        for _ in 0..<5 { _ = try await keeper.second(routes, "000000", half: keeper.first(routes).half) }
        let answer = try await keeper.second(routes, keeper.code, half: keeper.first(routes).half)
        #expect(answer.status == 422 && answer.session == nil && answer.html.contains("Even wachten"))
        school.clock.pass(120)
        #expect(try await keeper.second(routes, keeper.code, half: keeper.first(routes).half).session != nil)
    }

    @Test("carries what was typed before, and gives it back to who typed it")
    func kept() async throws {
        let school = try await School()
        let keeper = try await Keeper(school, school.noor)
        let routes = try keeper.routes()
        let old = try await school.session(school.noor)
        let more = [(name: "keptPath", value: "/afspraken/x"), (name: "kept:what", value: "Een lang verhaal")]
        let first = try await keeper.first(routes, more: more, session: old)
        #expect(first.status == 200 && first.html.contains("name=\"kept:what\" value=\"Een lang verhaal\""))
        let wrong = try await keeper.second(routes, "000000", half: first.half, more: more, session: old)
        #expect(wrong.html.contains("name=\"kept:what\" value=\"Een lang verhaal\""))
        let right = try await keeper.second(routes, keeper.code, half: first.half, more: more, session: old)
        #expect(right.html.contains("<blockquote><span dir=\"auto\">Een lang verhaal</span></blockquote>") && right.session != nil)
        #expect(try await school.holder(old) == nil)
        // Too late: from the beginning, with it still in hand.
        let late = try await keeper.second(routes, "000000", half: nil, more: more, session: old)
        #expect(late.status == 401 && late.html.contains("name=\"kept:what\" value=\"Een lang verhaal\""))
        let others = try await school.session(school.sem)
        school.clock.pass(60)
        let half = try await keeper.first(routes).half
        let notTheirs = try await keeper.second(routes, keeper.code, half: half, more: more, session: others)
        #expect(notTheirs.status == 303 && !notTheirs.html.contains("lang verhaal"))
    }

    @Test("also stands between a new password by a link and a session")
    func activation() async throws {
        let school = try await School()
        let keeper = try await Keeper(school, school.noor)
        let routes = try keeper.routes()
        let person = keeper.person
        let link = try await school.database.write { try AccountStore.activate(person, name: "noor", $0) }
        let answer = try await routes.run(
            "/activeren/{}", [link], school.ask(.post, "/", form: [("password", "boterbloem regenjas")]))
        #expect(answer.session == nil && answer.location == "/aanmelden/code?melding=welcome")
        #expect(try await keeper.second(routes, keeper.code, half: answer.half).session != nil)
    }
}

extension Answer {
    /// The secret of what is halfway.
    var half: String? {
        headers.first { $0.name == "Set-Cookie" && $0.value.hasPrefix("__Host-half=") && !$0.value.hasPrefix("__Host-half=;") }.map {
            String($0.value.dropFirst(12).prefix { $0 != ";" })
        }
    }
}
