import People
import Storage
import Web

struct TodayRoutes: Sendable {
    let door: Door
    let parts: GuidingParts

    var endpoints: [Endpoint] {
        [
            door.signedIn(.get, GuidingPaths.today, guardedBy: "own caseload, or own file") { ask, viewer in
                if viewer.roles.contains(.student), !viewer.isGuide || ask.query.first("ik") == "1" {
                    return .page(try await home(ask, viewer))
                }
                if viewer.isGuide { return .page(try await today(ask, viewer)) }
                return try await elsewhere(ask, viewer)
            }
        ]
    }

    private func today(_ ask: Ask, _ viewer: Viewer) async throws -> Page {
        let found = try await door.files.lookAtCaseload(viewer, what: "today") { connection, permits in
            try TodayStore.found(permits, parts, ask, connection)
        }
        return TodayPage.page(Today(found, viewer: viewer.person, today: ask.today), viewer: viewer, ask: ask)
    }

    private func home(_ ask: Ask, _ viewer: Viewer) async throws -> Page {
        let shown = try await door.files.look(viewer, at: viewer.person, what: "home") { connection, permit in
            try ShownStudent.load(permit, parts, ask, connection)
        }
        return HomePage.page(shown, ask: ask)
    }

    /// Who guides nobody and is no student: parents go to their child's agreements, others to what they came for.
    private func elsewhere(_ ask: Ask, _ viewer: Viewer) async throws -> Answer {
        if viewer.roles.contains(.guardian) {
            let children = try await door.database.read { try WardStore.of(viewer.person, $0) }
            return .page(GuardianPage.page(children, viewer: viewer, ask: ask))
        }
        if viewer.roles.contains(.administrator) { return .see("/beheer") }
        return .page(GuardianPage.nothing(viewer: viewer, cards: try await afterwards(ask, viewer), ask: ask))
    }

    /// What waits for who was a student; nothing for who never was one.
    private func afterwards(_ ask: Ask, _ viewer: Viewer) async throws -> [PartBox] {
        do {
            return try await door.files.look(viewer, at: viewer.person, what: "home") { connection, permit in
                try parts.boxes(permit, ask, connection).filter { $0.spot == .afterwards }
            }
        } catch let problem as Problem where problem == .notFound {
            return []
        }
    }
}
