import Web

package enum SignInPages {
    static func signIn(_ state: FormState, words: Words, next: String?, kept: KeptForm? = nil, outside: String? = nil) -> Page {
        let pieces = FormPieces(state, words)
        return Page(
            title: words("signIn.title"),
            content: """
                <div class="narrow sheet stack"><h1>\(words("signIn.title"))</h1><p class="soft">\(words("signIn.intro"))</p>\
                <form class="stack" method="post" action="\(AccountPaths.signIn())">\(pieces.summary)\
                \(when(kept) { "<p class=\"notice\" role=\"status\">\(words("signIn.kept"))</p>\(carried($0, pieces))" })\
                \(when(next) { pieces.hidden("naar", $0) })\
                \(pieces.line("name", label: words("signIn.name"), fills: "username"))\
                \(pieces.line("password", label: words("signIn.password"), kind: .password, fills: "current-password"))\
                <div class="buttons"><button class="button">\(words("signIn.enter"))</button>\
                \(when(kept != nil) { invited(next: next, isKept: true, words) })</div></form>\
                \(when(outside) { elsewhere($0, next: next, isKept: kept != nil, words) })\(when(kept == nil) { invited(next: next, isKept: false, words) })\
                <p class="soft">\(words("signIn.forgotten"))</p></div>
                """)
    }

    /// What was typed before, hidden in the form until somebody is signed in.
    package static func carried(_ kept: KeptForm, _ pieces: FormPieces) -> HTML {
        let fields = kept.fields.pairs.map { pieces.hidden("kept:" + $0.name, $0.value) }
        return "\(pieces.hidden("keptPath", kept.path))\(fields)"
    }

    /// For who was invited and has no password. Where something was typed before, a button of the same form, so that it goes along.
    private static func invited(next: String?, isKept: Bool, _ words: Words) -> HTML {
        let (path, text) = (AccountPaths.mailCode(), words("signIn.invited"))
        return isKept
            ? "<button class=\"button quiet\" formaction=\"\(path)\" formnovalidate>\(text)</button>"
            : "<p>\(action(path + (next.map { "?naar=" + $0 } ?? ""), text, quiet: true))</p>"
    }

    /// A link, not a form: browsers hold a form to this site, also where its answer leads on.
    private static func elsewhere(_ name: String, next: String?, isKept: Bool, _ words: Words) -> HTML {
        let path = AccountPaths.outside() + (next.map { "?naar=" + $0 } ?? "")
        return """
            <p class="or">\(words("signIn.or"))</p><div class="buttons">\(action(path, words("signIn.outside", ["name": name]), quiet: true))</div>\
            \(when(isKept) { "<p class=\"soft\">\(words("signIn.outsideKept"))</p>" })
            """
    }

    /// After signing in again: what was typed before is offered to be saved.
    static func resume(_ kept: KeptForm, words: Words) -> Page {
        let pieces = FormPieces(FormState(), words)
        let fields = kept.fields.pairs.map { pieces.hidden($0.name, $0.value) }
        let shown = kept.fields.pairs.filter { $0.value.count > 3 && $0.value.contains(" ") }.map { field -> HTML in
            "<blockquote>\(lines(field.value))</blockquote>"
        }
        return Page(
            title: words("resume.title"),
            content: """
                <div class="narrow sheet stack"><h1>\(words("resume.title"))</h1><p>\(words("resume.intro"))</p>\(shown)\
                <form class="buttons" method="post" action="\(kept.path)">\(fields)<button class="button">\(words("resume.save"))</button>\
                <a class="button quiet" href="/">\(words("resume.leave"))</a></form></div>
                """)
    }

    static func activation(_ state: FormState, holder: (account: Account, name: PersonName), secret: String, words: Words) -> Page {
        let pieces = FormPieces(state, words)
        return Page(
            title: words("activation.title"),
            content: """
                <div class="narrow sheet stack"><h1>\(words("activation.hello", ["name": holder.name.called]))</h1><p>\(words("activation.intro"))</p>\
                <form class="stack" method="post" action="\(AccountPaths.activation(secret))">\(pieces.summary)\
                <div class="field"><label for="username">\(words("signIn.name"))</label>\
                <input id="username" value="\(holder.account.name)" autocomplete="username" readonly></div>\
                \(pieces.line("password", label: words("activation.password"), hint: hint(words), kind: .password, fills: "new-password"))\
                <div class="buttons"><button class="button">\(words("activation.save"))</button></div></form></div>
                """)
    }

    static func hint(_ words: Words) -> String { words("activation.hint", ["least": String(PasswordRule.least)]) }
}
