import Testing

@testable import Privacy

struct PrivacyTests {
    @Test func `its texts are where they are looked for`() {
        #expect(Privacy.languages.lastPathComponent == "Languages")
    }
}
