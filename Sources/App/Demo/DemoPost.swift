import FileFormats
import Foundation
import Informing
import People
import Storage
import Web

/// Takes mail and sends it nowhere: the demo shows it on a page.
struct DemoCarrier: MailCarrier {
    func carry(_ message: MailMessage) async -> Delivering.Outcome { .sent }
}

/// The page of the demo with its mails, as they go out. It stands only in `naast demo`.
struct DemoPost: Sendable {
    let door: Door
    let library: Library
    let mailing: Mailing

    /// One mail in words.
    struct Shown: Sendable {
        let name: PersonName
        let letter: Letter
        let language: Language
        let sent: Date?
    }

    var endpoints: [Endpoint] {
        [
            .open(.get, DemoPaths.post) { ask in
                let mails = try await door.database.read { try DemoMailStore.latest(30, $0) }
                let site = mailing.settings?.site ?? ""
                let shown = mails.compactMap { mail in
                    Letter(mail.mail, words: library[mail.language], site: site).map {
                        Shown(name: mail.name, letter: $0, language: mail.language, sent: mail.sent)
                    }
                }
                return .page(page(shown, ask))
            }
        ]
    }

    private func page(_ mails: [Shown], _ ask: Ask) -> Page {
        let words = ask.words
        let title = words("demo.post.title")
        let rows = mails.map { mail -> HTML in
            let at: HTML =
                if let sent = mail.sent { time(sent, words.moment(sent, today: ask.today)) } else { tag(words("demo.post.waits")) }
            return """
                <article class="sheet stack"><h2 lang="\(mail.language.code)">\(mail.letter.subject)</h2>\
                <p class="soft">\(words("demo.post.to", ["name": mail.name.full])) · \(at)</p>\
                <div class="stack" lang="\(mail.language.code)">\(paragraphs(mail.letter.body))</div></article>
                """
        }
        return Page(
            title: title,
            content: """
                <div class="stack">\(crumbs(words, [(DemoPaths.start(), words("demo.title"))]))<h1>\(title)</h1><p class="soft">\(words("demo.post.intro"))</p></div>\
                \(mails.isEmpty ? empty(words("demo.post.empty")) : "\(rows)" as HTML)
                """)
    }

    /// A line that is nothing but an address can be followed, as in a mail program.
    private func followed(_ line: String) -> HTML {
        let site = mailing.settings?.site ?? ""
        let isAddress = line.hasPrefix(site + "/") && !line.contains(" ")
        return isAddress ? "<a href=\"\(line)\">\(line)</a>" : "\(line)"
    }

    private func paragraphs(_ text: String) -> [HTML] {
        text.split(separator: "\n\n").map { paragraph -> HTML in
            let lines = paragraph.split(separator: "\n").enumerated().map { place, line -> HTML in
                "\(when(place > 0) { "<br>" })\(followed(String(line)))"
            }
            return "<p>\(lines)</p>"
        }
    }
}
