import Foundation
import People
import Storage
import Web

struct ErasureRoutes: Sendable {
    let door: Door
    let erasure: Erasure
    let personPath: @Sendable (ID<Person>) -> String

    var endpoints: [Endpoint] {
        [
            door.signedIn(.get, RightsPaths.myErasure, guardedBy: "oneself", run: mine),
            door.signedIn(.post, RightsPaths.myErasure, guardedBy: "oneself", run: askErasure),
            door.signedIn(.post, RightsPaths.myErasureBack, guardedBy: "oneself", run: withdraw),
            door.signedIn(.get, RightsPaths.erasures, guardedBy: "administrator, officer, file: decideErasure", run: list),
            door.signedIn(.get, RightsPaths.erasure, guardedBy: "administrator, officer, file: decideErasure") { ask, viewer, id in
                .page(try await page(FormState(), ask, viewer, id))
            },
            door.signedIn(.post, RightsPaths.erasure, guardedBy: "administrator, officer, file: decideErasure", run: agree),
            door.signedIn(.post, RightsPaths.erasureRefusal, guardedBy: "administrator, officer, file: decideErasure", run: refuse),
            door.role(.administrator, .get, RightsPaths.erasureOf) { ask, _, person in
                let name = try await door.database.read { connection in
                    try connection.isErased(person) ? nil : try HoldStore.name(of: person, connection)
                }
                guard let name else { throw Problem.notFound }
                return .page(ErasurePages.enter(person, name: name, personPath: personPath(person), ask: ask))
            },
            door.role(.administrator, .post, RightsPaths.erasureOf, run: enter),
        ]
    }

    private func mine(_ ask: Ask, _ viewer: Viewer) async throws -> Answer {
        let (request, age) = try await door.database.read { connection in
            (try ErasureStore.all(of: viewer.person, connection).first, try ErasureStore.age(of: viewer.person, connection))
        }
        let mayAsk = ErasureRequest.mayAskAlone(isStudent: age.isStudent, born: age.born, today: ask.today)
        return .page(ErasurePages.mine(request, mayAsk: mayAsk, ask: ask))
    }

    private func askErasure(_ ask: Ask, _ viewer: Viewer) async throws -> Answer {
        try await door.database.write { connection in
            let age = try ErasureStore.age(of: viewer.person, connection)
            guard ErasureRequest.mayAskAlone(isStudent: age.isStudent, born: age.born, today: connection.today) else {
                throw ErasureRefusal.tooYoung
            }
            try ErasureStore.ask(viewer.person, connection)
        }
        return .see(RightsPaths.myErasure(), notice: "erasureAsked")
    }

    private func withdraw(_ ask: Ask, _ viewer: Viewer) async throws -> Answer {
        try await door.database.write { connection in
            guard let request = try ErasureStore.open(of: viewer.person, connection) else { throw ErasureRefusal.notNow }
            let (next, side) = try request.after(.withdraw, by: viewer.person, sides: [.person])
            try ErasureStore.save(request, next, by: viewer.person, as: side, connection)
        }
        return .see(RightsPaths.myErasure(), notice: "erasureWithdrawn")
    }

    private func list(_ ask: Ask, _ viewer: Viewer) async throws -> Answer {
        let decider = try await door.database.read { try ErasureDecider.of(viewer, $0) }
        if decider.decidesForAll {
            return .page(ErasurePages.list(try await door.database.read { try ErasureStore.open(decider, $0) }, ask: ask))
        }
        guard viewer.roles.contains(.mentor) else { throw Problem.notFound }
        let waiting = try await door.files.lookAtCaseload(viewer, what: "list") { try ErasureStore.open(for: $1, $0) }
        return .page(ErasurePages.list(waiting, ask: ask))
    }

    private func page(_ state: FormState, _ ask: Ask, _ viewer: Viewer, _ id: ID<ErasureRequest>) async throws -> Page {
        let shown = try await door.database.read { connection in
            let request = try ErasureStore.one(id, connection)
            let decider = try ErasureDecider.of(viewer, on: request, connection)
            let canAgree = (try? request.after(.agree, by: viewer.person, sides: decider.sides)) != nil
            guard let name = try HoldStore.name(of: request.person, connection) else { throw Problem.notFound }
            return (request, decider, name, canAgree, try HoldStore.isHeld(request.person, connection))
        }
        // A mentor comes in by the rules of the file; that is a look like any other.
        if shown.1.role == .mentor { try await door.files.look(viewer, at: shown.0.person, what: "erasure") { _, _ in } }
        return ErasurePages.one(shown.0, name: shown.2, canAgree: shown.3, isHeld: shown.4, state, ask: ask)
    }

    /// The second yes carries it out, in the same transaction.
    private func agree(_ ask: Ask, _ viewer: Viewer, _ id: ID<ErasureRequest>) async throws -> Answer {
        let isDone = try await door.database.write { [erasure] connection in
            let request = try ErasureStore.one(id, connection)
            let decider = try ErasureDecider.of(viewer, on: request, connection)
            let (next, side) = try request.after(.agree, by: viewer.person, sides: decider.sides)
            try ErasureStore.save(request, next, by: viewer.person, as: side, connection)
            try log(decider, request, connection)
            guard next == .carriedOut else { return false }
            guard try !HoldStore.isHeld(request.person, connection) else { throw ErasureRefusal.held }
            try ErasureStore.checkOtherAdministrator(than: request.person, connection)
            try erasure.carryOut(request.person, connection)
            return true
        }
        if isDone { try await erasure.afterCommit() }
        return .see(RightsPaths.erasures(), notice: isDone ? "erasureDone" : "erasureAgreed")
    }

    private func refuse(_ ask: Ask, _ viewer: Viewer, _ id: ID<ErasureRequest>) async throws -> Answer {
        try await filling({ try await page($0, ask, viewer, id) }) {
            try await door.database.write { connection in
                let request = try ErasureStore.one(id, connection)
                let decider = try ErasureDecider.of(viewer, on: request, connection)
                let (next, side) = try request.after(.refuse, by: viewer.person, sides: decider.sides)
                let reason = try ErasureForm.reason(ask.form)
                try ErasureStore.save(request, next, by: viewer.person, as: side, reason: reason, connection)
                try log(decider, request, connection)
            }
            return .see(RightsPaths.erasures(), notice: "erasureRefused")
        }
    }

    private func enter(_ ask: Ask, _ viewer: Viewer, _ person: ID<Person>) async throws -> Answer {
        let id = try await door.database.write { connection in
            guard try HoldStore.name(of: person, connection) != nil, try !connection.isErased(person) else { throw Problem.notFound }
            guard person != viewer.person else { throw ErasureRefusal.ownRequest }
            let id = try ErasureStore.ask(person, enteredBy: viewer.person, connection)
            try AccessLog.append(viewer: viewer.person, role: .administrator, student: person, what: "askErasure", connection)
            return id
        }
        return .see(RightsPaths.erasure(id), notice: "erasureEntered")
    }

    private func log(_ decider: ErasureDecider, _ request: ErasureRequest, _ connection: Connection) throws {
        try AccessLog.append(viewer: decider.person, role: decider.role, student: request.person, what: "decideErasure", connection)
    }
}
