import Foundation
import People
import Storage
import Testing
import Web

@testable import Administration

@Suite struct PageTests {
    private let person = "/beheer/personen/{}"

    private func administrator(_ school: School) async throws -> (id: ID<Person>, cookies: [String: String]) {
        let id = try await school.person("Bea", "Heerder")
        try await school.give(.administrator, to: id, .institution)
        return (id, try await school.session(of: id))
    }

    @Test func `the pages do not exist for anyone else`() async throws {
        let school = try await School()
        let mentor = try await school.person("Nadia", "Rooij")
        try await school.give(.mentor, to: mentor, .group(try await school.group("2B")))
        let cookies = try await school.session(of: mentor)
        for endpoint in school.endpoints {
            #expect(endpoint.guardedBy == "role:administrator")
            let values = endpoint.template.split(separator: "/").filter { $0 == "{}" }.map { _ in mentor.text }
            let answer = try await school.ask(endpoint.method, endpoint.template, values, as: cookies)
            #expect(answer.status == 404, "\(endpoint.method) \(endpoint.template)")
            #expect(!answer.html.contains("Nadia"))
            await #expect(throws: Problem.signInNeeded) { try await school.ask(endpoint.method, endpoint.template, values, as: [:]) }
        }
    }

    @Test func `a person is made, found, changed and given a role`() async throws {
        let school = try await School()
        let (_, cookies) = try await administrator(school)
        let group = try await school.group("2B <&>")
        let made = try await school.ask(
            .post, "/beheer/personen", form: ["given": "Fatma", "prefix": "el", "family": "Ouali", "language": "en", "email": "f@o.nl"],
            as: cookies)
        let id = try #require(made.location?.split(separator: "/").last?.split(separator: "?").first.map(String.init))
        #expect(try await school.ask(.get, "/beheer/personen", query: ["zoek": "oUALI fat"], as: cookies).html.contains("Fatma el Ouali"))
        let changed = try await school.ask(
            .post, "/beheer/personen/{}/gegevens", [id], form: ["given": "Fatima", "family": "Ouali", "language": "nl"], as: cookies)
        #expect(changed.status == 303)
        let given = try await school.ask(
            .post, "/beheer/personen/{}/rollen", [id],
            form: ["role": "student", "scope": "group-" + group.text, "first": School.today.description],
            as: cookies)
        #expect(given.status == 303)
        let page = try await school.ask(.get, person, [id], as: cookies).html
        #expect(page.contains("Fatima Ouali"))
        #expect(page.contains("2B &lt;&amp;&gt;"))
        // A date of birth is asked of students alone.
        #expect(try await school.ask(.get, "/beheer/personen/{}/gegevens", [id], as: cookies).html.contains("name=\"born\""))
    }

    @Test func `a refused form comes back with what was typed`() async throws {
        let school = try await School()
        let (id, cookies) = try await administrator(school)
        let answer = try await school.ask(
            .post, "/beheer/personen", form: ["family": "<Vos>", "email": "geen", "language": "nl"], as: cookies)
        #expect(answer.status == 422)
        #expect(answer.html.contains("value=\"&lt;Vos&gt;\"") && answer.html.contains("geen e-mailadres"))
        let role = try await school.ask(
            .post, "/beheer/personen/{}/rollen", [id.text],
            form: ["role": "manager", "scope": "institution", "first": "2026-11-21", "last": "2026-11-01"], as: cookies)
        #expect(role.status == 422 && role.html.contains("vóór de eerste dag"))
    }

    @Test func `the link of a new account is shown once, and works`() async throws {
        let school = try await School()
        let (_, cookies) = try await administrator(school)
        let id = try await school.person("Nadia", "Rooij", email: "n@school.nl")
        let answer = try await school.ask(.post, "/beheer/personen/{}/account", [id.text], form: ["name": "N@school.nl"], as: cookies)
        let link = try #require(answer.html.firstMatch(of: /https:\/\/naast\.example\/activeren\/([A-Za-z0-9_-]+)/))
        let secret = String(link.output.1)
        #expect(try await school.database.read { try AccountStore.holder(ofActivation: secret, $0)?.account.person } == id)
        #expect(answer.html.contains("data-copy=\"#link\""))
        let page = try await school.ask(.get, person, [id.text], as: cookies).html
        #expect(!page.contains(secret) && page.contains("n@school.nl"))
        let new = try await school.ask(.post, "/beheer/personen/{}/account/link", [id.text], as: cookies)
        #expect(new.status == 200 && !new.html.contains(secret))
        #expect(try await school.database.read { try AccountStore.holder(ofActivation: secret, $0) == nil })
    }

