import Foundation
import People
import Storage
import Testing
import Web

@testable import App
@testable import Privacy

/// What students ask about their own data, and who answers.
struct RequestTests {
    @Test func `a request for correction is answered once, and both see it`() async throws {
        let rights = try await ErasureTests.Rights()
        let (student, mentor) = (try rights.someone(.student), try rights.someone(.mentor))
        #expect(try await rights.site.post("/mijn-gegevens/correctie", [("question", " ")], cookie: student.cookie).status == 422)
        let long = try await rights.site.post(
            "/mijn-gegevens/correctie", [("question", String(repeating: "x", count: 2001))], cookie: student.cookie)
        #expect(long.status == 422 && long.body.contains("xxxx"), "what was typed comes back")
        let id = try #require(rights.school.values["/correcties"])
        let list = "/studenten/\(student.person.text)/correcties"
        #expect(try await rights.site.get(list, cookie: mentor.cookie).body.contains(Canary.text(.correction)))
        let half = try await rights.site.post("/correcties/\(id)", [("answer", "Half antwoord")], cookie: mentor.cookie)
        #expect(half.status == 422 && half.body.contains("Half antwoord"))
        let form = [("verdict", "corrected"), ("answer", "Nu <b>klopt</b> het")]
        #expect(try await rights.site.post("/correcties/\(id)", form, cookie: student.cookie).status == 403)
        #expect(try await rights.site.post("/correcties/\(id)", form, cookie: mentor.cookie).status == 303)
        #expect(try await rights.site.post("/correcties/\(id)", form, cookie: mentor.cookie).status == 409)
        for (cookie, path) in [(student.cookie, "/mijn-gegevens/correctie"), (mentor.cookie, list)] {
            let body = try await rights.site.get(path, cookie: cookie).body
            #expect(body.contains("Nu &lt;b&gt;klopt&lt;/b&gt; het") && body.contains(Canary.text(.correction)))
        }
        try rights.database.close()
    }

    @Test func `what waits for an answer stands on the first page of who answers, until it is answered`() async throws {
        let rights = try await ErasureTests.Rights()
        let mentor = try rights.someone(.mentor)
        let today = Day(rights.school.clock.now)
        // What is heavier is out of the way: a talk about the agreement that ran out.
        try await rights.database.write { try $0.run("UPDATE agreements SET due = \(today + 9)") }
        let id = try #require(rights.school.values["/correcties"])
        #expect(try await rights.site.get("/vandaag", cookie: mentor.cookie).body.contains("Vraagt om iets te verbeteren"))
        let form = [("verdict", "corrected"), ("answer", "Klopt nu")]
        #expect(try await rights.site.post("/correcties/\(id)", form, cookie: mentor.cookie).status == 303)
        let body = try await rights.site.get("/vandaag", cookie: mentor.cookie).body
        #expect(!body.contains("Vraagt om iets te verbeteren") && body.contains("Vraagt om gewist te worden"))
        #expect(try await rights.site.post(try rights.request(), cookie: mentor.cookie).status == 303)
        #expect(try await !rights.site.get("/vandaag", cookie: mentor.cookie).body.contains("Vraagt om gewist te worden"))
        try rights.database.close()
    }

    @Test func `no more than five wait at once`() async throws {
        let rights = try await ErasureTests.Rights()
        let student = try rights.someone(.student)
        for number in 2...6 {
            let reply = try await rights.site.post("/mijn-gegevens/correctie", [("question", "vraag \(number)")], cookie: student.cookie)
            #expect(reply.status == (number <= 5 ? 303 : 409))
        }
        // The mentor answers them one at a time, the first first.
        let list = "/studenten/\(student.person.text)/correcties"
        let page = try await rights.site.get(list, cookie: try rights.someone(.mentor).cookie)
        let first = try #require(rights.school.values["/correcties"])
        #expect(page.body.components(separatedBy: "action=\"/correcties/").count == 2 && page.body.contains("/correcties/\(first)\""))
        #expect(page.body.contains("vraag 5"))
        try rights.database.close()
    }

