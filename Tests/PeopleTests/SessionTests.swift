import Foundation
import Storage
import Testing
import Web

@testable import People

@Suite("Sessions")
struct SessionTests {
    private let minute: TimeInterval = 60

    @Test("the secret is nowhere in the database, only its hash")
    func hashed() async throws {
        let school = try await School()
        let secret = try await school.session(school.noor)
        let rows = try await school.database.read { connection in
            try connection.all("SELECT token_hash, id, device FROM sessions") {
                (try $0.get("token_hash") as Data, try $0.get("id") as String + (try $0.get("device") as String))
            }
        }
        let row = try #require(rows.first)
        #expect(row.0.count == 32 && !row.1.contains(secret))
        for name in try FileManager.default.contentsOfDirectory(atPath: school.path) where name.hasPrefix("naast.sqlite") {
            let bytes = try Data(contentsOf: URL(filePath: school.path + "/" + name))
            #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name)")
        }
    }

    @Test("a secret belongs to one session; another secret, or a part of one, to none")
    func wrong() async throws {
        let school = try await School()
        let secret = try await school.session(school.noor)
        #expect(try await school.holder(secret) == school.noor)
        for other in ["", String(secret.dropLast()), secret + "a", secret.lowercased(), String(secret.reversed()), "'", "%"]
        where other != secret {
            #expect(try await school.holder(other) == nil)
        }
    }

    @Test("a session ends an hour after it was last used")
    func idle() async throws {
        let school = try await School()
        let secret = try await school.session(school.noor)
        school.clock.pass(60 * minute - 1)
        #expect(try await school.holder(secret) == school.noor)
        school.clock.pass(1)
        #expect(try await school.holder(secret) == nil)
    }

    @Test("use keeps a session alive, but never longer than twelve hours")
    func absolute() async throws {
        let school = try await School()
        let secret = try await school.session(school.noor)
        for _ in 0..<(12 * 4 - 1) {
            school.clock.pass(15 * minute)
            #expect(try await school.door.viewer(of: school.ask(.get, "/", session: secret))?.person == school.noor)
        }
        school.clock.pass(15 * minute - 1)
        #expect(try await school.door.viewer(of: school.ask(.get, "/", session: secret))?.person == school.noor)
        school.clock.pass(1)
        #expect(try await school.door.viewer(of: school.ask(.get, "/", session: secret)) == nil)
    }

