import Foundation
import Logging
import Storage
import Testing

@testable import Web

@Suite("The shell around every page")
struct ShellTests {
    private let menu = [
        Frame.Item(key: "today", path: "/vandaag", icon: "today"), Frame.Item(key: "students", path: "/studenten", icon: "people"),
        Frame.Item(key: "me", path: "/studenten/n1", icon: "success"),
    ]

    private func html(_ path: String, _ frame: Frame? = nil, notice: String? = nil, title: String = "Titel", language: Language = .nl)
        throws -> String
    {
        let shell = Shell(words: try Sample.words(language), frame: frame ?? Frame(menu: menu), path: path, notice: notice)
        return shell.around(Page(title: title, content: "<p>inhoud</p>")).text
    }

    @Test(
        "marks the item of the menu where one is, the nearest one alone",
        arguments: [
            ("/vandaag", "/vandaag"), ("/studenten", "/studenten"), ("/studenten/n2", "/studenten"), ("/studenten/n1", "/studenten/n1"),
            ("/studenten/n1/team", "/studenten/n1"), ("/studentenhuis", nil), ("/", nil),
        ] as [(String, String?)])
    func current(path: String, item: String?) throws {
        let marked = try html(path).matches(of: /<a href="([^"]*)" aria-current="page">/).map { String($0.output.1) }
        #expect(marked == [item].compactMap { $0 })
    }

    @Test("says the language of the page, and which button is pressed", arguments: Language.allCases)
    func language(language: Language) throws {
        let html = try html("/", language: language)
        #expect(html.hasPrefix("<!doctype html><html lang=\"\(language.code)\" dir=\"\(language.direction)\">"))
        for other in Language.allCases {
            let pressed = String(other == language)
            #expect(html.contains("value=\"\(other.code)\" aria-pressed=\"\(pressed)\">"))
            #expect(html.contains("<span lang=\"\(other.code)\" dir=\"\(other.direction)\">\(other.ownName)</span>"))
        }
    }

    @Test("escapes title, path and who is signed in")
    func escapes() throws {
        let bad = "\"><script>alert('x')</script>"
        let html = try html("/\(bad)", Frame(menu: menu, who: bad, account: "/\(bad)", signOut: "/\(bad)"), notice: bad, title: bad)
        #expect(!html.contains("<script>alert") && !html.contains("alert('x')"))
        #expect(html.contains("&lt;script&gt;"))
    }

    @Test("shows a notice that it knows, and nothing else that stands in the address")
    func notice() throws {
        let words = try Sample.words("notice: {done: Klaar!}\nshell: {menu: M}")
        func shown(_ notice: String?) -> String {
            Shell(words: words, frame: Frame(), path: "/", notice: notice).around(Page(title: "T", content: "")).text
        }
        #expect(shown("done").contains("<p class=\"notice\" role=\"status\">") && shown("done").contains("Klaar!"))
        for other in ["other", "", "done.x", "<b>", "../done"] { #expect(!shown(other).contains("class=\"notice\"")) }
        #expect(!shown(nil).contains("class=\"notice\""))
    }

    @Test("shows to who is not signed in no menu and no way out")
    func stranger() throws {
        let html = try html("/", Frame())
        #expect(!html.contains("<nav") && !html.contains("Afmelden"))
        #expect(html.contains("<a class=\"skip\" href=\"#inhoud\">"))
        #expect(try self.html("/", Frame(signOut: "/afmelden")).contains("action=\"/afmelden\""))
    }
}

@Suite("The site")
struct SiteTests {
    private struct Unforeseen: Error {}

    private func site(_ endpoints: [Endpoint] = []) throws -> Site {
        Site(
            library: try Library(folders: [WebContent.languages]), endpoints: endpoints, surroundings: Sample.surroundings,
            metrics: Metrics(),
            limits: Site.Limits(), logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            signIn: { _ in .see("/aanmelden") })
    }

    private func answer(_ error: any Error, accept: String = "text/html") async throws -> Answer {
        let endpoint = Endpoint.open(.get, FixedPath("/a")) { _ in throw error }
        return try await site([endpoint]).answer(Sample.ask(headers: ["accept": accept]), by: endpoint, values: []).0
    }

    @Test("sends who has to sign in to do so, and tells a program that it has to")
    func signIn() async throws {
        #expect(try await answer(Problem.signInNeeded).header("Location") == "/aanmelden")
        let program = try await answer(Problem.signInNeeded, accept: "application/json")
        #expect(program.status == 401 && program.header("Location") == nil)
    }

    @Test("makes of every error its page, and never tells what happened inside")
    func errors() async throws {
        #expect(try await answer(Problem.notFound).status == 404)
        #expect(try await answer(StorageProblem.full).status == 503)
        let inside = try await answer(StorageProblem.cannotOpen(path: "/var/geheim", reason: "stuk"))
        #expect(inside.status == 500)
        #expect(!inside.html.contains("geheim") && !inside.html.contains("stuk"))
        #expect(try await answer(Unforeseen()).status == 500)
    }

    @Test("puts the shell around a page and around nothing else")
    func bodies() throws {
        let site = try site()
        func bytes(_ answer: Answer) throws -> (String, String?) {
            let (data, type) = site.bytes(of: answer, frame: Frame(), ask: try Sample.ask())
            return (String(decoding: data, as: UTF8.self), type)
        }
        let page = try bytes(.page(Page(title: "T", content: "<p>x</p>")))
        #expect(page.0.contains("<!doctype html>") && page.0.contains("<p>x</p>") && page.1 == "text/html; charset=utf-8")
        #expect(try bytes(Answer(body: .empty)) == ("", nil))
        #expect(try bytes(Answer(body: .json(Data("1".utf8)))) == ("1", "application/json"))
        #expect(try bytes(Answer(body: .bytes(Data("a,b".utf8), type: "text/csv"))) == ("a,b", "text/csv"))
    }

    @Test("shows a refused form again with what was typed, and lets other errors pass")
    func filling() async throws {
        let state = FormState(typed: Fields(["f": "getypt"]), problems: [FieldProblem("f", "missing")])
        let again = try await Web.filling({ Page(title: "T", content: "\($0.value("f"))") }, { throw FormRefused(state) })
        #expect(again.status == 422 && again.html == "getypt")
        let done = try await Web.filling({ _ in Page(title: "", content: "") }, { .see("/x") })
        #expect(done.status == 303)
        await #expect(throws: Problem.forbidden) {
            try await Web.filling({ _ in Page(title: "", content: "") }, { throw Problem.forbidden })
        }
    }
}
