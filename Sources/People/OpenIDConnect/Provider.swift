import Foundation
import Storage
import Web

/// What a provider says of itself (OpenID Connect Discovery, section 3).
struct ProviderMetadata: Decodable, Sendable {
    let issuer: String
    let authorization: String
    let token: String
    let keys: String
    let userinfo: String?
    let tokenMethods: [String]?
    let namesItself: Bool?

    private enum CodingKeys: String, CodingKey {
        case issuer
        case authorization = "authorization_endpoint"
        case token = "token_endpoint"
        case keys = "jwks_uri"
        case userinfo = "userinfo_endpoint"
        case tokenMethods = "token_endpoint_auth_methods_supported"
        case namesItself = "authorization_response_iss_parameter_supported"
    }
}

/// The provider of OpenID Connect: where it is, its keys, and the exchange of a code for what it says of a person.
///
/// What it says of itself is kept for a day, its keys for an hour. A token with a key that is not known renews the keys, at most once a
/// minute: otherwise who sends tokens could make us ask without end.
actor Provider {
    let settings: OutsideSettings
    private let http: OutsideHTTP
    private var known: (metadata: ProviderMetadata, until: Date)?
    private var keys: (keys: TokenKeys, fetched: Date)?
    private var lastRenewal = Date.distantPast

    private static let metadataHolds: TimeInterval = 86_400
    private static let keysHold: TimeInterval = 3600
    private static let renewalStep: TimeInterval = 60

    init(settings: OutsideSettings, http: OutsideHTTP = .real) {
        self.settings = settings
        self.http = http
    }

    /// What somebody who came back brought along, believed.
    struct Identity: Sendable {
        let subject: String
        let accountName: String?
        let hasSecondFactor: Bool
    }

    /// Where to send a browser.
    func address(_ ask: OutsideAsk, language: String, now: Date) async throws -> String {
        let metadata = try await metadata(now)
        let query = Fields([
            ("response_type", "code"), ("client_id", settings.clientID), ("redirect_uri", settings.redirect), ("scope", settings.scope),
            ("state", ask.state), ("nonce", ask.nonce), ("code_challenge", ask.challenge), ("code_challenge_method", "S256"),
            ("ui_locales", language),
        ]).urlEncoded
        return metadata.authorization + (metadata.authorization.contains("?") ? "&" : "?") + query
    }

    /// Whether an answer may be of this provider (RFC 9207): another one cannot pass its codes off as this one's.
    func mayBe(from issuer: String?, now: Date) async throws -> Bool {
        if let issuer { return issuer == settings.issuer }
        return try await metadata(now).namesItself != true
    }

    /// Exchanges the code, verifies the token, and reads who it is about.
    func identity(code: String, _ ask: OutsideAsk, now: Date) async throws -> Identity {
        let metadata = try await metadata(now)
        let tokens = try await exchange(code, ask, metadata)
        let header = try TokenKeys.Header(of: tokens.idToken)
        let claims = try await TokenKeys.claims(of: tokens.idToken, header, key: key(header, metadata, now))
        let rule = IDTokenRule(issuer: settings.issuer, clientID: settings.clientID, nonce: ask.nonce, now: now)
        if let wrong = rule.problem(claims) { throw OutsideProblem.token(wrong) }
        guard let subject = claims.text("sub") else { throw OutsideProblem.token("sub") }
        let name = try await accountName(claims, subject, tokens.accessToken, metadata)
        return Identity(subject: subject, accountName: name, hasSecondFactor: claims.hasSecondFactor)
    }

    /// Some providers tell more than the subject only when asked apart.
    private func accountName(_ claims: Claims, _ subject: String, _ token: String?, _ metadata: ProviderMetadata) async throws -> String? {
        if claims.values[settings.claim] != nil { return claims.accountName(settings.claim) }
        guard let address = metadata.userinfo, let token else { return nil }
        let answer = try await http.ask(OutsideRequest(address: address, authorization: "Bearer " + token))
        // It has to be about the same person, or anyone's token could be put in between.
        guard answer.status == 200, let more = try? JSONDecoder().decode(Claims.self, from: answer.body), more.text("sub") == subject else {
            return nil
        }
        return more.accountName(settings.claim)
    }

    private struct Tokens: Decodable {
        let idToken: String
        let accessToken: String?

        private enum CodingKeys: String, CodingKey {
            case idToken = "id_token"
            case accessToken = "access_token"
        }
    }

    private func exchange(_ code: String, _ ask: OutsideAsk, _ metadata: ProviderMetadata) async throws -> Tokens {
        var form = [
            (name: "grant_type", value: "authorization_code"), (name: "code", value: code),
            (name: "redirect_uri", value: settings.redirect), (name: "code_verifier", value: ask.verifier),
        ]
        var authorization: String?
        let methods = metadata.tokenMethods ?? ["client_secret_basic"]
        if let secret = settings.clientSecret, methods.contains("client_secret_basic") {
            // RFC 6749, section 2.3.1: both halves are form-encoded first.
            let pair = Fields.encoded(settings.clientID) + ":" + Fields.encoded(secret)
            authorization = "Basic " + Data(pair.utf8).base64EncodedString()
        } else {
            form.append((name: "client_id", value: settings.clientID))
            if let secret = settings.clientSecret { form.append((name: "client_secret", value: secret)) }
        }
        let answer = try await http.ask(OutsideRequest(address: metadata.token, form: form, authorization: authorization))
        guard answer.status == 200 else { throw OutsideProblem.token("exchange \(answer.status)") }
        guard let tokens = try? JSONDecoder().decode(Tokens.self, from: answer.body) else { throw OutsideProblem.token("missing") }
        return tokens
    }

    private func key(_ header: TokenKeys.Header, _ metadata: ProviderMetadata, _ now: Date) async throws -> TokenKeys.Key {
        if let keys, now.timeIntervalSince(keys.fetched) < Self.keysHold, let key = keys.keys.key(for: header) { return key }
        guard now.timeIntervalSince(lastRenewal) >= Self.renewalStep else { throw OutsideProblem.token("key") }
        // Noted before the answer is there: who comes in between does not ask too.
        lastRenewal = now
        let answer = try await http.ask(OutsideRequest(address: metadata.keys))
        guard answer.status == 200 else {
            lastRenewal = .distantPast
            throw OutsideProblem.unreachable("keys \(answer.status)")
        }
        let fresh = try TokenKeys(json: answer.body)
        keys = (fresh, now)
        guard let key = fresh.key(for: header) else { throw OutsideProblem.token("key") }
        return key
    }

    private func metadata(_ now: Date) async throws -> ProviderMetadata {
        if let known, now < known.until { return known.metadata }
        let base = settings.issuer.hasSuffix("/") ? String(settings.issuer.dropLast()) : settings.issuer
        let answer = try await http.ask(OutsideRequest(address: base + "/.well-known/openid-configuration"))
        guard answer.status == 200 else { throw OutsideProblem.unreachable("metadata \(answer.status)") }
        guard let metadata = try? JSONDecoder().decode(ProviderMetadata.self, from: answer.body) else {
            throw OutsideProblem.metadata("form")
        }
        guard metadata.issuer == settings.issuer else { throw OutsideProblem.metadata("issuer") }
        let addresses = [metadata.authorization, metadata.token, metadata.keys] + [metadata.userinfo].compactMap { $0 }
        guard addresses.allSatisfy(OutsideSettings.isSafe) else { throw OutsideProblem.metadata("address") }
        known = (metadata, now.addingTimeInterval(Self.metadataHolds))
        return metadata
    }
}
