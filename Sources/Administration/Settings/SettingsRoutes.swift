import People
import Storage
import Web

enum SettingsRoutes {
    static func endpoints(_ door: Door) -> [Endpoint] { [show(door), save(door)] }

    private static func show(_ door: Door) -> Endpoint {
        door.role(.administrator, .get, AdministrationPaths.settings) { ask, _ in
            let settings = try await door.database.read { try InstitutionSettings.read($0) }
            return .page(SettingsPage.page(settings.state, ask.words))
        }
    }

    private static func save(_ door: Door) -> Endpoint {
        door.role(.administrator, .post, AdministrationPaths.settings) { ask, _ in
            try await filling { state in
                SettingsPage.page(state, ask.words)
            } _: {
                let settings = try InstitutionSettings.read(ask.form)
                try await door.database.write { try settings.save($0) }
                return .see(AdministrationPaths.settings(), notice: "adminSaved")
            }
        }
    }
}

enum SettingsPage {
    static func page(_ form: FormState, _ words: Words) -> Page {
        let title = words("admin.settings.title")
        let pieces = FormPieces(form, words)
        let studentWords = InstitutionSettings.StudentWord.allCases.map {
            (value: $0.rawValue, label: words("admin.settings.word." + $0.rawValue))
        }
        let range = InstitutionSettings.contactRhythms
        let limits = ["least": String(range.lowerBound), "most": String(range.upperBound)]
        let fields = [
            pieces.line("institution", label: words("admin.settings.institution"), most: 120),
            pieces.options("studentWord", label: words("admin.settings.studentWord"), options: studentWords),
            pieces.line(
                "contactRhythm", label: words("admin.settings.contactRhythm"), hint: words("admin.hint.contactRhythm", limits),
                kind: .number),
            pieces.options(
                "secondFactorRoles", label: words("admin.settings.secondFactor"), hint: words("admin.hint.secondFactor"),
                choosing: .several, options: SecondFactorRule.choices.map { (value: $0.rawValue, label: words($0.key)) }, optional: true),
            pieces.line(
                InstitutionSettings.Name.reportingCodeContact.rawValue, label: words("admin.settings.reportingCode"),
                hint: words("admin.hint.reportingCode"), optional: true, most: 200),
        ]
        let sheet = formSheet(
            AdministrationPaths.settings(), pieces, button: words("admin.save"), back: AdministrationPaths.overview(), fields)
        let privacy: HTML = "<p>\(link("/beheer/bewaren/termijnen", words("admin.settings.privacy")))</p>"
        return Page(title: title, content: "\(heading(title, [], words))\(sheet)\(privacy)")
    }
}
