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

    func run() async throws {
        // Being asked to stop ends the sleep; that is no failure.
        try? await cancelWhenGracefulShutdown {
            while true {
                _ = try? await database.write { connection in
                    try SessionStore.sweep(connection)
                    try Guiding.sweep(connection)
                    try Placements.sweep(connection)
                    try Care.sweep(connection)
                    try Career.sweep(connection)
                    try Inviting.sweep(connection)
                    try Informing.sweep(connection)
                    try ExportStore.sweep(connection)
                }
                try await Task.sleep(for: .seconds(3600))
            }
        }
    }
}
