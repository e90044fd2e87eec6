import Foundation
import Guiding
import People
import Storage
import Web

struct SignalRoutes: Sendable {
    let door: Door

    /// Days that a signal which has ended stays on the list.
    static let recentDays = 30

    var endpoints: [Endpoint] {
        [
            door.signedIn(.get, CarePaths.signals, guardedBy: "own caseload") { ask, viewer in .page(try await list(ask, viewer)) },
            door.signedIn(.get, CarePaths.newSignal, guardedBy: "file: signal") { ask, viewer, student in
                .page(try await newPage(FormState(), ask, viewer, student))
            },
            door.signedIn(.post, CarePaths.signalsOfStudent, guardedBy: "file: signal", run: give),
            door.signedIn(.get, CarePaths.signal, guardedBy: "file: signals or ownSignals") { ask, viewer, id in
                .page(try await onePage(FormState(), ask, viewer, id))
            },
            door.signedIn(.post, CarePaths.signalTakenUp, guardedBy: "file: takeUpSignal") { _, viewer, id in
                try await change(id, .takeUpSignal, viewer) { try SignalStore.takeUp($0, permit: $1, $2) }
                return .see(CarePaths.signal(id), notice: "signalTakenUp")
            },
            door.signedIn(.post, CarePaths.signalAnswer, guardedBy: "file: takeUpSignal") { ask, viewer, id in
                try await filling({ try await onePage($0, ask, viewer, id) }) {
                    try await change(id, .takeUpSignal, viewer) { signal, permit, connection in
                        try SignalStore.settle(signal, answer: try SignalForm.answer(ask.form), permit: permit, connection)
                    }
                    return .see(CarePaths.signal(id), notice: "signalSettled")
                }
            },
            door.signedIn(.get, CarePaths.signalWithdrawal, guardedBy: "file: signal") { ask, viewer, id in
                let shown = try await shown(id, viewer) { permit, signal in
                    guard permit.may.contains(.signal) else { throw Problem.forbidden }
                    _ = try signal.after(.withdraw, permit)
                }
                return .page(SignalPages.withdrawing(shown, ask: ask))
            },
            door.signedIn(.post, CarePaths.signalWithdrawal, guardedBy: "file: signal") { _, viewer, id in
                try await change(id, .signal, viewer) { try SignalStore.withdraw($0, permit: $1, $2) }
                return .see(CarePaths.signal(id), notice: "signalWithdrawn")
            },
        ]
    }

    private func list(_ ask: Ask, _ viewer: Viewer) async throws -> Page {
        guard !viewer.roles.isDisjoint(with: Signal.giving) else { throw Problem.notFound }
        let since = (ask.today + -Self.recentDays).start
        let shown = try await door.files.lookAtCaseload(viewer, what: "list") { connection, permits in
            ShownSignals(
                signals: try SignalStore.list(permits, since: since, connection),
                students: try StudentStore.cards(permits, connection).reduce(into: [:]) { $0[$1.id] = $1 },
                sees: permits.reduce(into: [:]) { $0[$1.student] = $1.sees }, calendar: try SchoolCalendarStore.load(connection))
        }
        return SignalPages.list(shown, viewer: viewer, ask: ask)
    }

    private func newPage(_ state: FormState, _ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Page {
        let card = try await door.files.look(viewer, at: student, what: "student") { connection, permit in
            guard permit.may.contains(.signal) else { throw Problem.forbidden }
            return try StudentStore.card(permit, connection)
        }
        return SignalPages.new(card, state, ask: ask)
    }

    private func give(_ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Answer {
        try await filling({ try await newPage($0, ask, viewer, student) }) {
            let id = try await door.files.change(viewer, .signal, of: student) { connection, permit in
                try SignalStore.give(try SignalForm.draft(ask.form), permit: permit, connection)
            }
            return .see(CarePaths.signal(id), notice: "signalGiven")
        }
    }

    private func onePage(_ state: FormState, _ ask: Ask, _ viewer: Viewer, _ id: ID<Signal>) async throws -> Page {
        SignalPages.one(try await shown(id, viewer), state, ask: ask)
    }

    private func shown(
        _ id: ID<Signal>, _ viewer: Viewer, check: @Sendable @escaping (Permit<Looking>, Signal) throws -> Void = { _, _ in }
    ) async throws -> ShownSignal {
        try await door.files.look(viewer, what: "signals", student: { try SignalStore.student(of: id, $0) }) { connection, permit in
            let signal = try SignalStore.one(id, permit: permit, connection)
            try check(permit, signal)
            return ShownSignal(
                signal: signal, student: try StudentStore.card(permit, connection), isOwn: permit.viewer == permit.student,
                state: signal.stateShown(to: permit.sees), acts: Set(SignalAct.allCases.filter { signal.allows($0, permit) }),
                seesConsult: permit.sees.contains(.consults), calendar: try SchoolCalendarStore.load(connection))
        }
    }

    private func change(
        _ id: ID<Signal>, _ act: Act, _ viewer: Viewer,
        _ work: @Sendable @escaping (Signal, Permit<Changing>, Connection) throws -> Void
    ) async throws {
        try await door.files.change(viewer, act, student: { try SignalStore.student(of: id, $0) }) { connection, permit in
            try work(try SignalStore.one(id, permit: permit, connection), permit, connection)
        }
    }
}
