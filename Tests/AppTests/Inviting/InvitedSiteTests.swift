import Foundation
import People
import Storage
import Testing
import Web

@testable import App
@testable import Inviting

/// Somebody from outside through the whole house: invited on a page, in by a mail, and out with the role.
struct InvitedSiteTests {
    private func values(_ kind: String, _ database: Database) async throws -> [String: String] {
        try await database.read { connection in
            let found = try connection.first(
                "SELECT id, person_id, content FROM outbox WHERE kind = \(kind) ORDER BY made_at DESC, id DESC"
            ) { row in
                let (id, person): (ID<Mail>, ID<Person>) = (try row.get("id"), try row.get("person_id"))
                return try connection.open(try row.get("content") as Sealed<String>, of: person, at: OutboxStore.place(id))
            }
            return try JSONDecoder().decode(Mail.self, from: Data(try #require(found).utf8)).values
        }
    }

    private func cookie(_ name: String, _ reply: TestSite.Reply) throws -> String {
        let line = try #require(reply.headers.first { $0.value.hasPrefix("__Host-\(name)=") }).value
        return String(line.dropFirst(name.count + 8).prefix { $0 != ";" })
    }

    @Test func `a parent is invited, reads what a parent reads, and nothing the second after it was withdrawn`() async throws {
        let school = try await MatrixSchool.make()
        let (site, database, _) = try await school.site()
        let mentor = try #require(school.people.first { $0.role == .mentor && $0.relation == .own })
        let student = try #require(school.people.first { $0.role == .student && $0.relation == .own }).person
        let list = "/studenten/\(student.text)/uitnodigingen"
        #expect(try await site.get("/studenten/\(student.text)/team", cookie: mentor.cookie).body.contains(list))
        let form = [("purpose", "guardian:" + student.text), ("given", "Olga"), ("family", "Ouder"), ("email", "Olga@Thuis.example")]
        #expect(try await site.post(list, form, cookie: mentor.cookie).body.contains("olga@thuis.example"))
        #expect(try await site.post(list, form + [("checked", "1")], cookie: mentor.cookie).status == 303)

        #expect(try await site.get("/aanmelden?naar=/vandaag").body.contains("/aanmelden/code-per-mail?naar=/vandaag"))
        let invitation = try #require(try await values("invitation", database)["path"])
        let welcome = try await site.get(invitation)
        #expect(welcome.body.contains("Olga Ouder") && !welcome.body.contains(Canary.text(.name)))
        let asked = try await site.post(invitation)
        let code = try #require(try await values("mailCode", database)["code"])
        let browser = try cookie("mailcode", asked)
        let entered = try await site.post(
            "/aanmelden/code-per-mail/cijfers", [("digits", code)], headers: ["cookie": "__Host-mailcode=\(browser)"])
        #expect(entered.header("location") == "/studenten/\(student.text)")
        let session = try cookie("session", entered)
        let page = try await site.get("/studenten/\(student.text)", cookie: session)
        #expect(page.status == 200 && page.body.contains(Canary.text(.agreement)) && !page.body.contains(Canary.text(.goal)))
        // Whoever was invited invites nobody, and there is no link that says otherwise.
        #expect(try await site.get(list, cookie: session).status == 403 && !page.body.contains("uitnodigingen"))
        #expect(try await site.get("/account", cookie: session).body.contains("olga@thuis.example"), "the name of the account")

        let found = try await database.read { connection in
            try connection.first(
                "SELECT i.id FROM invitations AS i JOIN persons AS p ON p.id = i.person_id WHERE p.email = 'olga@thuis.example'"
            ) { try $0.get("id") as ID<Invitation> }
        }
        let id = try #require(found)
        #expect(try await site.post(list + "/\(id.text)/intrekken", cookie: mentor.cookie).status == 303)
        #expect(try await site.get("/studenten/\(student.text)", cookie: session).status == 303)
        #expect(try await site.post("/studenten/\(student.text)/successen", [("words", "x")], cookie: session).status == 401)
        try database.close()
    }

    @Test func `an invitation is gone when the student or who was invited is erased`() async throws {
        let school = try await MatrixSchool.make()
        let (site, database, folder) = try await school.site()
        let student = try #require(school.people.first { $0.role == .student && $0.relation == .own }).person
        let found = try await database.read { connection in
            try connection.all("SELECT person_id FROM invitations ORDER BY made_at") { try $0.get("person_id") as ID<Person> }
        }
        let invited = try #require(found.last)
        func rows() async throws -> Int { try await database.read { try $0.count("SELECT COUNT(*) AS n FROM invitations") } }
        #expect(try await rows() == 2)
        try await site.app.retention.erasure.erase(invited)
        #expect(try await rows() == 1)
        try await site.app.retention.erasure.erase(student)
        #expect(try await rows() == 0)
        try database.close()
        // The list of who was erased stands in the folder, which goes with the last who holds it.
        #expect(FileManager.default.fileExists(atPath: folder.path))
    }

    @Test func `the demo has people from outside, one who has not answered, and one who was too late`() async throws {
        let folder = try TestFolder()
        let database = try await DemoSchool.open(DataFolder(path: folder.path))
        let now = database.surroundings.now()
        let (accepted, waiting, lapsed, addresses) = try await database.read { connection in
            (
                try connection.count(
                    "SELECT COUNT(*) AS n FROM invitations WHERE accepted_at IS NOT NULL AND role = 'workplaceSupervisor'"),
                try connection.count("SELECT COUNT(*) AS n FROM invitations WHERE accepted_at IS NULL AND lapses_at > \(now)"),
                try connection.count("SELECT COUNT(*) AS n FROM invitations WHERE accepted_at IS NULL AND lapses_at <= \(now)"),
                try connection.all("SELECT DISTINCT email FROM persons WHERE id IN (SELECT person_id FROM invitations)") {
                    try $0.get("email") as String
                }
            )
        }
        #expect(accepted > 0 && waiting == 1 && lapsed == 1)
        #expect(addresses.allSatisfy { $0.hasSuffix("@voorbeeld.example") && MailAddress($0)?.text == $0 })
        try database.close()
    }
}
