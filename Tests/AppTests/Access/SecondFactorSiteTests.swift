import Foundation
import People
import Storage
import Testing
import Web

@testable import App

/// The second factor through the whole house: the setting, and the administrator who takes one away.
struct SecondFactorSiteTests {
    @Test func `with the setting on, every page of that role waits for the second factor`() async throws {
        let school = try await MatrixSchool.make()
        let (site, database, _) = try await school.site()
        let administrator = try #require(school.people.first { $0.role == .administrator && $0.relation == .own })
        let mentor = try #require(school.people.first { $0.role == .mentor && $0.relation == .own })
        let form = [("institution", "School"), ("studentWord", "student"), ("contactRhythm", "7")]
        let wrong = try await site.post("/beheer/instellingen", form + [("secondFactorRoles", "student")], cookie: administrator.cookie)
        #expect(wrong.status == 422)
        let saved = try await site.post("/beheer/instellingen", form + [("secondFactorRoles", "mentor")], cookie: administrator.cookie)
        #expect(saved.status == 303)
        #expect(
            try await site.get("/beheer/instellingen", cookie: administrator.cookie).body.contains(
                "value=\"mentor\" id=\"secondFactorRoles\" checked"))
        let open: Set<String> = ["/account/extra-code", "/account/extra-code/begin", "/account/extra-code/bevestiging"]
        for endpoint in site.app.site.endpoints where endpoint.guardedBy != "open" && !open.contains(endpoint.template) {
            let path = try #require(school.path(endpoint.template))
            let reply =
                endpoint.method == .get ? try await site.get(path, cookie: mentor.cookie) : try await site.post(path, cookie: mentor.cookie)
            let isHeld = endpoint.method == .get ? reply.header("location") == "/account/extra-code" : reply.status == 403
            // An open page is not led anywhere: it hears nothing.
            let isSilent = endpoint.template == "/vandaag/live" && reply.status == 204
            #expect(isHeld || isSilent, "\(endpoint.method) \(endpoint.template) answered \(reply.status)")
            for secret in Canary.Secret.allCases where secret != .team { #expect(!reply.body.contains(Canary.text(secret))) }
        }
        #expect(try await site.get("/account/extra-code", cookie: mentor.cookie).status == 200)
        #expect(try await site.post("/taal", [("language", "en")], cookie: mentor.cookie).status == 303)
        let json = try await site.get("/vandaag", cookie: mentor.cookie, headers: ["accept": "application/json"])
        #expect(json.status == 403)
        #expect(try await site.post("/afmelden", cookie: mentor.cookie).status == 303)
        try database.close()
    }

    @Test func `an administrator takes away a second factor after saying what happens, and never the own`() async throws {
        let school = try await MatrixSchool.make()
        let (site, database, _) = try await school.site()
        let administrator = try #require(school.people.first { $0.role == .administrator && $0.relation == .own })
        let mentor = try #require(school.people.first { $0.role == .mentor && $0.relation == .own })
        let path = "/beheer/personen/\(mentor.person)/extra-code/einde"
        #expect(try await site.get(path, cookie: administrator.cookie).status == 409)
        try await database.write { connection in
            for someone in [administrator, mentor] {
                try connection.run(
                    """
                    INSERT INTO second_factors (person_id, secret, made_at, confirmed_at)
                    VALUES (\(someone.person), \(Data([1])), \(connection.now), \(connection.now))
                    """)
            }
        }
        #expect(try await site.get("/beheer/personen/\(mentor.person)", cookie: administrator.cookie).body.contains(path))
        let asked = try await site.get(path, cookie: administrator.cookie)
        #expect(asked.status == 200 && asked.body.contains("overal afgemeld"))
        #expect(try await site.get("/vandaag", cookie: mentor.cookie).status == 200)
        #expect(try await site.post(path, cookie: administrator.cookie).status == 303)
        #expect(try await site.get("/vandaag", cookie: mentor.cookie).status == 303)
        #expect(try await site.post(path, cookie: administrator.cookie).status == 409)
        let own = "/beheer/personen/\(administrator.person)/extra-code/einde"
        #expect(try await site.get(own, cookie: administrator.cookie).status == 409)
        #expect(try await site.post(own, cookie: administrator.cookie).status == 409)
        #expect(try await database.read { try SecondFactorStore.isOn(administrator.person, $0) })
        try database.close()
    }
}
