import Foundation
import Guiding
import People
import Storage
import Web

struct ConsultRoutes: Sendable {
    let door: Door

    /// Who has something on the list of consults.
    static let readers: Set<Role> = [.mentor, .classGuide, .careCoordinator]

    var endpoints: [Endpoint] {
        [
            door.signedIn(.get, CarePaths.consults, guardedBy: "own caseload") { ask, viewer in .page(try await list(ask, viewer)) },
            door.signedIn(.get, CarePaths.newConsult, guardedBy: "file: askConsult") { ask, viewer, student in
                .page(try await newPage(nil, ask, viewer, student, about: ask.query.first("signaal").flatMap { ID($0) }))
            },
            door.signedIn(.post, CarePaths.consultsOfStudent, guardedBy: "file: askConsult", run: askOne),
            door.signedIn(.get, CarePaths.consult, guardedBy: "file: consults or ownConsults") { ask, viewer, id in
                .page(try await onePage(nil, ask, viewer, id))
            },
            door.signedIn(.post, CarePaths.consultTakenUp, guardedBy: "file: answerConsult") { _, viewer, id in
                try await change(id, .answerConsult, viewer) { try ConsultStore.takeUp($0, permit: $1, $2) }
                return .see(CarePaths.consult(id), notice: "consultTakenUp")
            },
            door.signedIn(.post, CarePaths.consultAnswer, guardedBy: "file: answerConsult") { ask, viewer, id in
                try await filling({ try await onePage($0, ask, viewer, id) }) {
                    try await change(id, .answerConsult, viewer) { consult, permit, connection in
                        try ConsultStore.answer(consult, try ConsultForm.answer(ask.form), permit: permit, connection)
                    }
                    return .see(CarePaths.consult(id), notice: "consultAnswered")
                }
            },
            door.signedIn(.get, CarePaths.consultWithdrawal, guardedBy: "file: askConsult") { ask, viewer, id in
                .page(ConsultPages.ending(try await ending(id, .withdraw, viewer), .withdraw, ask: ask))
            },
            door.signedIn(.post, CarePaths.consultWithdrawal, guardedBy: "file: askConsult") { _, viewer, id in
                let student = try await end(id, .withdraw, .askConsult, viewer)
                return .see(GuidingPaths.student(student), notice: "consultWithdrawn")
            },
            door.signedIn(.get, CarePaths.consultEnd, guardedBy: "file: askConsult or answerConsult") { ask, viewer, id in
                .page(ConsultPages.ending(try await ending(id, .close, viewer), .close, ask: ask))
            },
        ]
    }

    /// Last of all: with it the access of who closes may end.
    var closing: Endpoint {
        door.signedIn(.post, CarePaths.consultEnd, guardedBy: "file: askConsult or answerConsult") { _, viewer, id in
            let shown = try await ending(id, .close, viewer)
            _ = try await end(id, .close, shown.isCoordinator ? .answerConsult : .askConsult, viewer)
            return .see(CarePaths.consults(), notice: "consultClosed")
        }
    }

    private func list(_ ask: Ask, _ viewer: Viewer) async throws -> Page {
        guard !viewer.roles.isDisjoint(with: Self.readers) else { throw Problem.notFound }
        let (consults, students) = try await door.files.lookAtCaseload(viewer, what: "list") { connection, permits in
            (
                try ConsultStore.open(permits, connection),
                try StudentStore.cards(permits, connection).reduce(into: [:]) { $0[$1.id] = $1 } as [ID<Person>: StudentCard]
            )
        }
        return ConsultPages.list(consults, students, ask: ask)
    }

    private func newPage(
        _ state: FormState?, _ ask: Ask, _ viewer: Viewer, _ student: ID<Person>, about signal: ID<Signal>?
    ) async throws -> Page {
        let shown = try await door.files.look(viewer, at: student, what: signal == nil ? "student" : "signals") { connection, permit in
            guard permit.may.contains(.askConsult) else { throw Problem.forbidden }
            return NewConsult(
                student: try StudentStore.card(permit, connection),
                coordinators: try CareRolesStore.people(.careCoordinator, permit: permit, connection),
                signal: try signal.map { try SignalStore.one($0, permit: permit, connection) })
        }
        let known = FormState(known: shown.coordinators.count == 1 ? ["coordinator": shown.coordinators[0].id.text] : [:])
        return ConsultPages.new(shown, state ?? known, ask: ask)
    }

    private func askOne(_ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Answer {
        let signal: ID<Signal>? = ask.form.first("signal").flatMap { ID($0) }
        return try await filling({ try await newPage($0, ask, viewer, student, about: signal) }) {
            let id = try await door.files.change(viewer, .askConsult, of: student) { connection, permit in
                let allowed = try CareRolesStore.people(.careCoordinator, permit: permit.looking, connection)
                let consult = try ConsultStore.ask(try ConsultForm.draft(ask.form, allowed: allowed), permit: permit, connection)
                if let signal {
                    try SignalStore.ask(consult, about: try SignalStore.one(signal, permit: permit, connection), permit: permit, connection)
                }
                return consult
            }
            return .see(CarePaths.consult(id), notice: "consultAsked")
        }
    }

    private func onePage(_ state: FormState?, _ ask: Ask, _ viewer: Viewer, _ id: ID<Consult>) async throws -> Page {
        let shown = try await shown(id, viewer)
        return ConsultPages.one(shown, state ?? FormState(known: ["answer": shown.consult.answer ?? ""]), ask: ask)
    }

    private func ending(_ id: ID<Consult>, _ act: ConsultAct, _ viewer: Viewer) async throws -> ShownConsult {
        try await shown(id, viewer) { permit, consult in
            guard permit.may.contains(.askConsult) || act == .close && permit.may.contains(.answerConsult) else { throw Problem.forbidden }
            _ = try consult.after(act, permit)
        }
    }

    private func end(_ id: ID<Consult>, _ act: ConsultAct, _ needed: Act, _ viewer: Viewer) async throws -> ID<Person> {
        try await change(id, needed, viewer) { consult, permit, connection in
            try ConsultStore.end(consult, act, permit: permit, connection)
            return permit.student
        }
    }

    private func shown(
        _ id: ID<Consult>, _ viewer: Viewer, check: @Sendable @escaping (Permit<Looking>, Consult) throws -> Void = { _, _ in }
    ) async throws -> ShownConsult {
        try await door.files.look(viewer, what: "consults", student: { try ConsultStore.student(of: id, $0) }) { connection, permit in
            let consult = try ConsultStore.one(id, permit: permit, connection)
            try check(permit, consult)
            return ShownConsult(
                consult: consult, student: try StudentStore.card(permit, connection), isOwn: permit.viewer == permit.student,
                isCoordinator: consult.coordinator == permit.viewer && permit.roles.contains(.careCoordinator),
                acts: Set(ConsultAct.allCases.filter { consult.allows($0, permit) }),
                referrals: try ReferralStore.find(permit, connection).filter { $0.consult == id })
        }
    }

    private func change<Value: Sendable>(
        _ id: ID<Consult>, _ act: Act, _ viewer: Viewer,
        _ work: @Sendable @escaping (Consult, Permit<Changing>, Connection) throws -> Value
    ) async throws -> Value {
        try await door.files.change(viewer, act, student: { try ConsultStore.student(of: id, $0) }) { connection, permit in
            try work(try ConsultStore.one(id, permit: permit, connection), permit, connection)
        }
    }
}
