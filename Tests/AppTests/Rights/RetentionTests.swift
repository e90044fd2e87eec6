import Foundation
import People
import Storage
import Testing
import Web

@testable import App
@testable import Privacy

/// What is past its term goes at night, and nothing else.
struct RetentionTests {
    private static let day: TimeInterval = 86_400

    /// The first student leaves now: every role ends.
    private func leave(_ rights: ErasureTests.Rights) async throws -> ID<Person> {
        let student = try rights.student
        try await rights.database.write { connection in
            try connection.run("UPDATE roles SET ends_at = \(connection.now) WHERE person_id = \(student)")
            try connection.run("DELETE FROM erasures")
        }
        return student
    }

    private func scrub(_ rights: ErasureTests.Rights) async throws -> [String: Int] {
        Dictionary(try await rights.site.app.retention.scrub().map { ($0.kind, $0.gone) }, uniquingKeysWith: +)
    }

    @Test func `a file goes when its two years have passed, and not a day before`() async throws {
        let rights = try await ErasureTests.Rights()
        let student = try await leave(rights)
        // 21 November 2026, half past nine; the term runs through 21 November 2028, leap year and clock turns and all.
        rights.school.clock.advance(731 * Self.day)
        #expect(try await rights.database.read { $0.today }.description == "2028-11-21")
        let before = try await rights.database.read { try rights.site.app.retention.outlook($0) }.first { $0.kind == "file" }
        #expect(before?.due == 0 && before?.soon == 1 && before?.first?.description == "2028-11-22")
        #expect(try await scrub(rights)["file"] == 0)
        #expect(try rights.found().contains("KanarieFamilie"))
        rights.school.clock.advance(Self.day)
        #expect(try await scrub(rights)["file"] == 1)
        #expect(try rights.found() == [])
        #expect(try await rights.database.read { try $0.isErased(student) })
        #expect(try rights.database.tombstoneFile.read().map(\.owner).contains(student.text))
        #expect(try await scrub(rights)["file"] == 0, "once")
        let gone = try await rights.database.read { try ScrubStore.gone(since: $0.today, $0) }
        #expect(gone["file"] == 1)
        try rights.database.close()
    }

    @Test func `a hold, or another role that runs, keeps a file`() async throws {
        let rights = try await ErasureTests.Rights()
        let student = try await leave(rights)
        rights.school.clock.advance(1000 * Self.day)
        let until = try await rights.database.write { connection in
            let until = connection.today + 10
            try HoldStore.make(HoldDraft(person: student, until: until, reason: "klacht"), by: student, connection)
            return until
        }
        #expect(try await scrub(rights)["file"] == 0)
        // Its last day still counts.
        rights.school.clock.advance(10 * Self.day)
        #expect(try await rights.database.read { $0.today } == until)
        #expect(try await scrub(rights)["file"] == 0)
        rights.school.clock.advance(Self.day)
        let role = try await rights.database.write { connection in
            try TeamStore.addRole(student, .peerCoach, scope: .institution, starts: connection.now, ends: nil, connection)
        }
        #expect(try await scrub(rights)["file"] == 0)
        try await rights.database.write { try $0.run("UPDATE roles SET ends_at = starts_at WHERE id = \(role)") }
        #expect(try await scrub(rights)["file"] == 1)
        try rights.database.close()
    }

    @Test func `the institution's own term counts, within its limits`() async throws {
        let rights = try await ErasureTests.Rights()
        _ = try await leave(rights)
        rights.school.clock.advance(400 * Self.day)
        let file = try #require(RetentionTerm.all.first { $0.kind == "file" })
        try await rights.database.write { try ScrubStore.choose(99, for: file, $0) }
        #expect(try await rights.database.read { try ScrubStore.length(of: file, $0) } == .years(2))
        try await rights.database.write { try SettingStore.set("retention.file", "0", $0) }
        #expect(try await rights.database.read { try ScrubStore.length(of: file, $0) } == .years(2))
        try await rights.database.write { try ScrubStore.choose(1, for: file, $0) }
        #expect(try await scrub(rights)["file"] == 1)
        try rights.database.close()
    }

    @Test func `after six years the old looks, lists and requests are gone and the log is unbroken`() async throws {
        let rights = try await ErasureTests.Rights()
        let before = try await rights.database.read { try AccessLog.head($0) }
        #expect(before.number > 5)
        try await rights.database.write { try $0.run("UPDATE erasures SET state = 'refused', closed_at = \($0.now)") }
        rights.school.clock.advance(6 * 366 * Self.day)
        let gone = try await scrub(rights)
        #expect(gone["accessLog"] == before.number && gone["responses"] == 1 && gone["erasures"] == 1 && gone["exports"] == 1)
        #expect(gone["person"] ?? 0 > 0, "who had no role any more")
        let (head, broken) = try await rights.database.read { try AccessLog.verify($0) }
        #expect(head == before && broken == nil)
        #expect(try await scrub(rights).values.allSatisfy { $0 == 0 })
        try rights.database.close()
    }

