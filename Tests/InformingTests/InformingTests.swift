import Testing

@testable import Informing

@Suite("The module itself")
struct InformingTests {
    @Test("has its texts")
    func texts() throws { #expect(try Informing.languages.checkResourceIsReachable()) }
}
