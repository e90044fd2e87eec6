import Foundation
import Storage
import Testing
import Web

@testable import Agreements
@testable import People
@testable import Placements

@Suite("The pages of a placement")
struct PlacementPagesTests {
    private static let form: [(name: String, value: String)] = [
        ("workplace", "Bakkerij"), ("first", "2026-11-30"), ("last", "2027-02-12"), ("weekday", "mon"), ("hours", ""), ("rhythm", "14"),
        ("channel", "phone"), ("tasks", "Deeg maken\nOven"),
    ]

    @Test("a guide makes one and goes on to who supervises")
    func making() async throws {
        let school = try await School()
        let answer = try await school.run(.post, "/studenten/{}/stages", [school.noor.text], as: school.mentor, form: Self.form)
        #expect(answer.status == 303 && answer.location?.contains("/begeleiders") == true)
        let made = try await school.look(as: school.mentor) { try PlacementStore.find(.all, permit: $0, $1) }
        #expect(made.count == 1 && made[0].state(on: School.today) == .planned && made[0].hours == 0)
        await #expect(throws: Problem.self) {
            let refused = try await school.run(.post, "/studenten/{}/stages", [school.noor.text], as: school.noor, form: Self.form)
            if refused.status >= 400 { throw Problem.forbidden }
        }
    }

    @Test(
        "bad input comes back with what was typed and why",
        arguments: [
            ("last", "2026-11-29"), ("last", "gisteren"), ("last", "2031-01-01"), ("workplace", ""), ("rhythm", "0"), ("channel", "duif"),
            ("hours", "-4"), ("weekday", "zon"), ("workplace", String(repeating: "x", count: 101)),
        ])
    func refused(_ field: String, _ value: String) async throws {
        let school = try await School()
        let form = Self.form.filter { $0.name != field } + [(name: field, value: value)]
        let answer = try await school.run(.post, "/studenten/{}/stages", [school.noor.text], as: school.mentor, form: form)
        #expect(answer.status == 422 && answer.html.contains("problem-summary") && answer.html.contains("Deeg maken"))
        #expect(try await school.look(as: school.mentor) { try PlacementStore.find(.all, permit: $0, $1) }.isEmpty)
    }

    @Test("contact takes two taps: choose how, and save")
    func contact() async throws {
        let school = try await School()
        let id = try await school.place()
        let page = try await school.run(.get, "/stages/{}", [id.text], as: school.piet)
        #expect(page.html.contains("/stages/\(id.text)/contact/phone"))
        let form = try await school.run(.get, "/stages/{}/contact/{}", [id.text, "phone"], as: school.piet)
        #expect(form.html.components(separatedBy: "<textarea").count == 2 && form.html.contains("Bewaar het contact"))
        let saved = try await school.run(.post, "/stages/{}/contact/{}", [id.text, "phone"], as: school.piet)
        #expect(saved.status == 303 && saved.location?.hasPrefix("/stages/\(id.text)?") == true)
        #expect(try await school.run(.get, "/stages/{}/contact/{}", [id.text, "duif"], as: school.piet).status == 404)
        #expect(try await school.run(.post, "/stages/{}/contact/{}", [id.text, "phone"], as: school.noor).status == 403)
    }

    @Test("an agreement of the placement stands there with its button, and saying yes stays there")
    func agreement() async throws {
        let school = try await School()
        let id = try await school.place()
        let agreement = try await school.change(.makeAgreement, by: school.mentor) { [piet = school.piet] permit, connection in
            try AgreementStore.add(
                AgreementDraft(
                    what: "Elke vrijdag bespreken", due: connection.today + 7, parties: [permit.student, piet],
                    placement: id.of(AgreementPlacement.self)), permit: permit, connection)
        }
        let page = try await school.run(.get, "/stages/{}", [id.text], as: school.piet).html
        #expect(page.contains("/afspraken/\(agreement.text)/bevestiging") && page.contains("name=\"placement\" value=\"\(id.text)\""))
        let print = try await school.run(.get, "/stages/{}/print", [id.text], as: school.mentor).html
        #expect(print.contains("Elke vrijdag bespreken") && print.contains("Startmoment") && print.contains("class=\"a4"))
    }

    @Test("a student answers one question at a time, and reads the others only after the own answer")
    func match() async throws {
        let school = try await School()
        let id = try await school.place()
        let fits = Match.Question.allCases.map { (name: "fit-" + $0.rawValue, value: "well") }
        let said = fits + [(name: "words-tasks", value: "Te weinig uitleg")]
        #expect(try await school.run(.post, "/stages/{}/match", [id.text], as: school.mentor, form: said).status == 303)
        let first = try await school.run(.get, "/stages/{}/match", [id.text], as: school.noor).html
        #expect(!first.contains("Te weinig uitleg") && first.components(separatedBy: "<fieldset").count == 2)
        let next = try await school.run(
            .post, "/stages/{}/match", [id.text], as: school.noor,
            form: [(name: "vraag", value: "0"), (name: "fit-learning", value: "partly")])
        #expect(next.status == 200 && next.html.contains("name=\"fit-learning\" value=\"partly\""))
        #expect(try await school.run(.post, "/stages/{}/match", [id.text], as: school.noor, form: fits).status == 303)
        #expect(try await school.run(.get, "/stages/{}/match", [id.text], as: school.noor).html.contains("Te weinig uitleg"))
        let half = try await school.run(.post, "/stages/{}/match", [id.text], as: school.piet, form: [(name: "fit-tasks", value: "well")])
        #expect(half.status == 422)
    }

    @Test("ending early asks a reason and says what happens")
    func ending() async throws {
        let school = try await School()
        let id = try await school.place()
        let page = try await school.run(.get, "/stages/{}/einde", [id.text], as: school.mentor).html
        #expect(page.contains("Waarom stopt de stage eerder?") && page.contains("Het leerbedrijf ziet na deze stap niets meer."))
        #expect(try await school.run(.post, "/stages/{}/einde", [id.text], as: school.mentor).status == 422)
        #expect(try await school.run(.post, "/stages/{}/einde", [id.text], as: school.piet, form: [("reason", "x")]).status == 403)
        #expect(try await school.run(.post, "/stages/{}/einde", [id.text], as: school.mentor, form: [("reason", "Ziek")]).status == 303)
        #expect(try await school.run(.get, "/stages/{}", [id.text], as: school.piet).status == 404)
        #expect(try await school.run(.get, "/stages/{}", [id.text], as: school.noor).html.contains("Ziek"))
    }

    @Test("hours: outside the placement, ahead, or no number is refused")
    func hours() async throws {
        let school = try await School()
        let id = try await school.place()
        func post(_ day: Int, _ hours: String) async throws -> Int {
            try await school.run(
                .post, "/stages/{}/uren", [id.text], as: school.noor,
                form: [("day", (School.today + day).description), ("hours", hours)]
            ).status
        }
        #expect(try await post(-1, "7,5") == 303)
        for (day, hours) in [(1, "7"), (-31, "7"), (-1, "veel"), (-1, "13")] {
            #expect(try await post(day, hours) == 422, "\(day) \(hours)")
        }
        let page = try await school.run(.get, "/stages/{}", [id.text], as: school.noor).html
        #expect(page.contains("7,5 uur gemaakt van 100 uur") && page.contains("<progress max=\"6000\" value=\"450\""))
    }

    @Test("a missed moment offers a talk to who guides and the ways of contact to both")
    func moment() async throws {
        let school = try await School()
        let id = try await school.place(-60, 39)
        let mentor = try await school.run(.get, "/stages/{}/momenten/{}", [id.text, "mid"], as: school.mentor).html
        #expect(mentor.contains("gesprekken/nieuw?soort=threeWayMid") && mentor.contains("/contact/visit?moment=mid"))
        let supervisor = try await school.run(.get, "/stages/{}/momenten/{}", [id.text, "mid"], as: school.piet).html
        #expect(!supervisor.contains("soort=") && supervisor.contains("/contact/visit?moment=mid"))
        let planned = try await school.run(
            .post, "/stages/{}/momenten/{}", [id.text, "mid"], as: school.mentor, form: [("day", "2026-11-25"), ("time", "10:00")])
        #expect(planned.status == 303)
        #expect(try await school.moments(id)[.mid] == .planned)
        let past = try await school.run(
            .post, "/stages/{}/momenten/{}", [id.text, "mid"], as: school.mentor, form: [("day", "2026-11-20")])
        #expect(past.status == 422)
    }

    @Test("who supervises is searched by name, and taking off asks once more")
    func supervisors() async throws {
        let school = try await School()
        let id = try await school.place()
        let found = try await school.run(.get, "/stages/{}/begeleiders", [id.text], as: school.mentor, query: ["zoek": "fab"]).html
        #expect(found.contains("Fem Fabriek") && !found.contains("Sem Bakker"))
        #expect(
            try await school.run(.post, "/stages/{}/begeleiders", [id.text], as: school.mentor, form: [("person", school.fem.text)]).status
                == 303)
        let page = try await school.run(.get, "/stages/{}/begeleiders/{}/einde", [id.text, school.fem.text], as: school.mentor).html
        #expect(page.contains("Fem Fabriek van de stage halen?"))
        #expect(
            try await school.run(.post, "/stages/{}/begeleiders/{}/einde", [id.text, school.fem.text], as: school.mentor).status == 303)
        #expect(try await school.run(.get, "/stages/{}", [id.text], as: school.fem).status == 404)
    }
}
