import Foundation
import People
import Storage
import Web

/// What every installation answers besides the product: the front door, style and scripts, health, counts.
struct CommonRoutes: Sendable {
    let door: Door
    let metrics: Metrics
    /// Where who is not signed in begins.
    let startPath: String

    var endpoints: [Endpoint] {
        [
            .open(.get, FixedPath("/")) { ask in
                let notice = ask.query.first("melding")
                return .see(
                    try await door.viewer(of: ask) == nil ? startPath : "/vandaag",
                    notice: notice.flatMap { ask.words.has("notice." + $0) ? $0 : nil })
            },
            .open(.get, Path<String, String>("/assets/{}/{}")) { _, version, name in
                guard let file = Assets.file(version: version, name: name) else { throw Problem.notFound }
                return Answer(
                    body: .bytes(file.bytes, type: file.type), headers: [("Cache-Control", "public, max-age=31536000, immutable")])
            },
            .open(.get, FixedPath("/health/live")) { _ in try .json(["status": "live"]) },
            .open(.get, FixedPath("/health/ready")) { _ in
                _ = try await door.database.read { try $0.any("SELECT 1") }
                return try .json(["status": "ready"])
            },
            .open(.get, FixedPath("/metrics")) { ask in
                // For whoever runs the machine; a stranger does not learn that it exists.
                guard ["127.0.0.1", "::1", "-"].contains(ask.address) else { throw Problem.notFound }
                return Answer(body: .bytes(Data(metrics.text.utf8), type: "text/plain; version=0.0.4"))
            },
            .open(.get, FixedPath("/robots.txt")) { _ in
                Answer(body: .bytes(Data("User-agent: *\nDisallow: /\n".utf8), type: "text/plain; charset=utf-8"))
            },
        ]
    }
}
