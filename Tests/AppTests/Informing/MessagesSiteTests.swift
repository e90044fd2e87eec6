import Agreements
import FileFormats
import Foundation
import Guiding
import Informing
import People
import Storage
import Testing
import Web

@testable import App

/// Mail settings, the calendar feed, the administrator's pages about mail and holidays, and live pages, through the whole house.
struct MessagesSiteTests {
    struct House {
        let school: MatrixSchool
        let site: TestSite
        let database: Database
        let folder: TestFolder

        init() async throws {
            school = try await MatrixSchool.make()
            (site, database, folder) = try await school.site()
        }

        func someone(_ role: Role, _ relation: MatrixSchool.Relation = .own) throws -> MatrixSchool.Someone {
            try #require(school.people.first { $0.role == role && $0.relation == relation })
        }

        func feed(_ role: Role, _ relation: MatrixSchool.Relation = .own) async throws -> String {
            let person = try someone(role, relation).person
            return "/agenda/" + (try await database.write { try CalendarFeedStore.renew(of: person, $0) }) + ".ics"
        }

        func run(_ sql: SQL) async throws { try await database.write { _ = try $0.run(sql) } }
    }

    // --- Settings ---

    @Test func `the hour is chosen, kept, and refused when it is none`() async throws {
        let house = try await House()
        let mentor = try house.someone(.mentor)
        #expect(try await house.site.get("/account", cookie: mentor.cookie).body.contains("href=\"/account/berichten\""))
        #expect(try await house.site.get("/account/berichten", cookie: mentor.cookie).body.contains("value=\"8\" selected"))
        #expect(try await house.site.post("/account/berichten", [("hour", "17")], cookie: mentor.cookie).status == 303)
        #expect(try await house.site.get("/account/berichten", cookie: mentor.cookie).body.contains("value=\"17\" selected"))
        for wrong in ["18", "6", "-1", "x", "8 "] {
            #expect(try await house.site.post("/account/berichten", [("hour", wrong)], cookie: mentor.cookie).status == 422, "\(wrong)")
        }
        #expect(try await house.site.post("/account/berichten", [("hour", "off")], cookie: mentor.cookie).status == 303)
        #expect(try await house.site.get("/account/berichten", cookie: mentor.cookie).body.contains("value=\"off\" selected"))
        try house.database.close()
    }

