import Foundation
import Guiding
import People
import Storage
import Web

struct ReferralRoutes: Sendable {
    let door: Door

    /// Who has something on the list of referrals.
    static let readers: Set<Role> = [.mentor, .classGuide, .careCoordinator, .careWorker]
    /// Days that a referral which has ended stays on the list.
    static let recentDays = 30

    var endpoints: [Endpoint] {
        [
            door.signedIn(.get, CarePaths.referrals, guardedBy: "own caseload") { ask, viewer in .page(try await list(ask, viewer)) },
            door.signedIn(.get, CarePaths.newReferral, guardedBy: "file: refer") { ask, viewer, consult in
                .page(try await newPage(FormState(), ask, viewer, consult))
            },
            door.signedIn(.post, CarePaths.newReferral, guardedBy: "file: refer", run: propose),
            door.signedIn(.get, CarePaths.referral, guardedBy: "file: referrals or ownReferrals") { ask, viewer, id in
                .page(try await onePage(FormState(), ask, viewer, id))
            },
            door.signedIn(.get, CarePaths.decision, guardedBy: "file: decideReferral") { ask, viewer, id in
                .page(try await decisionPage(FormState(), ask, viewer, id))
            },
            door.signedIn(.post, CarePaths.decision, guardedBy: "file: decideReferral", run: decide),
            door.signedIn(.post, CarePaths.acceptance, guardedBy: "file: receiveReferral") { _, viewer, id in
                try await change(id, .receiveReferral, viewer) { try ReferralActsStore.move($0, .accept, permit: $1, $2) }
                return .see(CarePaths.referral(id), notice: "referralAccepted")
            },
            door.signedIn(.post, CarePaths.beginning, guardedBy: "file: receiveReferral") { _, viewer, id in
                try await change(id, .receiveReferral, viewer) { try ReferralActsStore.move($0, .begin, permit: $1, $2) }
                return .see(CarePaths.referral(id), notice: "referralBegun")
            },
            door.signedIn(.post, CarePaths.report, guardedBy: "file: receiveReferral") { ask, viewer, id in
                try await saying(.report, ask, viewer, id, "report", then: CarePaths.referral(id), notice: "referralReported")
            },
            door.signedIn(.post, CarePaths.declining, guardedBy: "file: receiveReferral") { ask, viewer, id in
                try await saying(.decline, ask, viewer, id, "reason", then: CarePaths.referrals(), notice: "referralDeclined")
            },
            door.signedIn(.post, CarePaths.referralEnd, guardedBy: "file: receiveReferral or refer") { ask, viewer, id in
                try await saying(.close, ask, viewer, id, "closing", then: CarePaths.referrals(), notice: "referralClosed")
            },
            door.signedIn(.get, CarePaths.referralWithdrawal, guardedBy: "file: decideReferral or refer") { ask, viewer, id in
                let shown = try await shown(id, viewer) { permit, referral in
                    guard !permit.may.isDisjoint(with: [.decideReferral, .refer]) else { throw Problem.forbidden }
                    _ = try referral.after(.withdraw, permit)
                }
                return .page(ReferralPages.withdrawing(shown, ask: ask))
            },
            door.signedIn(.post, CarePaths.referralWithdrawal, guardedBy: "file: decideReferral or refer") { _, viewer, id in
                let isOwn = try await shown(id, viewer).isOwn
                try await change(id, isOwn ? .decideReferral : .refer, viewer) { try ReferralActsStore.move($0, .withdraw, permit: $1, $2) }
                return .see(isOwn ? GuidingPaths.today() : CarePaths.referrals(), notice: "referralWithdrawn")
            },
        ]
    }

    private func list(_ ask: Ask, _ viewer: Viewer) async throws -> Page {
        guard !viewer.roles.isDisjoint(with: Self.readers) else { throw Problem.notFound }
        let since = (ask.today + -Self.recentDays).start
        let (referrals, students) = try await door.files.lookAtCaseload(viewer, what: "list") { connection, permits in
            (
                try ReferralStore.list(permits, since: since, connection),
                try StudentStore.cards(permits, connection).reduce(into: [:]) { $0[$1.id] = $1 } as [ID<Person>: StudentCard]
            )
        }
        return ReferralPages.list(referrals, students, ask: ask)
    }

    private func newPage(_ state: FormState, _ ask: Ask, _ viewer: Viewer, _ consult: ID<Consult>) async throws -> Page {
        let shown = try await door.files.look(viewer, what: "consults", student: { try ConsultStore.student(of: consult, $0) }) {
            connection, permit in
            guard permit.may.contains(.refer) else { throw Problem.forbidden }
            let consult = try ConsultStore.one(consult, permit: permit, connection)
            _ = try consult.after(.refer, permit)
            return NewReferral(
                consult: consult.id, student: try StudentStore.card(permit, connection),
                workers: try CareRolesStore.people(.careWorker, permit: permit, connection))
        }
        return ReferralPages.new(shown, state, ask: ask)
    }