    @Test func `the serving process does it when it is night`() async throws {
        let rights = try await ErasureTests.Rights()
        _ = try await leave(rights)
        let night = Amsterdam.moment(try #require(Day("2028-11-30")), hour: 3, minute: 0)
        rights.school.clock.advance(night.timeIntervalSince(rights.school.clock.now) - 0.2)
        let retention = rights.site.app.retention
        let running = Task { await retention.runNightly() }
        try await Task.sleep(for: .milliseconds(100))
        #expect(try await rights.database.read { try ScrubStore.last($0) } == nil, "not before three")
        rights.school.clock.advance(1)
        // As long as it takes on a busy machine; a minute would be a fault.
        for _ in 0..<1200 where try await rights.database.read({ try ScrubStore.last($0) }) == nil {
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(try await rights.database.read { try ScrubStore.last($0) } != nil)
        #expect(try rights.found() == [])
        running.cancel()
        await running.value
        try rights.database.close()
    }

    @Test func `the page tells how many go when, with no name but of who is held`() async throws {
        let rights = try await ErasureTests.Rights()
        let administrator = try rights.someone(.administrator)
        let page = try await rights.site.get("/beheer/bewaren", cookie: administrator.cookie)
        #expect(page.status == 200 && !page.body.contains(Canary.text(.name)) && !page.body.contains("retention."))
        let student = try rights.student
        let form = [("person", student.text), ("reason", "Er loopt een klacht"), ("until", "2027-06-01")]
        let path = "/beheer/bewaren/bewaarplicht"
        for (field, value) in [("until", "2028-11-22"), ("until", "2026-11-20"), ("reason", ""), ("until", "morgen")] {
            let reply = try await rights.site.post(path, form.map { $0.0 == field ? (field, value) : $0 }, cookie: administrator.cookie)
            #expect(reply.status == 422, "\(field) \(value)")
            #expect(field == "reason" || reply.body.contains("Er loopt een klacht"), "what was typed stays")
        }
        #expect(try await rights.site.post(path, form, cookie: administrator.cookie).status == 303)
        let after = try await rights.site.get("/beheer/bewaren", cookie: administrator.cookie)
        #expect(after.body.contains("KanarieFamilie") && after.body.contains("Er loopt een klacht"))
        let hold = try #require(try await rights.database.read { try HoldStore.running($0).first })
        #expect(try await rights.site.get(RightsPaths.holdEnd(hold.id), cookie: administrator.cookie).status == 200)
        #expect(try await rights.site.post(RightsPaths.holdEnd(hold.id), cookie: administrator.cookie).status == 303)
        #expect(try await rights.site.post(RightsPaths.holdEnd(hold.id), cookie: administrator.cookie).status == 409)
        #expect(try await rights.database.read { try HoldStore.running($0).count } == 0)
        try rights.database.close()
    }

    @Test func `terms and officer are set on one page, and what is wrong comes back`() async throws {
        let rights = try await ErasureTests.Rights()
        let administrator = try rights.someone(.administrator)
        let kinds = rights.site.app.retention.terms.filter { !$0.isFixed }
        let good = kinds.map { ($0.kind, String($0.standard.number)) } + [("officer", "manager-own@voorbeeld.invalid")]
        func post(_ form: [(String, String)]) async throws -> TestSite.Reply {
            try await rights.site.post("/beheer/bewaren/termijnen", form, cookie: administrator.cookie)
        }
        for (field, value) in [("file", "0"), ("file", "99"), ("file", ""), ("accessLog", "1"), ("officer", "niemand@voorbeeld.invalid")] {
            let reply = try await post(good.map { $0.0 == field ? (field, value) : $0 })
            #expect(reply.status == 422 && reply.body.contains("problem-summary"), "\(field) \(value)")
        }
        #expect(try await post(good.map { $0.0 == "file" ? ("file", "3") : $0 }).status == 303)
        let (length, officer) = try await rights.database.read { connection in
            (try ScrubStore.length(of: kinds[0], connection), try ErasureSettings.officer(connection))
        }
        let manager = try rights.someone(.manager).person
        #expect(length == .years(3) && officer == manager)
        #expect(try await rights.site.get("/beheer/bewaren/termijnen", cookie: administrator.cookie).body.contains("managerown"))
        try rights.database.close()
    }
}
