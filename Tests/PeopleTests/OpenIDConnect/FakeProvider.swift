import Crypto
import Foundation
import JWTKit
import Storage
import Synchronization
import Testing
import Web

@testable import People

/// A provider of OpenID Connect inside the test: answers what it is told to, with keys of its own.
final class FakeProvider: Sendable {
    static let issuer = "https://login.school.invalid"
    static let settings = OutsideSettings(
        issuer: issuer, clientID: "naast", clientSecret: "geheim:woord", name: "School", claim: "email", site: "https://naast.invalid")

    struct Behaviour: Sendable {
        var isDown = false
        var issuer = FakeProvider.issuer
        var tokenEndpoint = FakeProvider.issuer + "/token"
        var exchangeStatus = 200
        /// The whole ID token; nil makes a right one of the claims.
        var token: String?
        var claims: [String: JSONValue] = [:]
        var userinfo: [String: JSONValue]?
        var namesItself = false
        var kid = "eerste"
        /// The keys that are shown, by kid.
        var keys: [String: ES256PrivateKey] = ["eerste": ES256PrivateKey()]
    }

    let clock: Clock
    private let behaviour = Mutex(Behaviour())
    private let asked = Mutex<[OutsideRequest]>([])
    /// Nonce and challenge of the last browser that was sent to it.
    private let sent = Mutex<[String: String]>([:])

    init(_ clock: Clock) { self.clock = clock }

    func set(_ change: @Sendable (inout Behaviour) -> Void) { behaviour.withLock { change(&$0) } }
    var requests: [OutsideRequest] { asked.withLock { $0 } }
    func count(_ path: String) -> Int { requests.filter { $0.address.hasSuffix(path) }.count }

    var http: OutsideHTTP {
        OutsideHTTP { request in
            self.asked.withLock { $0.append(request) }
            let behaviour = self.behaviour.withLock { $0 }
            guard !behaviour.isDown else { throw OutsideProblem.unreachable("down") }
            switch request.address {
            case Self.issuer + "/.well-known/openid-configuration": return try self.metadata(behaviour)
            case Self.issuer + "/keys": return OutsideAnswer(status: 200, body: Data(try Self.keySet(behaviour.keys).utf8))
            case Self.issuer + "/token": return try await self.exchange(request, behaviour)
            case Self.issuer + "/userinfo":
                let claims = behaviour.userinfo ?? [:]
                return OutsideAnswer(status: 200, body: try JSONEncoder().encode(JSONValue.object(claims)))
            default: return OutsideAnswer(status: 404, body: Data())
            }
        }
    }

    private func metadata(_ behaviour: Behaviour) throws -> OutsideAnswer {
        let values: [String: JSONValue] = [
            "issuer": .text(behaviour.issuer), "authorization_endpoint": .text(Self.issuer + "/authorize"),
            "token_endpoint": .text(behaviour.tokenEndpoint), "jwks_uri": .text(Self.issuer + "/keys"),
            "userinfo_endpoint": .text(Self.issuer + "/userinfo"),
            "authorization_response_iss_parameter_supported": .truth(behaviour.namesItself),
        ]
        return OutsideAnswer(status: 200, body: try JSONEncoder().encode(JSONValue.object(values)))
    }

    /// Holds the client to its secret and to PKCE, as a provider does.
    private func exchange(_ request: OutsideRequest, _ behaviour: Behaviour) async throws -> OutsideAnswer {
        let form = Dictionary((request.form ?? []).map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        let sent = sent.withLock { $0 }
        let challenge = base64url(SHA256.hash(data: Data((form["code_verifier"] ?? "").utf8)))
        let isRight =
            challenge == sent["code_challenge"] && form["redirect_uri"] == sent["redirect_uri"] && form["code"] == "code"
            && request.authorization == "Basic " + Data("naast:geheim%3Awoord".utf8).base64EncodedString()
        guard isRight, behaviour.exchangeStatus == 200 else { return OutsideAnswer(status: 400, body: Data("{}".utf8)) }
        let token: String
        if let given = behaviour.token { token = given } else { token = try await self.token(behaviour.claims, behaviour) }
        let body = JSONValue.object(["id_token": .text(token), "access_token": .text("toegang")])
        return OutsideAnswer(status: 200, body: try JSONEncoder().encode(body))
    }

    /// A token with these claims over the right ones.
    func token(_ claims: [String: JSONValue], _ behaviour: Behaviour? = nil) async throws -> String {
        let behaviour = behaviour ?? self.behaviour.withLock { $0 }
        let key = behaviour.keys[behaviour.kid] ?? ES256PrivateKey()
        let keys = await JWTKeyCollection().add(ecdsa: key, kid: JWKIdentifier(string: behaviour.kid))
        return try await keys.sign(
            Claims(right.merging(claims) { _, new in new }.filter { $0.value != .null }), kid: JWKIdentifier(string: behaviour.kid))
    }

    var right: [String: JSONValue] {
        let now = clock.now.timeIntervalSince1970
        return [
            "iss": .text(Self.issuer), "aud": .text("naast"), "sub": .text("subject-1"), "exp": .number(now + 300), "iat": .number(now),
            "nonce": .text(sent.withLock { $0["nonce"] ?? "" }), "email": .text("Noor@School.nl"),
        ]
    }

    private static func keySet(_ keys: [String: ES256PrivateKey]) throws -> String {
        let rows = try keys.map { kid, key in
            let parameters = try #require(key.parameters)
            return
                "{\"kty\":\"EC\",\"use\":\"sig\",\"crv\":\"P-256\",\"kid\":\"\(kid)\",\"x\":\"\(url(parameters.x))\",\"y\":\"\(url(parameters.y))\"}"
        }
        let strange = "{\"kty\":\"LATTICE\",\"kid\":\"nieuw\"}"
        return "{\"keys\":[\((rows + [strange]).joined(separator: ","))]}"
    }

    private static func url(_ base64: String) -> String {
        base64.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// As the browser: goes where it is sent, and remembers what it carried there.
    func follow(_ answer: Answer) throws -> [String: String] {
        let location = try #require(answer.location)
        let query = try #require(location.split(separator: "?", maxSplits: 1).last)
        let fields = try Fields(urlEncoded: Array(query.utf8))
        let values = Dictionary(fields.pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        sent.withLock { $0 = values }
        return values
    }
}
