import People
import Storage
import Web

enum HolidayPages {
    static func list(_ holidays: [SchoolCalendar.Holiday], _ state: FormState, _ ask: Ask) -> Page {
        let words = ask.words
        let title = words("holiday.title")
        let pieces = FormPieces(state, words)
        let fields = [
            "<h2>\(words("holiday.new"))</h2>" as HTML, pieces.line("name", label: words("holiday.name"), most: 80),
            pieces.line("first", label: words("holiday.first"), kind: .date),
            pieces.line("last", label: words("holiday.last"), kind: .date),
        ]
        let sheet = formSheet(
            AdministrationPaths.holidays(), pieces, button: words("holiday.add"), back: AdministrationPaths.overview(), fields)
        let rows = holidays.isEmpty ? empty(words("holiday.empty")) : rows(holidays, ask)
        return Page(title: title, content: "\(heading(title, [], words))<p class=\"soft\">\(words("holiday.about"))</p>\(rows)\(sheet)")
    }

    private static func rows(_ holidays: [SchoolCalendar.Holiday], _ ask: Ask) -> HTML {
        let words = ask.words
        let rows = holidays.map { holiday -> [HTML] in
            [
                "\(holiday.name)", time(holiday.first, words.full(holiday.first)), time(holiday.last, words.full(holiday.last)),
                action(AdministrationPaths.holidayEnd(holiday.id), words("holiday.remove"), quiet: true),
            ]
        }
        let heads = [words("holiday.name"), words("holiday.first"), words("holiday.last"), words("holiday.remove")]
        return "<div class=\"sheet\">\(table(caption: words("holiday.title"), heads, rows))</div>"
    }

    static func end(_ holiday: SchoolCalendar.Holiday, _ words: Words) -> Page {
        let title = words("holiday.endTitle", ["name": holiday.name])
        let about = words("holiday.endAbout", ["first": words.full(holiday.first), "last": words.full(holiday.last)])
        let sheet = formSheet(
            AdministrationPaths.holidayEnd(holiday.id), FormPieces(FormState(), words), button: words("holiday.remove"),
            back: AdministrationPaths.holidays(), ["<p>\(about)</p>"])
        return Page(
            title: title, content: "\(heading(title, [(AdministrationPaths.holidays(), words("holiday.title"))], words))\(sheet)")
    }
}