    @Test func `a name that is taken is said at the field`() async throws {
        let school = try await School()
        let (_, cookies) = try await administrator(school)
        let (first, second) = (try await school.person("A", "A"), try await school.person("B", "B"))
        _ = try await school.ask(.post, "/beheer/personen/{}/account", [first.text], form: ["name": "zelfde"], as: cookies)
        let answer = try await school.ask(.post, "/beheer/personen/{}/account", [second.text], form: ["name": "Zelfde"], as: cookies)
        #expect(answer.status == 422 && answer.html.contains("Iemand anders"))
        let short = try await school.ask(.post, "/beheer/personen/{}/account", [second.text], form: ["name": "a b"], as: cookies)
        #expect(short.status == 422)
    }

    @Test func `a disabled account is signed out, gets no link, and can be enabled`() async throws {
        let school = try await School()
        let (_, cookies) = try await administrator(school)
        let id = try await school.person("Nadia", "Rooij")
        _ = try await school.session(of: id)
        _ = try await school.ask(.post, "/beheer/personen/{}/account/uit", [id.text], as: cookies)
        #expect(try await school.database.read { try SessionStore.running(of: id, $0).isEmpty })
        #expect(try await school.ask(.post, "/beheer/personen/{}/account/link", [id.text], as: cookies).status == 409)
        _ = try await school.ask(.post, "/beheer/personen/{}/account/aan", [id.text], as: cookies)
        #expect(try await school.database.read { try AccountStore.of(id, $0)?.isDisabled } == false)
    }

    @Test func `an administrator cannot be locked out by the own hand`() async throws {
        let school = try await School()
        let (id, cookies) = try await administrator(school)
        let off = try await school.ask(.post, "/beheer/personen/{}/account/uit", [id.text], as: cookies)
        #expect(off.status == 409 && off.html.contains("eigen account"))
        let role = try #require(try await school.roles(of: id).first)
        let ended = try await school.ask(.post, "/beheer/rollen/{}/einde", [role.id.text], form: [:], as: cookies)
        #expect(ended.status == 409 && ended.html.contains("eigen beheer"))
        #expect(try await school.roles(of: id).first?.period.ends == nil)
        _ = try await school.ask(.post, "/beheer/personen/{}/sessies/einde", [id.text], as: cookies)
        #expect(try await school.ask(.get, "/beheer", as: cookies).status == 200)
    }

