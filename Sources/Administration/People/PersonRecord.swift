import Foundation
import People
import Storage
import Web

/// A person as a line in the list.
struct PersonLine: Sendable {
    let id: ID<Person>
    let name: PersonName
    let email: String?
    /// The roles that run now.
    let roles: [Role]
    let account: AccountState
}

/// How somebody stands as to signing in.
enum AccountState: String, Sendable {
    case none, invited, active, disabled

    init(_ account: Account?) {
        switch account {
        case nil: self = .none
        case let account? where account.isDisabled: self = .disabled
        case let account?: self = account.password == nil ? .invited : .active
        }
    }
}

/// What the administrator knows of a person: never what is in a file.
struct PersonRecord: Sendable {
    let id: ID<Person>
    let name: PersonName
    let language: Language
    let born: Day?
    let email: String?
    /// Is, was or will be a student: only then there is a date of birth.
    let isStudent: Bool
    let isImported: Bool
}

/// A person's page.
struct PersonSheet: Sendable {
    let person: PersonRecord
    let roles: [RoleLine]
    let account: Account?
    /// How many browsers are signed in.
    let sessions: Int
    let hasFactor: Bool
}
