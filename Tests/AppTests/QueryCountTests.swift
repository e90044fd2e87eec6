import Agreements
import Foundation
import Guiding
import People
import Placements
import Storage
import Synchronization
import Testing
import Web

@testable import App

/// No page's count of queries grows with its rows.
struct QueryCountTests {
    private final class Counter: Sendable {
        private let count = Mutex(0)
        func seen(_ text: String) { if text.hasPrefix("SELECT") { count.withLock { $0 += 1 } } }
        func take() -> Int {
            count.withLock { count in
                defer { count = 0 }
                return count
            }
        }
    }

    @Test(arguments: ["/vandaag", "/studenten", "/studenten/{}", "/studenten/{}/afspraken/print", "/studenten/{}/stages", "/stages/{}"])
    func `a page asks as often for many as for few`(template: String) async throws {
        let few = try await queries(template, students: 2, rows: 1)
        let many = try await queries(template, students: 20, rows: 12)
        #expect(few > 3)
        #expect(many == few, "\(template): \(few) queries for few, \(many) for many")
    }

    private func queries(_ template: String, students: Int, rows: Int) async throws -> Int {
        let folder = try TestFolder()
        let clock = TestClock()
        let data = try DataFolder(path: folder.path)
        let counter = Counter()
        let database = try Database(
            path: data.databaseFile, vault: try Vault.open(keyFile: data.keyFile), surroundings: clock.surroundings,
            trace: { counter.seen($0) })
        try await database.migrate(App.migrations)
        let (cookie, student, placement) = try await database.writeAlone { try Self.fill($0, students: students, rows: rows) }
        clock.advance(60)
        let site = TestSite(try TestSite.app(database))
        let path = template == "/stages/{}" ? "/stages/" + placement : template.replacing("{}", with: student)
        // The first look is written to the log; the second only reads.
        _ = try await site.get(path, cookie: cookie)
        _ = counter.take()
        let reply = try await site.get(path, cookie: cookie)
        #expect(reply.status == 200)
        try database.close()
        return counter.take()
    }

    private static func fill(_ connection: Connection, students: Int, rows: Int) throws -> (
        cookie: String, student: String, placement: String
    ) {
        let group: ID<Group> = connection.surroundings.newID()
        try connection.run("INSERT INTO groups (id, kind, name) VALUES (\(group), 'class', 'K')")
        let mentor = try AccountStore.addPerson(PersonName(given: "Mentor", family: "Proef"), connection)
        try AccountStore.makeForStepping(mentor, name: "mentor", connection)
        try TeamStore.addRole(mentor, .mentor, scope: .group(group), starts: connection.now, ends: nil, connection)
        var first = ""
        for number in 0..<students {
            let student = try AccountStore.addPerson(PersonName(given: "Student\(number)", family: "Proef"), connection)
            if first.isEmpty { first = student.text }
            try TeamStore.addRole(student, .student, scope: .group(group), starts: connection.now, ends: nil, connection)
            for _ in 0..<rows { try live(student, mentor, connection) }
            try place(student, mentor, rows: rows, connection)
        }
        let placement = try connection.first("SELECT id FROM placements WHERE student_id = \(first)") { try $0.get("id") as String } ?? "-"
        return (try SessionStore.begin(for: mentor, device: "other", connection), first, placement)
    }

    /// A placement with as many tasks and contacts.
    private static func place(_ student: ID<Person>, _ mentor: ID<Person>, rows: Int, _ connection: Connection) throws {
        try Files.change(mentor, .managePlacement, of: student, inside: connection) { permit in
            let draft = PlacementDraft(
                workplace: "Leerbedrijf", first: connection.today + -40, last: connection.today + 40, guide: mentor,
                tasks: Array(repeating: "Taak", count: rows))
            let placement = try PlacementStore.one(try PlacementStore.add(draft, permit: permit, connection), permit: permit, connection)
            for _ in 0..<rows {
                try ContactStore.add(ContactDraft(channel: .phone, words: "Goed"), to: placement, permit: permit, connection)
            }
        }
    }

    private static func live(_ student: ID<Person>, _ mentor: ID<Person>, _ connection: Connection) throws {
        func change(_ act: Act, _ work: (Permit<Changing>) throws -> Void) throws {
            try Files.change(mentor, act, of: student, inside: connection, work)
        }
        try change(.makeAgreement) {
            _ = try AgreementStore.add(
                AgreementDraft(what: "Iets", due: connection.today + -1, steps: ["stap"], parties: [student, mentor]), permit: $0,
                connection)
        }
        try change(.setGoal) { permit in
            let goal = try GoalStore.add(GoalDraft(task: .career, words: "Doel"), permit: permit, connection)
            let step = try GoalStore.add(StepDraft(words: "Stap"), to: goal, permit: permit, connection)
            _ = try GoalStore.take(step, permit: permit, connection)
        }
        try change(.noteSuccess) { try SuccessStore.add("Goed", permit: $0, connection) }
        try change(.planConversation) {
            _ = try ConversationStore.add(
                ConversationDraft(kind: .individual, at: connection.now, participants: [mentor]), state: .planned, permit: $0, connection)
        }
    }
}
