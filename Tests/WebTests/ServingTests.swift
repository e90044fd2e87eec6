import Foundation
import Logging
import Storage
import Testing

@testable import Web

@Suite("The defence against other sites")
struct CrossSiteTests {
    struct Case: Sendable {
        let fetchSite: String?
        let origin: String?
        let host: String
        let site: String?
    }

    private static let fetchSites: [String?] = [nil, "same-origin", "same-site", "cross-site", "none", "", "Same-Origin", "onzin"]
    private static let origins: [String?] = [
        nil, "https://naast.school.nl", "HTTPS://Naast.School.nl", "http://naast.school.nl", "https://evil.example",
        "https://naast.school.nl.evil.example",
        "https://naast.school.nl:8443", "null", "", "https://",
    ]
    private static let hosts = ["naast.school.nl", "NAAST.school.nl", "evil.example", ""]
    private static let sites: [String?] = [nil, "https://naast.school.nl", "https://Naast.school.nl"]

    static let all = fetchSites.flatMap { fetchSite in
        origins.flatMap { origin in hosts.flatMap { host in sites.map { Case(fetchSite: fetchSite, origin: origin, host: host, site: $0) } }
        }
    }

    /// The rule once more, from its description: what the browser says of the site counts; without it the origin must be ours.
    private func expected(_ one: Case) -> Bool {
        if let said = one.fetchSite { return said == "same-origin" }
        guard let origin = one.origin?.lowercased() else { return false }
        if one.site != nil { return origin == "https://naast.school.nl" }
        return !one.host.isEmpty && ["https://", "http://"].contains { origin == $0 + one.host.lowercased() }
    }

    @Test("lets a change through only from the site itself, whatever is said in whatever combination")
    func table() {
        var allowed = 0
        for one in Self.all {
            var headers: [String: String] = [:]
            headers["sec-fetch-site"] = one.fetchSite
            headers["origin"] = one.origin
            let isAllowed = CrossSite.allows(method: .post, headers: headers, host: one.host, site: one.site)
            #expect(isAllowed == expected(one), "\(one)")
            allowed += isAllowed ? 1 : 0
            #expect(CrossSite.allows(method: .get, headers: headers, host: one.host, site: one.site), "looking is free: \(one)")
        }
        #expect(allowed > 0 && allowed < Self.all.count / 4)
    }

    @Test("the cases that matter, one by one")
    func cases() {
        func allows(_ headers: [String: String], site: String? = nil) -> Bool {
            CrossSite.allows(method: .post, headers: headers, host: "naast.school.nl", site: site)
        }
        #expect(allows(["sec-fetch-site": "same-origin"]))
        #expect(!allows(["sec-fetch-site": "cross-site", "origin": "https://naast.school.nl"]))
        #expect(!allows(["sec-fetch-site": "same-site", "origin": "https://naast.school.nl"]))
        #expect(!allows([:]))
        #expect(!allows(["origin": "null"]))
        #expect(allows(["origin": "https://naast.school.nl"]))
        #expect(!allows(["origin": "http://naast.school.nl"], site: "https://naast.school.nl"))
        #expect(!CrossSite.allows(method: .post, headers: ["origin": "https://"], host: "", site: nil))
    }
}

@Suite("The limit on requests")
struct RateLimitTests {
    private let start = Date(timeIntervalSince1970: 1_000_000)

    @Test("lets a burst of four seconds through, then so many a second", arguments: [1, 5, 50])
    func burst(perSecond: Int) {
        let limit = RateLimit(perSecond: perSecond)
        #expect((0..<perSecond * 10).filter { _ in limit.allows("a", at: start) }.count == perSecond * 4)
        #expect((0..<perSecond * 10).filter { _ in limit.allows("a", at: start + 1) }.count == perSecond)
        #expect((0..<perSecond * 10).filter { _ in limit.allows("a", at: start + 2.5) }.count == Int(Double(perSecond) * 1.5))
    }

    @Test("each address has its own")
    func perAddress() {
        let limit = RateLimit(perSecond: 1)
        for _ in 0..<4 { #expect(limit.allows("a", at: start)) }
        #expect(!limit.allows("a", at: start))
        #expect(limit.allows("b", at: start))
    }

    @Test("who waits long has no more than one burst, and a clock that goes back gives nothing")
    func bounds() {
        let limit = RateLimit(perSecond: 2)
        #expect((0..<100).filter { _ in limit.allows("a", at: start + 100_000) }.count == 8)
        #expect(!limit.allows("a", at: start))
    }

    @Test("many addresses do not make it forget one that is at its end")
    func manyAddresses() {
        let limit = RateLimit(perSecond: 1)
        for _ in 0..<4 { _ = limit.allows("a", at: start) }
        for number in 0..<20_100 where number < 19_990 || number % 10 == 0 { _ = limit.allows("other \(number)", at: start) }
        #expect(!limit.allows("a", at: start))
    }
}

@Suite("Problems")
struct ProblemTests {
    private enum Refused: String, Refusal {
        case notNow
        var key: String { "thing." + rawValue }
        var arguments: [String: String] { ["who": "Noor"] }
    }
    private struct Unknown: Error {}

