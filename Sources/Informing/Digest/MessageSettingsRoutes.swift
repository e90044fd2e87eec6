import Foundation
import People
import Storage
import Web

/// My account: what comes by mail, and the address of my calendar.
struct MessageSettingsRoutes: Sendable {
    let door: Door
    let site: String?

    var endpoints: [Endpoint] {
        [
            door.signedIn(.get, InformingPaths.messages) { ask, viewer in .page(try await page(nil, ask, viewer)) },
            door.signedIn(.post, InformingPaths.messages) { ask, viewer in
                try await filling({ try await page($0, ask, viewer) }) {
                    let hour = try MessageSettings.read(ask.form)
                    try await door.database.write { try DigestStore.set(hour: hour, of: viewer.person, $0) }
                    return .see(InformingPaths.messages(), notice: "messagesSaved")
                }
            },
            door.signedIn(.post, InformingPaths.calendar) { ask, viewer in
                let secret = try await door.database.write { try CalendarFeedStore.renew(of: viewer.person, $0) }
                return .page(MessageSettingsPages.address(address(secret, ask), ask.words))
            },
            door.signedIn(.get, InformingPaths.calendarEnd) { ask, _ in .page(MessageSettingsPages.end(ask.words)) },
            door.signedIn(.post, InformingPaths.calendarEnd) { _, viewer in
                try await door.database.write { try CalendarFeedStore.end(of: viewer.person, $0) }
                return .see(InformingPaths.messages(), notice: "calendarEnded")
            },
        ]
    }

    private func page(_ state: FormState?, _ ask: Ask, _ viewer: Viewer) async throws -> Page {
        let settings = try await door.database.read { connection in
            MessageSettings(
                hour: try DigestStore.hour(of: viewer.person, connection),
                hasAddress: try CalendarFeedStore.hasAddress(viewer.person, connection),
                feed: try CalendarFeedStore.made(of: viewer.person, connection))
        }
        return MessageSettingsPages.page(settings, state ?? settings.state, ask)
    }

    /// The public address, else the one the browser says it sends from; the server has already refused it when it is not ours.
    private func address(_ secret: String, _ ask: Ask) -> String {
        let origin = ask.headers["origin"].flatMap { $0.hasPrefix("http") ? $0 : nil }
        return (site ?? origin ?? "") + InformingPaths.feed(secret + CalendarFeed.ending)
    }
}

/// Stopping the digest from the mail itself, without signing in. To look changes nothing: mail scanners look at every address.
struct DigestOffRoutes: Sendable {
    let door: Door

    var endpoints: [Endpoint] {
        var off = Endpoint.open(.post, InformingPaths.digestOff) { ask, secret in
            try await door.database.write { connection in
                guard let person = try DigestStore.owner(secret: secret, connection) else { throw Problem.notFound }
                try DigestStore.set(hour: nil, of: person, connection)
            }
            return .page(MessageSettingsPages.off(ask.path, isDone: true, ask.words))
        }
        off.opensFromElsewhere = true
        return [
            .open(.get, InformingPaths.digestOff) { ask, secret in
                guard try await door.database.read({ try DigestStore.owner(secret: secret, $0) }) != nil else { throw Problem.notFound }
                return .page(MessageSettingsPages.off(ask.path, isDone: false, ask.words))
            },
            off,
        ]
    }
}
