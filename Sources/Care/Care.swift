import Foundation
import Guiding
import People
import Privacy
import Storage
import Web

/// From a signal to a consult to a referral: someone notices, the school takes it up, care thinks along, the student decides.
package enum Care {
    package static let migrations = CareTables.migrations

    package static var languages: URL { Bundle.module.bundleURL.appending(path: "Content/Languages") }

    package static let records: [any PersonalRecords] = [CareRecords()]

    package static func endpoints(door: Door) -> [Endpoint] {
        let consults = ConsultRoutes(door: door)
        return SignalRoutes(door: door).endpoints + consults.endpoints + ReferralRoutes(door: door).endpoints
            + ReportingCodeRoutes(door: door).endpoints + [consults.closing]
    }

    package static func menu(_ viewer: Viewer) -> [Frame.Item] {
        var items: [Frame.Item] = []
        if !viewer.roles.isDisjoint(with: Signal.giving) {
            items.append(Frame.Item(key: "signals", path: CarePaths.signals(), icon: "warning"))
        }
        if viewer.roles.contains(.careCoordinator) {
            items.append(Frame.Item(key: "consults", path: CarePaths.consults(), icon: "conversation"))
        }
        if viewer.roles.contains(.careCoordinator) || viewer.roles.contains(.careWorker) {
            items.append(Frame.Item(key: "referrals", path: CarePaths.referrals(), icon: "arrow"))
        }
        return items
    }

    /// What runs out or comes due by itself.
    package static func sweep(_ connection: Connection) throws { try ConsultStore.sweep(connection) }

    /// A care worker from outside the school is invited for a referral that the student agreed to and that waits for a receiver. The access
    /// is the role period of the invitation, and ends with the referral.
    package static var invitationPurpose: InvitationPurpose {
        InvitationPurpose(
            role: .careWorker,
            subjects: { permit, words, connection in
                guard permit.may.contains(.refer) else { return [] }
                return try ReferralStore.find(permit, connection).compactMap { referral in
                    guard referral.state == .asked, let place = referral.content?.place,
                        referral.parties(permit).contains(.careCoordinator)
                    else { return nil }
                    return InvitationPurpose.Subject(
                        id: referral.id.text, label: words("referral.inviteFor", ["place": place]), ends: nil)
                }
            },
            granted: { subject, person, _, permit, connection in
                guard let id = ID<Referral>(subject) else { throw Problem.notFound }
                let referral = try ReferralStore.one(id, permit: permit, connection)
                try ReferralActsStore.invited(person, for: referral, permit: permit, connection)
            },
            arrival: { _, subject in ID<Referral>(subject).map { CarePaths.referral($0) } ?? GuidingPaths.today() })
    }
}
