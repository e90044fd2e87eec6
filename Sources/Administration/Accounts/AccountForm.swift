import People
import Storage
import Web

/// The name somebody signs in with.
enum AccountForm {
    static func read(_ fields: Fields) throws -> String {
        var reader = FormReader(fields)
        let name = reader.text("name", most: 254).lowercased()
        if !name.isEmpty, name.count < 3 || name.contains(where: { $0.isWhitespace || $0.isNewline }) {
            reader.refuse("name", "adminAccountName")
        }
        return try reader.accept(name)
    }

    /// Somebody else signs in with this name.
    static func taken(_ fields: Fields) -> FormRefused {
        FormRefused(FormState(typed: fields, problems: [FieldProblem("name", "adminAccountTaken")]))
    }
}

enum AccountRules {
    /// What the administrator may not do to the own account: nobody would be left to undo it.
    static func checkNotOwn(_ person: ID<Person>, viewer: ID<Person>) throws {
        guard person != viewer else { throw AdministrationRefusal.ownAccount }
    }

    /// Whoever took over the administrator's browser could get rid of the code with it.
    static func checkFactor(isOn: Bool, of person: ID<Person>, viewer: ID<Person>) throws {
        guard person != viewer else { throw AdministrationRefusal.ownFactor }
        guard isOn else { throw AdministrationRefusal.noFactor }
    }

    /// A new link is for an account that may be used.
    static func checkNewLink(_ account: Account?) throws -> Account {
        guard let account else { throw AdministrationRefusal.noAccount }
        guard !account.isDisabled else { throw AdministrationRefusal.accountDisabled }
        return account
    }
}
