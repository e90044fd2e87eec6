import Foundation
import People
import Storage
import Web

/// What the administrator fills in about a person.
struct PersonForm: Sendable, Equatable {
    let name: PersonName
    let language: Language
    let email: String?
    let born: Day?

    /// - Parameter asksBorn: whether the form asks for a date of birth; it is known of students only.
    static func read(_ fields: Fields, asksBorn: Bool, today: Day) throws -> PersonForm {
        var reader = FormReader(fields)
        let given = reader.optionalText("given", most: 80) ?? ""
        let prefix = reader.optionalText("prefix", most: 30) ?? ""
        let family = reader.optionalText("family", most: 80) ?? ""
        let called = reader.optionalText("called", most: 80) ?? ""
        // Somebody may have one name only; nobody has none.
        if given.isEmpty && family.isEmpty && reader.problems.isEmpty { reader.refuse("given", "missing") }
        let language: Language? = reader.choice("language")
        let email = reader.optionalText("email", most: 254)
        if let email, !isEmail(email) { reader.refuse("email", "adminNotAnEmail") }
        let born = asksBorn ? reader.optionalDay("born") : nil
        if let born, born >= today { reader.refuse("born", "adminBornInFuture") }
        let name = PersonName(given: given, prefix: prefix, family: family, called: called)
        return try reader.accept(language.map { PersonForm(name: name, language: $0, email: email, born: born) })
    }

    /// The form as it stands there for somebody who is known.
    static func state(of person: PersonRecord) -> FormState {
        FormState(known: [
            "given": person.name.given, "prefix": person.name.prefix, "family": person.name.family,
            "called": person.name.called == person.name.given ? "" : person.name.called, "language": person.language.code,
            "email": person.email ?? "", "born": person.born?.description ?? "",
        ])
    }

    static let empty = FormState(known: ["language": Language.nl.code])

    /// Only what cannot be an address at all is refused; whether it exists, a message will tell.
    static func isEmail(_ text: String) -> Bool {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        return halves.count == 2 && !halves[0].isEmpty && halves[1].contains(".") && !halves[1].hasPrefix(".") && !halves[1].hasSuffix(".")
            && !text.contains(where: \.isWhitespace)
    }
}
