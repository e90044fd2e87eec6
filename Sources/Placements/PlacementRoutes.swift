import Foundation
import Guiding
import People
import Storage
import Web

/// The addresses of placements as a whole: making, changing, ending, and who supervises.
struct PlacementRoutes: Sendable {
    let door: Door

    var endpoints: [Endpoint] {
        [
            door.signedIn(.get, PlacementPaths.ofStudent, guardedBy: "file: placements or ownPlacement", run: list),
            door.signedIn(.get, PlacementPaths.new, guardedBy: "file: managePlacement") { ask, viewer, student in
                let known: [(String, String)] =
                    [("first", (ask.today + 7).description), ("rhythm", "21"), ("channel", "phone"), ("guide", viewer.person.text)]
                    + ["mon", "tue", "wed", "thu", "fri"].map { ("weekday", $0) }
                return .page(try await newPage(FormState(typed: Fields(known)), ask, viewer, student))
            },
            door.signedIn(.post, PlacementPaths.ofStudent, guardedBy: "file: managePlacement", run: make),
            door.signedIn(.get, PlacementPaths.one, guardedBy: "file: placements or ownPlacement") { ask, viewer, id in
                .page(PlacementPage.page(try await door.shown(id, viewer), FormState(), ask: ask))
            },
            door.signedIn(.get, PlacementPaths.print, guardedBy: "file: placements or ownPlacement") { ask, viewer, id in
                .page(PlacementPrint.page(try await door.shown(id, viewer), ask: ask))
            },
            door.signedIn(.get, PlacementPaths.change, guardedBy: "file: managePlacement") { ask, viewer, id in
                .page(try await changePage(nil, ask, viewer, id))
            },
            door.signedIn(.post, PlacementPaths.change, guardedBy: "file: managePlacement", run: change),
            door.signedIn(.post, PlacementPaths.begin, guardedBy: "file: managePlacement") { _, viewer, id in
                try await door.change(id, .managePlacement, viewer) { try PlacementStore.begin($0, $2) }
                return .see(PlacementPaths.one(id), notice: "placementBegun")
            },
            door.signedIn(.get, PlacementPaths.end, guardedBy: "file: managePlacement") { ask, viewer, id in
                .page(try await endPage(FormState(), ask, viewer, id))
            },
            door.signedIn(.post, PlacementPaths.end, guardedBy: "file: managePlacement") { ask, viewer, id in
                try await filling({ try await endPage($0, ask, viewer, id) }) {
                    try await door.change(id, .managePlacement, viewer) { placement, permit, connection in
                        try PlacementStore.end(placement, reason: try PlacementForm.reason(ask.form), permit: permit, connection)
                    }
                    return .see(PlacementPaths.one(id), notice: "placementEnded")
                }
            },
        ] + supervisors
    }

    private var supervisors: [Endpoint] {
        [
            door.signedIn(.get, PlacementPaths.supervisors, guardedBy: "file: managePlacement") { ask, viewer, id in
                let letters = ask.query.first("zoek") ?? ""
                let (shown, found) = try await door.look(id, viewer) { permit, connection in
                    guard permit.may.contains(.managePlacement) else { throw Problem.forbidden }
                    return (
                        try ShownPlacement.load(id, permit, connection), try SupervisorStore.candidates(letters, permit: permit, connection)
                    )
                }
                return .page(PlacementPages.supervisors(shown, found: found, ask: ask))
            },
            door.signedIn(.post, PlacementPaths.supervisors, guardedBy: "file: managePlacement") { ask, viewer, id in
                try await door.change(id, .managePlacement, viewer) { placement, permit, connection in
                    var form = FormReader(ask.form)
                    guard let person = form.id("person", of: Person.self) else { throw Problem.malformed }
                    try SupervisorStore.tie(person, to: placement, permit: permit, connection)
                }
                return .see(PlacementPaths.supervisors(id), notice: "supervisorTied")
            },
            door.signedIn(.get, PlacementPaths.supervisorEnd, guardedBy: "file: managePlacement") { ask, viewer, id, person in
                let shown = try await door.shown(id, viewer, for: .managePlacement)
                guard let supervisor = shown.placement.supervisor(person) else { throw Problem.notFound }
                return .page(PlacementPages.supervisorEnd(shown, supervisor, ask: ask))
            },
            door.signedIn(.post, PlacementPaths.supervisorEnd, guardedBy: "file: managePlacement") { _, viewer, id, person in
                try await door.change(id, .managePlacement, viewer) { placement, permit, connection in
                    guard placement.supervisor(person) != nil else { throw Problem.notFound }
                    try SupervisorStore.end(person, of: placement, permit: permit, connection)
                }
                return .see(PlacementPaths.supervisors(id), notice: "supervisorEnded")
            },
        ]
    }

