import Foundation
import People
import Storage
import Web

/// One time that school and workplace heard from each other.
package struct Contact: Sendable {
    package let id: ID<Contact>
    package let placement: ID<Placement>
    package let channel: Placement.Channel
    /// The fixed moment that it was, if it was one.
    package let moment: Moment.Kind?
    package let at: Date
    /// Nothing for who may know that there was contact and not what was said.
    package let words: String?
    package let by: PersonName?
}

/// A contact that is about to be written down.
package struct ContactDraft: Sendable {
    package let channel: Placement.Channel
    package let moment: Moment.Kind?
    package let words: String?

    package init(channel: Placement.Channel, moment: Moment.Kind? = nil, words: String? = nil) {
        self.channel = channel
        self.moment = moment
        self.words = words
    }
}

package enum ContactStore {
    package static func add(_ draft: ContactDraft, to placement: Placement, permit: Permit<Changing>, _ connection: Connection) throws {
        guard placement.state(on: connection.today) != .cancelled else { throw PlacementRefusal.notNow }
        if let kind = draft.moment,
            let moment = try MomentStore.all(of: [placement], connection)[placement.id]?.first(where: { $0.kind == kind })
        {
            _ = try moment.after(.make)
        }
        let id: ID<Contact> = connection.surroundings.newID()
        let sealed = try connection.seal(ifAny: draft.words, of: placement.student, at: Place("placement_contacts", "words", id))
        try connection.run(
            """
            INSERT INTO placement_contacts (id, placement_id, channel, moment, at, words, noted_by)
            VALUES (\(id), \(placement.id), \(draft.channel), \(draft.moment), \(connection.now), \(sealed), \(permit.viewer))
            """)
    }

    /// The contacts of one student that a permit opens, the latest first; with their words only for who sees the placement itself.
    package static func latest<Scope>(
        _ most: Int, of placement: ID<Placement>? = nil, permit: Permit<Scope>, _ connection: Connection
    ) throws -> [Contact] {
        let seesWords = permit.sees.contains(.placements) || permit.sees.contains(.ownPlacement)
        let opened: SQL =
            permit.sees.contains(.contactMoments) ? "1 = 1" : PlacementStore.visible(permit, connection)
        let one: SQL = placement.map { "AND c.placement_id = \($0)" } ?? ""
        let rows = try connection.all(
            """
            SELECT c.id, c.placement_id, c.channel, c.moment, c.at, c.words, c.noted_by FROM placement_contacts AS c
            JOIN placements AS p ON p.id = c.placement_id
            WHERE p.student_id = \(permit.student) AND \(opened) \(one) ORDER BY c.at DESC, c.id LIMIT \(most)
            """
        ) { row in
            let id: ID<Contact> = try row.get("id")
            let words =
                seesWords
                ? try connection.open(ifAny: try row.get("words"), of: permit.student, at: Place("placement_contacts", "words", id)) : nil
            return (
                id: id, placement: try row.get("placement_id") as ID<Placement>, channel: try row.get("channel") as Placement.Channel,
                moment: try row.get("moment") as Moment.Kind?, at: try row.get("at") as Date, words: words,
                by: try row.get("noted_by") as ID<Person>?
            )
        }
        let names = try StudentStore.names(rows.compactMap(\.by), connection)
        return rows.map {
            Contact(
                id: $0.id, placement: $0.placement, channel: $0.channel, moment: $0.moment, at: $0.at, words: $0.words,
                by: $0.by.flatMap { names[$0] })
        }
    }
}
