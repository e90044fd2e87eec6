import People
import Storage
import Web

enum OrganisationRoutes {
    static func endpoints(_ door: Door) -> [Endpoint] { [list(door), new(door), make(door), edit(door), save(door)] }

    private static func list(_ door: Door) -> Endpoint {
        door.role(.administrator, .get, AdministrationPaths.organisations) { ask, _ in
            let (search, page) = (Search(ask.query.first("zoek")), ask.query.first("pagina"))
            let found = try await door.database.read { try OrganisationStore.found(search, page: page, $0) }
            return .page(OrganisationPages.list(found, ask.words))
        }
    }

    private static func new(_ door: Door) -> Endpoint {
        door.role(.administrator, .get, AdministrationPaths.newOrganisation) { ask, _ in
            .page(OrganisationPages.new(FormState(), ask.words))
        }
    }

    private static func make(_ door: Door) -> Endpoint {
        door.role(.administrator, .post, AdministrationPaths.organisations) { ask, _ in
            try await filling { state in
                OrganisationPages.new(state, ask.words)
            } _: {
                let form = try OrganisationForm.read(ask.form)
                try await door.database.write { try OrganisationStore.add(form, $0) }
                return .see(AdministrationPaths.organisations(), notice: "adminSaved")
            }
        }
    }

    private static func edit(_ door: Door) -> Endpoint {
        door.role(.administrator, .get, AdministrationPaths.organisation) { ask, _, id in
            let organisation = try await door.database.read { try OrganisationStore.find(id, $0) }
            return .page(OrganisationPages.edit(organisation, FormState(known: ["name": organisation.name]), ask.words))
        }
    }

    private static func save(_ door: Door) -> Endpoint {
        door.role(.administrator, .post, AdministrationPaths.organisation) { ask, _, id in
            try await filling { state in
                OrganisationPages.edit(try await door.database.read { try OrganisationStore.find(id, $0) }, state, ask.words)
            } _: {
                let name = try OrganisationForm.readName(ask.form)
                try await door.database.write { connection in
                    _ = try OrganisationStore.find(id, connection)
                    try OrganisationStore.rename(id, name, connection)
                }
                return .see(AdministrationPaths.organisations(), notice: "adminSaved")
            }
        }
    }
}
