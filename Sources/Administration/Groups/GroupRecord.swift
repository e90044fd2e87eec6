import Foundation
import People
import Storage
import Web

/// A group as a line in the list.
struct GroupLine: Sendable, Equatable {
    let id: ID<Group>
    let kind: Group.Kind
    let name: String
    let organisation: ID<Organisation>?
    let isImported: Bool
    /// How many people have a role in it now.
    let members: Int
}

/// A group's page.
struct GroupSheet: Sendable {
    let group: GroupLine
    let organisation: String?
    let members: [MemberLine]
}

/// What the administrator fills in about a group.
struct GroupForm: Sendable, Equatable {
    let name: String
    let kind: Group.Kind
    let organisation: ID<Organisation>?

    static func read(_ fields: Fields) throws -> GroupForm {
        var reader = FormReader(fields)
        let name = reader.text("name", most: 80)
        let kind: Group.Kind? = reader.choice("kind")
        let organisation = reader.optionalID("organisation", of: Organisation.self)
        return try reader.accept(kind.map { GroupForm(name: name, kind: $0, organisation: organisation) })
    }

    static let empty = FormState(known: ["kind": Group.Kind.schoolClass.rawValue])

    static func state(of group: GroupLine) -> FormState {
        FormState(known: ["name": group.name, "kind": group.kind.rawValue, "organisation": group.organisation?.text ?? ""])
    }
}
