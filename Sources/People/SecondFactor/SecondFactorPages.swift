import FileFormats
import Foundation
import Storage
import Web

/// The pages of the second factor: mine, and the second screen of signing in.
enum SecondFactorPages {
    /// What the page of my second factor is made of.
    struct Known: Sendable {
        let state: SecondFactorState
        /// The secret that waits for its first code.
        let begun: OneTimePassword?
        /// What the app will show beside the code.
        let account: String
        let asksPassword: Bool
        /// Whether the role needs it, so that nothing else can be done first.
        let isNeeded: Bool
    }

    /// What is asked for once more.
    enum Act: String, Sendable { case off, codes }

    // --- My account ---

    /// On the page of my account.
    static func section(_ state: SecondFactorState, _ words: Words) -> HTML {
        let isOn = if case .on = state { true } else { false }
        return """
            <section class="sheet stack"><div class="spread"><h2>\(words("factor.title"))</h2>\
            \(tag(isOn ? words("factor.isOn") : words("factor.isOff")))</div><p class="soft">\(words("factor.about"))</p>\
            <div class="buttons">\(action(AccountPaths.factor(), isOn ? words("factor.change") : words("factor.turnOn"), quiet: true))</div></section>
            """
    }

    static func page(_ state: FormState, _ known: Known, _ words: Words, today: Day) -> Page {
        let title = words("factor.title")
        let up = when(!known.isNeeded) { crumbs(words, [(path: AccountPaths.mine(), text: words("account.title"))]) }
        let needed = when(known.isNeeded) { "<p class=\"notice\">\(words("factor.needed"))</p>" }
        let body: HTML =
            switch known.state {
            case .off: off(state, known, words)
            case .begun: begun(state, known, words)
            case .on(let since, let left): on(since: since, left: left, words, today: today)
            }
        return Page(title: title, content: "\(up)<div class=\"narrow sheet stack\"><h1>\(title)</h1>\(needed)\(body)</div>")
    }

    private static func off(_ state: FormState, _ known: Known, _ words: Words) -> HTML {
        let pieces = FormPieces(state, words)
        return """
            <p>\(words("factor.intro"))</p><p>\(words("factor.app"))</p>\
            <form class="stack" method="post" action="\(AccountPaths.factorBegin())">\(pieces.summary)\
            \(when(known.asksPassword) { password(pieces) })\
            <div class="buttons"><button class="button">\(words("factor.begin"))</button></div></form>
            """
    }

    private static func begun(_ state: FormState, _ known: Known, _ words: Words) -> HTML {
        let pieces = FormPieces(state, words)
        let secret = known.begun.map { RecoveryCode.grouped(Base32.encode($0.key), by: " ") } ?? ""
        let code = known.begun.flatMap { QRCode($0.address(issuer: "Naast", account: known.account)) }
        return """
            <h2>\(words("factor.scan"))</h2><p>\(words("factor.scanHelp"))</p>\(when(code) { drawing($0, label: words("factor.picture")) })\
            <p>\(words("factor.typeOver"))</p><p><code id="geheim">\(secret)</code></p>\
            <form class="stack" method="post" action="\(AccountPaths.factorConfirm())">\(pieces.summary)\
            \(codeField(pieces, hint: words("factor.firstHint")))\
            <div class="buttons"><button class="button">\(words("factor.confirm"))</button></div></form>\
            \(act(AccountPaths.factorBegin(), words("factor.otherPicture"), quiet: true))
            """
    }

    private static func on(since: Date, left: Int, _ words: Words, today: Day) -> HTML {
        """
        <p>\(words("factor.onSince", ["day": words.long(Day(since), today: today)]))</p><p>\(words("factor.left", count: left))</p>\
        <div class="buttons">\(action(AccountPaths.recoveryCodes(), words("factor.newCodes"), quiet: true))\
        \(action(AccountPaths.factorOff(), words("factor.turnOff"), quiet: true))</div>
        """
    }