    @Test func `the link in the mail stops it by its button alone, from a mail program too, and not by looking`() async throws {
        let house = try await House()
        let mentor = try house.someone(.mentor).person
        let secret = try await house.database.write { connection in
            try connection.run("UPDATE persons SET email = 'm@voorbeeld.example' WHERE id = \(mentor)")
            try NoticeStore.add(.agreementToConfirm, to: mentor, cause: "1", connection)
            try connection.run("DELETE FROM sessions WHERE person_id = \(mentor)")
            try DigestStore.make(for: mentor, connection)
            let text = try connection.first("SELECT id, content FROM outbox WHERE person_id = \(mentor)") {
                try connection.open(try $0.get("content"), of: mentor, at: OutboxStore.place(try $0.get("id")))
            }
            let mail = try JSONDecoder().decode(Mail.self, from: Data(try #require(text).utf8))
            return try #require(mail.values[Digest.offValue])
        }
        let path = "/berichten/uit/" + secret
        func hour() async throws -> Int? { try await house.database.read { try DigestStore.hour(of: mentor, $0) } }
        for _ in 0..<3 { #expect(try await house.site.get(path).body.contains("method=\"post\" action=\"\(path)\"")) }
        #expect(try await hour() == 8)
        #expect(try await house.site.get(path + "x").status == 404)
        // As RFC 8058 has it: from elsewhere, without a cookie, in either of two encodings.
        for type in ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"] {
            try await house.database.write { try DigestStore.set(hour: 8, of: mentor, $0) }
            let reply = try await house.site.send(
                .post, path, cookie: nil, headers: ["content-type": type, "sec-fetch-site": "cross-site"],
                body: Array("List-Unsubscribe=One-Click".utf8))
            #expect(reply.status == 200)
            #expect(try await hour() == nil)
        }
        #expect(try await house.site.post(path + "x").status == 404)
        try house.database.close()
    }

    // --- The calendar ---

    @Test func `the address is shown once, opens the calendar without signing in, and can be ended`() async throws {
        let house = try await House()
        let mentor = try house.someone(.mentor)
        let made = try await house.site.post("/account/berichten/agenda", cookie: mentor.cookie)
        let path = try #require(made.body.firstMatch(of: /value="([^"]*)(\/agenda\/[\w-]{43}\.ics)"/).map { String($0.output.2) })
        let feed = try await house.site.get(path)
        #expect(feed.status == 200 && feed.header("Content-Type") == "text/calendar; charset=utf-8")
        #expect(feed.header("Cache-Control") == "no-store")
        #expect(!(try await house.site.get("/account/berichten", cookie: mentor.cookie).body).contains(path))
        #expect(try await house.site.get(String(path.dropLast(4))).status == 404)
        let renewed = try await house.site.post("/account/berichten/agenda", cookie: mentor.cookie)
        #expect(!renewed.body.contains(path))
        #expect(try await house.site.get(path).status == 404, "a new address ends the former")
        let newer = try await house.feed(.mentor)
        #expect(try await house.site.get(newer).status == 200)
        #expect(try await house.site.get("/account/berichten/agenda/einde", cookie: mentor.cookie).body.contains("<form"))
        #expect(try await house.site.post("/account/berichten/agenda/einde", cookie: mentor.cookie).status == 303)
        #expect(try await house.site.get(newer).status == 404)
        try house.database.close()
    }

    @Test(arguments: Role.allCases)
    func `the calendar holds what a role opens now, and no name, place or word`(role: Role) async throws {
        let house = try await House()
        let now = house.school.clock.now
        try await house.run("UPDATE agreements SET due = \(Day(now) + 3)")
        try await house.run("UPDATE conversations SET state = 'planned', at = \(now.addingTimeInterval(86_400))")
        // Everyone takes part in everything: only the roles decide.
        for someone in house.school.people {
            try await house.run(
                "INSERT INTO agreement_parties (agreement_id, person_id) SELECT id, \(someone.person) FROM agreements WHERE true ON CONFLICT DO NOTHING"
            )
            try await house.run(
                "INSERT INTO conversation_participants (conversation_id, person_id) SELECT id, \(someone.person) FROM conversations WHERE true ON CONFLICT DO NOTHING"
            )
        }
        let opens: [Role: (talks: Int, dues: Int)] = [
            .student: (2, 3), .mentor: (2, 3), .classGuide: (2, 3), .workplaceSupervisor: (2, 3), .peerCoach: (2, 3), .guardian: (0, 3),
        ]
        for someone in house.school.people where someone.role == role {
            let text = try await house.site.get(try await house.feed(role, someone.relation)).body
            let expected = someone.relation == .own ? opens[role] ?? (0, 0) : (0, 0)
            #expect(text.components(separatedBy: "SUMMARY:Gesprek\r\n").count - 1 == expected.0, "\(role) \(someone.relation)")
            #expect(
                text.components(separatedBy: "SUMMARY:Datum van een afspraak\r\n").count - 1 == expected.1, "\(role) \(someone.relation)")
            #expect(!text.contains("Kanarie"))
        }
        try house.database.close()
    }

    @Test func `an ended role, and an account that was taken away, empty and close the calendar at the next reading`() async throws {
        let house = try await House()
        let supervisor = try house.someone(.workplaceSupervisor).person
        let now = house.school.clock.now
        try await house.run("UPDATE agreements SET due = \(Day(now) + 3)")
        let feed = try await house.feed(.workplaceSupervisor)
        #expect(try await house.site.get(feed).body.contains("SUMMARY:Datum van een afspraak"))
        let logged = try await house.database.read { try $0.count("SELECT COUNT(*) AS n FROM access_log") }
        try await house.run("UPDATE roles SET ends_at = \(now) WHERE person_id = \(supervisor)")
        #expect(!(try await house.site.get(feed).body).contains("BEGIN:VEVENT"))
        #expect(try await house.database.read { try $0.count("SELECT COUNT(*) AS n FROM access_log") } == logged)
        try await house.run("UPDATE accounts SET disabled_at = \(now) WHERE person_id = \(supervisor)")
        #expect(try await house.site.get(feed).status == 404)
        try house.database.close()
    }

    // --- The administrator ---

    @Test func `the administrator sees what did not go out and why, without words or address, and tries or lets go`() async throws {
        let house = try await House()
        let administrator = try house.someone(.administrator)
        let mentor = try house.someone(.mentor).person
        try await house.run("DELETE FROM outbox")
        try await house.database.write { connection in
            try connection.run("UPDATE persons SET email = 'kanarie-adres@voorbeeld.example' WHERE id = \(mentor)")
            try OutboxStore.add(Mail("test", ["word": "kanarie-inhoud"]), to: mentor, cause: "kanarie-zaak", connection)
            guard case .mail(let outgoing) = try DeliveryStore.claim(connection) else { throw Problem.notFound }
            try DeliveryStore.settle(outgoing, .never(.refused), keeps: false, connection)
        }
        let page = try await house.site.get("/beheer/post", cookie: administrator.cookie).body
        #expect(page.contains("NAAST_MAIL_FROM") && page.contains(Canary.text(.team)) && page.contains("weigert"))
        #expect(!page.contains("kanarie-adres") && !page.contains("kanarie-inhoud") && !page.contains("kanarie-zaak"))
        let id = try #require(page.firstMatch(of: /action="\/beheer\/post\/([\w-]+)\/opnieuw"/).map { String($0.output.1) })
        #expect(try await house.site.post("/beheer/post/\(id)/opnieuw", cookie: administrator.cookie).status == 303)
        let waiting = try await house.database.read { try PostStore.state($0) }
        #expect(waiting.waiting == 1 && waiting.stuck.isEmpty)
        try await house.run("UPDATE outbox SET tries = 1")
        #expect(try await house.site.get("/beheer/post/\(id)/weg", cookie: administrator.cookie).status == 200)
        #expect(try await house.site.post("/beheer/post/\(id)/weg", cookie: administrator.cookie).status == 303)
        #expect(try await house.site.post("/beheer/post/\(id)/weg", cookie: administrator.cookie).status == 404)
        #expect(try await house.database.read { try !$0.any("SELECT 1 FROM outbox WHERE content IS NOT NULL") })
        #expect(try await house.site.post("/beheer/post/proef", cookie: administrator.cookie).status == 303)
        #expect(try await house.database.read { try PostStore.state($0).waiting } == 1)
        try house.database.close()
    }

    @Test func `holidays are added, refused when they end before they begin, and removed after a second question`() async throws {
        let house = try await House()
        let administrator = try house.someone(.administrator).cookie
        func add(_ name: String, _ first: String, _ last: String) async throws -> TestSite.Reply {
            try await house.site.post("/beheer/vakanties", [("name", name), ("first", first), ("last", last)], cookie: administrator)
        }
        #expect(try await add("Kerst", "2026-12-19", "2027-01-03").status == 303)
        let refused = try await add("Achterstevoren", "2027-01-03", "2026-12-19")
        #expect(refused.status == 422 && refused.body.contains("value=\"Achterstevoren\"") && refused.body.contains("last-error"))
        for wrong in [
            ("", "2026-12-19", "2026-12-20"), ("x", "", "2026-12-20"), ("x", "morgen", "2026-12-20"), ("x", "2026-01-01", "2027-01-01"),
        ] {
            #expect(try await add(wrong.0, wrong.1, wrong.2).status == 422, "\(wrong)")
        }
        let page = try await house.site.get("/beheer/vakanties", cookie: administrator).body
        let path = try #require(page.firstMatch(of: /href="(\/beheer\/vakanties\/[\w-]+\/weg)"/).map { String($0.output.1) })
        #expect(try await house.site.get(path, cookie: administrator).body.contains("19 december 2026"))
        #expect(try await house.site.post(path, cookie: administrator).status == 303)
        #expect(try await house.site.post(path, cookie: administrator).status == 404)
        #expect(try await house.database.read { try SchoolCalendarStore.load($0).holidays.isEmpty })
        try house.database.close()
    }

    // --- Live ---

    @Test func `who guides nobody, and who is not signed in, gets no stream and does not ask again`() async throws {
        let house = try await House()
        for someone in house.school.people {
            let reply = try await house.site.get("/vandaag/live", cookie: someone.cookie, headers: ["accept": "text/event-stream"])
            let guides = [Role.mentor, .classGuide, .workplaceSupervisor, .peerCoach, .careCoordinator, .careWorker].contains(someone.role)
            let isOpen = guides && (someone.relation == .own || someone.relation == .other)
            #expect(reply.status == (isOpen ? 200 : 204), "\(someone.role) \(someone.relation)")
            if isOpen { #expect(reply.header("Content-Type") == "text/event-stream" && reply.body == "retry: 5000\n\n") }
        }
        #expect(try await house.site.get("/vandaag/live").status == 204)
        try house.database.close()
    }

    @Test func `an open page is no sign of somebody being there`() async throws {
        let house = try await House()
        let mentor = try house.someone(.mentor)
        house.school.clock.advance(1800)
        #expect(try await house.site.get("/vandaag", cookie: mentor.cookie, headers: ["x-naast-live": "1"]).status == 200)
        house.school.clock.advance(1801)
        #expect(try await house.site.get("/vandaag", cookie: mentor.cookie).status == 303)
        try house.database.close()
    }
}
