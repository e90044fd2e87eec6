import Foundation
import Storage
import Web

/// The student's decision: this item, for these people, for this purpose, until this day. What is not shared is seen by nobody else.
package struct Share: Sendable {
    package let id: ID<Share>
    package let student: ID<Person>
    package let item: Item
    package let audience: Audience
    package let purpose: Purpose
    /// The last day on which it can be read, in Amsterdam.
    package let until: Day
    package let made: Date
    /// When a parent or guardian agreed, where that is asked.
    package let agreed: Date?

    /// What is shared.
    package struct Item: Sendable, Hashable {
        package enum Kind: String, CaseIterable, Sendable, Storable, LosslessStringConvertible {
            /// A section of the manual, by its word.
            case manual
            /// A circumstance, by its id.
            case circumstance
            /// An adult student lets a parent or guardian look along, by the guardian's id.
            case guardian

            package var description: String { rawValue }
            package init?(_ text: String) { self.init(rawValue: text) }
        }

        package let kind: Kind
        package let name: String

        package init(_ kind: Kind, _ name: String) {
            self.kind = kind
            self.name = name
        }
    }

    /// With whom: everyone who has a role around the student at the moment of looking, or one person of the team.
    package enum Audience: Sendable, Hashable {
        case role(Role)
        case person(ID<Person>)
    }

    package enum Purpose: String, CaseIterable, Sendable, Storable { case guidance, lessons, workplace, care, home }

    package init(
        id: ID<Share>, student: ID<Person>, item: Item, audience: Audience, purpose: Purpose, until: Day, made: Date, agreed: Date? = nil
    ) {
        self.id = id
        self.student = student
        self.item = item
        self.audience = audience
        self.purpose = purpose
        self.until = until
        self.made = made
        self.agreed = agreed
    }
}

package enum ShareRefusal: String, Refusal {
    case nobodyChosen, alreadyWithdrawn, notNeeded
    package var key: String { "share." + rawValue }
}

extension Share {
    /// From this age a student decides alone about every share.
    package static let decidesAloneFrom = 16
    /// Longer than this nobody oversees.
    package static let longestDays = 366

    /// Whether a role stands outside the school. Until the sixteenth birthday a parent or guardian has to agree before something goes there
    /// (Implementation Act GDPR, article 5: consent of who is younger is given by the legal representative; inside the school guidance
    /// rests on the school's own duty, not on consent, so there the student decides alone at any age).
    package static func isOutside(_ role: Role) -> Bool { role == .workplaceSupervisor || role == .careWorker }

    /// Whether a parent or guardian still has to agree before this reaches who looks in these roles.
    package static func needsAgreement(of roles: Set<Role>, studentBorn born: Day?, today: Day) -> Bool {
        guard let born, today < born.adding(years: decidesAloneFrom) else { return false }
        return !roles.isEmpty && roles.allSatisfy(isOutside)
    }

    /// Whether it still runs: until and with its last day.
    package func isRunning(on today: Day) -> Bool { today <= until }

    /// Whether a viewer with these running roles around the student reads it today.
    package func reaches(_ viewer: ID<Person>, roles: Set<Role>, studentBorn born: Day?, today: Day) -> Bool {
        guard isRunning(on: today) else { return false }
        let meant: Set<Role>
        switch audience {
        case .role(let role): meant = roles.intersection([role])
        case .person(let person): meant = person == viewer ? roles : []
        }
        guard !meant.isEmpty else { return false }
        return agreed != nil || !Self.needsAgreement(of: meant, studentBorn: born, today: today)
    }
}

/// A share that is about to be given.
package struct ShareDraft: Sendable, Equatable {
    package let item: Share.Item
    package let audience: [Share.Audience]
    package let purpose: Share.Purpose
    package let until: Day

    package init(item: Share.Item, audience: [Share.Audience], purpose: Share.Purpose, until: Day) {
        self.item = item
        self.audience = audience
        self.purpose = purpose
        self.until = until
    }
}

extension Share.Audience: LosslessStringConvertible {
    /// `role-mentor`, `person-0192…`: as it stands in a form.
    package var description: String {
        switch self {
        case .role(let role): "role-" + role.rawValue
        case .person(let person): "person-" + person.text
        }
    }

    package init?(_ text: String) {
        if text.hasPrefix("role-"), let role = Role(rawValue: String(text.dropFirst(5))), Role.ofTeam.contains(role) {
            self = .role(role)
        } else if text.hasPrefix("person-"), let person = ID<Person>(String(text.dropFirst(7))) {
            self = .person(person)
        } else {
            return nil
        }
    }
}
