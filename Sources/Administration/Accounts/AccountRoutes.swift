import Logging
import People
import Storage
import Web

enum AccountRoutes {
    static func endpoints(_ door: Door, publicAddress: String?) -> [Endpoint] {
        [
            new(door), make(door, publicAddress), newLink(door, publicAddress), disable(door), enable(door), endSessions(door),
            askFactor(door), endFactor(door),
        ]
    }

    private static func new(_ door: Door) -> Endpoint {
        door.role(.administrator, .get, AdministrationPaths.account) { ask, _, id in
            let (person, account) = try await door.database.read { (try PersonStore.find(id, $0), try AccountStore.of(id, $0)) }
            guard account == nil else { return .see(AdministrationPaths.person(id)) }
            return .page(AccountPages.new(person, FormState(known: ["name": person.email ?? ""]), ask.words))
        }
    }

    private static func make(_ door: Door, _ publicAddress: String?) -> Endpoint {
        door.role(.administrator, .post, AdministrationPaths.account) { ask, _, id in
            try await filling { state in
                AccountPages.new(try await door.database.read { try PersonStore.find(id, $0) }, state, ask.words)
            } _: {
                let name = try AccountForm.read(ask.form)
                let made = try await door.database.write { connection -> (person: PersonRecord, secret: String) in
                    let person = try PersonStore.find(id, connection)
                    if let other = try AccountStore.named(name, connection), other.person != id { throw AccountForm.taken(ask.form) }
                    // A page that was open since before the account was made: its name and state stay as they are.
                    if let known = try AccountStore.of(id, connection) { _ = try AccountRules.checkNewLink(known) }
                    return (person, try AccountStore.activate(id, name: name, connection))
                }
                return linkPage(made.secret, made.person, name, ask, publicAddress)
            }
        }
    }

    private static func newLink(_ door: Door, _ publicAddress: String?) -> Endpoint {
        door.role(.administrator, .post, AdministrationPaths.accountLink) { ask, _, id in
            let made = try await door.database.write { connection -> (person: PersonRecord, name: String, secret: String) in
                let account = try AccountRules.checkNewLink(try AccountStore.of(id, connection))
                return (try PersonStore.find(id, connection), account.name, try AccountStore.activate(id, name: account.name, connection))
            }
            return linkPage(made.secret, made.person, made.name, ask, publicAddress)
        }
    }

    private static func disable(_ door: Door) -> Endpoint {
        door.role(.administrator, .post, AdministrationPaths.accountOff) { _, viewer, id in
            try await door.database.write { connection in
                try AccountRules.checkNotOwn(id, viewer: viewer.person)
                guard try AccountStore.of(id, connection) != nil else { throw AdministrationRefusal.noAccount }
                try AccountStore.disable(id, connection)
            }
            return .see(AdministrationPaths.person(id), notice: "adminAccountDisabled")
        }
    }

    private static func enable(_ door: Door) -> Endpoint {
        door.role(.administrator, .post, AdministrationPaths.accountOn) { _, _, id in
            try await door.database.write { connection in
                guard try AccountStore.of(id, connection) != nil else { throw AdministrationRefusal.noAccount }
                try AccountStore.enable(id, connection)
            }
            return .see(AdministrationPaths.person(id), notice: "adminAccountEnabled")
        }
    }

    /// Of the own sessions the one in use stays: whoever just did this still has to see that it was done.
    private static func endSessions(_ door: Door) -> Endpoint {
        door.role(.administrator, .post, AdministrationPaths.sessionsEnd) { _, viewer, id in
            try await door.database.write { connection in
                _ = try PersonStore.find(id, connection)
                try SessionStore.endAll(of: id, except: id == viewer.person ? viewer.session : nil, connection)
            }
            return .see(AdministrationPaths.person(id), notice: "adminSessionsEnded")
        }
    }

    /// Says what will happen; only then it is done.
    private static func askFactor(_ door: Door) -> Endpoint {
        door.role(.administrator, .get, AdministrationPaths.factorEnd) { ask, viewer, id in
            let (person, isOn) = try await door.database.read { (try PersonStore.find(id, $0), try SecondFactorStore.isOn(id, $0)) }
            try AccountRules.checkFactor(isOn: isOn, of: id, viewer: viewer.person)
            return .page(AccountPages.endFactor(person, ask.words))
        }
    }

    private static func endFactor(_ door: Door) -> Endpoint {
        door.role(.administrator, .post, AdministrationPaths.factorEnd) { ask, viewer, id in
            try await door.database.write { connection in
                _ = try PersonStore.find(id, connection)
                try AccountRules.checkFactor(isOn: try SecondFactorStore.isOn(id, connection), of: id, viewer: viewer.person)
                _ = try SecondFactorStore.remove(id, connection)
            }
            logger.notice("second factor removed by an administrator", metadata: ["request": "\(ask.requestID)"])
            return .see(AdministrationPaths.person(id), notice: "adminFactorEnded")
        }
    }

    private static let logger = Logger(label: "naast")

    private static func linkPage(_ secret: String, _ person: PersonRecord, _ name: String, _ ask: Ask, _ publicAddress: String?) -> Answer {
        let address = site(ask, publicAddress) + AccountPaths.activation(secret)
        return .page(AccountPages.link(address, for: person, accountName: name, ask.words))
    }

    /// The configured address, else the one the browser says it sends from; the server has already refused it when it is not ours.
    static func site(_ ask: Ask, _ publicAddress: String?) -> String {
        if let publicAddress { return publicAddress.hasSuffix("/") ? String(publicAddress.dropLast()) : publicAddress }
        guard let origin = ask.headers["origin"], origin.hasPrefix("https://") || origin.hasPrefix("http://") else { return "" }
        return origin
    }
}
