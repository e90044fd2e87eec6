import Foundation
import Testing

@testable import FileFormats

@Suite("A mail as it is handed on")
struct MailMessageTests {
    private static let sender = MailAddress("naast@school.invalid")
    private static let reader = MailAddress("noor@voorbeeld.example")

    private func message(
        subject: String = "Naast", body: String = "Hallo,\n", name: String = "", more: [(name: String, value: String)] = []
    ) throws -> MailMessage {
        MailMessage(
            from: try #require(Self.sender), fromName: name, to: try #require(Self.reader), subject: subject,
            date: Date(timeIntervalSince1970: 1_795_250_700), id: "a1@school.invalid", language: "nl", body: body, more: more)
    }

    @Test("has its headers, an empty line and its text, with single line feeds")
    func whole() throws {
        let text = try message(more: [("Auto-Submitted", "auto-generated")]).text
        #expect(
            text == """
                From: naast@school.invalid
                To: noor@voorbeeld.example
                Subject: Naast
                Date: Sat, 21 Nov 2026 08:45:00 +0000
                Message-ID: <a1@school.invalid>
                Auto-Submitted: auto-generated
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable
                Content-Language: nl

                Hallo,

                """)
        #expect(!text.contains("\r"))
    }

    @Test(
        "no value ends a header line or adds one",
        arguments: ["\r\nBcc: x@y.invalid", "\nBcc: x@y.invalid", "\u{2028}Bcc: x", "\u{0}\u{7}"])
    func injection(bad: String) throws {
        let text = try message(
            subject: "A" + bad, name: "B" + bad, more: [("List-Unsubscribe" + bad, "<https://x>" + bad)]
        ).text
        let head = text.components(separatedBy: "\n\n")[0]
        #expect(head.split(separator: "\n").filter { !$0.hasPrefix(" ") }.count == 10)
        #expect(!head.split(separator: "\n").contains { $0.lowercased().hasPrefix("bcc") })
        #expect(!text.contains("\r") && !text.contains("\u{0}"))
    }

    @Test("other letters in the subject become encoded words that fit on a line and decode to the same")
    func encodedWords() throws {
        let subject = String(repeating: "Zoë’s überlange tweeëntwintig 🙂 ", count: 8)
        let written = MailMessage.words(subject, taken: 9)
        let lines = written.components(separatedBy: "\n ")
        #expect(lines.count > 3 && lines.allSatisfy { $0.count + 9 <= 76 && $0.hasPrefix("=?UTF-8?B?") && $0.hasSuffix("?=") })
        let decoded = try lines.map { line in
            String(decoding: try #require(Data(base64Encoded: String(line.dropFirst(10).dropLast(2)))), as: UTF8.self)
        }
        #expect(decoded.joined() == subject)
        #expect(MailMessage.words("Naast: 3 dingen om te zien", taken: 9) == "Naast: 3 dingen om te zien")
        #expect(MailMessage.words("=?UTF-8?B?", taken: 9).hasPrefix("=?UTF-8?B?PT"), "what looks encoded is encoded")
        #expect(MailMessage.words("Jansen, \"Noor\"", taken: 6, isPhrase: true).hasPrefix("=?"))
    }

    @Test("quoted-printable keeps lines short and whole, also those that mean something elsewhere")
    func quotedPrintable() {
        #expect(MailMessage.quotedPrintable("Zoë = 1\n") == "Zo=C3=AB =3D 1\n")
        #expect(MailMessage.quotedPrintable("From nu af\n.\n..x") == "=46rom nu af\n=2E\n=2E.x\n")
        #expect(MailMessage.quotedPrintable("eind \nregel\t") == "eind=20\nregel=09\n")
        #expect(MailMessage.quotedPrintable("a\r\nb\rc") == "a\nb\nc\n")
        let long = MailMessage.quotedPrintable(String(repeating: "é", count: 200))
        #expect(long.split(separator: "\n").allSatisfy { $0.count <= 76 })
        #expect(long.replacing("=\n", with: "") == String(repeating: "=C3=A9", count: 200) + "\n")
    }

    @Test(
        "an address that could be read as something else is none",
        arguments: [
            "", "noor", "@x.nl", "noor@", "noor@x@y.nl", "noor x@y.nl", "noor@y.nl\nBcc: z@y.nl", "noor@y.nl,z@y.nl", "<noor@y.nl>",
            "-oQ/tmp@y.nl", "\"a b\"@y.nl", "zoë@y.nl", "noor@ÿ.nl", ".a@y.nl", "a..b@y.nl", "a@y..nl", "a@-y.nl", "a@y.nl.",
            String(repeating: "a", count: 65) + "@y.nl", "a@" + String(repeating: "b", count: 260),
        ])
    func noAddress(text: String) { #expect(MailAddress(text) == nil) }

    @Test("an ordinary address is one", arguments: ["a@y.nl", "Noor.van-Dijk+naast@mail.school.invalid", "o'brien@x.nl", "a_b@localhost"])
    func address(text: String) { #expect(MailAddress(text)?.text == text) }
}
