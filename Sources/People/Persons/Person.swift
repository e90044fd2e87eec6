import Foundation
import Storage

/// Anyone known to the system, with or without an account.
package struct Person: Sendable {
    package let id: ID<Person>
    package let name: PersonName
    package let language: String
    /// Known of students only, for the rule about guardians.
    package let born: Day?
}

/// The parts of a name. Given names and family names are not where a student's file keeps its texts, so they are not sealed: a
/// class list has to be sorted and searched.
package struct PersonName: Sendable, Equatable {
    package let given: String
    /// 'van der', in small letters.
    package let prefix: String
    package let family: String
    /// What the person wants to be called; by default the given name.
    package let called: String

    package init(given: String, prefix: String = "", family: String, called: String = "") {
        self.given = given
        self.prefix = prefix
        self.family = family
        self.called = called.isEmpty ? given : called
    }

    /// 'Nadia van Rooij'.
    package var full: String { [called, prefix, family].filter { !$0.isEmpty }.joined(separator: " ") }

    /// 'NR'.
    package var initials: String { [called, family].compactMap { $0.first(where: \.isLetter) }.map { String($0).uppercased() }.joined() }

    /// What is searched and sorted by: small letters without accents, family name first.
    package var sortKey: String { Self.folded([family, prefix, called, given].joined(separator: " ")) }

    private static let dutch = Locale(identifier: "nl_NL")

    package static func folded(_ text: String) -> String {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: dutch)
    }

    /// From the columns `given`, `prefix`, `family`, `called` of a row.
    package init(_ row: Row) throws {
        self.init(given: try row.get("given"), prefix: try row.get("prefix"), family: try row.get("family"), called: try row.get("called"))
    }
}

/// A class of students or a team of staff.
package struct Group: Sendable {
    package enum Kind: String, Sendable, Storable, CaseIterable {
        case schoolClass = "class"
        case team
    }

    package let id: ID<Group>
    package let kind: Kind
    package let name: String
}

/// The school itself, a training company, a care organisation.
package struct Organisation: Sendable {
    package enum Kind: String, Sendable, Storable, CaseIterable { case institution, workplace, care }

    package let id: ID<Organisation>
    package let kind: Kind
    package let name: String
}

/// A role inside an organisation, a group or one student's guidance, with a start and an end.
package struct RolePeriod: Sendable {
    package let id: ID<RolePeriod>
    package let person: ID<Person>
    package let role: Role
    package let scope: Scope
    package let starts: Date
    package let ends: Date?

    /// What the role is about.
    package enum Scope: Sendable, Equatable {
        case institution
        case organisation(ID<Organisation>)
        case group(ID<Group>)
        case student(ID<Person>)
    }

    package func isRunning(at now: Date) -> Bool { starts <= now && ends.map { now < $0 } ?? true }
}