    @Test("of an error the reader may know only what is meant for readers")
    func mapping() {
        #expect(Problem(of: Problem.forbidden) == .forbidden)
        #expect(Problem(of: StorageProblem.full) == .full)
        #expect(Problem(of: Refused.notNow) == Problem(status: 409, key: "refused.thing.notNow", arguments: ["who": "Noor"]))
        let unknown: [any Error] = [
            Unknown(), StorageProblem.sealBroken, StorageProblem.wrongMasterKey, StorageProblem.cannotOpen(path: "/geheim", reason: "x"),
            CancellationError(),
            CocoaError(.fileNoSuchFile), ContentProblem(file: "/geheim", line: 1, reason: "x"),
        ]
        for error in unknown { #expect(Problem(of: error) == .inside, "\(type(of: error))") }
    }

    private static let all: [Problem] = [
        .notFound, .malformed, .crossSite, .forbidden, .signInNeeded, .wrongMethod, .tooLarge, .unsupported, .tooSlow, .full, .inside,
        .tooMany(seconds: 7),
    ]

    @Test("each has a page in each language, with its status and the way back", arguments: all, Language.allCases)
    func page(problem: Problem, language: Language) throws {
        let words = try Sample.words(language)
        let answer = problem.answer(words: words, wantsJSON: false)
        #expect(answer.status == problem.status)
        #expect(words.has("problem.\(problem.key).title") && words.has("problem.\(problem.key).help"))
        #expect(answer.html.contains("href=\"/\"") && !answer.html.contains("problem."))
        #expect(answer.header("Retry-After") == problem.retryAfter.map(String.init))
    }

    @Test("each has a document for who reads JSON", arguments: all)
    func document(problem: Problem) throws {
        let answer = problem.answer(words: try Sample.words(), wantsJSON: true)
        guard case .bytes(let data, let type) = answer.body else {
            Issue.record("no document")
            return
        }
        let read = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(type == "application/problem+json")
        #expect(read["status"] as? Int == problem.status)
        #expect(read["type"] as? String == "about:blank")
        #expect((read["title"] as? String)?.isEmpty == false && (read["detail"] as? String)?.isEmpty == false)
    }

    @Test("the seconds to wait are said in the text")
    func seconds() throws {
        #expect(Problem.tooMany(seconds: 7).answer(words: try Sample.words(), wantsJSON: false).html.contains("7 seconden"))
    }
}

@Suite("The counts for whoever watches")
struct MetricsTests {
    @Test("count answers by route and status, and time by route")
    func text() {
        let metrics = Metrics()
        #expect(metrics.text == "# TYPE naast_answers_total counter\n# TYPE naast_answer_seconds histogram\n")
        metrics.count(route: "GET /b", status: 200, seconds: 0.004)
        metrics.count(route: "GET /b", status: 200, seconds: 0.25)
        metrics.count(route: "GET /b", status: 404, seconds: 9)
        metrics.count(route: "GET /a", status: 200, seconds: 0.03)
        let lines = metrics.text.split(separator: "\n").map(String.init)
        #expect(
            Array(lines[1...3]) == [
                "naast_answers_total{route=\"GET /a\",status=\"200\"} 1", "naast_answers_total{route=\"GET /b\",status=\"200\"} 2",
                "naast_answers_total{route=\"GET /b\",status=\"404\"} 1",
            ])
        #expect(lines.contains("naast_answer_seconds_bucket{route=\"GET /b\",le=\"0.005\"} 1"))
        #expect(lines.contains("naast_answer_seconds_bucket{route=\"GET /b\",le=\"0.1\"} 1"))
        #expect(lines.contains("naast_answer_seconds_bucket{route=\"GET /b\",le=\"0.25\"} 2"))
        #expect(lines.contains("naast_answer_seconds_bucket{route=\"GET /b\",le=\"2.5\"} 2"))
        #expect(lines.contains("naast_answer_seconds_bucket{route=\"GET /b\",le=\"+Inf\"} 3"))
        #expect(lines.contains("naast_answer_seconds_sum{route=\"GET /b\"} 9.254"))
        #expect(lines.contains("naast_answer_seconds_count{route=\"GET /a\"} 1"))
    }

    @Test("lose nothing when many count at once")
    func concurrent() async {
        let metrics = Metrics()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { for _ in 0..<100 { metrics.count(route: "r", status: 200, seconds: 0.001) } } }
        }
        #expect(metrics.text.contains("naast_answers_total{route=\"r\",status=\"200\"} 5000"))
    }
}

@Suite("The headers of every answer")
struct SecurityHeadersTests {
    @Test("allow nothing from elsewhere")
    func headers() throws {
        let headers = Dictionary(SecurityHeaders.always.map { ($0.name, $0.value) }, uniquingKeysWith: { $0 + $1 })
        let policy = try #require(headers["Content-Security-Policy"])
        for part in [
            "default-src 'none'", "script-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
            "object-src 'none'",
        ] {
            #expect(policy.contains(part))
        }
        #expect(!policy.contains("unsafe") && !policy.contains("*"))
        #expect(headers["X-Content-Type-Options"] == "nosniff")
        #expect(headers["Strict-Transport-Security"]?.contains("max-age=") == true)
    }
}
