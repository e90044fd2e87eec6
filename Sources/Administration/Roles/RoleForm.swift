import Foundation
import People
import Storage
import Web

/// A role as it is chosen on a form: which, where, from when, until when.
enum RoleForm {
    /// On the page of a person, where the place is chosen.
    static func read(_ fields: Fields, for person: ID<Person>, role: Role) throws -> NewRole {
        var reader = FormReader(fields)
        let scope = scope(fields.first("scope"))
        if scope == nil { reader.refuse("scope", "choose") }
        let period = period(&reader)
        return try reader.accept(scope.flatMap { scope in period.map { NewRole(person: person, role: role, scope: scope, period: $0) } })
    }

    /// On the page of a group, where the person is chosen.
    static func readMember(_ fields: Fields, of group: ID<Group>) throws -> NewRole {
        var reader = FormReader(fields)
        let person = reader.id("person", of: Person.self)
        let role: Role? = reader.choice("role")
        let period = period(&reader)
        guard let person, let role, let period else { return try reader.accept(nil) }
        return try reader.accept(NewRole(person: person, role: role, scope: .group(group), period: period))
    }

    /// The last day; nil for at once. A day that is over cannot be one: what somebody could see then cannot be undone.
    static func readEnd(_ fields: Fields, today: Day) throws -> Day? {
        var reader = FormReader(fields)
        let last = reader.optionalDay("last")
        if let last, last < today { reader.refuse("last", "adminInPast") }
        return try reader.accept(.some(last))
    }

    private static func period(_ reader: inout FormReader) -> Period? {
        let first = reader.day("first")
        let last = reader.optionalDay("last")
        guard let first else { return nil }
        let period = Period(first: first, last: last)
        if period == nil { reader.refuse("last", "adminEndBeforeStart") }
        return period
    }

    /// `institution`, or a kind and an id: `group-0192…`.
    static func scope(_ text: String?) -> RolePeriod.Scope? {
        guard let text, let dash = text.firstIndex(of: "-") else { return text == "institution" ? .institution : nil }
        let id = String(text[text.index(after: dash)...])
        switch RoleRules.ScopeKind(rawValue: String(text[..<dash])) {
        case .organisation: return ID<Organisation>(id).map { .organisation($0) }
        case .group: return ID<Group>(id).map { .group($0) }
        case .student: return ID<Person>(id).map { .student($0) }
        case .institution, nil: return nil
        }
    }

    static func text(_ scope: RolePeriod.Scope) -> String {
        switch scope {
        case .institution: "institution"
        case .organisation(let id): "organisation-" + id.text
        case .group(let id): "group-" + id.text
        case .student(let id): "student-" + id.text
        }
    }
}
