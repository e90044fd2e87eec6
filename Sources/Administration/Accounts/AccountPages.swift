import People
import Storage
import Web

/// The account of a person: the part of the person's page, the form, and the link that is shown once.
enum AccountPages {
    static func section(_ sheet: PersonSheet, _ words: Words) -> HTML {
        let state = AccountState(sheet.account)
        return """
            <section class="sheet stack" aria-labelledby="account"><div class="spread"><h2 id="account">\(words("admin.field.account"))</h2>\
            \(PersonPages.accountTag(state, words))</div>\(known(sheet, words))<p class="soft">\(words("admin.account.explain." + state.rawValue))</p>\
            <div class="buttons">\(acts(sheet, state, words))</div></section>
            """
    }

    private static func known(_ sheet: PersonSheet, _ words: Words) -> HTML {
        when(sheet.account) { account in
            facts([
                (words("admin.account.name"), "\(account.name)"),
                (words("admin.account.sessions"), "\(words("admin.account.sessionCount", count: sheet.sessions))"),
                (words("admin.account.factor"), sheet.hasFactor ? tag(words("factor.isOn")) : tag(words("factor.isOff"))),
            ])
        }
    }

    private static func acts(_ sheet: PersonSheet, _ state: AccountState, _ words: Words) -> HTML {
        let id = sheet.person.id
        let name = sheet.person.name.full
        let newLink = act(AdministrationPaths.accountLink(id), words("admin.account.newLink"), quiet: true, describes: name)
        let disable = act(AdministrationPaths.accountOff(id), words("admin.account.disable"), quiet: true, describes: name)
        let end = when(sheet.sessions > 0) {
            act(AdministrationPaths.sessionsEnd(id), words("admin.account.endSessions"), quiet: true, describes: name)
        }
        let factor = when(sheet.hasFactor) { action(AdministrationPaths.factorEnd(id), words("admin.account.endFactor"), quiet: true) }
        switch state {
        case .none: return action(AdministrationPaths.account(id), words("admin.account.make"))
        case .invited, .active: return "\(newLink)\(end)\(factor)\(disable)"
        case .disabled: return act(AdministrationPaths.accountOn(id), words("admin.account.enable"), quiet: true, describes: name)
        }
    }

    static func endFactor(_ person: PersonRecord, _ words: Words) -> Page {
        let title = words("admin.account.endFactorOf", ["name": person.name.full])
        let content: HTML = """
            \(heading(title, PersonPages.up(person, words), words))<div class="sheet stack"><p>\(words("admin.account.endFactorHelp"))</p>\
            <div class="buttons">\(act(AdministrationPaths.factorEnd(person.id), words("admin.account.endFactor")))\
            \(action(AdministrationPaths.person(person.id), words("admin.cancel"), quiet: true))</div></div>
            """
        return Page(title: title, content: content)
    }

    static func new(_ person: PersonRecord, _ form: FormState, _ words: Words) -> Page {
        let title = words("admin.account.makeFor", ["name": person.name.full])
        let pieces = FormPieces(form, words)
        let fields = [
            pieces.line("name", label: words("admin.account.name"), hint: words("admin.hint.accountName"), most: 254, fills: "off")
        ]
        let sheet = formSheet(
            AdministrationPaths.account(person.id), pieces, button: words("admin.account.make"),
            back: AdministrationPaths.person(person.id), fields)
        return Page(title: title, content: "\(heading(title, PersonPages.up(person, words), words))\(sheet)")
    }

    /// - Parameter address: the whole link; it is nowhere kept, so this is the one time it can be seen.
    static func link(_ address: String, for person: PersonRecord, accountName: String, _ words: Words) -> Page {
        let title = words("admin.account.linkFor", ["name": person.name.full])
        let content: HTML = """
            \(heading(title, PersonPages.up(person, words), words))<div class="sheet stack"><p>\(words("admin.account.linkOnce"))</p>\
            <div class="field"><label for="link">\(words("admin.account.link"))</label>\
            <input id="link" type="text" value="\(address)" readonly spellcheck="false"></div>\
            <div class="buttons"><button class="button" type="button" data-copy="#link" data-copied="\(words("admin.account.copied"))" \
            data-copy-failed="\(words("admin.account.copyFailed"))" hidden>\(words("admin.account.copy"))</button></div>\
            <p>\(words("admin.account.linkDays", count: AccountStore.activationDays, ["account": accountName]))</p>\
            <div class="buttons">\(action(AdministrationPaths.person(person.id), words("admin.account.linkDone"), quiet: true))</div></div>
            """
        return Page(title: title, content: content)
    }
}
