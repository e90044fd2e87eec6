import Foundation
import JWTKit

/// A value in JSON, of whatever kind.
enum JSONValue: Codable, Sendable, Equatable {
    case text(String)
    case number(Double)
    case truth(Bool)
    case list([JSONValue])
    case object([String: JSONValue])
    case null

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let truth = try? container.decode(Bool.self) {
            self = .truth(truth)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSONValue].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .truth(let truth): try container.encode(truth)
        case .list(let list): try container.encode(list)
        case .object(let object): try container.encode(object)
        case .null: try container.encodeNil()
        }
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    /// A list of texts, or the one text that stands for such a list.
    var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .list(let list): list.compactMap(\.text)
        default: []
        }
    }
}

/// What a provider says of a person: in an ID token, or at its userinfo endpoint.
struct Claims: JWTPayload, Equatable {
    let values: [String: JSONValue]

    init(_ values: [String: JSONValue]) { self.values = values }
    init(from decoder: any Decoder) throws { values = try decoder.singleValueContainer().decode([String: JSONValue].self) }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }

    /// The signature is the library's to check; what the claims have to be is `IDTokenRule`'s.
    func verify(using algorithm: some JWTAlgorithm) async throws {}

    func text(_ name: String) -> String? { values[name]?.text }

    /// The claim that is compared with names of accounts; an e-mail address only when the provider does not say that it is unproven.
    func accountName(_ claim: String) -> String? {
        guard let name = text(claim)?.trimmingCharacters(in: .whitespaces), (1...254).contains(name.utf8.count) else { return nil }
        if claim == "email", [.truth(false), .text("false")].contains(values["email_verified"]) { return nil }
        return name
    }

    /// Whether the provider says that it asked for a second factor: `amr` (RFC 8176), or a level of `acr` that means it.
    var hasSecondFactor: Bool {
        values["amr"].map { $0.texts.contains("mfa") } ?? false || text("acr").map(Self.strong.contains) ?? false
    }

    private static let strong: Set<String> = [
        "https://refeds.org/profile/mfa", "http://schemas.microsoft.com/claims/multipleauthn",
        "http://surfconext.nl/assurance/loa1.5", "http://surfconext.nl/assurance/loa2", "http://surfconext.nl/assurance/loa3",
    ]
}

/// What the claims of an ID token have to be (OpenID Connect Core, section 3.1.3.7).
struct IDTokenRule: Sendable {
    let issuer: String
    let clientID: String
    let nonce: String
    let now: Date

    /// Seconds that clocks may differ.
    static let leeway: TimeInterval = 60
    /// Seconds between the making of a token and its arrival here.
    static let oldest: TimeInterval = 600

    /// - Returns: the claim that is wrong; nil when all is well.
    func problem(_ claims: Claims) -> String? {
        let audience = claims.values["aud"]?.texts ?? []
        let party = claims.text("azp")
        guard claims.text("iss") == issuer else { return "iss" }
        guard audience.contains(clientID) else { return "aud" }
        guard party == clientID || party == nil && audience.count == 1 else { return "azp" }
        guard let expires = claims.values["exp"]?.number, expires + Self.leeway > now.timeIntervalSince1970 else { return "exp" }
        guard let made = claims.values["iat"]?.number, made - Self.leeway <= now.timeIntervalSince1970,
            made + Self.oldest + Self.leeway >= now.timeIntervalSince1970
        else { return "iat" }
        if let from = claims.values["nbf"] {
            guard let from = from.number, from - Self.leeway <= now.timeIntervalSince1970 else { return "nbf" }
        }
        guard let given = claims.text("nonce"), Self.isEqual(given, nonce) else { return "nonce" }
        guard let subject = claims.text("sub"), (1...255).contains(subject.utf8.count) else { return "sub" }
        return nil
    }

    private static func isEqual(_ a: String, _ b: String) -> Bool {
        guard a.utf8.count == b.utf8.count else { return false }
        return zip(a.utf8, b.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
