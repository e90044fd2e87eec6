import Foundation
import Storage
import Testing
import Web

@Suite("HTML")
struct HTMLTests {
    static let hostile = "<script>alert('x')</script>\"&"

    @Test("text is escaped between tags and inside an attribute")
    func escaped() {
        let text = Self.hostile
        let safe = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;"
        #expect(("<p>\(text)</p>" as HTML).text == "<p>\(safe)</p>")
        #expect(("<a title=\"\(text)\">" as HTML).text == "<a title=\"\(safe)\">")
        #expect(("\(text.prefix(8))" as HTML).text == "&lt;script&gt;")
    }

    @Test("text without special letters stays as it is", arguments: ["", "Noor", "Zoë 🧑‍🍳 مرحبا", "a = b; c/d", "e\u{301}", "\u{202e}om"])
    func plain(text: String) { #expect(("\(text)" as HTML).text == text) }

    @Test("a text that was escaped already is escaped again: what was typed is what is read")
    func twice() { #expect(("\("&lt;" as String)" as HTML).text == "&amp;lt;") }

    @Test("pieces of HTML stay what they are")
    func pieces() {
        let piece: HTML = "<b>\(Self.hostile)</b>"
        let missing: HTML? = nil
        #expect(("<p>\(piece)</p>" as HTML).text == "<p>" + piece.text + "</p>")
        #expect(("<p>\(missing)</p>" as HTML).text == "<p></p>")
        #expect(("<p>\(Optional(piece))</p>" as HTML).text == "<p>" + piece.text + "</p>")
        #expect(("<ul>\([piece, piece])</ul>" as HTML).text == "<ul>" + piece.text + piece.text + "</ul>")
        #expect(("<ul>\([] as [HTML])</ul>" as HTML).text == "<ul></ul>")
        #expect((piece + "<i>\(3)</i>").text == piece.text + "<i>3</i>")
        #expect(HTML.empty.text.isEmpty)
    }

    @Test(
        "a null byte disappears, with or without special letters beside it",
        arguments: [("a\0b", "ab"), ("\0", ""), ("<\0script>", "&lt;script&gt;")])
    func null(text: String, safe: String) { #expect(("\(text)" as HTML).text == safe) }

    @Test("whatever is typed: no tag or quote comes out, and unescaped it is what was typed")
    func property() {
        var chance = Seeded(42)
        let letters = [
            "<", ">", "\"", "'", "&", "&amp;", "&#39;", "\0", "a", " ", "\n", "é", "e\u{301}", "<\u{301}", "&\u{20dd}", "🙂", "\u{202e}",
            "]]>", "-->", "`", "=",
        ]
        for _ in 0..<3000 {
            let text = chance.text(letters, most: 20)
            let safe = ("\(text)" as HTML).text
            #expect(!safe.unicodeScalars.contains { "<>\"'\0".unicodeScalars.contains($0) }, "\(text.debugDescription)")
            #expect(Array(Self.unescaped(safe).utf8) == Array(text.utf8.filter { $0 != 0 }), "\(text.debugDescription)")
        }
    }

    private static func unescaped(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        var rest = Substring(text).unicodeScalars
        let names: [(name: String, scalar: Unicode.Scalar)] = [
            ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"),
        ]
        while let first = rest.first {
            if first == "&", let found = names.first(where: { rest.starts(with: $0.name.unicodeScalars) }) {
                plain.append(found.scalar)
                rest = rest.dropFirst(found.name.unicodeScalars.count)
            } else {
                plain.append(first)
                rest = rest.dropFirst()
            }
        }
        return String(plain)
    }

    @Test("a piece stands there only when something is so, or there is something to make it of")
    func when() {
        #expect(Web.when(true) { "<b>" }.text == "<b>")
        #expect(Web.when(false) { "<b>" }.text.isEmpty)
        #expect(Web.when("a<b" as String?) { "<i>\($0)</i>" }.text == "<i>a&lt;b</i>")
        #expect(Web.when(nil as String?) { "<i>\($0)</i>" }.text.isEmpty)
    }

    @Test("each line break stays one, and each line is escaped")
    func lineBreaks() {
        #expect(lines("a\n<b>\n\nc").text == "<span dir=\"auto\">a<br>&lt;b&gt;<br><br>c</span>")
        #expect(lines("").text.isEmpty)
        #expect(lines("een").text == "<span dir=\"auto\">een</span>")
        #expect(written("<b>").text == "<span dir=\"auto\">&lt;b&gt;</span>")
    }
}

@Suite("Pieces of pages")
struct PiecesTests {
    private let bad = HTMLTests.hostile

    private func isSafe(_ html: HTML) -> Bool { !html.text.contains("<script") && !html.text.contains("alert('") }

    @Test("escape what they are given")
    func safe() throws {
        let words = try Sample.words()
        let all: [HTML] = [
            tag(bad), tag(bad, .joy), face(bad), empty(bad), crumbs(words, [("/\(bad)", bad)]), action("/\(bad)", bad),
            action("/", bad, quiet: true),
            act("/\(bad)", bad, fields: [(bad, bad)], describes: bad), facts([(bad, "x")]), table(caption: bad, [bad], [["x"]]),
            time(Sample.moment, bad),
            icon(bad),
        ]
        for (place, html) in all.enumerated() { #expect(isSafe(html), "\(place): \(html.text)") }
    }

    @Test("a date can be read by a machine too")
    func dates() throws {
        let day = try #require(Day("2026-11-21"))
        #expect(time(day, "zaterdag").text == "<time datetime=\"2026-11-21\">zaterdag</time>")
        #expect(time(Date(timeIntervalSince1970: 0), "toen").text == "<time datetime=\"1970-01-01T00:00:00.000Z\">toen</time>")
    }

    @Test("a button that changes something is a form that posts, with a name that says what it is about")
    func buttons() {
        let html = act("/afspraken/1/bevestiging", "Ik doe mee", fields: [("soort", "a")], describes: "op tijd").text
        #expect(html.contains("method=\"post\" action=\"/afspraken/1/bevestiging\""))
        #expect(html.contains("<input type=\"hidden\" name=\"soort\" value=\"a\">"))
        #expect(html.contains("aria-label=\"Ik doe mee: op tijd\""))
    }

    @Test("a table has a caption, heads with a scope, and says of each cell under which head it stands")
    func tables() {
        let html = table(caption: "Wie", ["Naam", "Rol"], [["<b>N</b>", "student"], ["S", "mentor"]]).text
        #expect(html.contains("<caption>Wie</caption>"))
        #expect(html.components(separatedBy: "<th scope=\"col\">").count == 3)
        #expect(html.components(separatedBy: "<th scope=\"row\"").count == 3)
        #expect(html.contains("data-label=\"Rol\">mentor</td>"))
        #expect(html.contains("<b>N</b>"))
    }

    @Test("an address of an asset holds its version, and another version has no file")
    func assets() throws {
        let names = Assets.names
        #expect(names.contains("naast.css") && names.contains("naast.js") && names.contains("icons.svg"))
        for name in names {
            let file = try #require(Assets.file(version: Assets.version, name: name))
            #expect(!file.bytes.isEmpty && file.type.contains("/"))
            #expect(Assets.href(name) == "/assets/\(Assets.version)/\(name)")
            #expect(Assets.file(version: "0000", name: name) == nil)
        }
        for name in ["", "../Languages/nl.yaml", "/etc/passwd", "naast.css/", "NAAST.CSS"] {
            #expect(Assets.file(version: Assets.version, name: name) == nil)
        }
    }

    @Test("every icon that a page may ask for stands in the sheet of icons", arguments: ["check", "print"])
    func icons(name: String) throws {
        let sheet = try #require(Assets.file(version: Assets.version, name: "icons.svg"))
        #expect(String(decoding: sheet.bytes, as: UTF8.self).contains("id=\"\(name)\""))
    }
}
