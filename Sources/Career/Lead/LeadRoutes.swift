import Guiding
import People
import Storage
import Web

struct LeadRoutes: Sendable {
    let door: Door

    var endpoints: [Endpoint] {
        [
            door.signedIn(.get, CareerPaths.lead, guardedBy: "file: lead") { ask, viewer, student in
                let shown = try await door.files.look(viewer, at: student, what: "lead") { connection, permit in
                    guard permit.sees.contains(.lead) else { throw Problem.notFound }
                    return try ShownLead.load(permit, connection)
                }
                return .page(LeadPages.overview(shown, ask: ask))
            },
            door.signedIn(.get, CareerPaths.leadChange, guardedBy: "file: changeLead") { ask, viewer, student in
                .page(try await changePage(nil, ask, viewer, student))
            },
            door.signedIn(.post, CareerPaths.lead, guardedBy: "file: changeLead", run: change),
            door.signedIn(.post, CareerPaths.leadAgreement, guardedBy: "file: agreeLead") { _, viewer, student in
                try await door.files.change(viewer, .agreeLead, of: student) { connection, permit in
                    try LeadStore.agree(permit: permit, connection)
                }
                return .see(GuidingPaths.today(), notice: "leadAgreed")
            },
        ]
    }

    private func change(_ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Answer {
        try await filling({ try await changePage($0, ask, viewer, student) }) {
            try await door.files.change(viewer, .changeLead, of: student) { connection, permit in
                let team = try TeamStore.team(permit, connection).map(\.person)
                let lines = try LeadForm.lines(ask.form, allowed: Set(team + [permit.student]))
                try LeadStore.set(lines, permit: permit, connection)
            }
            return .see(CareerPaths.lead(student), notice: "leadSaved")
        }
    }

    private func changePage(_ state: FormState?, _ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Page {
        let shown = try await door.files.look(viewer, at: student, what: "lead") { connection, permit in
            guard permit.may.contains(.changeLead) else { throw Problem.forbidden }
            return try ShownLead.load(permit, connection)
        }
        return LeadPages.change(shown, state ?? LeadForm.state(of: shown.current), ask: ask)
    }
}
