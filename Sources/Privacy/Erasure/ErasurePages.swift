import Foundation
import People
import Storage
import Web

enum ErasurePages {
    /// One's own: what goes, what stays, that it cannot be undone; or where the request stands.
    static func mine(_ request: ErasureRequest?, mayAsk: Bool, ask: Ask) -> Page {
        let words = ask.words
        return Page(
            title: words("erasure.mine"),
            content: """
                <div class="stack">\(crumbs(words, [(RightsPaths.mine(), words("mine.title"))]))<h1>\(words("erasure.mine"))</h1></div>\
                \(when(request) { state(of: $0, ask) })\
                \(when(request?.state.isOpen != true) { asking(mayAsk: mayAsk, words) })
                """)
    }

    private static func state(of request: ErasureRequest, _ ask: Ask) -> HTML {
        let words = ask.words
        let day = words.near(Day(request.asked), today: ask.today)
        return """
            <section class="sheet stack"><h2>\(words("erasure.yourRequest"))</h2>\
            <p>\(time(request.asked, words("erasure.askedOn", ["day": day])))</p><p>\(tag(words("erasure.state." + request.state.rawValue)))</p>\
            \(when(request.reason) { "<p>\(words("erasure.why"))</p><blockquote>\(lines($0))</blockquote>" })\
            \(when(request.state.isOpen) { "<p class=\"soft\">\(words("erasure.backAbout"))</p>\(act(RightsPaths.myErasureBack(), words("erasure.back"), quiet: true))" })</section>
            """
    }

    private static func asking(mayAsk: Bool, _ words: Words) -> HTML {
        """
        <section class="sheet stack">\(whatHappens(words))<p>\(words("erasure.twoSayYes"))</p><p>\(words("erasure.firstExport"))</p>\
        \(mayAsk ? act(RightsPaths.myErasure(), words("erasure.ask")) : "<p><strong>\(words("erasure.young"))</strong></p>" as HTML)\
        <p>\(action(RightsPaths.mine(), words("mine.notNow"), quiet: true))</p></section>
        """
    }

    /// What goes and what stays, in plain words.
    private static func whatHappens(_ words: Words) -> HTML {
        let goes = ["name", "file", "manual", "account", "talks"].map { item -> HTML in "<li>\(words("erasure.goes." + item))</li>" }
        let stays = ["agreements", "notes", "looks", "mark"].map { item -> HTML in "<li>\(words("erasure.stays." + item))</li>" }
        return """
            <h2>\(words("erasure.goesTitle"))</h2><ul>\(goes)</ul><h2>\(words("erasure.staysTitle"))</h2><ul>\(stays)</ul>\
            <p><strong>\(words("erasure.forEver"))</strong></p>
            """
    }

    /// What waits, for who decides.
    static func list(_ waiting: [ErasureStore.Waiting], ask: Ask) -> Page {
        let words = ask.words
        let rows = waiting.map { request -> [HTML] in
            [
                "<a href=\"\(RightsPaths.erasure(request.id))\">\(request.name.full)</a>",
                time(request.asked, words.near(Day(request.asked), today: ask.today)),
                "\(words("erasure.state." + request.state.rawValue))",
            ]
        }
        let heads = [words("erasure.who"), words("erasure.when"), words("erasure.stateHead")]
        return Page(
            title: words("erasure.list"),
            content: """
                <div class="stack"><h1>\(words("erasure.list"))</h1><p class="soft">\(words("erasure.listIntro"))</p></div>\
                \(rows.isEmpty ? empty(words("erasure.listEmpty")) : "<div class=\"sheet\">\(table(caption: words("erasure.list"), heads, rows))</div>")
                """)
    }

    /// One request, for who decides: what will happen, a yes, and a no with its reason.
    static func one(_ request: ErasureRequest, name: PersonName, canAgree: Bool, isHeld: Bool, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let isSecond = request.state != .asked
        let pieces = FormPieces(state, words)
        let refusal: HTML = """
            <form class="sheet stack" method="post" action="\(RightsPaths.erasureRefusal(request.id))">\(pieces.summary)\
            \(pieces.area("reason", label: words("erasure.refuseWhy"), hint: words("erasure.refuseHint"), rows: 3))\
            <div class="buttons"><button class="button quiet">\(words("erasure.refuse"))</button></div></form>
            """
        return Page(
            title: words("erasure.title"),
            content: """
                <div class="stack">\(crumbs(words, [(RightsPaths.erasures(), words("erasure.list"))]))\
                <h1>\(words("erasure.ofTitle", ["name": name.full]))</h1>\
                <p>\(tag(words("erasure.state." + request.state.rawValue)))\
                 \(time(request.asked, words("erasure.askedOn", ["day": words.near(Day(request.asked), today: ask.today)])))</p></div>\
                <section class="sheet stack">\(whatHappens(words))<p>\(words("erasure.schoolList"))</p>\
                \(when(isHeld) { "<p><strong>\(words("erasure.held"))</strong></p>" })\
                \(when(request.state.isOpen && isSecond && canAgree) { "<p><strong>\(words("erasure.second"))</strong></p>" })\
                \(when(request.state.isOpen && canAgree) { act(RightsPaths.erasure(request.id), isSecond ? words("erasure.agreeSecond") : words("erasure.agree")) })\
                \(when(request.state.isOpen && !canAgree) { "<p class=\"soft\">\(words("erasure.waitsForOther"))</p>" })</section>\
                \(when(request.state.isOpen) { refusal })
                """)
    }

    /// The administrator enters what was asked at the school.
    static func enter(_ person: ID<Person>, name: PersonName, personPath: String, ask: Ask) -> Page {
        let words = ask.words
        return Page(
            title: words("erasure.enter"),
            content: """
                <div class="stack">\(crumbs(words, [(personPath, name.full)]))<h1>\(words("erasure.enterFor", ["name": name.full]))</h1>\
                <p class="soft">\(words("erasure.enterIntro"))</p></div><section class="sheet stack">\(whatHappens(words))\
                \(act(RightsPaths.erasureOf(person), words("erasure.enter")))<p>\(action(personPath, words("mine.notNow"), quiet: true))</p></section>
                """)
    }
}
