import Testing

@testable import Web

struct OneByOneTests {
    private func form(_ fields: [(name: String, value: String)] = [], problems: [FieldProblem] = []) throws -> OneByOne {
        let pieces = FormPieces(FormState(typed: Fields(fields), problems: problems), try Sample.words())
        return OneByOne(
            pieces,
            [
                .init("what", html: pieces.line("what", label: "Wat?")), .init("who", html: pieces.line("who", label: "Wie?")),
                .init("day", html: pieces.line("day", label: "Wanneer?")),
            ])
    }

    @Test func `one question stands on the page, what was answered goes along hidden`() throws {
        let html = try form([("vraag", "1"), ("what", "op tijd & vrolijk"), ("party", "a"), ("party", "b")]).html(save: "Bewaar").text
        #expect(html.contains("Wie?") && !html.contains("Wat?") && !html.contains("Wanneer?"))
        #expect(html.contains("<input type=\"hidden\" name=\"what\" value=\"op tijd &amp; vrolijk\">"))
        #expect(html.contains("name=\"party\" value=\"a\"") && html.contains("name=\"party\" value=\"b\""))
        #expect(html.contains("Vraag 2 van 3"))
        #expect(html.contains("Verder") && !html.contains("Bewaar"))
    }

    @Test func `the last question saves, and its form can be read`() throws {
        let html = try form([("vraag", "2")]).html(save: "Bewaar").text
        #expect(html.contains("name=\"laatste\"") && html.contains(">Bewaar<"))
        #expect(OneByOne.turn(Fields([("vraag", "2"), ("laatste", "1"), ("what", "x")])) == nil)
    }

    @Test func `further goes on, back goes back, and nothing typed is lost`() throws {
        let next = try #require(OneByOne.turn(Fields([("vraag", "0"), ("what", "x")])))
        #expect(next.typed.first("vraag") == "1" && next.typed.first("what") == "x")
        let back = try #require(OneByOne.turn(Fields([("vraag", "2"), ("laatste", "1"), ("terug", "1"), ("what", "x")])))
        #expect(back.typed.first("vraag") == "1" && back.typed.first("what") == "x" && back.typed.first("laatste") == nil)
        #expect(try #require(OneByOne.turn(Fields([("vraag", "0"), ("terug", "1")]))).typed.first("vraag") == "0")
    }

    @Test func `a form that comes whole is read at once`() {
        #expect(OneByOne.turn(Fields([("what", "x"), ("who", "y")])) == nil)
        for odd in ["-1", "101", "x", ""] { #expect(OneByOne.turn(Fields([("vraag", odd)])) == nil, "\(odd)") }
    }

    @Test func `what is refused is asked again, wherever one was`() throws {
        let html = try form([("vraag", "2"), ("day", "morgen")], problems: [FieldProblem("who", "missing")]).html(save: "Bewaar").text
        #expect(html.contains("Wie?") && html.contains("problem-summary"))
        #expect(html.contains("name=\"day\" value=\"morgen\""))
    }

    @Test func `a place far away shows the last question`() throws {
        #expect(try form([("vraag", "99")]).current == 2)
    }
}
