import Foundation
import People
import Privacy
import Storage
import Testing
import Web

@testable import App

/// Who looked, and the review of it, through the whole house.
struct LooksPagesTests {
    private func cookie(_ school: MatrixSchool, _ role: Role, _ relation: MatrixSchool.Relation = .own) throws -> String {
        try #require(school.people.first { $0.role == role && $0.relation == relation }).cookie
    }

    @Test func `a student reads who looked at the own file; nobody else has such a page`() async throws {
        let school = try await MatrixSchool.make()
        let (site, database, _) = try await school.site()
        let student = try cookie(school, .student)
        _ = try await site.get("/studenten/" + (try #require(school.values["/studenten"])), cookie: try cookie(school, .mentor))
        let page = try await site.get("/wie-keek", cookie: student)
        #expect(page.status == 200)
        #expect(page.body.contains(Canary.text(.team)) && page.body.contains("bekeek jouw pagina"))
        let other = try await site.get("/wie-keek", cookie: try cookie(school, .student, .other))
        #expect(other.status == 200 && !other.body.contains(Canary.text(.team)) && !other.body.contains("bekeek jouw pagina"))
        for role in Role.allCases where role != .student {
            #expect(try await site.get("/wie-keek", cookie: try cookie(school, role)).status == 404, "\(role)")
        }
        for month in ["2020-01", "2026-99", "x", "9999-12"] {
            #expect(try await site.get("/wie-keek?maand=" + month, cookie: student).status == 200, "\(month)")
        }
        #expect(try await site.get("/account", cookie: student).body.contains("href=\"/wie-keek\""))
        #expect(try await !site.get("/account", cookie: try cookie(school, .mentor)).body.contains("/wie-keek"))
        try database.close()
    }

    @Test func `the administrator is reminded of a month that is over, and ticks it off`() async throws {
        let school = try await MatrixSchool.make()
        let (site, database, _) = try await school.site()
        let administrator = try cookie(school, .administrator)
        let month = Month(of: Day(school.clock.now)).description
        let running = try await site.post("/beheer/inzage", [("maand", month), ("note", "Alles bekeken")], cookie: administrator)
        #expect(running.status == 409)
        // A session lasts twelve hours; the month ends much later.
        school.clock.advance(40 * 86_400)
        let person = try #require(school.people.first { $0.role == .administrator && $0.relation == .own }).person
        let later = try await database.write { try SessionStore.begin(for: person, device: "other", $0) }
        #expect(try await site.get("/beheer", cookie: later).body.contains("Eén maand is nog niet nagekeken"))
        let page = try await site.get("/beheer/inzage?maand=" + month, cookie: later)
        #expect(page.status == 200 && page.body.contains("De keten klopt") && !page.body.contains(Canary.text(.name)))
        let blank = try await site.post("/beheer/inzage", [("maand", month), ("note", " ")], cookie: later)
        #expect(blank.status == 422, "\(blank.body)")
        #expect(try await site.post("/beheer/inzage", [("maand", "x"), ("note", "x")], cookie: later).status == 400)
        let done = try await site.post("/beheer/inzage", [("maand", month), ("note", "Alles bekeken")], cookie: later)
        #expect(done.header("location") == "/beheer/inzage?maand=\(month)&melding=reviewDone")
        #expect(
            try await site.get("/beheer/inzage?maand=" + month, cookie: later).body.contains(
                "<blockquote><span dir=\"auto\">Alles bekeken</span></blockquote>"))
        #expect(try await !site.get("/beheer", cookie: later).body.contains("is nog niet nagekeken"))
        #expect(try await site.post("/beheer/inzage", [("maand", month), ("note", "Nog eens")], cookie: later).status == 409)
        try database.close()
    }
}
