import Web

enum SignInPages {
    static func signIn(_ state: FormState, words: Words, next: String?, kept: KeptForm? = nil) -> Page {
        let pieces = FormPieces(state, words)
        let carried = kept.map { kept -> HTML in
            let fields = kept.fields.pairs.map { pieces.hidden("kept:" + $0.name, $0.value) }
            return "<p class=\"notice\" role=\"status\">\(words("signIn.kept"))</p>\(pieces.hidden("keptPath", kept.path))\(fields)"
        }
        return Page(
            title: words("signIn.title"),
            content: """
                <div class="narrow sheet stack"><h1>\(words("signIn.title"))</h1><p class="soft">\(words("signIn.intro"))</p>\
                <form class="stack" method="post" action="\(AccountPaths.signIn())">\(pieces.summary)\(carried)\
                \(when(next) { pieces.hidden("naar", $0) })\
                \(pieces.line("name", label: words("signIn.name"), fills: "username"))\
                \(pieces.line("password", label: words("signIn.password"), kind: .password, fills: "current-password"))\
                <div class="buttons"><button class="button">\(words("signIn.enter"))</button></div></form>\
                <p class="soft">\(words("signIn.forgotten"))</p></div>
                """)
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