    @Test("being used is written down at most once in five minutes")
    func seen() async throws {
        let school = try await School()
        let secret = try await school.session(school.noor)
        func seen() async throws -> Date {
            try await school.database.read { [noor = school.noor] in try #require(try SessionStore.running(of: noor, $0).first).seen }
        }
        let start = school.clock.now
        for _ in 0..<4 {
            school.clock.pass(minute)
            _ = try await school.door.viewer(of: school.ask(.get, "/", session: secret))
        }
        #expect(try await seen() == start)
        school.clock.pass(2 * minute)
        _ = try await school.door.viewer(of: school.ask(.get, "/", session: secret))
        #expect(try await seen() == school.clock.now)
    }

    @Test("one is ended by its owner alone; the others go on")
    func end() async throws {
        let school = try await School()
        let (a, b) = (try await school.session(school.noor), try await school.session(school.noor))
        let id = try await school.database.read { try #require(try SessionStore.viewer(secret: a, $0)).viewer.session }
        try await school.database.write { [sem = school.sem] in try SessionStore.end(id, of: sem, $0) }
        #expect(try await school.holder(a) == school.noor)
        try await school.database.write { [noor = school.noor] in try SessionStore.end(id, of: noor, $0) }
        #expect(try await school.holder(a) == nil)
        #expect(try await school.holder(b) == school.noor)
    }

    @Test("all are ended except the one that is kept, and nobody else's")
    func endAll() async throws {
        let school = try await School()
        let secrets = [try await school.session(school.noor), try await school.session(school.noor), try await school.session(school.noor)]
        let other = try await school.session(school.sem)
        let kept = try await school.database.read { try #require(try SessionStore.viewer(secret: secrets[1], $0)).viewer.session }
        try await school.database.write { [noor = school.noor] in try SessionStore.endAll(of: noor, except: kept, $0) }
        #expect(try await [school.holder(secrets[0]), school.holder(secrets[1]), school.holder(secrets[2])] == [nil, school.noor, nil])
        try await school.database.write { [noor = school.noor] in try SessionStore.endAll(of: noor, $0) }
        #expect(try await school.holder(secrets[1]) == nil)
        #expect(try await school.holder(other) == school.sem)
    }

    @Test("of a disabled account none runs, also when it is enabled again")
    func disabled() async throws {
        let school = try await School()
        let secret = try await school.session(school.noor)
        try await school.database.write { [noor = school.noor] in try AccountStore.disable(noor, $0) }
        #expect(try await school.holder(secret) == nil)
        try await school.database.write { [noor = school.noor] in try AccountStore.enable(noor, $0) }
        #expect(try await school.holder(secret) == nil)
    }

    @Test("the list shows those that run, and sweeping forgets those that ended a day ago")
    func list() async throws {
        let school = try await School()
        _ = try await school.session(school.noor)
        school.clock.pass(50 * minute)
        let second = try await school.session(school.noor)
        func running() async throws -> Int {
            try await school.database.read { [noor = school.noor] in try SessionStore.running(of: noor, $0).count }
        }
        func rows() async throws -> Int { try await school.database.read { try $0.count("SELECT COUNT(*) AS n FROM sessions") } }
        #expect(try await running() == 2)
        school.clock.pass(11 * minute)
        #expect(try await running() == 1)
        school.clock.pass(35 * 60 * minute)
        try await school.database.write { try SessionStore.sweep($0) }
        #expect(try await rows() == 1)
        school.clock.pass(60 * minute)
        try await school.database.write { try SessionStore.sweep($0) }
        #expect(try await rows() == 0)
        #expect(try await school.holder(second) == nil)
    }

    @Test("knows the roles that run now, wherever, and no others")
    func roles() async throws {
        let school = try await School()
        let secret = try await school.session(school.mentor)
        try await school.give(.administrator, to: school.mentor, .institution)
        try await school.give(.manager, to: school.mentor, .institution, from: -2 * day, until: 0)
        try await school.give(.researcher, to: school.mentor, .institution, from: 1)
        let viewer = try #require(try await school.door.viewer(of: school.ask(.get, "/", session: secret)))
        #expect(viewer.roles == [.mentor, .administrator])
        #expect(viewer.name.full == "Marit Mentor")
    }
}

@Suite("The door")
struct DoorTests {
    private func endpoints(_ school: School) -> [Endpoint] {
        [
            school.door.signedIn(.get, Path<ID<Person>>("/a/{}")) { _, viewer, id in .see("/" + viewer.person.text + "/" + id.text) },
            school.door.signedIn(.get, FixedPath("/fails")) { _, _ in throw Undone() },
            school.door.role(.administrator, .get, FixedPath("/admin")) { _, _ in .see("/done") },
        ]
    }

    @Test(
        "is shut for who is not signed in, whatever cookie is brought",
        arguments: [nil, "", "x", String(repeating: "x", count: 101), "'; --"])
    func shut(cookie: String?) async throws {
        let school = try await School()
        await #expect(throws: Problem.signInNeeded) {
            try await endpoints(school).run("/a/{}", ["x"], school.ask(.get, "/a/x", session: cookie))
        }
    }

    @Test("gives the handler its viewer and values, and shows a wrong value as not found, in the shell of the viewer")
    func values() async throws {
        let school = try await School()
        let secret = try await school.session(school.mentor)
        let ask = try school.ask(.get, "/a/x", session: secret)
        #expect(try await endpoints(school).run("/a/{}", ["x"], ask).location == "/\(school.mentor.text)/x")
        let endpoint = try #require(endpoints(school).first)
        let (answer, frame) = try await endpoint.run(ask, ["<x>"])
        #expect(answer.status == 404)
        #expect(frame.who == "Marit Mentor · mentor")
    }

    @Test("opens a page of a role to who has it, and to nobody else does it exist")
    func role() async throws {
        let school = try await School()
        let secret = try await school.session(school.mentor)
        let ask = try school.ask(.get, "/admin", session: secret)
        #expect(try await endpoints(school).run("/admin", [], ask).status == 404)
        try await school.give(.administrator, to: school.mentor, .institution)
        #expect(try await endpoints(school).run("/admin", [], ask).location == "/done")
    }

    @Test("lets an error nobody foresaw through, to be logged outside")
    func unforeseen() async throws {
        let school = try await School()
        let secret = try await school.session(school.mentor)
        await #expect(throws: Undone()) { try await endpoints(school).run("/fails", [], school.ask(.get, "/fails", session: secret)) }
    }
}