    @Test func `what waits is counted for who may answer, of the own students`() async throws {
        let rights = try await ErasureTests.Rights()
        for (role, relation, count) in [
            (Role.mentor, MatrixSchool.Relation.own, 1), (.classGuide, .own, 1), (.peerCoach, .own, 0), (.mentor, .other, 0),
        ] {
            let someone = try rights.someone(role, relation)
            let viewer = Viewer(
                person: someone.person, name: PersonName(given: "T", family: "T"), roles: [role], session: try #require(ID("s")))
            let waiting = try await rights.site.app.door.files.lookAtCaseload(viewer, what: "list") { connection, permits in
                (try CorrectionStore.open(for: permits, connection).count, try ErasureStore.open(for: permits, connection).count)
            }
            #expect(waiting.0 == count, "\(role) \(relation)")
            #expect(waiting.1 == (role == .mentor ? count : 0), "\(role) \(relation)")
        }
        try rights.database.close()
    }

    @Test func `a request for erasure is asked, seen, taken back and asked again`() async throws {
        let rights = try await ErasureTests.Rights()
        let student = try rights.someone(.student)
        #expect(try await rights.site.post("/mijn-gegevens/wissen", cookie: student.cookie).status == 409, "one runs already")
        #expect(try await rights.site.post(try rights.request(), cookie: try rights.someone(.administrator).cookie).status == 303)
        #expect(try await rights.site.post("/mijn-gegevens/wissen/intrekken", cookie: student.cookie).status == 303)
        #expect(try await rights.site.post("/mijn-gegevens/wissen/intrekken", cookie: student.cookie).status == 409)
        #expect(try await rights.site.post(try rights.request(), cookie: try rights.someone(.mentor).cookie).status == 409, "too late")
        #expect(try await rights.site.post("/mijn-gegevens/wissen", cookie: student.cookie).status == 303)
        #expect(try await rights.database.read { try ErasureStore.all(of: student.person, $0).map(\.state) } == [.asked, .withdrawn])
        try rights.database.close()
    }

    @Test func `a refusal has a reason, and the student reads it`() async throws {
        let rights = try await ErasureTests.Rights()
        let (mentor, student) = (try rights.someone(.mentor), try rights.someone(.student))
        let path = try rights.request() + "/weigering"
        #expect(try await rights.site.post(path, cookie: mentor.cookie).status == 422)
        #expect(try await rights.site.post(path, [("reason", "Je dossier is nog nodig")], cookie: mentor.cookie).status == 303)
        #expect(try await rights.site.get("/mijn-gegevens/wissen", cookie: student.cookie).body.contains("Je dossier is nog nodig"))
        #expect(try await rights.site.post(path, [("reason", "nog eens")], cookie: mentor.cookie).status == 409)
        try rights.database.close()
    }

    @Test func `under sixteen nobody asks alone; the administrator enters it`() async throws {
        let rights = try await ErasureTests.Rights()
        let (student, administrator) = (try rights.someone(.student), try rights.someone(.administrator))
        try await rights.database.write { connection in
            try connection.run("UPDATE persons SET born = '2010-11-22' WHERE id = \(student.person)")
            try connection.run("DELETE FROM erasures")
        }
        let page = try await rights.site.get("/mijn-gegevens/wissen", cookie: student.cookie)
        #expect(page.status == 200 && !page.body.contains("action=\"/mijn-gegevens/wissen\""))
        #expect(try await rights.site.post("/mijn-gegevens/wissen", cookie: student.cookie).status == 409)
        let path = "/beheer/personen/\(student.person.text)/wissen"
        #expect(try await rights.site.get(path, cookie: administrator.cookie).status == 200)
        #expect(try await rights.site.post(path, cookie: administrator.cookie).status == 303)
        #expect(try await rights.database.read { try ErasureStore.open(of: student.person, $0)?.state } == .asked)
        #expect(
            try await rights.site.post("/beheer/personen/\(administrator.person.text)/wissen", cookie: administrator.cookie).status == 409)
        try rights.database.close()
    }

    @Test func `the last administrator cannot be erased`() async throws {
        let rights = try await ErasureTests.Rights()
        let administrator = try rights.someone(.administrator)
        try await rights.database.write { connection in
            try connection.run(
                "UPDATE roles SET ends_at = \(connection.now) WHERE role = 'administrator' AND person_id <> \(administrator.person)")
        }
        #expect(try await rights.site.post("/mijn-gegevens/wissen", cookie: administrator.cookie).status == 409)
        try rights.database.close()
    }
}
