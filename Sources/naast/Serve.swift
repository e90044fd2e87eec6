import App
import ArgumentParser
import Foundation
import Logging
import Storage

#if canImport(Glibc)
    import CMalloc
#endif

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the application until asked to stop.",
        discussion: """
            Examples:
              naast serve
              naast serve --data /var/lib/naast --host 127.0.0.1 --port 8080
            """)

    @OptionGroup var options: DataOption
    @Option(help: "Address to listen on (NAAST_HOST).") var host: String?
    @Option(help: "Port to listen on (NAAST_PORT).") var port: Int?

    func run() async throws {
        var configuration = try options.configuration()
        configuration.host = host ?? configuration.host
        configuration.port = port ?? configuration.port
        let folder = try options.folder(configuration)
        let lock = try opening { try folder.lock() }
        let database = try await reaching { try await folder.open(migrations: App.migrations) }
        try await serve(database, configuration, isDemo: false)
        withExtendedLifetime(lock) {}
    }
}

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fill an invented school and serve it, with a page to step into each role.",
        discussion: """
            The demo has a folder of its own and refuses any other database. Remove the folder to begin anew.

            Example:
              naast demo --port 8080
            """)

    @Option(help: "Folder of the demo.") var data = "./demo-data"
    @Option(help: "Port to listen on.") var port = 8080
    @Option(help: "Address to listen on.") var host = "localhost"

    func run() async throws {
        var configuration = Configuration()
        configuration.data = data
        configuration.host = host
        configuration.port = port
        configuration.rate = 0
        do {
            try configuration.showMail(
                environment: ProcessInfo.processInfo.environment, site: "http://" + host + ":" + String(port))
        } catch let wrong as Configuration.Wrong {
            throw Left.refused(wrong.description)
        }
        let folder = try opening { try DataFolder(path: data) }
        let lock = try opening { try folder.lock() }
        do {
            let database = try await reaching { try await DemoSchool.open(folder, progress: { note($0 + " …") }) }
            try await serve(database, configuration, isDemo: true)
        } catch let refusal as DemoSchool.Refusal {
            throw Left.refused(refusal.description)
        }
        withExtendedLifetime(lock) {}
    }
}

private func serve(_ database: Database, _ configuration: Configuration, isDemo: Bool) async throws {
    let level = Logger.Level(rawValue: configuration.log) ?? .notice
    LoggingSystem.bootstrap { label in
        var handler = StreamLogHandler.standardError(label: label)
        handler.logLevel = level
        return handler
    }
    let app: App
    do {
        app = App(database: database, content: try App.Content.load(), configuration: configuration, isDemo: isDemo)
    } catch {
        throw Left.refused("\(error)")
    }
    // Somebody may have put an older copy of the database back by hand: who was erased since is erased again before anyone is served.
    let again = try await reaching { try await app.retention.erasure.restoreTombstones() }
    if again > 0 { say("erased again: \(again) who stand in \(database.tombstoneFile.path)") }
    let shownHost = configuration.host
    do {
        try await app.serve(host: configuration.host, port: configuration.port) { port in
            // What reading the texts took at start is given back to the machine.
            #if canImport(Glibc)
                malloc_trim(0)
            #endif
            say("naast listens on http://\(shownHost):\(port)\(isDemo ? "/demo" : "")")
        }
    } catch {
        throw Left.unreachable("cannot listen on \(shownHost):\(configuration.port): \(error)")
    }
}
