import Care
import Career
import Foundation
import Guiding
import Hummingbird
import Informing
import Inviting
import Logging
import NIOCore
import People
import Placements
import Privacy
import ServiceLifecycle
import Storage
import Web

extension App {
    /// Serves until the process is asked to stop (SIGTERM, SIGINT); what is being answered is answered first.
    /// - Parameter whenListening: called with the port once requests are accepted.
    package func serve(host: String, port: Int, whenListening: @escaping @Sendable (Int) -> Void) async throws {
        let application = Application(
            router: site.router(),
            server: .http1(configuration: .init(idleTimeout: .seconds(75))),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil, backlog: 1024),
            services: [
                Sweeping(database: database), Exporting(work: exports), Scrubbing(retention: retention), Posting(mailing: mailing),
            ],
            onServerRunning: { channel in whenListening(channel.localAddress?.port ?? port) },
            logger: Logger(label: "naast.server", factory: { _ in QuietLog() }))
        try await application.runService()
        try database.close()
    }
}

/// The server's own log says what we say better ourselves.
private struct QuietLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .critical
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }
    func log(event: LogEvent) {}
}

/// Makes the exports that people ask for.
private struct Exporting: Service {
    let work: ExportWork

    func run() async throws { await cancelWhenGracefulShutdown { await work.run() } }
}

/// Sends mail.
private struct Posting: Service {
    let mailing: Mailing

    func run() async throws {
        await cancelWhenGracefulShutdown { await mailing.run() }
        // Without a sender there is nothing to do; a service that ends by itself would end the server.
        try? await gracefulShutdown()
    }
}

/// At night: takes away what is past its term.
private struct Scrubbing: Service {
    let retention: Retention

    func run() async throws { await cancelWhenGracefulShutdown { await retention.runNightly() } }
}

/// Once an hour: forgets sessions that are over, proposals that were not decided in time, and exports that nobody fetched.
private struct Sweeping: Service {
    let database: Database

    /// Each in a transaction of its own: what goes wrong in one stops none of the others.
    private static let sweeps: [@Sendable (Connection) throws -> Void] = [
        { try SessionStore.sweep($0) }, { try Guiding.sweep($0) }, { try Care.sweep($0) }, { try Career.sweep($0) },
        { try Inviting.sweep($0) }, { try Informing.sweep($0) }, { try ExportStore.sweep($0) },
    ]

    func run() async throws {
        // Being asked to stop ends the sleep; that is no failure.
        try? await cancelWhenGracefulShutdown {
            while true {
                for sweep in Self.sweeps { _ = try? await database.write { try sweep($0) } }
                await tellMissedMoments()
                try await Task.sleep(for: .seconds(3600))
            }
        }
    }

    /// In pieces, so that saves do not wait for the whole school.
    private func tellMissedMoments() async {
        var last: ID<Placement>?
        repeat {
            let from = last
            last = (try? await database.write { try Placements.sweep(after: from, $0) }) ?? nil
        } while last != nil
    }
}
