import People
import Storage
import Web

enum PersonRoutes {
    static func endpoints(_ door: Door) -> [Endpoint] { [list(door), new(door), make(door), show(door), edit(door), save(door)] }

    private static func list(_ door: Door) -> Endpoint {
        door.role(.administrator, .get, AdministrationPaths.people) { ask, _ in
            let (search, page) = (Search(ask.query.first("zoek")), ask.query.first("pagina"))
            let found = try await door.database.read { try PersonStore.found(search, page: page, $0) }
            return .page(PersonPages.list(found, ask.words))
        }
    }

    private static func new(_ door: Door) -> Endpoint {
        door.role(.administrator, .get, AdministrationPaths.newPerson) { ask, _ in .page(PersonPages.new(PersonForm.empty, ask.words)) }
    }

    private static func make(_ door: Door) -> Endpoint {
        door.role(.administrator, .post, AdministrationPaths.people) { ask, _ in
            try await filling { state in
                PersonPages.new(state, ask.words)
            } _: {
                let form = try PersonForm.read(ask.form, asksBorn: false, today: ask.today)
                let id = try await door.database.write { try PersonStore.add(form, $0) }
                return .see(AdministrationPaths.person(id), notice: "adminPersonMade")
            }
        }
    }

    private static func show(_ door: Door) -> Endpoint {
        door.role(.administrator, .get, AdministrationPaths.person) { ask, _, id in
            let sheet = try await door.database.read { try PersonStore.sheet(id, $0) }
            return .page(PersonSheetPage.page(sheet, now: ask.now, ask.words))
        }
    }

    private static func edit(_ door: Door) -> Endpoint {
        door.role(.administrator, .get, AdministrationPaths.personDetails) { ask, _, id in
            let person = try await door.database.read { try PersonStore.find(id, $0) }
            return .page(PersonPages.edit(person, PersonForm.state(of: person), ask.words))
        }
    }

    private static func save(_ door: Door) -> Endpoint {
        door.role(.administrator, .post, AdministrationPaths.personDetails) { ask, _, id in
            try await filling { state in
                PersonPages.edit(try await door.database.read { try PersonStore.find(id, $0) }, state, ask.words)
            } _: {
                try await door.database.write { connection in
                    let person = try PersonStore.find(id, connection)
                    try PersonStore.save(try PersonForm.read(ask.form, asksBorn: person.isStudent, today: connection.today), id, connection)
                }
                return .see(AdministrationPaths.person(id), notice: "adminSaved")
            }
        }
    }
}
