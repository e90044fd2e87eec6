import Foundation
import People
import Storage

/// The SQL of codes by mail. Of browsers, digits and links only hashes are kept.
enum MailCodeStore {
    /// A code that was used up.
    struct Taken: Sendable {
        let person: ID<Person>
        /// Where one wanted to go.
        let next: String?
    }

    enum Entry: Sendable {
        /// Ten minutes are over, or five tries were wrong, or nothing was asked from this browser.
        case late
        case wrong
        case taken(Taken)
    }

    /// Remembers that a browser asked, and sends a code to each of these people: none when the address is nobody's. A new code ends the
    /// former one.
    /// - Parameter former: the secret of what this browser asked before.
    /// - Returns: the secret for the cookie; it is nowhere else.
    static func ask(for people: [ID<Person>], next: String?, former: String?, _ connection: Connection) throws -> String {
        let browser = connection.surroundings.newSecret()
        let ends = connection.now.addingTimeInterval(MailCode.longest)
        if let former { try end(browser: former, connection) }
        try connection.run("INSERT INTO mail_code_asks (browser_hash, ends_at) VALUES (\(secretHash(browser)), \(ends))")
        var used: Set<String> = []
        for person in people where try mayBeMailed(person, connection) {
            var digits = MailCode.digits(connection.surroundings)
            // Two people behind one address do not get the same six.
            while !used.insert(digits).inserted { digits = MailCode.digits(connection.surroundings) }
            try endAll(of: person, connection)
            try send(digits, to: person, browser: browser, next: next, ends: ends, connection)
        }
        return browser
    }

    private static func mayBeMailed(_ person: ID<Person>, _ connection: Connection) throws -> Bool {
        func made(since seconds: TimeInterval) throws -> Int {
            let since = connection.now.addingTimeInterval(-seconds)
            return try connection.count("SELECT COUNT(*) AS n FROM mail_codes WHERE person_id = \(person) AND made_at > \(since)")
        }
        return try made(since: 3600) < MailCode.mostAnHour && made(since: 86_400) < MailCode.mostADay
    }

    private static func send(
        _ digits: String, to person: ID<Person>, browser: String, next: String?, ends: Date, _ connection: Connection
    ) throws {
        let link = connection.surroundings.newSecret()
        let id: ID<MailCode> = connection.surroundings.newID()
        try connection.run(
            """
            INSERT INTO mail_codes (id, person_id, browser_hash, digits_hash, link_hash, next, made_at, ends_at)
            VALUES (\(id), \(person), \(secretHash(browser)), \(MailCode.hash(digits, browser: browser)), \(secretHash(link)), \(next),
              \(connection.now), \(ends))
            """)
        let mail = Mail(
            "mailCode",
            ["code": digits, "path": InvitingPaths.link(link), "minutes": String(Int(MailCode.longest / 60))], until: ends)
        try OutboxStore.add(mail, to: person, cause: id.text, connection)
    }

    /// Whether digits can still be typed in this browser. The same for who has a code under way and who has not.
    static func isOpen(browser: String, _ connection: Connection) throws -> Bool {
        try connection.any(
            """
            SELECT 1 FROM mail_code_asks WHERE browser_hash = \(secretHash(browser)) AND ends_at > \(connection.now)
              AND wrong_tries < \(MailCode.mostTries)
            """)
    }

    /// Uses the digits up, or counts the try.
    static func enter(_ digits: String, browser: String, _ connection: Connection) throws -> Entry {
        guard try isOpen(browser: browser, connection) else { return .late }
        let hash = MailCode.hash(digits, browser: browser)
        let found = try connection.first(
            """
            SELECT person_id, next FROM mail_codes
            WHERE browser_hash = \(secretHash(browser)) AND digits_hash = \(hash) AND ends_at > \(connection.now)
            """, taken)
        guard let found else {
            try connection.run("UPDATE mail_code_asks SET wrong_tries = wrong_tries + 1 WHERE browser_hash = \(secretHash(browser))")
            return .wrong
        }
        try endAll(of: found.person, connection)
        try end(browser: browser, connection)
        return .taken(found)
    }

    static func isOpen(link: String, _ connection: Connection) throws -> Bool {
        try connection.any("SELECT 1 FROM mail_codes WHERE link_hash = \(secretHash(link)) AND ends_at > \(connection.now)")
    }

    /// Uses the link up, and the digits with it.
    static func enter(link: String, _ connection: Connection) throws -> Taken? {
        let found = try connection.first(
            "SELECT person_id, next FROM mail_codes WHERE link_hash = \(secretHash(link)) AND ends_at > \(connection.now)", taken)
        if let found { try endAll(of: found.person, connection) }
        return found
    }

    private static func taken(_ row: Row) throws -> Taken { Taken(person: try row.get("person_id"), next: try row.get("next")) }

    private static func end(browser: String, _ connection: Connection) throws {
        try connection.run("DELETE FROM mail_code_asks WHERE browser_hash = \(secretHash(browser))")
    }

    /// Their rows stay for a day, to count how many were sent.
    static func endAll(of person: ID<Person>, _ connection: Connection) throws {
        try connection.run(
            "UPDATE mail_codes SET ends_at = \(connection.now) WHERE person_id = \(person) AND ends_at > \(connection.now)")
    }

    static func sweep(_ connection: Connection) throws {
        try connection.run("DELETE FROM mail_codes WHERE made_at < \(connection.now.addingTimeInterval(-86_400))")
        try connection.run("DELETE FROM mail_code_asks WHERE ends_at < \(connection.now)")
    }
}
