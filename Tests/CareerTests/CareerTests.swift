import Testing

@testable import Career

@Suite("The module itself")
struct CareerTests {
    @Test("has its texts")
    func texts() throws { #expect(try Career.languages.checkResourceIsReachable()) }
}
