import Foundation
import Guiding
import People
import Storage
import Web

/// What stands of care on the pages around a student, as far as each reader's permit opens it.
package struct CarePart: GuidingPart {
    package init() {}

    package func needs(_ permits: [Permit<Looking>], _ ask: Ask, _ connection: Connection) throws -> [PartNeed] {
        let signals = try SignalStore.waiting(permits, connection)
        let calendar = signals.isEmpty ? SchoolCalendar(holidays: []) : try SchoolCalendarStore.load(connection)
        let consults = try ConsultStore.open(permits, connection)
        let referrals = try ReferralStore.list(permits, since: connection.now, connection)
        let roles: [ID<Person>: Role] = permits.reduce(into: [:]) { $0[$1.student] = $1.role }
        // What was answered by a referral that still goes on is settled by that.
        let referred = Set(referrals.filter { Referral.State.open.contains($0.state) }.compactMap(\.consult))
        return signals.map { CareNeeds.need(of: $0, calendar, ask) }
            + consults.filter { $0.state != .answered || !referred.contains($0.id) }.compactMap {
                CareNeeds.need(of: $0, as: roles[$0.student], ask.words)
            }
            + referrals.compactMap { CareNeeds.need(of: $0, as: roles[$0.student], ask.words) }
    }

    package func timeline(_ permit: Permit<Looking>, _ ask: Ask, _ connection: Connection) throws -> [TimelineLine] {
        let words = ask.words
        let signals = try SignalStore.find(permit, connection).map { signal in
            TimelineLine(
                at: signal.given,
                text: words("signal.title") + " · " + words("signal.state." + signal.stateShown(to: permit.sees).rawValue),
                path: CarePaths.signal(signal.id))
        }
        let consults = try ConsultStore.find(permit, connection).map { consult in
            TimelineLine(
                at: consult.asked, text: words("consult.title") + " · " + words("consult.state." + consult.state.rawValue),
                path: CarePaths.consult(consult.id))
        }
        let referrals = try ReferralStore.find(permit, connection).map { referral in
            TimelineLine(
                at: referral.changed, tone: referral.state == .done ? .joy : .plain,
                text: words("referral.title") + " · " + words("referral.state." + referral.state.rawValue),
                path: CarePaths.referral(referral.id))
        }
        return signals + consults + referrals
    }

    package func boxes(_ permit: Permit<Looking>, _ ask: Ask, _ connection: Connection) throws -> [PartBox] {
        let seeing = Seeing(permit)
        let referrals = try ReferralStore.find(permit, connection)
        let consults = try ConsultStore.find(permit, connection)
        if !permit.sees.isDisjoint(with: [.ownConsults, .ownReferrals]), permit.sees.isDisjoint(with: [.consults, .referrals]) {
            return [
                PartBox(.picture, CarePieces.asked(consults, referrals, name: try StudentStore.card(permit, connection).name.called, ask))
            ]
        }
        let signals = try SignalStore.find(permit, connection)
        let calendar = signals.isEmpty ? SchoolCalendar(holidays: []) : try SchoolCalendarStore.load(connection)
        let home = seeing.isOwn ? referrals.first { $0.state == .proposed } : nil
        return [
            PartBox(.aside, SignalPieces.box(signals, seeing, calendar: calendar, ask: ask)),
            PartBox(.aside, CarePieces.box(consults, referrals, seeing, ask)),
            PartBox(.home, when(home) { CarePieces.toDecide($0, ask.words) }),
        ]
    }
}
