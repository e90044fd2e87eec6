import People
import Storage
import Web

/// What one installation decides for its institution.
package struct InstitutionSettings: Sendable, Equatable {
    /// What a student is called on screen.
    package enum StudentWord: String, CaseIterable, Sendable { case student, leerling }

    /// The names of the rows in the table `settings`, for whoever reads one of them.
    package enum Name: String, CaseIterable, Sendable {
        case institution, studentWord
        case contactRhythm = "rhythmDays"
        /// The name that signing in reads it by.
        case secondFactorRoles
        /// The name that the page of the reporting code reads it by.
        case reportingCodeContact
    }

    package var institution: String
    package var studentWord: StudentWord
    /// Days between two contacts with a student, unless agreed otherwise for that student.
    package var contactRhythm: Int
    /// Who can do nothing before a second factor is set up; by default nobody.
    package var secondFactorRoles: Set<Role>
    /// Whom to ask in this school on a suspicion of violence at home, in its own words; empty until it says so.
    package var reportingCodeContact: String

    package static let contactRhythms = 1...60
    /// The rhythm is the one that Guiding falls back on too.
    package static let start = InstitutionSettings(institution: "", studentWord: .student, contactRhythm: 7)

    package init(
        institution: String, studentWord: StudentWord, contactRhythm: Int, secondFactorRoles: Set<Role> = [],
        reportingCodeContact: String = ""
    ) {
        self.institution = institution
        self.studentWord = studentWord
        self.contactRhythm = contactRhythm
        self.secondFactorRoles = secondFactorRoles
        self.reportingCodeContact = reportingCodeContact
    }

    /// From the table; what is missing or unreadable is as at the start.
    init(stored: [String: String]) {
        let start = Self.start
        institution = stored[Name.institution.rawValue] ?? start.institution
        studentWord = stored[Name.studentWord.rawValue].flatMap(StudentWord.init(rawValue:)) ?? start.studentWord
        let rhythm = stored[Name.contactRhythm.rawValue].flatMap(Int.init) ?? start.contactRhythm
        contactRhythm = Self.contactRhythms.contains(rhythm) ? rhythm : start.contactRhythm
        secondFactorRoles = SecondFactorRule.roles(stored: stored[Name.secondFactorRoles.rawValue])
        reportingCodeContact = stored[Name.reportingCodeContact.rawValue] ?? ""
    }

    var stored: [(name: String, value: String)] {
        [
            (Name.institution.rawValue, institution), (Name.studentWord.rawValue, studentWord.rawValue),
            (Name.contactRhythm.rawValue, String(contactRhythm)),
            (Name.secondFactorRoles.rawValue, SecondFactorRule.stored(secondFactorRoles)),
            (Name.reportingCodeContact.rawValue, reportingCodeContact),
        ]
    }

    package static func read(_ connection: Connection) throws -> InstitutionSettings {
        var stored: [String: String] = [:]
        for name in Name.allCases { stored[name.rawValue] = try SettingStore.value(name.rawValue, connection) }
        return InstitutionSettings(stored: stored)
    }

    package func save(_ connection: Connection) throws {
        for (name, value) in stored { try SettingStore.set(name, value, connection) }
    }

    static func read(_ fields: Fields) throws -> InstitutionSettings {
        var reader = FormReader(fields)
        let institution = reader.text("institution", most: 120)
        let word: StudentWord? = reader.choice("studentWord")
        let rhythm = reader.number("contactRhythm", in: contactRhythms)
        let roles = Set(fields.all(Name.secondFactorRoles.rawValue).compactMap(Role.init(rawValue:)))
        if !roles.isSubset(of: SecondFactorRule.choices) { reader.refuse(Name.secondFactorRoles.rawValue, "choose") }
        let contact = reader.optionalText(Name.reportingCodeContact.rawValue, most: 200) ?? ""
        guard let word, let rhythm else { return try reader.accept(nil) }
        return try reader.accept(
            InstitutionSettings(
                institution: institution, studentWord: word, contactRhythm: rhythm, secondFactorRoles: roles,
                reportingCodeContact: contact))
    }

    var state: FormState {
        let roles = SecondFactorRule.choices.filter(secondFactorRoles.contains).map { ("secondFactorRoles", $0.rawValue) }
        return FormState(
            typed: Fields(
                [
                    ("institution", institution), ("studentWord", studentWord.rawValue), ("contactRhythm", String(contactRhythm)),
                    (Name.reportingCodeContact.rawValue, reportingCodeContact),
                ] + roles))
    }
}
