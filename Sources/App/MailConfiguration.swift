import FileFormats
import Foundation
import Informing

/// Reads the settings of mail. Without a sender there is none.
enum MailConfiguration {
    static let usual = "/usr/sbin/sendmail"

    static func read(_ values: [String: String], site: String?, _ reasons: inout [String]) -> MailSettings? {
        guard let from = values["NAAST_MAIL_FROM"] else {
            if values["NAAST_SENDMAIL"] != nil { reasons.append("NAAST_SENDMAIL: it means nothing without NAAST_MAIL_FROM") }
            return nil
        }
        let sender = MailSettings.sender(from)
        if sender == nil { reasons.append("NAAST_MAIL_FROM: '\(from)' is not an address such as Naast <naast@school.nl>") }
        if site == nil { reasons.append("NAAST_URL: mail needs it: the links in it begin with it") }
        let program = program(values, &reasons)
        guard let sender, let site, let program else { return nil }
        return MailSettings(sendmail: program, from: sender.address, fromName: sender.name, site: site)
    }

    static func program(_ values: [String: String], _ reasons: inout [String]) -> String? {
        let program = values["NAAST_SENDMAIL"] ?? usual
        guard program.hasPrefix("/"), FileManager.default.isExecutableFile(atPath: program) else {
            reasons.append("NAAST_SENDMAIL: '\(program)' is not a program that can be started; give its whole path")
            return nil
        }
        return program
    }
}

extension Configuration {
    /// For the demo: mail is put into words and shown on a page; with `NAAST_SENDMAIL` it really goes out too.
    /// - Throws: `Wrong` when that program is none, or `NAAST_MAIL_FROM` no address.
    package mutating func showMail(environment: [String: String], site: String) throws {
        let values = ["NAAST_MAIL_FROM": "Naast <naast@voorbeeld.example>"].merging(environment) { _, given in given }
        var reasons: [String] = []
        mailStays = environment["NAAST_SENDMAIL"] == nil
        if mailStays {
            mail = MailSettings.sender(values["NAAST_MAIL_FROM"] ?? "").map {
                MailSettings(sendmail: MailConfiguration.usual, from: $0.address, fromName: $0.name, site: site)
            }
        } else {
            mail = MailConfiguration.read(values, site: site, &reasons)
        }
        if mail == nil, reasons.isEmpty { reasons.append("NAAST_MAIL_FROM: it is not an address such as Naast <naast@school.nl>") }
        guard reasons.isEmpty else { throw Wrong(reasons: reasons) }
    }
}
