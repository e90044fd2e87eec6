import Foundation
import People
import Storage
import Web

struct RetentionRoutes: Sendable {
    let door: Door
    let retention: Retention

    var endpoints: [Endpoint] {
        [
            door.role(.administrator, .get, RightsPaths.retention) { ask, _ in
                let shown = try await door.database.read { connection in
                    RetentionPages.Shown(
                        outlook: try retention.outlook(connection), holds: try HoldStore.running(connection),
                        gone: try ScrubStore.gone(since: connection.today + -Retention.ahead, connection),
                        last: try ScrubStore.last(connection))
                }
                return .page(RetentionPages.overview(shown, ask: ask))
            },
            door.role(.administrator, .get, RightsPaths.terms) { ask, _ in .page(try await settings(nil, ask)) },
            door.role(.administrator, .post, RightsPaths.terms) { ask, _ in try await save(ask) },
            door.role(.administrator, .get, RightsPaths.newHold) { ask, _ in .page(try await newHold(FormState(), ask)) },
            door.role(.administrator, .post, RightsPaths.newHold, run: makeHold),
            door.role(.administrator, .get, RightsPaths.holdEnd) { ask, _, id in
                let hold = try await door.database.read { try HoldStore.running($0).first { $0.id == id } }
                guard let hold else { throw Problem.notFound }
                return .page(RetentionPages.endHold(hold, ask: ask))
            },
            door.role(.administrator, .post, RightsPaths.holdEnd) { _, viewer, id in
                try await door.database.write { try HoldStore.end(id, by: viewer.person, $0) }
                return .see(RightsPaths.retention(), notice: "holdEnded")
            },
        ]
    }

    private func settings(_ state: FormState?, _ ask: Ask) async throws -> Page {
        let terms = retention.terms
        let (officer, known) = try await door.database.read { connection in
            let officer = try ErasureSettings.officer(connection)
            var known: [String: String] = [:]
            for term in terms { known[term.kind] = String(try ScrubStore.length(of: term, connection).number) }
            known["officer"] = try officer.flatMap { try AccountStore.of($0, connection) }?.name
            return (try officer.flatMap { try HoldStore.name(of: $0, connection) }, known)
        }
        return RetentionPages.settings(terms, officer: officer, state ?? FormState(known: known), ask: ask)
    }

    private func save(_ ask: Ask) async throws -> Answer {
        try await filling({ try await settings($0, ask) }) {
            let terms = retention.terms
            try await door.database.write { connection in
                var form = FormReader(ask.form)
                let chosen = terms.filter { !$0.isFixed }.map { ($0, form.number($0.kind, in: $0.limits)) }
                let name = form.optionalText("officer", most: 200)
                let officer = try name.flatMap { try AccountStore.named($0, connection) }
                if name != nil, officer == nil || officer?.isDisabled == true { form.refuse("officer", "noSuchAccount") }
                _ = try form.accept(true)
                for (term, number) in chosen { if let number { try ScrubStore.choose(number, for: term, connection) } }
                try ErasureSettings.setOfficer(officer?.person, connection)
            }
            return .see(RightsPaths.retention(), notice: "retentionSaved")
        }
    }

    private func newHold(_ state: FormState, _ ask: Ask) async throws -> Page {
        let asked = state.typed.first("person") ?? ask.query.first("persoon")
        let letters = ask.query.first("zoek") ?? ""
        let (chosen, found) = try await door.database.read { connection in
            let chosen = try asked.flatMap { ID<Person>($0) }.flatMap { person in
                try HoldStore.name(of: person, connection).map { (person: person, name: $0) }
            }
            return (chosen, try HoldStore.candidates(letters, connection))
        }
        return RetentionPages.newHold(chosen: chosen, found: found, letters: letters, state, ask: ask)
    }

    private func makeHold(_ ask: Ask, _ viewer: Viewer) async throws -> Answer {
        try await filling({ try await newHold($0, ask) }) {
            try await door.database.write { connection in
                try HoldStore.make(try HoldDraft.read(ask.form, today: connection.today), by: viewer.person, connection)
            }
            return .see(RightsPaths.retention(), notice: "holdMade")
        }
    }
}
