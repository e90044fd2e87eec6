import Storage

/// Where in life it plays. It says so much about a person that it is sealed like words are.
package enum LifeArea: String, CaseIterable, Sendable {
    case housing, money, mind, addiction, safety, law, caring, health, other

    var key: String { "care.area." + rawValue }
}
