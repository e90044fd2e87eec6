import Foundation
import People
import Storage
import Web

/// What a student shares now, with what is needed to say it in words.
struct ShownShares: Sendable {
    let shares: [Share]
    let team: [TeamMember]
    /// Shares that wait for a parent or guardian.
    let unagreed: Set<ID<Share>>
    /// Who read what by a share, and when last.
    let reads: [String: [(name: PersonName?, at: Date)]]
    let today: Day

    static func load(_ permit: Permit<Looking>, _ connection: Connection) throws -> ShownShares {
        let shares = try ShareStore.running(permit, connection)
        let reads = try AccessLog.reads(of: shares.map { SharedText.logged($0.item) }, permit, connection)
        let names = try StudentStore.names(reads.map(\.viewer), connection)
        let byItem = Dictionary(grouping: reads, by: \.what).mapValues { $0.map { (name: names[$0.viewer], at: $0.at) } }
        return ShownShares(
            shares: shares, team: try TeamStore.team(permit, connection) + TeamStore.care(permit, connection),
            unagreed: try ShareStore.unagreed(shares, permit, connection),
            reads: byItem, today: connection.today)
    }

    func shares(of item: Share.Item) -> [Share] { shares.filter { $0.item == item } }

    /// 'Leest mee: je mentor en Gijs Molenkamp. Tot en met 1 juli 2027.' Empty when nobody does.
    func readers(of item: Share.Item, _ words: Words) -> String {
        let own = shares(of: item)
        let said = Dictionary(grouping: own.filter { !unagreed.contains($0.id) }, by: \.until).sorted { $0.key < $1.key }.map {
            until, group in
            ShareWords.sentence(group.map(\.audience), until: until, team: team, words)
        }
        let waits = own.contains { unagreed.contains($0.id) } ? [words("share.waits")] : []
        return (said + waits).joined(separator: " ")
    }

    /// 'Gelezen door Nadia van Rooij (12 nov).' Empty when nobody did.
    func read(_ item: Share.Item, _ words: Words) -> String {
        let found = (reads[SharedText.logged(item)] ?? []).map { read in
            "\(read.name?.full ?? words("share.formerly")) (\(words.near(Day(read.at), today: today)))"
        }
        return found.isEmpty ? "" : words("share.read", ["who": words.list(found)])
    }
}

extension SharedText {
    /// The word in the access log for reading this item.
    static func logged(_ item: Share.Item) -> String { item.kind.rawValue + "-" + item.name }
}

/// Shares in words.
enum ShareWords {
    /// One person by name with the role, or whoever has a role.
    static func audience(_ audience: Share.Audience, team: [TeamMember], _ words: Words) -> String {
        switch audience {
        case .role(let role): return words("share.role." + role.rawValue)
        case .person(let person):
            guard let member = team.first(where: { $0.person == person }) else { return words("share.formerly") }
            return words("share.someone", ["name": member.name.full, "role": words(member.role.key)])
        }
    }

    /// The same as a choice: a role says that who gets it later reads along too.
    static func choice(_ audience: Share.Audience, team: [TeamMember], _ words: Words) -> String {
        guard case .role(let role) = audience else { return self.audience(audience, team: team, words) }
        let now = team.filter { $0.role == role }.map(\.name.full)
        return words("share.every." + role.rawValue) + (now.isEmpty ? "" : " " + words("share.now", ["who": words.list(now)]))
    }

    /// 'Can be read by: your mentor and Gijs Molenkamp. Until and with 6 June 2027.'
    static func sentence(_ audiences: [Share.Audience], until: Day, team: [TeamMember], _ words: Words) -> String {
        words("share.readers", ["who": words.list(audiences.map { audience($0, team: team, words) }), "day": words.full(until)])
    }
}
