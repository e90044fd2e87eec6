import People
import Storage
import Web

enum RoleRoutes {
    static func endpoints(_ door: Door) -> [Endpoint] { [choose(door), give(door), askEnd(door), end(door)] }

    private static func choose(_ door: Door) -> Endpoint {
        door.role(.administrator, .get, AdministrationPaths.newRole) { ask, _, person in
            let role = ask.query.first("rol").flatMap(Role.init(rawValue:))
            let choices = try await choices(person, role, ask, door)
            return .page(RolePages.choose(choices, FormState(known: ["first": ask.today.description]), ask.words))
        }
    }

    private static func give(_ door: Door) -> Endpoint {
        door.role(.administrator, .post, AdministrationPaths.roles) { ask, _, person in
            guard let role = ask.form.first("role").flatMap(Role.init(rawValue:)) else { throw Problem.malformed }
            return try await filling { state in
                RolePages.choose(try await choices(person, role, ask, door), state, ask.words)
            } _: {
                let new = try RoleForm.read(ask.form, for: person, role: role)
                try await door.database.write { try add(new, $0) }
                return .see(AdministrationPaths.person(person), notice: "adminRoleGiven")
            }
        }
    }

    /// Gives a role after all rules were asked; what it is about has to exist.
    static func add(_ new: NewRole, _ connection: Connection) throws {
        _ = try PersonStore.find(new.person, connection)
        guard try RoleStore.exists(new.scope, connection) else { throw AdministrationRefusal.wrongScope }
        try RoleRules.check(new, beside: try RoleStore.of(new.person, connection))
        try RoleStore.add(new, connection)
    }

    private static func askEnd(_ door: Door) -> Endpoint {
        door.role(.administrator, .get, AdministrationPaths.roleEnd) { ask, _, id in
            .page(try await endPage(id, from: ask.query.first("terug"), FormState(), ask, door))
        }
    }

    private static func end(_ door: Door) -> Endpoint {
        door.role(.administrator, .post, AdministrationPaths.roleEnd) { ask, viewer, id in
            let from = ask.form.first("terug")
            return try await filling { state in
                try await endPage(id, from: from, state, ask, door)
            } _: {
                let last = try RoleForm.readEnd(ask.form, today: ask.today)
                let role = try await door.database.write { connection in
                    let role = try RoleStore.find(id, connection)
                    let held = try RoleStore.of(role.person, connection)
                    let ending = try RoleRules.ending(role, after: last, by: viewer.person, held: held, now: connection.now)
                    try RoleStore.end(id, ending, connection)
                    return role
                }
                return .see(back(role, from: from), notice: "adminRoleEnded")
            }
        }
    }

    private static func endPage(_ id: ID<RolePeriod>, from: String?, _ state: FormState, _ ask: Ask, _ door: Door) async throws -> Page {
        let (role, person) = try await door.database.read { connection in
            let role = try RoleStore.find(id, connection)
            return (role, try PersonStore.find(role.person, connection))
        }
        guard !role.period.isOver(at: ask.now) else { throw AdministrationRefusal.roleEnded }
        return RolePages.end(role, of: person, back: back(role, from: from), from: from == "groep" ? from : nil, state, ask.words)
    }

    private static func back(_ role: HeldRole, from: String?) -> String {
        if from == "groep", case .group(let group) = role.scope { return AdministrationPaths.group(group) }
        return AdministrationPaths.person(role.person)
    }

    private static func choices(_ person: ID<Person>, _ role: Role?, _ ask: Ask, _ door: Door) async throws -> RoleChoices {
        let kinds = role.map(RoleRules.scopes) ?? []
        let search = Search(ask.query.first("zoek"))
        let chosen = RoleForm.scope(ask.form.first("scope"))
        return try await door.database.read { connection in
            var students: Found<PersonLine>?
            if kinds.contains(.student) {
                // Nobody scrolls through all students: they appear when they are searched for, or were chosen just now.
                let found = try PersonStore.found(search, page: nil, onlyStudents: true, connection)
                var lines = search.text.isEmpty ? [] : found.lines
                if case .student(let id) = chosen, !lines.contains(where: { $0.id == id }), let line = try PersonStore.line(id, connection)
                {
                    lines.append(line)
                }
                students = Found(search: search, paging: found.paging, lines: lines)
            }
            return RoleChoices(
                person: try PersonStore.find(person, connection), role: role,
                groups: kinds.contains(.group) ? try GroupStore.all(connection) : [],
                organisations: kinds.contains(.organisation) ? try OrganisationStore.all(connection) : [], students: students)
        }
    }
}
