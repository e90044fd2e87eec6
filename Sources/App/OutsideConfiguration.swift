import Foundation
import People

/// Reads the settings `NAAST_OIDC_…`: all or nothing.
enum OutsideConfiguration {
    static func read(_ values: [String: String], site: String?, _ reasons: inout [String]) -> OutsideSettings? {
        let given = values.keys.filter { $0.hasPrefix("NAAST_OIDC_") }.sorted()
        guard let issuer = values["NAAST_OIDC_ISSUER"] else {
            for name in given { reasons.append("\(name): it means nothing without NAAST_OIDC_ISSUER") }
            return nil
        }
        if !OutsideSettings.isSafe(issuer) || URL(string: issuer)?.query() != nil || URL(string: issuer)?.fragment() != nil {
            reasons.append("NAAST_OIDC_ISSUER: '\(issuer)' is not an https address such as https://login.school.nl")
        }
        let client = text("NAAST_OIDC_CLIENT_ID", values, &reasons)
        let name = text("NAAST_OIDC_NAME", values, &reasons)
        let claim = values["NAAST_OIDC_CLAIM"] ?? "email"
        if claim.isEmpty || claim.contains(where: \.isWhitespace) {
            reasons.append("NAAST_OIDC_CLAIM: '\(claim)' is not the name of a claim such as email or preferred_username")
        }
        let secret = values["NAAST_OIDC_CLIENT_SECRET_FILE"].flatMap { contents(of: $0, &reasons) }
        if site == nil { reasons.append("NAAST_URL: signing in by OpenID Connect needs it: the provider sends people back there") }
        guard let client, let name, let site else { return nil }
        return OutsideSettings(issuer: issuer, clientID: client, clientSecret: secret, name: name, claim: claim, site: site)
    }

    private static func text(_ name: String, _ values: [String: String], _ reasons: inout [String]) -> String? {
        let text = (values[name] ?? "").trimmingCharacters(in: .whitespaces)
        guard !text.isEmpty, text.count <= 200 else {
            reasons.append("\(name): it is needed with NAAST_OIDC_ISSUER, at most 200 characters")
            return nil
        }
        return text
    }

    private static func contents(of file: String, _ reasons: inout [String]) -> String? {
        let text = (try? String(contentsOfFile: file, encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let text, !text.isEmpty else {
            reasons.append("NAAST_OIDC_CLIENT_SECRET_FILE: the file '\(file)' cannot be read, or is empty")
            return nil
        }
        return text
    }
}