    private func list(_ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Answer {
        let (card, placements, may) = try await door.files.look(viewer, at: student, what: "placement") { connection, permit in
            guard permit.sees.contains(.placements) || permit.sees.contains(.ownPlacement) else { throw Problem.notFound }
            return (try StudentStore.card(permit, connection), try PlacementStore.find(.all, permit: permit, connection), permit.may)
        }
        return .page(
            PlacementPages.list(placements, of: card, may: may, isOwn: viewer.person == student, ask: ask))
    }

    private func make(_ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Answer {
        try await filling({ try await newPage($0, ask, viewer, student) }) {
            let id = try await door.files.change(viewer, .managePlacement, of: student) { connection, permit in
                let guides = Set(try Self.guides(permit.looking, connection).map(\.person))
                let draft = try PlacementForm.draft(ask.form, guides: guides, today: connection.today)
                return try PlacementStore.add(draft, permit: permit, connection)
            }
            return .see(PlacementPaths.supervisors(id), notice: "placementMade")
        }
    }

    private func change(_ ask: Ask, _ viewer: Viewer, _ id: ID<Placement>) async throws -> Answer {
        try await filling({ try await changePage($0, ask, viewer, id) }) {
            try await door.change(id, .managePlacement, viewer) { placement, permit, connection in
                let guides = Set(try Self.guides(permit.looking, connection).map(\.person)).union(placement.guide.map { [$0] } ?? [])
                let begun = placement.state(on: connection.today) == .planned ? nil : placement.first
                let draft = try PlacementForm.draft(ask.form, guides: guides, today: connection.today, begun: begun)
                try PlacementStore.change(placement, to: draft, permit: permit, connection)
            }
            return .see(PlacementPaths.one(id), notice: "placementChanged")
        }
    }

    private func newPage(_ state: FormState, _ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Page {
        let form = try await door.files.look(viewer, at: student, what: "placement") { connection, permit in
            guard permit.may.contains(.managePlacement) else { throw Problem.forbidden }
            return PlacementPages.FormAround(
                student: try StudentStore.card(permit, connection), guides: try Self.guides(permit, connection),
                workplaces: try WorkplaceStore.all(connection).map(\.name), placement: nil, isBegun: false)
        }
        return PlacementPages.form(form, state, ask: ask)
    }

    private func changePage(_ state: FormState?, _ ask: Ask, _ viewer: Viewer, _ id: ID<Placement>) async throws -> Page {
        let (form, placement) = try await door.look(id, viewer) { permit, connection in
            let placement = try PlacementStore.one(id, permit: permit, connection)
            guard permit.may.contains(.managePlacement) else { throw Problem.forbidden }
            let around = PlacementPages.FormAround(
                student: try StudentStore.card(permit, connection), guides: try Self.guides(permit, connection),
                workplaces: try WorkplaceStore.all(connection).map(\.name), placement: id,
                isBegun: placement.state(on: connection.today) != .planned)
            return (around, placement)
        }
        return PlacementPages.form(form, state ?? PlacementForm.known(placement), ask: ask)
    }

    private func endPage(_ state: FormState, _ ask: Ask, _ viewer: Viewer, _ id: ID<Placement>) async throws -> Page {
        PlacementPages.end(try await door.shown(id, viewer, for: .managePlacement), state, ask: ask)
    }

    /// Mentors and class guides of the student.
    private static func guides(_ permit: Permit<Looking>, _ connection: Connection) throws -> [(person: ID<Person>, name: String)] {
        var seen: Set<ID<Person>> = []
        return try TeamStore.team(permit, connection).filter { Role.ofClass.contains($0.role) && seen.insert($0.person).inserted }.map {
            ($0.person, $0.name.full)
        }
    }
}

extension Door {
    /// Looks at one placement.
    func look<Value: Sendable>(
        _ id: ID<Placement>, _ viewer: Viewer, _ work: @Sendable @escaping (Permit<Looking>, Connection) throws -> Value
    ) async throws -> Value {
        try await files.look(viewer, what: "placement", student: { try PlacementStore.student(of: id, $0) }) { try work($1, $0) }
    }

    /// The page of a placement, for who may do something there.
    func shown(_ id: ID<Placement>, _ viewer: Viewer, for act: Act? = nil) async throws -> ShownPlacement {
        try await look(id, viewer) { permit, connection in
            let shown = try ShownPlacement.load(id, permit, connection)
            guard act.map(permit.may.contains) ?? true else { throw Problem.forbidden }
            return shown
        }
    }

    /// Changes something of one placement that the permit opens.
    func change(
        _ id: ID<Placement>, _ act: Act, _ viewer: Viewer,
        _ work: @Sendable @escaping (Placement, Permit<Changing>, Connection) throws -> Void
    ) async throws {
        try await files.change(viewer, act, student: { try PlacementStore.student(of: id, $0) }) { connection, permit in
            try work(try PlacementStore.one(id, permit: permit, connection), permit, connection)
        }
    }
}
