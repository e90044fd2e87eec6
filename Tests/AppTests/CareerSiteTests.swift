import Career
import Foundation
import People
import Storage
import Testing
import Web

@testable import App

/// Career, skills and lead through the whole site, without scripts.
struct CareerSiteTests {
    private func site() async throws -> (MatrixSchool, TestSite, Database, TestFolder) {
        let school = try await MatrixSchool.make()
        let (site, database, folder) = try await school.site()
        return (school, site, database, folder)
    }

    private func someone(_ role: Role, _ school: MatrixSchool) throws -> MatrixSchool.Someone {
        try #require(school.people.first { $0.role == role && $0.relation == .own })
    }

    @Test func `a student writes something down, one question a screen`() async throws {
        let (school, site, database, _) = try await site()
        let student = try someone(.student, school)
        let path = "/studenten/\(student.person.text)/loopbaan/bewijs"
        let first = try await site.get(path + "?competentie=networking", cookie: student.cookie)
        #expect(first.body.contains("Vraag 1 van 3") && first.body.contains("Wie kan mij helpen?") && !first.body.contains("<textarea"))
        let known = [("competence", "networking"), ("day", "")]
        let second = try await site.post(path, known + [("vraag", "0"), ("source", "life")], cookie: student.cookie)
        #expect(second.status == 200 && second.body.contains("Vraag 2 van 3") && second.body.contains("name=\"source\" value=\"life\""))
        let typed = known + [("vraag", "2"), ("laatste", "1"), ("source", "life")]
        let refused = try await site.post(path, typed + [("words", "")], cookie: student.cookie)
        #expect(refused.status == 422 && refused.body.contains("Vraag 2 van 3") && refused.body.contains("Vul dit nog in"))
        let saved = try await site.post(path, typed + [("words", "mijn buurman")], cookie: student.cookie)
        #expect(saved.status == 303 && saved.header("Location")?.hasPrefix("/loopbaan") == true)
        #expect(try await site.get("/loopbaan", cookie: student.cookie).body.contains("mijn buurman"))
        try database.close()
    }

    @Test func `a lead that was set waits on the student's first page for one tap`() async throws {
        let (school, site, database, _) = try await site()
        let (student, mentor) = (try someone(.student, school), try someone(.mentor, school))
        let home = try await site.get("/vandaag", cookie: student.cookie)
        #expect(home.body.contains("Ja, dit klopt"))
        let agreed = try await site.post("/studenten/\(student.person.text)/regie/akkoord", cookie: student.cookie)
        #expect(agreed.status == 303)
        #expect(try await site.get("/vandaag", cookie: student.cookie).body.contains("Ja, dit klopt") == false)
        #expect(try await site.get("/studenten/\(student.person.text)", cookie: mentor.cookie).body.contains("zei ja"))
        let stranger = try await site.post(
            "/studenten/\(student.person.text)/regie", [("person-directs", "niet-bekend"), ("words-directs", "blijft staan")],
            cookie: mentor.cookie)
        #expect(stranger.status == 422 && stranger.body.contains("blijft staan"))
        try database.close()
    }

    @Test func `a supervisor rates in one form and sees no other side`() async throws {
        let (school, site, database, _) = try await site()
        let (student, supervisor) = (try someone(.student, school), try someone(.workplaceSupervisor, school))
        let path = "/studenten/\(student.person.text)/vaardigheden"
        #expect(try await site.post(path, [("a-onTime", "7")], cookie: supervisor.cookie).status == 422)
        #expect(try await site.post(path, [("a-onTime", "2"), ("a-nextStep", "vaker vragen")], cookie: supervisor.cookie).status == 303)
        let page = try await site.get(path, cookie: supervisor.cookie).body
        #expect(page.contains("vaker vragen") && !page.contains(Canary.text(.skillStudent)) && !page.contains(Canary.text(.skillSchool)))
        let mentors = try await site.get(path, cookie: try someone(.mentor, school).cookie).body
        #expect(mentors.contains("Hier kijken jullie anders") && mentors.contains("vaker vragen"))
        try database.close()
    }

    @Test func `who has left school finds the question on the first page, and can still answer and take it back`() async throws {
        let (school, site, database, _) = try await site()
        let student = try someone(.student, school)
        try await database.write { connection in
            try connection.run("UPDATE career_look_backs SET answers = NULL, answered_at = NULL, version = NULL")
            try connection.run("UPDATE roles SET ends_at = \(connection.now) WHERE person_id = \(student.person)")
        }
        school.clock.advance(60)
        let home = try await site.get("/vandaag", cookie: student.cookie)
        #expect(home.status == 200 && home.body.contains("/terugblik"))
        #expect(try await site.get("/loopbaan", cookie: student.cookie).status == 404)
        let asked = try await site.get("/terugblik", cookie: student.cookie)
        #expect(asked.status == 200 && asked.body.contains("Vraag 1 van 3") && asked.body.contains("Wat doe je nu?"))
        let form = [("vraag", "2"), ("laatste", "1"), ("a-where", "work"), ("a-fits", "4"), ("a-tip", "ik werk buiten")]
        #expect(try await site.post("/terugblik", form, cookie: student.cookie).status == 303)
        let mentor = try someone(.mentor, school)
        #expect(try await site.get("/terugblikken", cookie: mentor.cookie).body.contains("ik werk buiten"))
        #expect(try await site.post("/terugblik/toestemming", [("consent", "no")], cookie: student.cookie).status == 303)
        #expect(try await site.get("/terugblikken", cookie: mentor.cookie).body.contains("ik werk buiten") == false)
        #expect(try await site.get("/terugblik", cookie: student.cookie).body.contains("ik werk buiten"), "one's own words stay one's own")
        #expect(try await site.post("/terugblik/toestemming", [("consent", "misschien")], cookie: student.cookie).status == 400)
        try database.close()
    }
}
