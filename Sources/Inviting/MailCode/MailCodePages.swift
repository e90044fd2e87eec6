import People
import Web

/// Signing in by a code by mail: for people with a phone in one hand.
enum MailCodePages {
    /// Which address? The way in for who was invited before.
    static func address(_ state: FormState, words: Words, next: String?, kept: KeptForm? = nil) -> Page {
        let pieces = FormPieces(state, words)
        return Page(
            title: words("mailCode.title"),
            content: """
                <div class="narrow sheet stack"><h1>\(words("mailCode.title"))</h1><p>\(words("mailCode.intro"))</p>\
                <form class="stack" method="post" action="\(AccountPaths.mailCode())">\(pieces.summary)\(along(next, kept, pieces))\
                \(pieces.line("email", label: words("mailCode.email"), kind: .email, most: MailAddress.longest, fills: "email"))\
                <div class="buttons"><button class="button">\(words("mailCode.send"))</button></div></form>\
                <p><a href="\(AccountPaths.signIn())\(when(next) { "?naar=\($0)" })">\(words("mailCode.password"))</a></p></div>
                """)
    }

    /// The six digits. Says the same whether a mail is under way or not.
    static func digits(_ state: FormState, words: Words, next: String?, kept: KeptForm? = nil) -> Page {
        let pieces = FormPieces(state, words)
        let anew = AccountPaths.mailCode() + (next.map { "?naar=" + $0 } ?? "")
        return Page(
            title: words("mailCode.look"),
            content: """
                <div class="narrow sheet stack"><h1>\(words("mailCode.look"))</h1><p>\(words("mailCode.lookHelp"))</p>\
                <form class="stack" method="post" action="\(InvitingPaths.digits())">\(pieces.summary)\(along(next, kept, pieces))\
                \(pieces.line("digits", label: words("mailCode.digits"), hint: words("mailCode.digitsHint"), most: 20, fills: "one-time-code", keys: "numeric"))\
                <div class="buttons"><button class="button">\(words("mailCode.enter"))</button></div></form>\
                <p class="soft">\(words("mailCode.nothing"))</p><p><a href="\(anew)">\(words("mailCode.anew"))</a></p></div>
                """)
    }

    private static func along(_ next: String?, _ kept: KeptForm?, _ pieces: FormPieces) -> HTML {
        let typed = when(kept) {
            "<p class=\"notice\" role=\"status\">\(pieces.words("mailCode.kept"))</p>\(SignInPages.carried($0, pieces))"
        }
        return "\(typed)\(when(next) { pieces.hidden("naar", $0) })"
    }

    /// From the mail of an invitation. Who is invited by which school, and nothing about a student: the mail may lie with a stranger.
    static func invitation(_ name: PersonName, school: String, secret: String, words: Words) -> Page {
        let by = school.isEmpty ? words("mailCode.invited.byAnySchool") : words("mailCode.invited.by", ["school": school])
        return Page(
            title: words("mailCode.invited.title"),
            content: """
                <div class="narrow sheet stack"><h1>\(words("mailCode.invited.hello", ["name": name.full]))</h1><p>\(by)</p>\
                <p>\(words("mailCode.invited.how"))</p>\
                <form class="buttons" method="post" action="\(InvitingPaths.invitation(secret))"><button class="button">\(words("mailCode.invited.send"))</button></form>\
                <p class="soft">\(words("mailCode.invited.notYou"))</p></div>
                """)
    }

    /// From the mail with the code. What follows a link by itself, such as a scanner of mail, presses no button.
    static func link(secret: String, words: Words) -> Page {
        Page(
            title: words("mailCode.open"),
            content: """
                <div class="narrow sheet stack"><h1>\(words("mailCode.open"))</h1><p>\(words("mailCode.openHelp"))</p>\
                <form class="buttons" method="post" action="\(InvitingPaths.link(secret))"><button class="button">\(words("mailCode.openYes"))</button></form></div>
                """)
    }
}
