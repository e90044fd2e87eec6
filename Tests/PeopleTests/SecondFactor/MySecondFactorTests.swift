import FileFormats
import Foundation
import Storage
import Testing
import Web

@testable import People

@Suite("My second factor")
struct MySecondFactorTests {
    private func routes(_ school: School) throws -> [Endpoint] {
        SecondFactorRoutes(door: school.door, signIn: try school.signIn()).endpoints
    }

    private func get(_ routes: [Endpoint], _ school: School, _ path: String, _ session: String) async throws -> Answer {
        try await routes.run(path, [], school.ask(.get, path, session: session))
    }

    private func post(
        _ routes: [Endpoint], _ school: School, _ path: String, _ form: [(name: String, value: String)], _ session: String
    ) async throws -> Answer {
        try await routes.run(path, [], school.ask(.post, path, form: form, session: session))
    }

    private func post(_ routes: [Endpoint], _ school: School, _ path: String, _ session: String) async throws -> Answer {
        try await post(routes, school, path, [], session)
    }

    @Test("is turned on with a picture and a first code; the session is renewed and the others end")
    func turnOn() async throws {
        let school = try await School()
        let noor = school.noor
        try await school.account(noor, "noor@school.nl", password: "paardebloem fiets")
        let routes = try routes(school)
        let (here, elsewhere) = (try await school.session(noor), try await school.session(noor))
        let off = try await get(routes, school, "/account/extra-code", here)
        #expect(off.html.contains("Begin</button>") && !off.html.contains("<svg") && !off.html.contains("name=\"current\""))
        #expect(try await post(routes, school, "/account/extra-code/begin", here).location == "/account/extra-code")
        let begun = try await get(routes, school, "/account/extra-code", here)
        #expect(begun.html.contains("<svg class=\"qr\"") && !begun.html.contains("style=") && !begun.html.contains("data:"))
        let app = try await school.database.read { try #require(try SecondFactorStore.begun(noor, $0)) }
        #expect(begun.html.contains(RecoveryCode.grouped(Base32.encode(app.key), by: " ")))
        let wrong = try await post(routes, school, "/account/extra-code/bevestiging", [("code", "000000")], here)
        #expect(wrong.status == 422 && wrong.html.contains("<svg class=\"qr\""))
        let code = app.code(step: app.step(at: school.clock.now))
        let done = try await post(routes, school, "/account/extra-code/bevestiging", [("code", code)], here)
        #expect(done.html.matches(of: /[a-z2-7]{4}(-[a-z2-7]{4}){3}/).count == 10)
        let renewed = try #require(done.session)
        for ended in [here, elsewhere] { #expect(try await school.holder(ended) == nil) }
        #expect(try await school.holder(renewed) == noor)
        let on = try await get(routes, school, "/account/extra-code", renewed)
        #expect(on.html.contains("nog 10 reservecodes") && !on.html.contains("<svg"))
    }

    @Test("asks the password first when one has been signed in for a while")
    func password() async throws {
        let school = try await School()
        try await school.account(school.noor, "noor", password: "paardebloem fiets")
        let routes = try routes(school)
        let here = try await school.session(school.noor)
        school.clock.pass(601)
        #expect(try await get(routes, school, "/account/extra-code", here).html.contains("name=\"current\""))
        #expect(try await post(routes, school, "/account/extra-code/begin", here).status == 422)
        #expect(try await post(routes, school, "/account/extra-code/begin", [("current", "mis")], here).status == 422)
        #expect(try await post(routes, school, "/account/extra-code/begin", [("current", "paardebloem fiets")], here).status == 303)
    }

    @Test("is turned off, or gets new recovery codes, with the password and a code")
    func turnOff() async throws {
        let school = try await School()
        let keeper = try await Keeper(school, school.noor)
        let routes = try keeper.routes()
        let here = try await school.session(school.noor)
        for path in ["/account/extra-code/uit", "/account/extra-code/reservecodes"] {
            #expect(try await get(routes, school, path, here).html.contains("name=\"current\""))
            let wrongPassword = try await post(routes, school, path, [("current", "mis"), ("code", keeper.code)], here)
            #expect(wrongPassword.status == 422 && wrongPassword.html.contains("niet je wachtwoord van nu"))
            let wrongCode = try await post(routes, school, path, [("current", Keeper.password), ("code", "000000")], here)
            #expect(wrongCode.status == 422 && wrongCode.html.contains("Deze code klopt niet"))
        }
        let form = [(name: "current", value: Keeper.password), (name: "code", value: keeper.code)]
        let codes = try await post(routes, school, "/account/extra-code/reservecodes", form, here)
        #expect(codes.html.matches(of: /[a-z2-7]{4}(-[a-z2-7]{4}){3}/).count == 10 && !codes.html.contains(keeper.codes[0]))
        school.clock.pass(60)
        let off = try await post(
            routes, school, "/account/extra-code/uit", [("current", Keeper.password), ("code", keeper.code)], here)
        #expect(off.location == "/account/extra-code?melding=factorOff")
        let noor = school.noor
        let isOn = try await school.database.read { try SecondFactorStore.isOn(noor, $0) }
        #expect(!isOn)
        // What is not on is not turned off, and has no codes.
        #expect(try await get(routes, school, "/account/extra-code/uit", here).location == "/account/extra-code")
        #expect(try await post(routes, school, "/account/extra-code/reservecodes", form, here).location == "/account/extra-code")
    }

    @Test("that a role needs comes before everything else, for sessions that run already too")
    func needed() async throws {
        let school = try await School()
        let mentor = school.mentor
        let here = try await school.session(mentor)
        let routes =
            try routes(school) + [
                school.door.signedIn(.get, FixedPath("/vandaag")) { _, _ in .see("/done") },
                school.door.signedIn(.post, FixedPath("/vandaag")) { _, _ in .see("/done") },
            ]
        #expect(try await get(routes, school, "/vandaag", here).location == "/done")
        try await school.database.write { try SettingStore.set(SecondFactorRule.setting, "mentor", $0) }
        #expect(try await get(routes, school, "/vandaag", here).location == "/account/extra-code")
        let held = try await post(routes, school, "/vandaag", [("verslag", "Een lang verslag"), ("password", "niet dit")], here)
        #expect(
            held.status == 403 && held.html.contains("<blockquote><span dir=\"auto\">Een lang verslag</span></blockquote>")
                && !held.html.contains("niet dit"))
        let page = try await get(routes, school, "/account/extra-code", here)
        #expect(page.html.contains("Je rol vraagt om een extra code"))
        for path in ["/account/extra-code/uit", "/account/extra-code/reservecodes"] {
            #expect(try await get(routes, school, path, here).location == "/account/extra-code")
        }
        _ = try await post(routes, school, "/account/extra-code/begin", here)
        let app = try await school.database.read { try #require(try SecondFactorStore.begun(mentor, $0)) }
        let code = app.code(step: app.step(at: school.clock.now))
        let done = try await post(routes, school, "/account/extra-code/bevestiging", [("code", code)], here)
        let renewed = try #require(done.session)
        #expect(try await get(routes, school, "/vandaag", renewed).location == "/done")
        // A session without the code, of who has one, is no session.
        let single = try await school.session(mentor)
        #expect(try await school.holder(single) == nil)
        // Turned off: led to it again at the next request.
        try await school.database.write { try SecondFactorStore.turnOff(mentor, $0) }
        #expect(try await get(routes, school, "/vandaag", renewed).location == "/account/extra-code")
    }

    @Test("taken away by an administrator: signed out everywhere, and told once at the next sign-in")
    func removed() async throws {
        let school = try await School()
        let keeper = try await Keeper(school, school.noor)
        let routes = try keeper.routes()
        let here = try await school.session(school.noor)
        let half = try await keeper.first(routes).half
        let noor = school.noor
        #expect(try await school.database.write { try SecondFactorStore.remove(noor, $0) })
        #expect(try await school.database.write { try !SecondFactorStore.remove(noor, $0) })
        #expect(try await school.holder(here) == nil)
        #expect(try await keeper.second(routes, keeper.codes[0], half: half).session == nil)
        #expect(try await keeper.first(routes).location == "/?melding=factorRemoved")
        #expect(try await keeper.first(routes).location == "/")
    }
}
