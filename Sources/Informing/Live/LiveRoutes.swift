import Foundation
import People
import ServiceLifecycle
import Storage
import Web

/// Server-sent events for an open page of Today: 'changed', never what. The page fetches itself again, by the rules of that moment.
struct LiveRoutes: Sendable {
    /// How often a page is looked at when nothing happens: whether its session and relations still run, and for the proxies between.
    static let beat: Duration = .seconds(20)
    /// What happens together is told once.
    static let together: Duration = .milliseconds(300)

    let door: Door
    let hub: LiveHub

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, InformingPaths.live.template, guardedBy: "own caseload") { ask, _ in
                // Who is not signed in, guides nobody, or does not read events has nothing to wait for; 204 tells the browser not to ask again.
                guard (ask.headers["accept"] ?? "").contains("text/event-stream"), let viewer = try await door.stillThere(ask),
                    try await watched(ask) != nil
                else {
                    return (Answer(status: 204, body: .empty), Frame())
                }
                let stream = Answer.Stream { send in try await follow(ask, viewer.session, send) }
                let headers = [("X-Accel-Buffering", "no"), ("Cache-Control", "no-store")]
                return (Answer(body: .stream(stream, type: "text/event-stream"), headers: headers), Frame())
            }
        ]
    }

    /// Until the reader leaves, the session or the last relation ends, or the server is asked to stop.
    private func follow(_ ask: Ask, _ session: ID<Session>, _ send: (String) async throws -> Void) async throws {
        guard let (number, bell) = hub.open(session) else { return try await send(Self.end) }
        defer { hub.close(number) }
        let beating = Task { while (try? await Task.sleep(for: Self.beat)) != nil { hub.ring(number) } }
        defer { beating.cancel() }
        try await withGracefulShutdownHandler {
            guard var known = try await watched(ask) else { return try await send(Self.end) }
            hub.watch(number, known)
            try await send("retry: 5000\n\n")
            for await _ in bell {
                try await Task.sleep(for: Self.together)
                guard let now = try await watched(ask) else { return try await send(Self.end) }
                let isNews = now != known || !hub.take(number).isDisjoint(with: now.keys)
                if now != known { hub.watch(number, now) }
                known = now
                try await send(isNews ? Self.changed : Self.quiet)
            }
            if hub.isDisplaced(number) { try await send(Self.end) }
        } onGracefulShutdown: {
            hub.close(number)
        }
    }

    private static let changed = "event: changed\ndata: 1\n\n"
    private static let end = "event: end\ndata: 1\n\n"
    private static let quiet = ": \n\n"

    /// Whom the reader guides at this moment, and in which role; nil when the session is over or there is nobody.
    private func watched(_ ask: Ask) async throws -> [ID<Person>: Role]? {
        guard let viewer = try await door.stillThere(ask), viewer.isGuide else { return nil }
        let caseload = try await door.database.read { try Caseload.of(viewer.person, $0) }
        return caseload.isEmpty ? nil : Dictionary(caseload.map { ($0.student, $0.role) }, uniquingKeysWith: { first, _ in first })
    }
}
