import Foundation
import Storage
import Testing
import Web

@testable import App

/// Wrong input of every kind gets its page or its problem document, with all headers.
struct ProblemTests {
    private func site() async throws -> (TestSite, TestFolder) {
        let folder = try TestFolder()
        let database = try await DataFolder(path: folder.path).open(migrations: App.migrations, surroundings: TestClock().surroundings)
        return (TestSite(try TestSite.app(database)), folder)
    }

    @Test(arguments: [
        ("/nergens", 404), ("/studenten/%ff%fe", 303), ("/aanmelden?naar=%zz", 400), ("/aanmelden?naar=%ff", 400),
        ("/assets/x/../../etc/passwd", 404),
        ("/activeren/x", 404), ("/" + String(repeating: "a", count: 5000), 404),
    ])
    func `a wrong address has its page`(path: String, status: Int) async throws {
        let (site, folder) = try await site()
        let reply = try await site.get(path)
        #expect(reply.status == status)
        if status != 303 { #expect(reply.body.contains("<h1>")) }
        #expect(reply.header("Content-Security-Policy")?.contains("object-src 'none'") == true)
        #expect(reply.header("Strict-Transport-Security") != nil)
        #expect(reply.header("Cache-Control") == "no-store")
        _ = folder
    }

    @Test func `who reads JSON gets a problem document`() async throws {
        let (site, folder) = try await site()
        let reply = try await site.get("/nergens", headers: ["accept": "application/json"])
        #expect(reply.header("Content-Type") == "application/problem+json")
        #expect(reply.body.contains("\"status\":404"))
        _ = folder
    }

    @Test func `the page is in the reader's language`() async throws {
        let (site, folder) = try await site()
        #expect(try await site.get("/nergens", headers: ["accept-language": "en-GB,nl;q=0.5"]).body.contains("lang=\"en\""))
        #expect(try await site.get("/nergens", headers: ["accept-language": "fr"]).body.contains("lang=\"nl\""))
        _ = folder
    }

    @Test func `a change that another site asks for is refused, and one that says nothing`() async throws {
        let (site, folder) = try await site()
        #expect(try await site.post("/aanmelden", headers: ["sec-fetch-site": "cross-site"]).status == 403)
        #expect(try await site.post("/aanmelden", headers: ["sec-fetch-site": "same-site"]).status == 403)
        let silent = try await site.send(
            .post, "/aanmelden", cookie: nil, headers: ["content-type": "application/x-www-form-urlencoded"], body: [])
        #expect(silent.status == 403)
        let origin = try await site.send(.post, "/taal", cookie: nil, headers: ["origin": "https://evil.invalid"], body: [])
        #expect(origin.status == 403)
        _ = folder
    }

    @Test(arguments: [
        ("application/json", String(repeating: "[", count: 100_000), 415), ("text/plain", "x", 415),
        ("application/x-www-form-urlencoded", "name=%ff", 400), ("application/x-www-form-urlencoded", "name=%0", 400),
        ("application/x-www-form-urlencoded", "name=%00", 400),
        ("application/x-www-form-urlencoded", (0..<100_000).map { "a\($0)=1" }.joined(separator: "&"), 400),
        ("application/x-www-form-urlencoded", String(repeating: "a", count: 1_100_000), 413),
    ])
    func `a wrong body has its page`(type: String, body: String, status: Int) async throws {
        let (site, folder) = try await site()
        let reply = try await site.send(
            .post, "/aanmelden", cookie: nil, headers: ["content-type": type, "sec-fetch-site": "same-origin"], body: Array(body.utf8))
        #expect(reply.status == status)
        #expect(reply.body.contains("<h1>"))
        _ = folder
    }

    @Test func `a method that does not exist here is refused`() async throws {
        let (site, folder) = try await site()
        for method in ["PUT", "DELETE", "TRACE", "OPTIONS", "PATCH"] {
            let reply = try await site.send(
                .init(method) ?? .get, "/aanmelden", cookie: nil, headers: ["sec-fetch-site": "same-origin"], body: nil)
            #expect((400..<500).contains(reply.status), "\(method) answered \(reply.status)")
        }
        _ = folder
    }

    @Test func `measurements are for the machine itself`() async throws {
        let (site, folder) = try await site()
        _ = try await site.get("/nergens")
        let reply = try await site.get("/metrics")
        #expect(reply.body.contains("naast_answers_total"))
        #expect(!reply.body.contains("nergens"))
        _ = folder
    }
}
