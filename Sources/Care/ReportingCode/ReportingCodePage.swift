import Web

/// What to do on a suspicion of violence at home, in five steps (Wet verplichte meldcode huiselijk geweld en kindermishandeling, 2013; the
/// national decision frame since 2019). The same for everyone who guides; it says that nothing is kept, and nothing is.
enum ReportingCodePage {
    /// The national number of Veilig Thuis, day and night, free of charge.
    static let adviceNumber = "0800-2000"
    static let emergencyNumber = "112"

    /// One tap away from where something is told.
    static func link(_ words: Words) -> HTML {
        """
        <p class="notice attention">\(icon("warning"))<span>\(words("care.code.hint")) <a href="\(CarePaths.reportingCode())">\(words("care.code.link"))</a></span></p>
        """
    }

    /// - Parameter contact: whom to ask in this school; nil when the school has not said so.
    static func page(contact: String?, ask: Ask) -> Page {
        let words = ask.words
        let steps = (1...5).map { number -> HTML in
            "<li><strong>\(words("care.code.step.\(number)"))</strong><br>\(words("care.code.about.\(number)"))</li>"
        }
        let phone: [(String, HTML)] = [
            (words("care.code.danger"), "<a href=\"tel:\(emergencyNumber)\">\(emergencyNumber)</a>"),
            (
                words("care.code.advice"),
                "<a href=\"tel:\(adviceNumber)\">\(adviceNumber)</a> <span class=\"soft\">\(words("care.code.adviceHint"))</span>"
            ),
            (words("care.code.inside"), when(contact) { lines($0) } + when(contact == nil) { "\(words("care.code.officer"))" }),
        ]
        return Page(
            title: words("care.code.title"),
            content: """
                <div class="stack"><h1>\(words("care.code.title"))</h1><p class="promise">\(icon("lock"))<span>\(words("care.code.nothingKept"))</span></p></div>\
                <section class="sheet stack"><h2>\(words("care.code.call"))</h2>\(facts(phone))</section>\
                <section class="sheet stack"><h2>\(words("care.code.steps"))</h2><ol class="stack">\(steps)</ol></section>\
                <p class="soft">\(words("care.code.notHere"))</p>
                """)
    }
}
