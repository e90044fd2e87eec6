import Foundation
import People
import Storage
import Web

package enum AgreementPaths {
    package static let new = Path<ID<Person>>("/studenten/{}/afspraken/nieuw")
    package static let ofStudent = Path<ID<Person>>("/studenten/{}/afspraken")
    package static let print = Path<ID<Person>>("/studenten/{}/afspraken/print")
    package static let one = Path<ID<Agreement>>("/afspraken/{}")
    package static let confirmation = Path<ID<Agreement>>("/afspraken/{}/bevestiging")
    package static let judgement = Path<ID<Agreement>>("/afspraken/{}/beoordeling")
    /// The page of the placement for which an agreement was made.
    package static let placement = Path<ID<AgreementPlacement>>("/stages/{}")
    package static let step = Path<ID<Agreement>, ID<Agreement.Step>>("/afspraken/{}/stappen/{}")
}

/// The addresses of agreements. What agreements must know of goals and of a student's page is given by the part that has them.
package struct AgreementRoutes: Sendable {
    let door: Door
    let goals: @Sendable (Permit<Looking>, Connection) throws -> [(id: ID<AgreementGoal>, words: String)]
    let studentPath: @Sendable (ID<Person>) -> String
    /// Where to go on after an agreement was made in a conversation.
    let conversationPath: @Sendable (ID<AgreementConversation>) -> String
    /// What other parts show on the page of an agreement.
    let beside: @Sendable (Agreement, Permit<Looking>, Ask, Connection) throws -> HTML

    package init(
        door: Door, goals: @escaping @Sendable (Permit<Looking>, Connection) throws -> [(id: ID<AgreementGoal>, words: String)],
        studentPath: @escaping @Sendable (ID<Person>) -> String,
        conversationPath: @escaping @Sendable (ID<AgreementConversation>) -> String,
        beside: @escaping @Sendable (Agreement, Permit<Looking>, Ask, Connection) throws -> HTML = { _, _, _, _ in .empty }
    ) {
        self.door = door
        self.goals = goals
        self.studentPath = studentPath
        self.conversationPath = conversationPath
        self.beside = beside
    }

    package var endpoints: [Endpoint] {
        [
            door.signedIn(.get, AgreementPaths.new, guardedBy: "file: makeAgreement") { ask, viewer, student in
                let tomorrowWeek = (ask.today + 7).description
                let state = FormState(typed: Fields([("due", tomorrowWeek), ("party", student.text), ("party", viewer.person.text)]))
                let from = NewAgreement.From(conversation: ask.query.first("gesprek"), placement: ask.query.first("stage"))
                return .page(try await newPage(state, ask, viewer, student, from))
            },
            door.signedIn(.post, AgreementPaths.ofStudent, guardedBy: "file: makeAgreement", run: make),
            door.signedIn(.get, AgreementPaths.print, guardedBy: "file: agreements") { ask, viewer, student in
                let (agreements, card) = try await door.files.look(viewer, at: student, what: "agreements") { connection, permit in
                    guard !permit.sees.isDisjoint(with: [.agreements, .ownAgreements]) else { throw Problem.notFound }
                    return (try AgreementStore.find(.all, permit: permit, connection), try StudentStore.card(permit, connection))
                }
                return .page(AgreementPrint.page(agreements, student: card, ask: ask, back: studentPath(student)))
            },
            door.signedIn(.get, AgreementPaths.one, guardedBy: "file: agreements") { ask, viewer, id in
                .page(try await onePage(FormState(), ask, viewer, id))
            },
            door.signedIn(.post, AgreementPaths.confirmation, guardedBy: "file: confirmAgreement") { ask, viewer, id in
                try await change(id, .confirmAgreement, viewer) { agreement, permit, connection in
                    try AgreementStore.confirm(agreement, permit: permit, connection)
                }
                return .see(
                    Self.placement(ask.form).map { AgreementPaths.placement($0) } ?? AgreementPaths.one(id), notice: "agreementConfirmed")
            },
            door.signedIn(.post, AgreementPaths.judgement, guardedBy: "file: judgeAgreement", run: judge),
            door.signedIn(.post, AgreementPaths.step, guardedBy: "file: judgeAgreement") { _, viewer, id, step in
                try await change(id, .judgeAgreement, viewer) { agreement, permit, connection in
                    try AgreementStore.finish(step, of: agreement, permit: permit, connection)
                }
                return .see(AgreementPaths.one(id), notice: "stepDone")
            },
        ]
    }

    private func make(_ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Answer {
        let from = NewAgreement.From(conversation: ask.form.first("conversation"), placement: ask.form.first("placement"))
        return try await filling(ask.form, { try await newPage($0, ask, viewer, student, from) }) {
            let id = try await door.files.change(viewer, .makeAgreement, of: student) { connection, permit in
                let allowed = Set(try people(permit.looking, ask.words, connection).map(\.person))
                let draft = try AgreementForm.draft(ask.form, allowed: allowed, today: connection.today)
                return try AgreementStore.add(draft, permit: permit, connection)
            }
            let back = from.conversation.map(conversationPath) ?? from.placement.map { AgreementPaths.placement($0) }
            return .see(back ?? AgreementPaths.one(id), notice: "agreementMade")
        }
    }

    /// Where who says yes on the page of a placement goes on.
    private static func placement(_ form: Fields) -> ID<AgreementPlacement>? { form.first("placement").flatMap { ID($0) } }

    private func judge(_ ask: Ask, _ viewer: Viewer, _ id: ID<Agreement>) async throws -> Answer {
        try await filling(ask.form, { try await onePage($0, ask, viewer, id) }) {
            let verdict = try await change(id, .judgeAgreement, viewer) { agreement, permit, connection in
                let said = try AgreementForm.judgement(ask.form)
                try AgreementStore.judge(agreement, said.verdict, reason: said.reason, newDue: said.due, permit: permit, connection)
                return said.verdict
            }
            return .see(AgreementPaths.one(id), notice: "agreement." + verdict.rawValue)
        }
    }

    @discardableResult
    private func change<Value: Sendable>(
        _ id: ID<Agreement>, _ act: Act, _ viewer: Viewer,
        _ work: @Sendable @escaping (Agreement, Permit<Changing>, Connection) throws -> Value
    ) async throws -> Value {
        try await door.files.change(viewer, act, student: { try AgreementStore.student(of: id, $0) }) { connection, permit in
            try work(try AgreementStore.one(id, permit: permit, connection), permit, connection)
        }
    }

    private func onePage(_ state: FormState, _ ask: Ask, _ viewer: Viewer, _ id: ID<Agreement>) async throws -> Page {
        let shown = try await door.files.look(viewer, what: "agreement", student: { try AgreementStore.student(of: id, $0) }) {
            connection, permit in
            let agreement = try AgreementStore.one(id, permit: permit, connection)
            return ShownAgreement(
                agreement: agreement, student: try StudentStore.card(permit, connection),
                history: try AgreementStore.history(of: agreement, permit: permit, connection),
                mayJudge: permit.may.contains(.judgeAgreement) && agreement.mayBeJudged(by: permit.viewer, as: permit.role),
                isOwn: permit.viewer == permit.student, beside: try beside(agreement, permit, ask, connection))
        }
        return AgreementPages.one(shown, state, ask: ask, viewer: viewer.person, studentPath: studentPath(shown.student.id))
    }

    private func newPage(
        _ state: FormState, _ ask: Ask, _ viewer: Viewer, _ student: ID<Person>, _ from: NewAgreement.From
    ) async throws -> Page {
        let new = try await door.files.look(viewer, at: student, what: "agreements") { connection, permit in
            guard permit.may.contains(.makeAgreement) else { throw Problem.forbidden }
            return NewAgreement(
                student: try StudentStore.card(permit, connection), people: try people(permit, ask.words, connection),
                goals: try goals(permit, connection), from: from, isOwn: permit.viewer == permit.student)
        }
        return AgreementPages.new(new, state, ask: ask, studentPath: studentPath(student))
    }

    /// Who can be a party: the student, the viewer, and the team as far as the viewer knows it.
    private func people(_ permit: Permit<Looking>, _ words: Words, _ connection: Connection) throws -> [(person: ID<Person>, label: String)]
    {
        let student = try StudentStore.card(permit, connection)
        var people: [(person: ID<Person>, label: String)] = [(student.id, student.name.full + " · " + words("role.student"))]
        for member in try TeamStore.team(permit, connection) where !people.contains(where: { $0.person == member.person }) {
            people.append((member.person, member.name.full + " · " + words(member.role.key)))
        }
        if !people.contains(where: { $0.person == permit.viewer }),
            let name = try StudentStore.names([permit.viewer], connection)[permit.viewer]
        {
            people.append((permit.viewer, name.full + " · " + words(permit.role.key)))
        }
        return people
    }
}
