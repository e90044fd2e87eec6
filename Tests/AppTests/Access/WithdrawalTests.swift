import Foundation
import People
import Storage
import Testing
import Web

@testable import App

/// What a student takes back is gone at the very next request, on every page that somebody can open.
struct WithdrawalTests {
    private func everything(_ site: TestSite, _ school: MatrixSchool, as cookie: String) async throws -> String {
        var seen = ""
        for endpoint in site.app.site.endpoints where endpoint.method == .get {
            for headers in [[:], ["accept": "application/json"]] {
                seen += try await site.get(try #require(school.path(endpoint.template)), cookie: cookie, headers: headers).everything
            }
        }
        return seen
    }

    @Test(arguments: [
        (Role.mentor, Canary.Secret.manualMentor), (.workplaceSupervisor, .manualWork), (.peerCoach, .manualCoach),
        (.guardian, .manualHome),
        (.classGuide, .circumstanceShared),
    ])
    func `a share that is taken back is read nowhere any more`(role: Role, secret: Canary.Secret) async throws {
        let school = try await MatrixSchool.make()
        let (site, database, _) = try await school.site()
        let reader = try #require(school.people.first { $0.role == role && $0.relation == .own })
        let student = try #require(school.people.first { $0.role == .student && $0.relation == .own })
        #expect(try await everything(site, school, as: reader.cookie).contains(Canary.text(secret)), "it is read before")
        let shares = try await database.read { connection in
            try connection.all("SELECT id FROM shares WHERE withdrawn_at IS NULL") { try $0.get("id") as ID<Share> }
        }
        for share in shares {
            #expect(try await site.post("/delingen/\(share.text)/intrekken", cookie: student.cookie).status == 303)
        }
        #expect(try await !everything(site, school, as: reader.cookie).contains(Canary.text(secret)))
        // The student keeps it.
        #expect(try await everything(site, school, as: student.cookie).contains(Canary.text(secret)))
        try database.close()
    }

    @Test func `at midnight after its last day it is read nowhere any more`() async throws {
        let school = try await MatrixSchool.make()
        let (site, database, _) = try await school.site()
        let last = Day(school.clock.now) + 30
        let mentor = try #require(school.people.first { $0.role == .mentor && $0.relation == .own })
        func session() async throws -> String {
            try await database.write { try SessionStore.begin(for: mentor.person, device: "other", $0) }
        }
        school.clock.advance((last + 1).start.addingTimeInterval(-2).timeIntervalSince(school.clock.now))
        #expect(try await everything(site, school, as: try await session()).contains(Canary.text(.manualMentor)))
        school.clock.advance(2)
        #expect(try await !everything(site, school, as: try await session()).contains(Canary.text(.manualMentor)))
        try database.close()
    }
}
