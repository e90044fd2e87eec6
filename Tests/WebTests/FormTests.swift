import Foundation
import Storage
import Testing
import Web

private enum Thing {}
private enum Colour: String, CaseIterable { case red, blue }

@Suite("Reading a form")
struct FormReaderTests {
    /// Reads one field and says what came of it.
    private func reading<Value>(_ pairs: (name: String, value: String)..., read: (inout FormReader) -> Value) -> (Value, [FieldProblem]) {
        var form = FormReader(Fields(pairs))
        let value = read(&form)
        return (value, form.problems)
    }

    @Test("a text that has to be there is trimmed", arguments: [("a", "a"), ("  a b \n", "a b"), ("\u{a0}é\t", "é")])
    func text(typed: String, value: String) {
        let (read, problems) = reading(("f", typed)) { $0.text("f", most: 5) }
        #expect(read == value)
        #expect(problems == [])
    }

    @Test("a text that is not there is missed", arguments: ["", " ", "\n\t "])
    func missing(typed: String) {
        #expect(reading(("f", typed)) { $0.text("f", most: 5) }.1 == [FieldProblem("f", "missing")])
        #expect(reading(("other", "x")) { $0.text("f", most: 5) }.1 == [FieldProblem("f", "missing")])
        let (optional, problems) = reading(("f", typed)) { $0.optionalText("f", most: 5) }
        #expect(optional == nil && problems == [])
    }

