import Foundation
import People
import Storage
import Web

/// The SQL of invitations.
enum InvitationStore {
    private static let select: SQL = """
        SELECT i.id, i.student_id, i.person_id, i.role, i.subject, i.period_id, i.made_by, i.made_at, i.lapses_at, i.subject_ends,
          i.accepted_at, i.withdrawn_at, r.ends_at, p.given, p.prefix, p.family, p.called, p.email
        FROM invitations AS i JOIN persons AS p ON p.id = i.person_id LEFT JOIN roles AS r ON r.id = i.period_id
        """

    private static func decode(_ row: Row) throws -> Invitation {
        Invitation(
            id: try row.get("id"), student: try row.get("student_id"), person: try row.get("person_id"), name: try PersonName(row),
            email: try row.get("email"), role: try row.get("role"), subject: try row.get("subject"), period: try row.get("period_id"),
            maker: try row.get("made_by"), made: try row.get("made_at"), lapses: try row.get("lapses_at"),
            subjectEnds: try row.get("subject_ends"), accepted: try row.get("accepted_at"), withdrawn: try row.get("withdrawn_at"),
            accessEnds: try row.get("ends_at"))
    }

    static func student(of id: ID<Invitation>, _ connection: Connection) throws -> ID<Person>? {
        try connection.first("SELECT student_id FROM invitations WHERE id = \(id)") { try $0.get("student_id") }
    }

    static func person(of id: ID<Invitation>, _ connection: Connection) throws -> ID<Person>? {
        try connection.first("SELECT person_id FROM invitations WHERE id = \(id)") { try $0.get("person_id") }
    }

    /// Invitations for this student that the viewer may know of, the newest first.
    static func all(offers: [Offer], permit: Permit<Looking>, _ connection: Connection) throws -> [Invitation] {
        guard permit.may.contains(.invite) else { return [] }
        return try connection.all("\(select) WHERE i.student_id = \(permit.student) ORDER BY i.made_at DESC, i.id DESC", decode)
            .filter { $0.isKnown(to: permit.viewer, sees: permit.sees, offers: offers) }
    }

    /// One of them; what the viewer may not know of does not exist.
    static func one(_ id: ID<Invitation>, offers: [Offer], permit: Permit<Looking>, _ connection: Connection) throws -> Invitation {
        guard let found = try all(offers: offers, permit: permit, connection).first(where: { $0.id == id }) else { throw Problem.notFound }
        return found
    }

    // MARK: - Changes by who invites

    /// Checks whose address it is, before anything is sent.
    /// - Throws: `InvitedPersonStore.Refused`.
    @discardableResult
    static func check(_ draft: InvitationDraft, permit: Permit<Looking>, _ connection: Connection) throws -> ID<Person>? {
        let known = try InvitedPersonStore.find(draft.address, as: draft.offer.role, connection)
        if let known {
            let now = connection.now
            let others = try connection.all("\(select) WHERE i.student_id = \(permit.student) AND i.person_id = \(known)", decode)
            guard !others.contains(where: { draft.offer.fits($0) && [.invited, .accepted].contains($0.state(at: now)) }) else {
                throw InvitedPersonStore.Refused.already
            }
        }
        return known
    }

    /// Invites: the person, the role for two weeks, the tie to the subject, and the mail, all at once or not at all.
    static func invite(
        _ draft: InvitationDraft, _ purpose: InvitationPurpose, permit: Permit<Changing>, _ connection: Connection
    ) throws -> ID<Invitation> {
        let person = try check(draft, permit: permit.looking, connection) ?? InvitedPersonStore.make(draft, connection)
        try InvitedPersonStore.ensureAccount(of: person, draft.address, connection)
        let subject = draft.offer.subject
        let lapses = Invitation.lapse(from: connection.now, subjectEnds: subject.ends)
        let period = try open(draft.offer.role, person, until: lapses, permit: permit, connection)
        let id: ID<Invitation> = connection.surroundings.newID()
        try connection.run(
            """
            INSERT INTO invitations (id, student_id, person_id, role, subject, period_id, made_by, made_at, lapses_at, subject_ends)
            VALUES (\(id), \(permit.student), \(person), \(draft.offer.role), \(subject.id), \(period), \(permit.viewer),
              \(connection.now), \(lapses), \(subject.ends))
            """)
        try purpose.granted(subject.id, person, period, permit, connection)
        try send(id, to: person, permit: permit, connection)
        return id
    }

