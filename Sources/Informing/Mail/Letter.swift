import People
import Web

/// A mail in words, in the language of its reader.
package struct Letter: Sendable, Equatable {
    package let subject: String
    package let body: String
    /// The address that stops this kind of mail; nil for a mail that was asked for.
    package let off: String?

    private init(subject: String, body: String, off: String? = nil) {
        self.subject = subject
        self.body = body
        self.off = off
    }

    /// Nil when there is no text for such a mail.
    ///
    /// Of any kind: `mail.<kind>.subject` and `mail.<kind>.body`, filled with the values of the mail and with `site`; when the values hold
    /// a `path`, `link` is that path on this site.
    package init?(_ mail: Mail, words: Words, site: String) {
        guard let letter = mail.kind == Digest.kind ? Self.digest(mail, words, site) : Self.plain(mail, words, site) else { return nil }
        self = letter
    }

    private static func plain(_ mail: Mail, _ words: Words, _ site: String) -> Letter? {
        let (subject, body) = ("mail." + mail.kind + ".subject", "mail." + mail.kind + ".body")
        guard words.has(subject), words.has(body) else { return nil }
        var values = mail.values
        values["site"] = site
        if let path = values["path"] { values["link"] = site + path }
        return Letter(subject: words(subject, values), body: words(body, values))
    }

    /// Counts by kind, why it comes, and how to stop it: no name, nothing of what happened.
    private static func digest(_ mail: Mail, _ words: Words, _ site: String) -> Letter? {
        let counts = Notice.allCases.compactMap { notice in mail.values[notice.rawValue].flatMap(Int.init).map { (notice, $0) } }
        guard !counts.isEmpty else { return nil }
        let lines = counts.map { "- " + words("mail.notice." + $0.rawValue, count: $1) }.joined(separator: "\n")
        let off = mail.values[Digest.offValue].map { site + InformingPaths.digestOff($0) }
        var parts = [words("mail.digest.hello"), lines, words("mail.digest.open", ["link": site + "/vandaag"])]
        parts.append(words("mail.digest.why", ["link": site + InformingPaths.messages()]))
        if let off { parts.append(words("mail.digest.off", ["link": off])) }
        let all = counts.reduce(0) { $0 + $1.1 }
        return Letter(subject: words("mail.digest.subject", count: all), body: parts.joined(separator: "\n\n") + "\n", off: off)
    }
}
