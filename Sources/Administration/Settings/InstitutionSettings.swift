import Storage
import Web

/// What one installation decides for its institution.
package struct InstitutionSettings: Sendable, Equatable {
    /// What a student is called on screen.
    package enum StudentWord: String, CaseIterable, Sendable { case student, leerling }

    /// The names of the rows in the table `settings`, for whoever reads one of them.
    package enum Name: String, CaseIterable, Sendable {
        case institution = "institution.name"
        case studentWord = "student.word"
        case contactRhythm = "contact.rhythmDays"
    }

    package var institution: String
    package var studentWord: StudentWord
    /// Days between two contacts with a student, unless agreed otherwise for that student.
    package var contactRhythm: Int

    package static let contactRhythms = 1...60
    package static let start = InstitutionSettings(institution: "", studentWord: .student, contactRhythm: 14)

    package init(institution: String, studentWord: StudentWord, contactRhythm: Int) {
        self.institution = institution
        self.studentWord = studentWord
        self.contactRhythm = contactRhythm
    }

    /// From the table; what is missing or unreadable is as at the start.
    init(stored: [String: String]) {
        let start = Self.start
        institution = stored[Name.institution.rawValue] ?? start.institution
        studentWord = stored[Name.studentWord.rawValue].flatMap(StudentWord.init(rawValue:)) ?? start.studentWord
        let rhythm = stored[Name.contactRhythm.rawValue].flatMap(Int.init) ?? start.contactRhythm
        contactRhythm = Self.contactRhythms.contains(rhythm) ? rhythm : start.contactRhythm
    }

    var stored: [(name: String, value: String)] {
        [
            (Name.institution.rawValue, institution), (Name.studentWord.rawValue, studentWord.rawValue),
            (Name.contactRhythm.rawValue, String(contactRhythm)),
        ]
    }

    static func read(_ fields: Fields) throws -> InstitutionSettings {
        var reader = FormReader(fields)
        let institution = reader.text("institution", most: 120)
        let word: StudentWord? = reader.choice("studentWord")
        let rhythm = reader.number("contactRhythm", in: contactRhythms)
        guard let word, let rhythm else { return try reader.accept(nil) }
        return try reader.accept(InstitutionSettings(institution: institution, studentWord: word, contactRhythm: rhythm))
    }

    var state: FormState {
        FormState(known: ["institution": institution, "studentWord": studentWord.rawValue, "contactRhythm": String(contactRhythm)])
    }
}
