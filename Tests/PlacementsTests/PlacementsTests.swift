import Testing

@testable import Placements

@Suite("The module itself")
struct PlacementsTests {
    @Test("has its texts")
    func texts() throws { #expect(try Placements.languages.checkResourceIsReachable()) }
}