    @Test("a text that just fits is taken, and one letter more is refused with both numbers, never cut off")
    func tooLong() {
        #expect(reading(("f", "éé🙂ab")) { $0.text("f", most: 5) }.0 == "éé🙂ab")
        let (value, problems) = reading(("f", "éé🙂abc")) { $0.text("f", most: 5) }
        #expect(value.isEmpty)
        #expect(problems == [FieldProblem("f", "tooLong", ["most": "5", "count": "6"])])
        #expect(
            reading(("f", "abcdef")) { $0.optionalText("f", most: 5) }.1 == [FieldProblem("f", "tooLong", ["most": "5", "count": "6"])])
    }

    @Test(
        "a day may be written in the way of browsers or of people",
        arguments: [
            ("2026-11-21", "2026-11-21"), ("21-11-2026", "2026-11-21"), ("21/11/2026", "2026-11-21"), ("21.11.2026", "2026-11-21"),
            ("21 11 2026", "2026-11-21"), ("1-2-2026", "2026-02-01"), (" 01-02-2026 ", "2026-02-01"), ("29-2-2028", "2028-02-29"),
        ])
    func day(typed: String, day: String) {
        let (required, problems) = reading(("f", typed)) { $0.day("f") }
        #expect(required?.description == day)
        #expect(problems == [])
        #expect(reading(("f", typed)) { $0.optionalDay("f") }.0?.description == day)
    }

    @Test(
        "what is no day is refused",
        arguments: [
            "morgen", "29-02-2026", "31-04-2026", "2026-13-01", "11-2026", "21-11-26", "1899-12-31", "2201-01-01", "21-11-2026-1",
            "0-0-2026", "--2026",
            "2026-11-21T00:00",
        ])
    func notADay(typed: String) {
        let (day, problems) = reading(("f", typed)) { $0.day("f") }
        #expect(day == nil)
        #expect(problems == [FieldProblem("f", "notADay")])
        #expect(reading(("f", typed)) { $0.optionalDay("f") }.1 == [FieldProblem("f", "notADay")])
    }

    @Test("a day that is not there is missed only where it has to be there")
    func noDay() {
        #expect(reading(("f", "")) { $0.day("f") }.1 == [FieldProblem("f", "missing")])
        #expect(reading(("f", "")) { $0.optionalDay("f") }.1 == [])
        #expect(reading(("f", String(repeating: "1", count: 41))) { $0.day("f") }.1.map(\.key) == ["tooLong"])
    }

    @Test(
        "a time of day",
        arguments: [("11:05", 11, 5), ("11.05", 11, 5), ("0:00", 0, 0), ("23:59", 23, 59), ("9:5", 9, 5), ("09:30:00", 9, 30)])
    func time(typed: String, hour: Int, minute: Int) {
        let (time, problems) = reading(("f", typed)) { $0.optionalTime("f") }
        #expect(time?.hour == hour && time?.minute == minute)
        #expect(problems == [])
    }

    @Test("what is no time is refused", arguments: ["24:00", "12:60", "-1:00", "12", "12:", ":30", "twaalf uur", "1:2:3:4", "1 2"])
    func notATime(typed: String) {
        let (time, problems) = reading(("f", typed)) { $0.optionalTime("f") }
        #expect(time == nil)
        #expect(problems == [FieldProblem("f", "notATime")])
    }

    @Test("a number within its bounds", arguments: [("1", 1), ("60", 60), (" 7 ", 7), ("007", 7)])
    func number(typed: String, value: Int) {
        let (number, problems) = reading(("f", typed)) { $0.number("f", in: 1...60) }
        #expect(number == value)
        #expect(problems == [])
    }

    @Test(
        "a number outside its bounds, or none at all, is refused",
        arguments: ["0", "61", "-1", "1.5", "1e1", "zeven", "99999999999999999999", "٧"])
    func notANumber(typed: String) {
        let (number, problems) = reading(("f", typed)) { $0.number("f", in: 1...60) }
        #expect(number == nil)
        #expect(problems == [FieldProblem("f", "notInRange", ["least": "1", "most": "60"])])
    }

    @Test("a word of our own is taken, another refused, also one in other capitals")
    func choice() {
        #expect(reading(("f", "red")) { $0.choice("f", Colour.self) }.0 == .red)
        for typed in ["green", "Red", "", " red"] {
            #expect(reading(("f", typed)) { $0.choice("f", Colour.self) }.1 == [FieldProblem("f", "choose")])
        }
        #expect(reading(("f", "")) { $0.optionalChoice("f", Colour.self) }.1 == [])
        #expect(reading(("f", "green")) { $0.optionalChoice("f", Colour.self) }.1 == [FieldProblem("f", "choose")])
    }

    @Test("an id is taken or asked for")
    func id() {
        #expect(reading(("f", "a-1")) { $0.id("f", of: Thing.self) }.0?.text == "a-1")
        #expect(reading(("f", "a b")) { $0.id("f", of: Thing.self) }.1 == [FieldProblem("f", "choose")])
        #expect(reading(("f", "a b")) { $0.optionalID("f", of: Thing.self) }.0 == nil)
    }

    @Test("of ids each counts once, bad ones not at all, and no more than 50 are looked at")
    func ids() {
        let some = FormReader(Fields([("f", "a"), ("f", "b"), ("f", "a"), ("f", "<x>"), ("g", "z"), ("f", "c")]))
        #expect(some.ids("f", of: Thing.self).map(\.text) == ["a", "b", "c"])
        let many = FormReader(Fields((0..<500).map { ("f", "id\($0)") }))
        #expect(many.ids("f", of: Thing.self).count == 50)
    }

    @Test("a list is read from lines or from fields, without the empty ones")
    func list() {
        let (lines, problems) = reading(("f", " a \n\n b\n"), ("f", "c"), ("f", "  ")) { $0.list("f", most: 3, each: 1) }
        #expect(lines == ["a", "b", "c"])
        #expect(problems == [])
        #expect(reading(("f", "a\nb\nc\nd")) { $0.list("f", most: 3, each: 1) }.1 == [FieldProblem("f", "tooMany", ["most": "3"])])
        #expect(
            reading(("f", "a\nbcd")) { $0.list("f", most: 3, each: 2) }.1 == [FieldProblem("f", "tooLong", ["most": "2", "count": "3"])])
        #expect(reading(("g", "a")) { $0.list("f", most: 3, each: 2) }.0 == [])
    }

    @Test("all that is wrong is said at once, and what was typed comes back untouched")
    func allAtOnce() throws {
        let typed = Fields([("a", ""), ("b", "  veel te lang  "), ("c", "nooit"), ("d", "ok")])
        let refused = try #require(throws: FormRefused.self) {
            var form = FormReader(typed)
            _ = (form.text("a", most: 3), form.text("b", most: 3), form.day("c"), form.text("d", most: 3))
            return try form.accept(1)
        }
        #expect(refused.state.problems.map(\.field) == ["a", "b", "c"])
        #expect(refused.state.typed == typed)
        #expect(refused.state.isRefused)
    }

    @Test("a form is accepted only with a value and without problems")
    func accept() throws {
        #expect(try FormReader(Fields()).accept(5) == 5)
        #expect(throws: FormRefused.self) { try FormReader(Fields()).accept(nil as Int?) }
        var form = FormReader(Fields())
        form.refuse("a", "choose")
        #expect(throws: FormRefused.self) { try form.accept(5) }
    }
}

@Suite("The pieces of a form")
struct FormPiecesTests {
    private let bad = "\"><script>alert('x')</script>"
    private let safe = "&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"

    private func pieces(_ typed: [(name: String, value: String)] = [], _ problems: [FieldProblem] = []) throws -> FormPieces {
        FormPieces(FormState(typed: Fields(typed), problems: problems), try Sample.words())
    }

