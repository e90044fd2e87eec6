import Foundation
import Storage
import Web

/// The means by which a person signs in.
package struct Account: Sendable {
    package let person: ID<Person>
    package let name: String
    package let password: PasswordHash?
    package let isDisabled: Bool
    package let hasOpenActivation: Bool
}

package enum AccountRefusal: String, Refusal {
    case nameTaken, linkUsed, ownAccount
    package var key: String { "account." + rawValue }
}

package enum AccountStore {
    /// Days a link to set a password stays good.
    package static let activationDays = 7

    package static func named(_ name: String, _ connection: Connection) throws -> Account? {
        try connection.first(select + "WHERE name = \(name.lowercased())", account)
    }

    package static func of(_ person: ID<Person>, _ connection: Connection) throws -> Account? {
        try connection.first(select + "WHERE person_id = \(person)", account)
    }

    /// Makes an account, or gives an existing one a new link; the link works once.
    /// - Returns: the secret of the link.
    package static func activate(_ person: ID<Person>, name: String, _ connection: Connection) throws -> String {
        let name = name.lowercased()
        if let other = try named(name, connection), other.person != person { throw AccountRefusal.nameTaken }
        let secret = connection.surroundings.newSecret()
        let ends = connection.now.addingTimeInterval(Double(activationDays) * 86_400)
        try connection.run(
            """
            INSERT INTO accounts (person_id, name, activation_hash, activation_ends, made_at)
            VALUES (\(person), \(name), \(secretHash(secret)), \(ends), \(connection.now))
            ON CONFLICT (person_id) DO UPDATE SET name = excluded.name, activation_hash = excluded.activation_hash,
              activation_ends = excluded.activation_ends
            """)
        return secret
    }

    /// A person with a name and, of students, a date of birth: for the command line, the demo and tests. Others come in by a list.
    package static func addPerson(_ name: PersonName, born: Day? = nil, _ connection: Connection) throws -> ID<Person> {
        let id: ID<Person> = connection.surroundings.newID()
        try connection.run(
            """
            INSERT INTO persons (id, given, prefix, family, called, sort_key, born)
            VALUES (\(id), \(name.given), \(name.prefix), \(name.family), \(name.called), \(name.sortKey), \(born))
            """)
        return id
    }

    /// An account without a password and without a link: for stepping into the demo.
    package static func makeForStepping(_ person: ID<Person>, name: String, _ connection: Connection) throws {
        try connection.run(
            "INSERT INTO accounts (person_id, name, made_at) VALUES (\(person), \(name.lowercased()), \(connection.now)) ON CONFLICT DO NOTHING"
        )
    }

    /// Whose link this is, while it is good.
    package static func holder(ofActivation secret: String, _ connection: Connection) throws -> (account: Account, name: PersonName)? {
        try connection.first(
            """
            SELECT a.person_id, a.name, a.password, a.disabled_at, a.activation_ends, p.given, p.prefix, p.family, p.called
            FROM accounts AS a JOIN persons AS p ON p.id = a.person_id
            WHERE a.activation_hash = \(secretHash(secret)) AND a.activation_ends > \(connection.now) AND a.disabled_at IS NULL
            """
        ) { (try account($0), try PersonName($0)) }
    }

    package static func set(_ password: PasswordHash, for person: ID<Person>, _ connection: Connection) throws {
        try connection.run(
            "UPDATE accounts SET password = \(password.text), activation_hash = NULL, activation_ends = NULL WHERE person_id = \(person)")
    }

    package static func disable(_ person: ID<Person>, _ connection: Connection) throws {
        try connection.run("UPDATE accounts SET disabled_at = \(connection.now) WHERE person_id = \(person) AND disabled_at IS NULL")
        try SessionStore.endAll(of: person, connection)
    }

    package static func enable(_ person: ID<Person>, _ connection: Connection) throws {
        try connection.run("UPDATE accounts SET disabled_at = NULL WHERE person_id = \(person)")
    }

    private static let select: SQL = "SELECT person_id, name, password, disabled_at, activation_ends FROM accounts "

    private static func account(_ row: Row) throws -> Account {
        Account(
            person: try row.get("person_id"), name: try row.get("name"),
            password: (try row.get("password") as String?).map(PasswordHash.init),
            isDisabled: try row.get("disabled_at") as Date? != nil, hasOpenActivation: try row.get("activation_ends") as Date? != nil)
    }
}

extension SQL {
    package static func + (a: SQL, b: SQL) -> SQL { "\(a)\(b)" }
}
