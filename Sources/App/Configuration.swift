import Foundation
import Informing
import People

/// How an installation is set up: from environment variables, a file of the same names, or options of a command. Checked before anything starts.
package struct Configuration: Sendable, Equatable {
    /// Folder of the database and the key.
    package var data = "./data"
    package var host = "127.0.0.1"
    package var port = 8080
    /// The address that people type, `https://naast.school.nl`; nil while there is none.
    package var url: String?
    package var masterKeyFile: String?
    /// Requests a second from one address, with bursts of four times that; 0 for no bound.
    package var rate = 300
    /// Addresses of proxies whose `X-Forwarded-For` is believed.
    package var proxies: Set<String> = []
    /// `info` writes a line for each request.
    package var log = "notice"
    /// The provider of OpenID Connect; nil for passwords alone.
    package var outside: OutsideSettings?
    /// How mail goes out; nil while no sender is set.
    package var mail: MailSettings?
    /// Whether mail is put into words and shown, and leaves the machine for nobody: in the demo.
    package var mailStays = false

    package init() {}

    /// Everything that can be set, with what it means: for `naast doctor` and the documentation.
    package static let names: [(name: String, meaning: String)] = [
        ("NAAST_DATA", "folder of the database and the key (default ./data)"),
        ("NAAST_HOST", "address to listen on (default 127.0.0.1)"),
        ("NAAST_PORT", "port to listen on (default 8080)"),
        ("NAAST_URL", "public address, such as https://naast.school.nl"),
        ("NAAST_MASTER_KEY_FILE", "file of the master key (default master.key in the data folder)"),
        ("NAAST_RATE", "requests a second from one address (default 300; 0 for no bound)"),
        ("NAAST_PROXY", "addresses of trusted proxies, with commas between"),
        ("NAAST_LOG", "error, warning, notice, info or debug (default notice)"),
        ("NAAST_OIDC_ISSUER", "issuer of the OpenID Connect provider to sign in with, such as https://login.school.nl (needs NAAST_URL)"),
        ("NAAST_OIDC_CLIENT_ID", "what the provider calls this installation"),
        ("NAAST_OIDC_CLIENT_SECRET_FILE", "file with the secret that belongs to it; leave it out for a client without one"),
        ("NAAST_OIDC_NAME", "what the button on the sign-in page says, such as SURFconext"),
        ("NAAST_OIDC_CLAIM", "claim that is compared with the names of accounts at the first sign-in (default email)"),
        ("NAAST_MAIL_FROM", "sender of mail, such as Naast <naast@school.nl>; without it no mail goes out (needs NAAST_URL)"),
        ("NAAST_SENDMAIL", "program that takes mail, with the interface of sendmail (default /usr/sbin/sendmail)"),
        ("NAAST_CONFIG", "file with lines NAME=VALUE of the names above; the environment wins"),
    ]

    /// Everything that is wrong, not only the first.
    package struct Wrong: Error, CustomStringConvertible {
        package let reasons: [String]
        package var description: String { reasons.joined(separator: "\n") }
    }

    /// - Throws: `Wrong` with a line for each value that cannot be used.
    package init(environment: [String: String]) throws {
        var reasons: [String] = []
        var values = environment.filter { $0.key.hasPrefix("NAAST_") }
        if let file = values["NAAST_CONFIG"] {
            values.merge(Self.read(file, &reasons)) { own, _ in own }
        }
        let known = Set(Self.names.map(\.name) + ["NAAST_DATABASE", "NAAST_BINARY"])
        for name in values.keys.sorted() where !known.contains(name) { reasons.append("\(name): there is no such setting") }
        if values["NAAST_DATABASE"] != nil { reasons.append("NAAST_DATABASE: this build keeps its data in SQLite only; leave it out") }
        data = values["NAAST_DATA"] ?? data
        host = values["NAAST_HOST"] ?? host
        masterKeyFile = values["NAAST_MASTER_KEY_FILE"]
        port = Self.number(values, "NAAST_PORT", 0...65_535, &reasons) ?? port
        rate = Self.number(values, "NAAST_RATE", 0...100_000, &reasons) ?? rate
        url = values["NAAST_URL"].map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        proxies = Set((values["NAAST_PROXY"] ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
        log = values["NAAST_LOG"] ?? log
        outside = OutsideConfiguration.read(values, site: url, &reasons)
        mail = MailConfiguration.read(values, site: url, &reasons)
        reasons += check()
        guard reasons.isEmpty else { throw Wrong(reasons: reasons) }
    }

    private func check() -> [String] {
        var reasons: [String] = []
        if let url {
            let parts = URL(string: url)
            if parts?.host == nil || !["http", "https"].contains(parts?.scheme ?? "") || !(parts?.path ?? "").isEmpty {
                reasons.append("NAAST_URL: '\(url)' is not an address such as https://naast.school.nl")
            }
        }
        if !["error", "warning", "notice", "info", "debug"].contains(log) {
            reasons.append("NAAST_LOG: '\(log)' is not error, warning, notice, info or debug")
        }
        if data.isEmpty { reasons.append("NAAST_DATA: it is empty") }
        return reasons
    }

    private static func number(_ values: [String: String], _ name: String, _ range: ClosedRange<Int>, _ reasons: inout [String]) -> Int? {
        guard let text = values[name] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            reasons.append("\(name): '\(text)' is not a number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    private static func read(_ file: String, _ reasons: inout [String]) -> [String: String] {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            reasons.append("NAAST_CONFIG: the file '\(file)' cannot be read")
            return [:]
        }
        var values: [String: String] = [:]
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") { continue }
            let halves = line.split(separator: "=", maxSplits: 1)
            guard halves.count == 2 else {
                reasons.append("\(file):\(number + 1): this line has no NAME=VALUE")
                continue
            }
            values[String(halves[0])] = String(halves[1]).trimmingCharacters(in: CharacterSet(charactersIn: "\""))
        }
        return values
    }
}
