import Testing

@testable import Inviting

@Suite("The module itself")
struct InvitingTests {
    @Test("has its texts")
    func texts() throws { #expect(try Inviting.languages.checkResourceIsReachable()) }
}
