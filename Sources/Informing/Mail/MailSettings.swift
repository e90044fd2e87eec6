import FileFormats

/// How mail leaves this installation.
package struct MailSettings: Sendable, Equatable {
    /// The program that takes mail, with the interface of `sendmail`.
    package let sendmail: String
    package let from: MailAddress
    /// Before the address, such as the name of the school; empty for none.
    package let fromName: String
    /// The public address, `https://naast.school.nl`: links in a mail begin with it.
    package let site: String

    package init(sendmail: String, from: MailAddress, fromName: String = "", site: String) {
        self.sendmail = sendmail
        self.from = from
        self.fromName = fromName
        self.site = site
    }

    /// `naast@school.nl`, or `Naast <naast@school.nl>`; nil when it is neither.
    package static func sender(_ text: String) -> (name: String, address: MailAddress)? {
        guard let open = text.lastIndex(of: "<"), text.hasSuffix(">") else { return MailAddress(text).map { ("", $0) } }
        let name = text[..<open].trimmingCharacters(in: .whitespaces).trimmingCharacters(in: ["\""])
        return MailAddress(String(text[text.index(after: open)...].dropLast())).map { (name, $0) }
    }

    /// What Message-IDs end with: the host of the public address.
    var host: String {
        let rest = site.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        let host = rest.prefix { $0 != ":" }
        return host.isEmpty ? from.place : String(host)
    }
}
