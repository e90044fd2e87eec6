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
}