    @Test func `a member is found, added to a group, and ended from there`() async throws {
        let school = try await School()
        let (_, cookies) = try await administrator(school)
        let (group, id) = (try await school.group("2B"), try await school.person("Sem", "Bakker"))
        #expect(
            try await school.ask(.get, "/beheer/groepen/{}/leden/nieuw", [group.text], query: ["zoek": "sem"], as: cookies).html.contains(
                id.text))
        let missing = try await school.ask(
            .post, "/beheer/groepen/{}/leden", [group.text], form: ["person": id.text, "first": "2026-09-01"], as: cookies)
        #expect(missing.status == 422 && missing.html.contains("Sem Bakker"))
        _ = try await school.ask(
            .post, "/beheer/groepen/{}/leden", [group.text], form: ["person": id.text, "role": "student", "first": "2026-09-01"],
            as: cookies)
        #expect(try await school.ask(.get, "/beheer/groepen/{}", [group.text], as: cookies).html.contains("Sem Bakker"))
        let role = try #require(try await school.roles(of: id).first)
        #expect(
            try await school.ask(.get, "/beheer/rollen/{}/einde", [role.id.text], query: ["terug": "groep"], as: cookies).html.contains(
                "name=\"terug\""))
        let past = try await school.ask(.post, "/beheer/rollen/{}/einde", [role.id.text], form: ["last": "2026-01-01"], as: cookies)
        #expect(past.status == 422)
        let ended = try await school.ask(.post, "/beheer/rollen/{}/einde", [role.id.text], form: ["terug": "groep"], as: cookies)
        #expect(ended.location == "/beheer/groepen/\(group.text)?melding=adminRoleEnded")
        #expect(try await school.roles(of: id).first?.period.ends == school.database.surroundings.now())
    }

    @Test func `groups, organisations and settings are kept`() async throws {
        let school = try await School()
        let (_, cookies) = try await administrator(school)
        _ = try await school.ask(.post, "/beheer/organisaties", form: ["name": "Bakkerij Bos", "kind": "workplace"], as: cookies)
        #expect(try await school.ask(.post, "/beheer/organisaties", form: ["name": "X", "kind": "institution"], as: cookies).status == 422)
        #expect(try await school.ask(.get, "/beheer/organisaties", as: cookies).html.contains("Bakkerij Bos"))
        let organisation = try #require(try await school.database.read { try OrganisationStore.all($0).first })
        _ = try await school.ask(.post, "/beheer/organisaties/{}", [organisation.id.text], form: ["name": "Bakkerij Bosch"], as: cookies)
        let made = try await school.ask(
            .post, "/beheer/groepen", form: ["name": "Team zorg", "kind": "team", "organisation": organisation.id.text], as: cookies)
        let group = try #require(made.location?.split(separator: "/").last?.split(separator: "?").first.map(String.init))
        #expect(try await school.ask(.get, "/beheer/groepen/{}", [group], as: cookies).html.contains("Bakkerij Bosch"))
        _ = try await school.ask(
            .post, "/beheer/groepen/{}/gegevens", [group], form: ["name": "Team welzijn", "kind": "team"], as: cookies)
        #expect(try await school.ask(.get, "/beheer/groepen", query: ["zoek": "WELZ"], as: cookies).html.contains("Team welzijn"))
        _ = try await school.ask(
            .post, "/beheer/instellingen", form: ["institution": "ROC Oost", "studentWord": "leerling", "contactRhythm": "10"], as: cookies)
        let settings = try await school.database.read { try InstitutionSettings.read($0) }
        #expect(settings == InstitutionSettings(institution: "ROC Oost", studentWord: .leerling, contactRhythm: 10))
    }

    @Test func `the list of people has fifty on a page`() async throws {
        let school = try await School()
        let (_, cookies) = try await administrator(school)
        try await school.database.write { connection in
            for number in 100..<160 {
                _ = try PersonStore.add(
                    PersonForm(name: PersonName(given: "Kim", family: "Test\(number)"), language: .nl, email: nil, born: nil), connection)
            }
        }
        let first = try await school.ask(.get, "/beheer/personen", query: ["zoek": "test"], as: cookies).html
        #expect(first.contains("Kim Test149") && !first.contains("Kim Test150") && first.contains("?zoek=test&amp;pagina=2"))
        let second = try await school.ask(.get, "/beheer/personen", query: ["zoek": "test", "pagina": "2"], as: cookies).html
        #expect(second.contains("Kim Test150") && !second.contains("Kim Test149"))
    }

    @Test func `a role about one student is given by searching for that student`() async throws {
        let school = try await School()
        let (_, cookies) = try await administrator(school)
        let (student, coach) = (try await school.person("Sem", "Bakker"), try await school.person("Kim", "Vos"))
        try await school.give(.student, to: student, .institution)
        let choose = try await school.ask(.get, "/beheer/personen/{}/rollen/nieuw", [coach.text], as: cookies).html
        #expect(choose.contains("?rol=peerCoach"))
        let found = try await school.ask(
            .get, "/beheer/personen/{}/rollen/nieuw", [coach.text], query: ["rol": "peerCoach", "zoek": "bakker"], as: cookies
        ).html
        #expect(found.contains("student-" + student.text))
        let form = ["role": "peerCoach", "scope": "student-" + student.text, "first": "2026-09-01"]
        #expect(try await school.ask(.post, "/beheer/personen/{}/rollen", [coach.text], form: form, as: cookies).status == 303)
        #expect(try await school.ask(.post, "/beheer/personen/{}/rollen", [coach.text], form: form, as: cookies).status == 409)
        #expect(try await school.database.read { try Policy.relations(of: coach, to: student, $0) } == [.peerCoach])
        // Somebody who is no student cannot be guided.
        let wrong = ["role": "peerCoach", "scope": "student-" + coach.text, "first": "2026-09-01"]
        #expect(try await school.ask(.post, "/beheer/personen/{}/rollen", [student.text], form: wrong, as: cookies).status == 409)
    }
}
