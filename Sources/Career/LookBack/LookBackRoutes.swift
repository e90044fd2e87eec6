import Guiding
import Instruments
import People
import Storage
import Web

/// The look back half a year later. Its addresses name nobody: it is always one's own, also for who is no student any more.
struct LookBackRoutes: Sendable {
    let door: Door
    let catalogue: InstrumentCatalogue

    var endpoints: [Endpoint] {
        [
            door.signedIn(.get, CareerPaths.lookBack, guardedBy: "own file") { ask, viewer in .page(try await page(nil, ask, viewer)) },
            door.signedIn(.post, CareerPaths.lookBack, guardedBy: "own file: decideLookBack", run: answer),
            door.signedIn(.post, CareerPaths.lookBackConsent, guardedBy: "own file: decideLookBack") { ask, viewer in
                let consents = try await door.files.change(viewer, .decideLookBack, of: viewer.person) { connection, permit in
                    guard let said = ask.form.first("consent"), ["yes", "no"].contains(said) else { throw Problem.malformed }
                    try LookBackStore.decide(consents: said == "yes", permit: permit, connection)
                    return said == "yes"
                }
                return .see(CareerPaths.lookBack(), notice: consents ? "lookBackYes" : "lookBackNo")
            },
            door.signedIn(.post, CareerPaths.lookBackLeaving, guardedBy: "own file: decideLookBack", run: chooseDay),
            door.role(.mentor, .get, CareerPaths.lookBacks) { ask, viewer in
                let newest = try instrument()
                let found = try await door.files.lookByConsent(viewer, as: .mentor, what: "career") { connection in
                    try LookBackStore.readable(by: viewer.person, connection)
                }
                return .page(
                    LookBackPages.list(found, { version in version.flatMap { catalogue[LookBack.instrument, $0] } ?? newest }, ask: ask))
            },
        ]
    }

    private func answer(_ ask: Ask, _ viewer: Viewer) async throws -> Answer {
        let instrument = try instrument()
        return try await filling(ask.form, { try await page($0, ask, viewer) }) {
            try await door.files.change(viewer, .decideLookBack, of: viewer.person) { connection, permit in
                // Who was not asked is told so before the form is read.
                guard let state = try LookBackStore.own(permit, connection)?.state, state == .open || state == .answered else {
                    throw LookBackRefusal.notAsked
                }
                guard state == .open else { throw LookBackRefusal.answered }
                let answers = try SkillForm.answers(ask.form, to: instrument)
                try LookBackStore.answer(answers, on: instrument, permit: permit, connection)
            }
            return .see(CareerPaths.lookBack(), notice: "lookBackSent")
        }
    }

    private func chooseDay(_ ask: Ask, _ viewer: Viewer) async throws -> Answer {
        try await filling({ try await page($0, ask, viewer) }) {
            try await door.files.change(viewer, .decideLookBack, of: viewer.person) { connection, permit in
                var form = FormReader(ask.form)
                let day = form.optionalDay("leaves")
                if let day, abs(day - connection.today) > 1100 { form.refuse("leaves", "careerLeaves") }
                try LookBackStore.leave(on: try form.accept(.some(day)), permit: permit, connection)
            }
            return .see(CareerPaths.lookBack(), notice: "lookBackDay")
        }
    }

    private func page(_ state: FormState?, _ ask: Ask, _ viewer: Viewer) async throws -> Page {
        let look = try await door.files.look(viewer, at: viewer.person, what: "career") { connection, permit in
            try LookBackStore.own(permit, connection)
        }
        let newest = try instrument()
        let instrument = look?.version.flatMap { catalogue[LookBack.instrument, $0] } ?? newest
        let known = FormState(known: look?.leaves.map { ["leaves": $0.description] } ?? [:])
        return LookBackPages.page(look, instrument, state ?? known, ask: ask)
    }

    private func instrument() throws -> Instrument {
        guard let found = catalogue.newest(LookBack.instrument) else { throw Problem.inside }
        return found
    }
}
