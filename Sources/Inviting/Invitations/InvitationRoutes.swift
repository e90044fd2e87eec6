import Logging
import People
import Storage
import Web

/// Inviting people from outside the school for one student: the list, the form, seeing the address again, sending, taking back.
struct InvitationRoutes: Sendable {
    let door: Door
    let purposes: Purposes
    let studentPath: @Sendable (ID<Person>) -> String
    let logger: Logger

    var endpoints: [Endpoint] {
        [
            door.signedIn(.get, InvitingPaths.ofStudent, guardedBy: "file: invite") { ask, viewer, student in
                .page(try await page(FormState(), ask, viewer, student))
            },
            door.signedIn(.post, InvitingPaths.ofStudent, guardedBy: "file: invite", run: invite),
            door.signedIn(.get, InvitingPaths.withdrawal, guardedBy: "file: invite", run: askWithdrawal),
            door.signedIn(.post, InvitingPaths.withdrawal, guardedBy: "file: invite", run: withdraw),
            door.signedIn(.post, InvitingPaths.again, guardedBy: "file: invite", run: again),
        ]
    }

    private func page(_ state: FormState, _ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Page {
        let shown = try await look(ask, viewer, student) { connection, permit, offers in
            ShownInvitations(
                student: try StudentStore.card(permit, connection),
                invitations: try InvitationStore.all(offers: offers, permit: permit, connection), offers: offers,
                studentPath: studentPath(student))
        }
        return InvitationPages.list(shown, state, ask: ask)
    }

    private func invite(_ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Answer {
        try await filling({ try await page($0, ask, viewer, student) }) {
            switch InvitationForm.step(ask.form) {
            case .change: return .page(try await page(FormState(typed: ask.form), ask, viewer, student))
            case .look: return .page(try await check(ask, viewer, student))
            case .send:
                try await send(ask, viewer, student)
                return .see(InvitingPaths.ofStudent(student), notice: "inviteSent")
            }
        }
    }

    private func check(_ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Page {
        let (draft, card) = try await look(ask, viewer, student) { connection, permit, offers in
            let draft = try InvitationForm.draft(ask.form, offers: offers)
            try orAgain(ask.form) { try InvitationStore.check(draft, permit: permit, connection) }
            return (draft, try StudentStore.card(permit, connection))
        }
        return InvitationPages.check(draft, typed: ask.form, student: card, studentPath: studentPath(student), ask: ask)
    }

    private func send(_ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws {
        try await change(ask, viewer, student) { connection, permit, offers in
            let draft = try InvitationForm.draft(ask.form, offers: offers)
            guard let purpose = try purposes.purpose(of: draft.offer, permit.looking, ask.words, connection) else { throw Problem.notFound }
            try orAgain(ask.form) { try InvitationStore.invite(draft, purpose, permit: permit, connection) }
        }
        logger.notice("invitation sent", metadata: ["request": "\(ask.requestID)"])
    }

    /// What is wrong with the address stands beside its field.
    @discardableResult
    private func orAgain<Value>(_ form: Fields, _ work: () throws -> Value) throws -> Value {
        do { return try work() } catch let reason as InvitedPersonStore.Refused { throw InvitationForm.refused(form, reason) }
    }

    private func askWithdrawal(_ ask: Ask, _ viewer: Viewer, _ student: ID<Person>, _ id: ID<Invitation>) async throws -> Answer {
        let (one, card) = try await look(ask, viewer, student) { connection, permit, offers in
            let one = try InvitationStore.one(id, offers: offers, permit: permit, connection)
            try one.check(.withdraw, at: connection.now)
            return (one, try StudentStore.card(permit, connection))
        }
        return .page(InvitationPages.withdraw(one, student: card, studentPath: studentPath(student), ask: ask))
    }

    private func withdraw(_ ask: Ask, _ viewer: Viewer, _ student: ID<Person>, _ id: ID<Invitation>) async throws -> Answer {
        try await change(ask, viewer, student) { connection, permit, offers in
            let one = try InvitationStore.one(id, offers: offers, permit: permit.looking, connection)
            try InvitationStore.withdraw(one, permit: permit, connection)
        }
        return .see(InvitingPaths.ofStudent(student), notice: "inviteWithdrawn")
    }

    private func again(_ ask: Ask, _ viewer: Viewer, _ student: ID<Person>, _ id: ID<Invitation>) async throws -> Answer {
        try await change(ask, viewer, student) { connection, permit, offers in
            let one = try InvitationStore.one(id, offers: offers, permit: permit.looking, connection)
            try one.check(.again, at: connection.now)
            guard let offer = offers.first(where: { $0.fits(one) }),
                let purpose = try purposes.purpose(of: offer, permit.looking, ask.words, connection)
            else { throw InvitationRefusal.subjectOver }
            try InvitationStore.again(one, offer, purpose, permit: permit, connection)
        }
        return .see(InvitingPaths.ofStudent(student), notice: "inviteSent")
    }

    private func look<Value: Sendable>(
        _ ask: Ask, _ viewer: Viewer, _ student: ID<Person>,
        _ work: @Sendable @escaping (Connection, Permit<Looking>, [Offer]) throws -> Value
    ) async throws -> Value {
        try await door.files.look(viewer, at: student, what: "invitations") { connection, permit in
            guard permit.may.contains(.invite) else { throw Problem.forbidden }
            return try work(connection, permit, try purposes.offers(permit, ask.words, connection))
        }
    }

    private func change(
        _ ask: Ask, _ viewer: Viewer, _ student: ID<Person>,
        _ work: @Sendable @escaping (Connection, Permit<Changing>, [Offer]) throws -> Void
    ) async throws {
        try await door.files.change(viewer, .invite, of: student) { connection, permit in
            try work(connection, permit, try purposes.offers(permit.looking, ask.words, connection))
        }
    }
}
