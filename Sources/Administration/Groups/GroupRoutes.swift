import People
import Storage
import Web

enum GroupRoutes {
    static func endpoints(_ door: Door) -> [Endpoint] { [list(door), new(door), make(door), show(door), edit(door), save(door)] }

    private static func list(_ door: Door) -> Endpoint {
        door.role(.administrator, .get, AdministrationPaths.groups) { ask, _ in
            let (search, page) = (Search(ask.query.first("zoek")), ask.query.first("pagina"))
            let found = try await door.database.read { try GroupStore.found(search, page: page, $0) }
            return .page(GroupPages.list(found, ask.words))
        }
    }

    private static func new(_ door: Door) -> Endpoint {
        door.role(.administrator, .get, AdministrationPaths.newGroup) { ask, _ in
            .page(GroupPages.form(nil, organisations: try await organisations(door), GroupForm.empty, ask.words))
        }
    }

    private static func make(_ door: Door) -> Endpoint {
        door.role(.administrator, .post, AdministrationPaths.groups) { ask, _ in
            try await filling { state in
                GroupPages.form(nil, organisations: try await organisations(door), state, ask.words)
            } _: {
                let form = try GroupForm.read(ask.form)
                let id = try await door.database.write { try GroupStore.add(form, $0) }
                return .see(AdministrationPaths.group(id), notice: "adminGroupMade")
            }
        }
    }

    private static func show(_ door: Door) -> Endpoint {
        door.role(.administrator, .get, AdministrationPaths.group) { ask, _, id in
            let sheet = try await door.database.read { try GroupStore.sheet(id, $0) }
            return .page(GroupPages.show(sheet, now: ask.now, ask.words))
        }
    }

    private static func edit(_ door: Door) -> Endpoint {
        door.role(.administrator, .get, AdministrationPaths.groupDetails) { ask, _, id in
            let group = try await door.database.read { try GroupStore.find(id, $0) }
            return .page(GroupPages.form(group, organisations: try await organisations(door), GroupForm.state(of: group), ask.words))
        }
    }

    private static func save(_ door: Door) -> Endpoint {
        door.role(.administrator, .post, AdministrationPaths.groupDetails) { ask, _, id in
            try await filling { state in
                let group = try await door.database.read { try GroupStore.find(id, $0) }
                return GroupPages.form(group, organisations: try await organisations(door), state, ask.words)
            } _: {
                let form = try GroupForm.read(ask.form)
                try await door.database.write { connection in
                    _ = try GroupStore.find(id, connection)
                    try GroupStore.save(form, id, connection)
                }
                return .see(AdministrationPaths.group(id), notice: "adminSaved")
            }
        }
    }

    private static func organisations(_ door: Door) async throws -> [OrganisationLine] {
        try await door.database.read { try OrganisationStore.all($0) }
    }
}

/// Who is in a group: finding somebody and giving a role in it.
enum MemberRoutes {
    static func endpoints(_ door: Door) -> [Endpoint] { [choose(door), add(door)] }

    private static func choose(_ door: Door) -> Endpoint {
        door.role(.administrator, .get, AdministrationPaths.newMember) { ask, _, id in
            let search = Search(ask.query.first("zoek"))
            return .page(try await page(id, search, chosen: nil, FormState(known: ["first": ask.today.description]), ask, door))
        }
    }

    private static func add(_ door: Door) -> Endpoint {
        door.role(.administrator, .post, AdministrationPaths.members) { ask, _, id in
            try await filling { state in
                try await page(id, Search(nil), chosen: ID<Person>(ask.form.first("person") ?? ""), state, ask, door)
            } _: {
                let new = try RoleForm.readMember(ask.form, of: id)
                try await door.database.write { connection in
                    _ = try GroupStore.find(id, connection)
                    try RoleRoutes.add(new, connection)
                }
                return .see(AdministrationPaths.group(id), notice: "adminRoleGiven")
            }
        }
    }

    /// - Parameter chosen: stays on the page when the rest of the form was refused.
    private static func page(
        _ id: ID<Group>, _ search: Search, chosen: ID<Person>?, _ state: FormState, _ ask: Ask, _ door: Door
    ) async throws -> Page {
        let (group, found) = try await door.database.read { connection in
            let group = try GroupStore.find(id, connection)
            let found = try PersonStore.found(search, page: nil, connection)
            var lines = search.text.isEmpty ? [] : found.lines
            if let chosen, let line = try PersonStore.line(chosen, connection) { lines.append(line) }
            return (group, Found(search: search, paging: found.paging, lines: lines))
        }
        return GroupPages.addMember(group, found, state, ask.words)
    }
}