    /// Says what will happen, and asks the password and a code.
    static func again(_ state: FormState, _ act: Act, asksPassword: Bool, _ words: Words) -> Page {
        let title = words("factor.again." + act.rawValue + ".title")
        let path = act == .off ? AccountPaths.factorOff() : AccountPaths.recoveryCodes()
        let pieces = FormPieces(state, words)
        return Page(
            title: title,
            content: """
                \(crumbs(words, [(path: AccountPaths.factor(), text: words("factor.title"))]))<div class="narrow sheet stack"><h1>\(title)</h1>\
                <p>\(words("factor.again." + act.rawValue + ".help"))</p><form class="stack" method="post" action="\(path)">\(pieces.summary)\
                \(when(asksPassword) { password(pieces) })\(codeField(pieces, hint: words("factor.codeHint")))\
                <div class="buttons"><button class="button">\(title)</button>\
                \(action(AccountPaths.factor(), words("factor.leave"), quiet: true))</div></form></div>
                """)
    }

    /// Shown this once.
    static func codes(_ codes: [String], isNew: Bool, _ words: Words) -> Page {
        let title = words("factor.codes")
        return Page(
            title: title,
            content: """
                <div class="narrow sheet stack"><h1>\(title)</h1>\(when(isNew) { "<p>\(words("factor.isOnNow"))</p>" })\
                <p>\(words("factor.codesHelp"))</p><pre class="codes" id="reservecodes">\(codes.joined(separator: "\n"))</pre>\
                <div class="buttons no-print">\(printButton(words))<button class="button quiet" type="button" data-copy="#reservecodes" \
                data-copied="\(words("factor.copied"))" data-copy-failed="\(words("factor.copyFailed"))" hidden>\(words("factor.copy"))</button></div>\
                <div class="buttons no-print"><a class="button" href="/">\(words("factor.kept"))</a></div></div>
                """)
    }

    // --- Signing in ---

    /// The second screen.
    static func code(_ state: FormState, words: Words, next: String?, kept: KeptForm?) -> Page {
        let pieces = FormPieces(state, words)
        return Page(
            title: words("factor.ask"),
            content: """
                <div class="narrow sheet stack"><h1>\(words("factor.ask"))</h1><p>\(words("factor.askHelp"))</p>\
                <form class="stack" method="post" action="\(AccountPaths.code())">\(pieces.summary)\
                \(when(kept) { SignInPages.carried($0, pieces) })\(when(next) { pieces.hidden("naar", $0) })\
                \(codeField(pieces, hint: words("factor.codeHint")))\
                <div class="buttons"><button class="button">\(words("signIn.enter"))</button></div></form>\
                <p class="soft">\(words("factor.lost"))</p></div>
                """)
    }

    /// What is answered while a needed second factor is not there yet. A form that was sent is not lost: it is shown, to be copied.
    static func heldUp(_ ask: Ask) -> Answer {
        let words = ask.words
        if ask.wantsJSON { return Problem(status: 403, key: "factorNeeded").answer(words: words, wantsJSON: true) }
        if ask.method == .get {
            let notice = ask.query.first("melding").flatMap { words.has("notice." + $0) ? $0 : nil }
            return .see(AccountPaths.factor(), notice: notice)
        }
        let typed = KeptForm(path: ask.path, fields: ask.form).fields.pairs.filter { $0.value.contains(" ") }.map { field -> HTML in
            "<blockquote>\(lines(field.value))</blockquote>"
        }
        let content: HTML = """
            <div class="narrow sheet stack"><h1>\(words("factor.title"))</h1><p>\(words("factor.needed"))</p>\
            \(when(!typed.isEmpty) { "<p>\(words("factor.typed"))</p>\(typed)" })\
            <div class="buttons">\(action(AccountPaths.factor(), words("factor.turnOn")))</div></div>
            """
        return .page(Page(title: words("factor.title"), content: content), status: 403)
    }

    // --- Pieces ---

    private static func password(_ pieces: FormPieces) -> HTML {
        pieces.line("current", label: pieces.words("account.current"), kind: .password, fills: "current-password")
    }

    private static func codeField(_ pieces: FormPieces, hint: String) -> HTML {
        pieces.line("code", label: pieces.words("factor.code"), hint: hint, most: 40, fills: "one-time-code")
    }

    /// Black on white in the dark theme too: a camera needs the contrast.
    static func drawing(_ code: QRCode, label: String) -> HTML {
        """
        <svg class="qr" role="img" aria-label="\(label)" viewBox="0 0 \(code.size) \(code.size)" width="240" height="240" \
        shape-rendering="crispEdges"><rect width="\(code.size)" height="\(code.size)" fill="#fff"/><path d="\(code.path)" fill="#000"/></svg>
        """
    }
}
