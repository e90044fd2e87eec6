import People
import Storage
import Web

/// An organisation as a line in the list.
struct OrganisationLine: Sendable, Equatable {
    let id: ID<Organisation>
    let kind: Organisation.Kind
    let name: String
    let isImported: Bool
}

/// What the administrator fills in about an organisation.
struct OrganisationForm: Sendable, Equatable {
    /// What can be made by hand: the school itself is there, or comes from its list.
    enum Kind: String, CaseIterable, Sendable { case workplace, care }

    let name: String
    let kind: Organisation.Kind

    static func read(_ fields: Fields) throws -> OrganisationForm {
        var reader = FormReader(fields)
        let name = reader.text("name", most: 120)
        let kind: Kind? = reader.choice("kind")
        return try reader.accept(kind.flatMap { Organisation.Kind(rawValue: $0.rawValue) }.map { OrganisationForm(name: name, kind: $0) })
    }

    /// Only the name can be changed of what is there: roles hang on its kind.
    static func readName(_ fields: Fields) throws -> String {
        var reader = FormReader(fields)
        let name = reader.text("name", most: 120)
        return try reader.accept(name)
    }
}
