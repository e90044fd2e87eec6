import Foundation
import Storage
import Web

package enum ShareStore {
    /// Whose decision a share is; says nothing else.
    package static func student(of id: ID<Share>, _ connection: Connection) throws -> ID<Person>? {
        try connection.first("SELECT student_id FROM shares WHERE id = \(id) AND withdrawn_at IS NULL") { try $0.get("student_id") }
    }

    /// Every share that runs, for who decides about them.
    package static func running(_ permit: Permit<Looking>, _ connection: Connection) throws -> [Share] {
        guard permit.sees.contains(.shares) else { return [] }
        return try load(permit.student, connection)
    }

    /// The shares that reach the viewer at this moment.
    package static func reaching(_ permit: Permit<Looking>, _ connection: Connection) throws -> [Share] {
        guard permit.sees.contains(.shared) else { return [] }
        let born = try born(permit.student, connection)
        return try load(permit.student, connection).filter {
            $0.reaches(permit.viewer, roles: permit.roles, studentBorn: born, today: connection.today)
        }
    }

    /// For a parent or guardian: the shares of a student under sixteen that wait for a yes. Of what is shared only the kind, never a word.
    package static func waiting(_ permit: Permit<Looking>, _ connection: Connection) throws -> [Share] {
        guard permit.may.contains(.agreeToShare) else { return [] }
        return try load(permit.student, connection).filter { try waits($0, permit, connection) }
    }

    /// Which of these shares still wait for a parent or guardian.
    package static func unagreed(_ shares: [Share], _ permit: Permit<Looking>, _ connection: Connection) throws -> Set<ID<Share>> {
        Set(try shares.filter { try waits($0, permit, connection) }.map(\.id))
    }

    /// Whether a share with these would wait for a parent or guardian.
    package static func needsAgreement(_ audience: Share.Audience, _ permit: Permit<Looking>, _ connection: Connection) throws -> Bool {
        Share.needsAgreement(
            of: try roles(of: audience, permit.student, connection), studentBorn: try born(permit.student, connection),
            today: connection.today)
    }

    private static func waits(_ share: Share, _ permit: Permit<Looking>, _ connection: Connection) throws -> Bool {
        guard share.agreed == nil, share.item.kind != .guardian else { return false }
        return try needsAgreement(share.audience, permit, connection)
    }

    /// Gives a share to each of an audience; what ran for the same item and people is replaced.
    package static func add(_ draft: ShareDraft, permit: Permit<Changing>, _ connection: Connection) throws {
        guard !draft.audience.isEmpty else { throw ShareRefusal.nobodyChosen }
        for audience in draft.audience {
            let (role, person) = columns(audience)
            try connection.run(
                """
                UPDATE shares SET withdrawn_at = \(connection.now) WHERE student_id = \(permit.student) AND kind = \(draft.item.kind)
                  AND item = \(draft.item.name) AND role IS \(role) AND person_id IS \(person) AND withdrawn_at IS NULL
                """)
            let id: ID<Share> = connection.surroundings.newID()
            try connection.run(
                """
                INSERT INTO shares (id, student_id, kind, item, role, person_id, purpose, until, made_at)
                VALUES (\(id), \(permit.student), \(draft.item.kind), \(draft.item.name), \(role), \(person), \(draft.purpose), \(draft.until),
                  \(connection.now))
                """)
        }
    }

    /// Takes a share back; who had it reads nothing any more from the next request on.
    package static func withdraw(_ id: ID<Share>, permit: Permit<Changing>, _ connection: Connection) throws {
        let changed = try connection.run(
            "UPDATE shares SET withdrawn_at = \(connection.now) WHERE id = \(id) AND student_id = \(permit.student) AND withdrawn_at IS NULL"
        )
        guard changed == 1 else { throw ShareRefusal.alreadyWithdrawn }
    }

    /// Takes back everything that was shared of an item that is no more.
    package static func withdrawAll(of item: Share.Item, permit: Permit<Changing>, _ connection: Connection) throws {
        try connection.run(
            """
            UPDATE shares SET withdrawn_at = \(connection.now) WHERE student_id = \(permit.student) AND kind = \(item.kind)
              AND item = \(item.name) AND withdrawn_at IS NULL
            """)
    }

    /// Takes back what one person reads of an item, when what it was shared for has ended.
    package static func withdraw(
        _ item: Share.Item, from audience: Share.Audience, permit: Permit<Changing>, _ connection: Connection
    ) throws {
        let (role, person) = columns(audience)
        try connection.run(
            """
            UPDATE shares SET withdrawn_at = \(connection.now) WHERE student_id = \(permit.student) AND kind = \(item.kind)
              AND item = \(item.name) AND role IS \(role) AND person_id IS \(person) AND withdrawn_at IS NULL
            """)
    }

    /// The yes of a parent or guardian.
    package static func agree(_ id: ID<Share>, permit: Permit<Changing>, _ connection: Connection) throws {
        guard try waiting(permit.looking, connection).contains(where: { $0.id == id }) else { throw ShareRefusal.notNeeded }
        try connection.run(
            "UPDATE shares SET agreed_at = \(connection.now), agreed_by = \(permit.viewer) WHERE id = \(id) AND student_id = \(permit.student)"
        )
    }

    /// Whether an adult student lets this guardian look along at this moment.
    static func letsIn(_ guardian: ID<Person>, of student: ID<Person>, _ connection: Connection) throws -> Bool {
        try connection.any(
            """
            SELECT 1 FROM shares WHERE student_id = \(student) AND kind = \(Share.Item.Kind.guardian) AND person_id = \(guardian)
              AND withdrawn_at IS NULL AND until >= \(connection.today)
            """)
    }

    /// The roles in which an audience reads: the role itself, or those that the person has around the student.
    private static func roles(of audience: Share.Audience, _ student: ID<Person>, _ connection: Connection) throws -> Set<Role> {
        switch audience {
        case .role(let role): [role]
        case .person(let person): try Policy.relations(of: person, to: student, connection)
        }
    }

    private static func born(_ student: ID<Person>, _ connection: Connection) throws -> Day? {
        try connection.first("SELECT born FROM persons WHERE id = \(student)") { try $0.get("born") as Day? } ?? nil
    }

    private static func columns(_ audience: Share.Audience) -> (role: Role?, person: ID<Person>?) {
        switch audience {
        case .role(let role): (role, nil)
        case .person(let person): (nil, person)
        }
    }

    private static func load(_ student: ID<Person>, _ connection: Connection) throws -> [Share] {
        try connection.all(
            """
            SELECT id, student_id, kind, item, role, person_id, purpose, until, made_at, agreed_at FROM shares
            WHERE student_id = \(student) AND withdrawn_at IS NULL AND until >= \(connection.today) ORDER BY kind, item, made_at, id LIMIT 500
            """
        ) { row in
            let person: ID<Person>? = try row.get("person_id")
            let audience: Share.Audience = try person.map { .person($0) } ?? .role(try row.get("role"))
            return Share(
                id: try row.get("id"), student: try row.get("student_id"), item: Share.Item(try row.get("kind"), try row.get("item")),
                audience: audience, purpose: try row.get("purpose"), until: try row.get("until"), made: try row.get("made_at"),
                agreed: try row.get("agreed_at"))
        }
    }
}
