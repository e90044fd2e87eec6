import Testing

@testable import App

struct ConfigurationTests {
    @Test func `what is not set is as documented`() throws {
        let configuration = try Configuration(environment: ["PATH": "/bin"])
        #expect(configuration == Configuration())
        #expect(configuration.port == 8080)
    }

    @Test func `everything that is wrong is listed at once`() {
        let environment = [
            "NAAST_PORT": "90000", "NAAST_URL": "naast", "NAAST_LOG": "loud", "NAAST_PROT": "1", "NAAST_DATABASE": "postgres://x",
        ]
        do {
            _ = try Configuration(environment: environment)
            Issue.record("it was accepted")
        } catch let wrong as Configuration.Wrong {
            #expect(wrong.reasons.count == 5)
            #expect(wrong.description.contains("NAAST_PROT: there is no such setting"))
        } catch {
            Issue.record(error)
        }
    }

    @Test func `an address loses its last slash`() throws {
        #expect(try Configuration(environment: ["NAAST_URL": "https://naast.school.invalid/"]).url == "https://naast.school.invalid")
    }

    private static let outside = [
        "NAAST_URL": "https://naast.school.invalid", "NAAST_OIDC_ISSUER": "https://login.school.invalid",
        "NAAST_OIDC_CLIENT_ID": "naast", "NAAST_OIDC_NAME": "School",
    ]

    @Test func `a provider of OpenID Connect is whole or not there`() throws {
        let outside = try #require(try Configuration(environment: Self.outside).outside)
        #expect(outside.redirect == "https://naast.school.invalid/aanmelden/elders/terug")
        #expect(outside.claim == "email" && outside.clientSecret == nil)
        #expect(try Configuration(environment: [:]).outside == nil)
    }

    @Test(
        arguments: [
            ["NAAST_URL": nil], ["NAAST_OIDC_ISSUER": nil], ["NAAST_OIDC_CLIENT_ID": nil], ["NAAST_OIDC_NAME": " "],
            ["NAAST_OIDC_ISSUER": "http://login.school.invalid"], ["NAAST_OIDC_ISSUER": "login.school.invalid"],
            ["NAAST_OIDC_ISSUER": "https://login.school.invalid?x"], ["NAAST_OIDC_ISSUER": "https://a:b@login.school.invalid"],
            ["NAAST_OIDC_CLAIM": "e mail"], ["NAAST_OIDC_CLIENT_SECRET_FILE": "/nowhere/secret"],
        ] as [[String: String?]])
    func `a setting of the provider that cannot be used is named`(change: [String: String?]) {
        let environment = Self.outside.merging(change.compactMapValues { $0 }) { _, new in new }.filter {
            !(change.keys.contains($0.key) && change[$0.key] == .some(nil))
        }
        #expect(throws: Configuration.Wrong.self) { try Configuration(environment: environment) }
    }

    @Test func `on this very machine the provider may do without https`() throws {
        let local = Self.outside.merging(["NAAST_OIDC_ISSUER": "http://localhost:9400"]) { _, new in new }
        #expect(try Configuration(environment: local).outside?.issuer == "http://localhost:9400")
    }
}