    private func propose(_ ask: Ask, _ viewer: Viewer, _ consult: ID<Consult>) async throws -> Answer {
        try await filling({ try await newPage($0, ask, viewer, consult) }) {
            let id = try await door.files.change(viewer, .refer, student: { try ConsultStore.student(of: consult, $0) }) {
                connection, permit in
                let consult = try ConsultStore.one(consult, permit: permit, connection)
                let workers = try CareRolesStore.people(.careWorker, permit: permit.looking, connection)
                let draft = try ReferralForm.draft(ask.form, workers: workers)
                return try ReferralActsStore.propose(draft, on: consult, permit: permit, connection)
            }
            return .see(CarePaths.referral(id), notice: "referralProposed")
        }
    }

    private func decisionPage(_ state: FormState, _ ask: Ask, _ viewer: Viewer, _ id: ID<Referral>) async throws -> Page {
        let shown = try await door.files.look(viewer, what: "referrals", student: { try ReferralStore.student(of: id, $0) }) {
            connection, permit in
            guard permit.may.contains(.decideReferral) else { throw Problem.forbidden }
            let referral = try ReferralStore.one(id, permit: permit, connection)
            _ = try referral.after(.agree, permit)
            return ShownDecision(referral: referral, offered: try ReferralStore.offered(referral, permit, connection))
        }
        return DecisionPages.page(shown, state, ask: ask)
    }

    private func decide(_ ask: Ask, _ viewer: Viewer, _ id: ID<Referral>) async throws -> Answer {
        try await filling(ask.form, { try await decisionPage($0, ask, viewer, id) }) {
            let saysYes = try await change(id, .decideReferral, viewer) { referral, permit, connection in
                let offered = try ReferralStore.offered(referral, permit.looking, connection).map(\.item)
                guard let items = try ReferralForm.decision(ask.form, offered: offered) else {
                    try ReferralActsStore.move(referral, .refuse, permit: permit, connection)
                    return false
                }
                try ReferralActsStore.agree(referral, sharing: items, permit: permit, connection)
                return true
            }
            return .see(CarePaths.referral(id), notice: saysYes ? "referralAgreed" : "referralRefused")
        }
    }

    /// An act that comes with words: a reason, a report.
    private func saying(
        _ act: ReferralAct, _ ask: Ask, _ viewer: Viewer, _ id: ID<Referral>, _ field: String, then: String, notice: String
    ) async throws -> Answer {
        try await filling({ try await onePage($0, ask, viewer, id) }) {
            // Closing is the only one of these that the coordinator may do too.
            let needed: Act = act == .close ? try await shown(id, viewer).isCoordinator ? .refer : .receiveReferral : .receiveReferral
            try await change(id, needed, viewer) { referral, permit, connection in
                let words = try ReferralForm.words(ask.form, field)
                try ReferralActsStore.move(referral, act, words: words, permit: permit, connection)
            }
            return .see(then, notice: notice)
        }
    }

    private func onePage(_ state: FormState, _ ask: Ask, _ viewer: Viewer, _ id: ID<Referral>) async throws -> Page {
        ReferralPages.one(try await shown(id, viewer), state, ask: ask)
    }

    private func shown(
        _ id: ID<Referral>, _ viewer: Viewer, check: @Sendable @escaping (Permit<Looking>, Referral) throws -> Void = { _, _ in }
    ) async throws -> ShownReferral {
        try await door.files.look(viewer, what: "referrals", student: { try ReferralStore.student(of: id, $0) }) { connection, permit in
            let referral = try ReferralStore.one(id, permit: permit, connection)
            try check(permit, referral)
            return ShownReferral(
                referral: referral, student: try StudentStore.card(permit, connection), isOwn: permit.viewer == permit.student,
                isCoordinator: referral.parties(permit).contains(.careCoordinator),
                events: try ReferralStore.events(of: referral, connection),
                acts: Set(ReferralAct.allCases.filter { referral.allows($0, permit) }),
                waitsForGuardian: try ReferralStore.waitsForGuardian(referral, connection))
        }
    }

    private func change<Value: Sendable>(
        _ id: ID<Referral>, _ act: Act, _ viewer: Viewer,
        _ work: @Sendable @escaping (Referral, Permit<Changing>, Connection) throws -> Value
    ) async throws -> Value {
        try await door.files.change(viewer, act, student: { try ReferralStore.student(of: id, $0) }) { connection, permit in
            try work(try ReferralStore.one(id, permit: permit, connection), permit, connection)
        }
    }
}
