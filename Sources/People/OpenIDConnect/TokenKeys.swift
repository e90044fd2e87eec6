import Foundation
import JWTKit

/// The public keys of a provider, and the check of a signature with them.
struct TokenKeys: Sendable {
    typealias Key = JWK

    private let keys: [JWK]

    /// Signatures with a public key alone. Never `none`; never HMAC, whose key the provider would have to share.
    static let algorithms: Set<String> = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
    /// Bytes of an RSA modulus: 2048 bits.
    private static let leastModulus = 256
    private static let longestToken = 16_384

    /// From a JSON Web Key Set (RFC 7517). A key of a kind that is not known here, or for something else, is passed by.
    init(json: Data) throws {
        do {
            keys = try JSONDecoder().decode(KeySet.self, from: json).keys.compactMap(\.key)
        } catch {
            throw OutsideProblem.metadata("keys")
        }
    }

    private struct KeySet: Decodable { let keys: [One] }

    private struct One: Decodable {
        let key: JWK?

        private enum Name: String, CodingKey { case use }

        init(from decoder: any Decoder) throws {
            let use = try? decoder.container(keyedBy: Name.self).decode(String.self, forKey: .use)
            let read = try? JWK(from: decoder)
            key = (use ?? "sig") == "sig" && read?.privateExponent == nil ? read : nil
        }
    }

    /// What a token says of itself, before anything of it is believed.
    struct Header: Decodable, Sendable {
        let alg: String
        let kid: String?
        let crit: [String]?

        init(of token: String) throws {
            let parts = token.split(separator: ".", omittingEmptySubsequences: false)
            guard token.utf8.count <= TokenKeys.longestToken, parts.count == 3, let json = TokenKeys.decoded(String(parts[0])),
                let header = try? JSONDecoder().decode(Header.self, from: json)
            else { throw OutsideProblem.token("form") }
            guard TokenKeys.algorithms.contains(header.alg) else { throw OutsideProblem.token("alg") }
            guard header.crit == nil else { throw OutsideProblem.token("crit") }
            self = header
        }
    }

    /// The key that a token names; without a name, the only one that can be meant. Nil when it is not here.
    func key(for header: Header) -> JWK? {
        let named = header.kid.map { kid in keys.filter { $0.keyIdentifier?.string == kid } } ?? keys
        let fitting = named.filter { Self.fits($0, header.alg) }
        return fitting.count == 1 ? fitting[0] : nil
    }

    private static func fits(_ key: JWK, _ algorithm: String) -> Bool {
        guard key.algorithm.map({ $0.rawValue == algorithm }) ?? true else { return false }
        switch key.keyType {
        case .rsa: return !algorithm.hasPrefix("ES") && (key.modulus.flatMap(decoded)?.count ?? 0) >= leastModulus
        case .ecdsa: return key.curve?.rawValue == ["ES256": "P-256", "ES384": "P-384", "ES512": "P-521"][algorithm]
        default: return false
        }
    }

    /// The claims of a token whose signature is right.
    static func claims(of token: String, _ header: Header, key: JWK) async throws -> Claims {
        var key = key
        let kid = JWKIdentifier(string: header.kid ?? "only")
        key.keyIdentifier = kid
        key.algorithm = JWK.Algorithm(rawValue: header.alg)
        do {
            return try await JWTKeyCollection().add(jwk: key).verify(token, as: Claims.self)
        } catch {
            throw OutsideProblem.token("signature")
        }
    }

    private static func decoded(_ text: String) -> Data? {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4))
    }
}
