import Agreements
import People
import Storage
import Web

/// What was planned and agreed for a placement, on one A4.
enum PlacementPrint {
    static func page(_ shown: ShownPlacement, ask: Ask) -> Page {
        let words = ask.words
        let pieces = PlacementPieces(words: words, today: ask.today)
        let placement = shown.placement
        return AgreementPrint.page(
            shown.agreements, student: shown.student, ask: ask, back: PlacementPaths.one(placement.id),
            title: words("placement.printTitle", ["name": shown.student.name.full, "workplace": placement.workplace.name]),
            above: """
                <p>\(pieces.period(placement)) · \(pieces.weekdays(placement.weekdays))\(when(placement.hours > 0) { " · \(pieces.hours(placement.hours * 60))" })</p>\
                \(people(shown, words))\(moments(shown, pieces))
                """)
    }

    private static func people(_ shown: ShownPlacement, _ words: Words) -> HTML {
        let supervisors = shown.placement.supervisors.filter(\.isRunning).map(\.name.full)
        let names =
            supervisors.map { $0 + " (" + words(Role.workplaceSupervisor.key) + ")" }
            + (shown.guide.map { [$0.full + " (" + words("placement.guide") + ")"] } ?? [])
        return when(!names.isEmpty) { "<p>\(names.joined(separator: ", "))</p>" }
    }

    private static func moments(_ shown: ShownPlacement, _ pieces: PlacementPieces) -> HTML {
        when(!shown.moments.isEmpty) {
            let rows = shown.moments.map { moment -> HTML in
                "<tr><th scope=\"row\">\(pieces.words(moment.kind.key))</th><td>\(pieces.when(moment))</td></tr>"
            }
            return """
                <table class="planning"><caption class="soft">\(pieces.words("moment.title"))</caption><thead><tr>\
                <th scope="col">\(pieces.words("moment.what"))</th><th scope="col">\(pieces.words("moment.day"))</th></tr></thead><tbody>\(rows)</tbody></table>
                """
        }
    }
}
