import Foundation
import People
import Storage
import Web

/// What a person can do with what is kept about him or her: take it along, have it put right, have it erased.
struct MyData: Sendable {
    let export: Export?
    let isStudent: Bool
    /// Whether this person decides about requests of others.
    let decides: Bool
    let openErasure: Bool
    let lastCorrection: Correction?
}

enum MyDataPage {
    static func page(_ data: MyData, ask: Ask) -> Page {
        let words = ask.words
        return Page(
            title: words("mine.title"),
            content: """
                <div class="stack">\(crumbs(words, [(AccountPaths.mine(), words("account.title"))]))<h1>\(words("mine.title"))</h1>\
                <p class="soft">\(words("mine.intro"))</p></div>\
                <section class="sheet stack"><h2>\(words("export.title"))</h2>\(export(data.export, ask))</section>\
                \(when(data.isStudent) { correction(data.lastCorrection, words) })\
                <section class="sheet stack"><h2>\(words("erasure.mine"))</h2>\
                <p>\(data.openErasure ? words("erasure.mineOpen") : words("erasure.mineAbout"))</p>\
                <p>\(action(RightsPaths.myErasure(), data.openErasure ? words("erasure.mineState") : words("erasure.mineRead"), quiet: true))</p></section>\
                \(when(data.decides) { "<p>\(action(RightsPaths.erasures(), words("erasure.list"), quiet: true))</p>" })
                """)
    }

    private static func export(_ export: Export?, _ ask: Ask) -> HTML {
        let words = ask.words
        let new = act(RightsPaths.exports(), words("export.make"))
        guard let export else { return "<p>\(words("export.about"))</p>\(new)" }
        if export.state.isRunning {
            let again = action(RightsPaths.mine(), words("export.again"), quiet: true)
            return """
                <p role="status">\(words("export.building"))</p>\
                <progress max="100" value="\(export.progress)" aria-label="\(words("export.progress"))">\(export.progress)%</progress><p>\(again)</p>
                """
        }
        if export.isFetchable(at: ask.now) {
            let until = export.ends.map { words.moment($0, today: ask.today) } ?? ""
            return """
                <p role="status">\(words("export.ready"))</p><p class="soft">\(words("export.once", ["moment": until]))</p>\
                \(act(RightsPaths.file(export.id), words("export.fetch")))
                """
        }
        return
            "\(when(export.state == .failed) { "<p role=\"status\">\(words("export.failed"))</p>" })<p>\(words("export.about"))</p>\(new)"
    }

    private static func correction(_ last: Correction?, _ words: Words) -> HTML {
        let state: HTML = when(last) { "<p>\(words("correction.last")) \(tag(words("correction.state." + $0.state.rawValue)))</p>" }
        return """
            <section class="sheet stack"><h2>\(words("correction.title"))</h2><p>\(words("correction.about"))</p>\(state)\
            <p>\(action(RightsPaths.myCorrection(), words("correction.start"), quiet: true))</p></section>
            """
    }
}