    /// Sends it anew: two new weeks, a new link; the one in the former mail is dead. What had lapsed is a new period of the role, so that
    /// the time between stays without.
    static func again(
        _ invitation: Invitation, _ offer: Offer, _ purpose: InvitationPurpose, permit: Permit<Changing>,
        _ connection: Connection
    ) throws {
        let now = connection.now
        try invitation.check(.again, at: now)
        let lapses = Invitation.lapse(from: now, subjectEnds: offer.subject.ends)
        var period = invitation.period
        if invitation.state(at: now) == .lapsed {
            let new = try open(invitation.role, invitation.person, until: lapses, permit: permit, connection)
            try purpose.granted(invitation.subject, invitation.person, new, permit, connection)
            period = new
        } else {
            // Only an end that the invitation itself gave: what the part decided since, stays.
            try connection.run(
                "UPDATE roles SET ends_at = \(lapses) WHERE id = \(invitation.period) AND ends_at = \(invitation.lapses)")
        }
        try connection.run(
            """
            UPDATE invitations SET period_id = \(period), lapses_at = \(lapses), subject_ends = \(offer.subject.ends)
            WHERE id = \(invitation.id)
            """)
        try send(invitation.id, to: invitation.person, permit: permit, connection)
    }

    /// Takes it back, from whichever side of accepting: access ends this second, and the sessions too when nothing else is open.
    static func withdraw(_ invitation: Invitation, permit: Permit<Changing>, _ connection: Connection) throws {
        try invitation.check(.withdraw, at: connection.now)
        if let period = invitation.period { try TeamStore.end(period, permit: permit, connection) }
        try connection.run(
            """
            UPDATE invitations SET withdrawn_at = \(connection.now), withdrawn_by = \(permit.viewer), secret_hash = NULL
            WHERE id = \(invitation.id)
            """)
        if try !SessionStore.opensByMail(invitation.person, connection) {
            try SessionStore.endAllByMail(of: invitation.person, connection)
            try MailCodeStore.endAll(of: invitation.person, connection)
        }
    }

    private static func open(_ role: Role, _ person: ID<Person>, until: Date, permit: Permit<Changing>, _ connection: Connection) throws
        -> ID<RolePeriod>
    {
        try TeamStore.addRole(person, role, scope: .student(permit.student), starts: connection.now, ends: until, connection)
    }

    /// The mail with a new link, whose place is the path: the public address comes before it when it leaves, never the one that an asker
    /// says it uses. No student's name and no role stand in it: a wrong address must not tell that there is care.
    private static func send(_ id: ID<Invitation>, to person: ID<Person>, permit: Permit<Changing>, _ connection: Connection)
        throws
    {
        let secret = connection.surroundings.newSecret()
        try connection.run("UPDATE invitations SET secret_hash = \(secretHash(secret)), mails = mails + 1 WHERE id = \(id)")
        let mails = try connection.count("SELECT mails AS n FROM invitations WHERE id = \(id)")
        let names = try StudentStore.names([person, permit.viewer], connection)
        let mail = Mail(
            "invitation",
            [
                "name": names[person]?.full ?? "", "by": names[permit.viewer]?.full ?? "",
                "school": try SettingStore.value("institution", connection) ?? "",
                "path": InvitingPaths.invitation(secret), "days": String(Invitation.days),
            ])
        try OutboxStore.add(mail, to: person, cause: id.text + "-" + String(mails), connection)
    }

    // MARK: - By who was invited

    /// Whom a link in a mail is for, while it has a use: until it lapses, and once accepted as long as access runs.
    static func person(ofLink secret: String, _ connection: Connection) throws -> (person: ID<Person>, name: PersonName)? {
        let found = try connection.first("\(select) WHERE i.secret_hash = \(secretHash(secret))", decode)
        guard let found, [.invited, .accepted].contains(found.state(at: connection.now)),
            try SessionStore.opensByMail(found.person, connection)
        else { return nil }
        return (found.person, found.name)
    }

    /// Signing in by a code is the yes to whatever is open: access now ends with what it is for.
    static func acceptAll(of person: ID<Person>, _ connection: Connection) throws {
        let now = connection.now
        for one in try connection.all("\(select) WHERE i.person_id = \(person) AND i.accepted_at IS NULL", decode)
        where one.may(.accept, at: now) {
            // Only an end that the invitation itself gave: what the part decided since, stays.
            try connection.run(
                "UPDATE roles SET ends_at = \(one.subjectEnds) WHERE id = \(one.period) AND ends_at = \(one.lapses)")
            try connection.run("UPDATE invitations SET accepted_at = \(now) WHERE id = \(one.id)")
        }
    }

    /// What is open for a person: where to arrive.
    static func open(for person: ID<Person>, _ connection: Connection) throws -> [Invitation] {
        let now = connection.now
        return try connection.all("\(select) WHERE i.person_id = \(person)", decode).filter { $0.state(at: now) == .accepted }
    }

    /// Forgets links that have no use any more.
    static func sweep(_ connection: Connection) throws {
        let now = connection.now
        try connection.run(
            """
            UPDATE invitations SET secret_hash = NULL WHERE secret_hash IS NOT NULL
              AND ((accepted_at IS NULL AND lapses_at <= \(now))
                OR period_id IS NULL OR period_id IN (SELECT id FROM roles WHERE ends_at <= \(now)))
            """)
    }
}
