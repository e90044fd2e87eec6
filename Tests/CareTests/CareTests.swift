import Testing

@testable import Care

@Suite("The module itself")
struct CareTests {
    @Test("has its texts")
    func texts() throws { #expect(try Care.languages.checkResourceIsReachable()) }
}
