import Foundation
import People
import Storage
import Web

/// The addresses of what happens during a placement: tasks, hours, match, contact, fixed moments.
struct WorkRoutes: Sendable {
    let door: Door

    var endpoints: [Endpoint] {
        [
            door.signedIn(.post, PlacementPaths.tasks, guardedBy: "file: keepHours") { ask, viewer, id in
                try await filling({ PlacementPage.page(try await door.shown(id, viewer), $0, ask: ask) }) {
                    try await door.change(id, .keepHours, viewer) { placement, _, connection in
                        guard placement.state(on: connection.today) != .cancelled else { throw PlacementRefusal.notNow }
                        try TaskStore.add(try PlacementForm.task(ask.form), to: placement, connection)
                    }
                    return .see(PlacementPaths.one(id), notice: "taskAdded")
                }
            },
            door.signedIn(.post, PlacementPaths.taskDone, guardedBy: "file: keepHours") { _, viewer, id, task in
                try await door.change(id, .keepHours, viewer) { try TaskStore.done(task, of: $0, $2) }
                return .see(PlacementPaths.one(id), notice: "taskDone")
            },
            door.signedIn(.get, PlacementPaths.hours, guardedBy: "file: keepHours") { ask, viewer, id in
                .page(try await hoursPage(FormState(known: ["day": ask.today.description]), ask, viewer, id))
            },
            door.signedIn(.post, PlacementPaths.hours, guardedBy: "file: keepHours", run: keepHours),
            door.signedIn(.get, PlacementPaths.match, guardedBy: "file: placements or ownPlacement") { ask, viewer, id in
                let shown = try await door.shown(id, viewer)
                let own = shown.side.flatMap { shown.match.answers[$0] } ?? [:]
                let isChanging = ask.query.first("anders") == "1" || own.isEmpty
                return .page(MatchPages.page(shown, isChanging ? PlacementForm.known(own) : nil, ask: ask))
            },
            door.signedIn(.post, PlacementPaths.match, guardedBy: "file: sayMatch", run: sayMatch),
            door.signedIn(.get, PlacementPaths.contact, guardedBy: "file: logContact") { ask, viewer, id, channel in
                let state = FormState(known: ["moment": ask.query.first("moment") ?? ""])
                return .page(try await contactPage(state, ask, viewer, id, channel))
            },
            door.signedIn(.post, PlacementPaths.contact, guardedBy: "file: logContact", run: logContact),
            door.signedIn(.get, PlacementPaths.moment, guardedBy: "file: placements or ownPlacement") { ask, viewer, id, kind in
                .page(try await momentPage(nil, ask, viewer, id, kind))
            },
            door.signedIn(.post, PlacementPaths.moment, guardedBy: "file: managePlacement", run: plan),
        ]
    }

    private func keepHours(_ ask: Ask, _ viewer: Viewer, _ id: ID<Placement>) async throws -> Answer {
        try await filling(ask.form, { try await hoursPage($0, ask, viewer, id) }) {
            try await door.change(id, .keepHours, viewer) { placement, permit, connection in
                let state = placement.state(on: connection.today)
                guard state == .running || state == .ended else { throw PlacementRefusal.notNow }
                let hours = try PlacementForm.hours(ask.form, of: placement, today: connection.today)
                try HoursStore.write(hours, of: placement, permit: permit, connection)
            }
            return .see(PlacementPaths.one(id), notice: "hoursKept")
        }
    }

    private func sayMatch(_ ask: Ask, _ viewer: Viewer, _ id: ID<Placement>) async throws -> Answer {
        try await filling(ask.form, { MatchPages.page(try await door.shown(id, viewer, for: .sayMatch), $0, ask: ask) }) {
            try await door.change(id, .sayMatch, viewer) { placement, permit, connection in
                try MatchStore.say(try PlacementForm.match(ask.form), about: placement, permit: permit, connection)
            }
            return .see(PlacementPaths.match(id), notice: "matchSaid")
        }
    }

    private func logContact(_ ask: Ask, _ viewer: Viewer, _ id: ID<Placement>, _ channel: Placement.Channel) async throws -> Answer {
        try await filling({ try await contactPage($0, ask, viewer, id, channel) }) {
            try await door.change(id, .logContact, viewer) { placement, permit, connection in
                try ContactStore.add(try PlacementForm.contact(ask.form, channel), to: placement, permit: permit, connection)
            }
            return .see(PlacementPaths.one(id), notice: "contactLogged")
        }
    }

    private func plan(_ ask: Ask, _ viewer: Viewer, _ id: ID<Placement>, _ kind: Moment.Kind) async throws -> Answer {
        try await filling({ try await momentPage($0, ask, viewer, id, kind) }) {
            try await door.change(id, .managePlacement, viewer) { placement, permit, connection in
                guard let moment = try MomentStore.all(of: [placement], connection)[id]?.first(where: { $0.kind == kind }) else {
                    throw MomentRefusal.notNow
                }
                _ = try moment.after(.plan)
                let at = try PlacementForm.plan(ask.form, of: placement, today: connection.today)
                try MomentStore.plan(kind, at: at, of: placement, permit: permit, connection)
            }
            return .see(PlacementPaths.one(id), notice: "momentPlanned")
        }
    }

    private func hoursPage(_ state: FormState, _ ask: Ask, _ viewer: Viewer, _ id: ID<Placement>) async throws -> Page {
        PlacementPages.hours(try await door.shown(id, viewer, for: .keepHours), state, ask: ask)
    }

    private func contactPage(
        _ state: FormState, _ ask: Ask, _ viewer: Viewer, _ id: ID<Placement>, _ channel: Placement.Channel
    ) async throws -> Page {
        MomentPages.contact(try await door.shown(id, viewer, for: .logContact), channel, state, ask: ask)
    }

    private func momentPage(_ state: FormState?, _ ask: Ask, _ viewer: Viewer, _ id: ID<Placement>, _ kind: Moment.Kind) async throws
        -> Page
    {
        let shown = try await door.shown(id, viewer)
        guard let moment = shown.moments.first(where: { $0.kind == kind }) else { throw Problem.notFound }
        let known = FormState(known: [
            "day": moment.planned.map { Day($0).description } ?? max(moment.window.lowerBound, ask.today).description,
            "time": moment.planned.map { ask.words.time($0) } ?? "",
        ])
        return MomentPages.one(shown, moment, state ?? known, ask: ask)
    }
}