    @Test("keep what was typed, escaped")
    func kept() throws {
        let pieces = try pieces([("f", bad)])
        #expect(pieces.line("f", label: "L").text.contains("value=\"\(safe)\""))
        #expect(pieces.area("f", label: "L").text.contains("\n\(safe)</textarea>"))
        #expect(pieces.hidden("f", bad).text == "<input type=\"hidden\" name=\"f\" value=\"\(safe)\">")
        let all =
            pieces.line(bad, label: bad, hint: bad, fills: bad) + pieces.area(bad, label: bad, hint: bad)
            + pieces.select(bad, label: bad, hint: bad, options: [(bad, bad)])
            + pieces.options(bad, label: bad, hint: bad, options: [(bad, bad)])
        #expect(!all.text.contains("<script"))
    }

    @Test("a text that begins with an empty line keeps it")
    func firstLine() throws { #expect(try pieces([("f", "\na")]).area("f", label: "L").text.contains(">\n\na</textarea>")) }

    @Test("a password is never sent back")
    func password() throws {
        let pieces = try pieces([("password", "zeer geheim")], [FieldProblem("password", "missing")])
        let html = pieces.line("password", label: "L", kind: .password).text + pieces.summary.text
        #expect(!html.contains("zeer geheim"))
        #expect(html.contains("type=\"password\" value=\"\""))
    }

    @Test("each field has its label, and its hint and error are tied to it")
    func tied() throws {
        let pieces = try pieces([("f", "x")], [FieldProblem("f", "missing")])
        for html in [
            pieces.line("f", label: "Naam", hint: "Tip").text, pieces.area("f", label: "Naam", hint: "Tip").text,
            pieces.select("f", label: "Naam", hint: "Tip", options: []).text,
        ] {
            #expect(html.contains("<label for=\"f\">Naam"))
            #expect(html.contains(" id=\"f\" name=\"f\""))
            #expect(html.contains("aria-describedby=\"f-hint f-error\""))
            #expect(html.contains("aria-invalid=\"true\""))
            #expect(html.contains("<p class=\"hint\" id=\"f-hint\">Tip</p>"))
            #expect(html.contains("<p class=\"error\" id=\"f-error\">Vul dit nog in.</p>"))
        }
        let group = pieces.options("f", label: "Naam", hint: "Tip", options: [("a", "A"), ("b", "B")]).text
        #expect(group.contains("aria-describedby=\"f-hint f-error\""))
        #expect(group.contains("<legend>Naam"))
    }

    @Test("a field without a problem says nothing of one")
    func calm() throws {
        let html = try pieces([("f", "x")], [FieldProblem("g", "missing")]).line("f", label: "L").text
        #expect(!html.contains("error") && !html.contains("aria-invalid") && !html.contains("describedby"))
    }

    @Test("the summary links to each field, and stands there only when something is wrong")
    func summary() throws {
        #expect(try pieces([("f", "x")]).summary.text.isEmpty)
        let html = try pieces([], [FieldProblem("a", "missing"), FieldProblem("b", "tooLong", ["most": "5", "count": "9"])]).summary.text
        #expect(html.contains("role=\"alert\""))
        #expect(html.contains("2 dingen kloppen nog niet"))
        #expect(html.contains("<a href=\"#a\">Vul dit nog in.</a>"))
        #expect(html.contains("<a href=\"#b\">Dit is te lang: 9 tekens. Er passen er 5.</a>"))
        #expect(try pieces([], [FieldProblem("a", "missing")]).summary.text.contains("Eén ding klopt nog niet"))
    }

    @Test("the link of the summary leads to something: the field, or the first of its options")
    func target() throws {
        let html = try pieces().options("f", label: "L", options: [("a", "A"), ("b", "B")]).text
        #expect(html.components(separatedBy: " id=\"f\"").count == 2)
    }

    @Test("what was chosen is chosen again")
    func chosen() throws {
        let pieces = try pieces([("f", "b"), ("g", "a"), ("g", "c")])
        let options = [(value: "a", label: "A"), (value: "b", label: "B"), (value: "c", label: "C")]
        let select = pieces.select("f", label: "L", options: options).text
        #expect(select.contains("value=\"b\" selected>") && select.components(separatedBy: " selected").count == 2)
        let several = pieces.options("g", label: "L", choosing: .several, options: options).text
        #expect(several.components(separatedBy: " checked").count == 3)
        #expect(several.contains("type=\"checkbox\""))
        #expect(pieces.options("f", label: "L", options: options).text.contains("value=\"b\" checked"))
    }

    @Test("what may stay empty says so, and what may not is required")
    func optional() throws {
        let pieces = try pieces()
        #expect(pieces.line("f", label: "L", optional: true).text.contains(try Sample.words()("form.optional")))
        #expect(!pieces.line("f", label: "L", optional: true).text.contains(" required"))
        #expect(pieces.line("f", label: "L", most: 100).text.contains(" maxlength=\"100\""))
        #expect(pieces.line("f", label: "L").text.contains(" required"))
    }
}
