import Administration
import App
import ArgumentParser
import FileFormats
import Foundation
import People
import Storage

struct User: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "People who sign in.",
        discussion: "Example:\n  naast user add --name ada@school.nl --given Ada --family Bakker --role administrator",
        subcommands: [Add.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a person with an account, and print the link to choose a password.",
            discussion: """
                The first administrator of a new school:
                  naast user add --name ada@school.nl --given Ada --family Bakker --role administrator
                """)

        @OptionGroup var options: DataOption
        @Option(help: "What the person signs in with: an e-mail address or user name.") var name: String
        @Option(help: "Given name.") var given: String
        @Option(help: "Prefix of the family name, such as 'van der'.") var prefix = ""
        @Option(help: "Family name.") var family: String
        @Option(help: "Role in the institution: administrator, manager, careCoordinator, careWorker or researcher.") var role: String?

        func run() async throws {
            let configuration = try options.configuration()
            let folder = try options.folder(configuration)
            let database = try await reaching { try await folder.open(migrations: App.migrations) }
            let given = Role(rawValue: role ?? "administrator")
            guard let role = given, [.administrator, .manager, .careCoordinator, .careWorker, .researcher].contains(role) else {
                throw Left(code: 2, reason: "--role: choose administrator, manager, careCoordinator, careWorker or researcher")
            }
            do {
                let secret = try await database.write { [self] connection in
                    let person = try AccountStore.addPerson(PersonName(given: self.given, prefix: prefix, family: family), connection)
                    try TeamStore.addRole(person, role, scope: .institution, starts: connection.now, ends: nil, connection)
                    return try AccountStore.activate(person, name: name, connection)
                }
                say("\(configuration.url ?? "http://\(configuration.host):\(configuration.port)")\(AccountPaths.activation(secret))")
            } catch AccountRefusal.nameTaken {
                throw Left.refused("someone else signs in with '\(name)' already")
            }
        }
    }
}

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take over people and classes.", discussion: "Example:\n  naast import oneroster Samples/oneroster-voorbeeld --dry-run",
        subcommands: [FromOneRoster.self])

    struct FromOneRoster: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "oneroster",
            abstract: "Import a OneRoster 1.1 or 1.2 bundle: a folder or a .zip of CSV files.",
            discussion: """
                All or nothing, and repeatable. Nothing is deleted: what ends, ends now.

                Examples:
                  naast import oneroster Samples/oneroster-voorbeeld --dry-run
                  naast import oneroster bundle.zip --mapping roles.yaml
                """)

        @OptionGroup var options: DataOption
        @Argument(help: "Folder or .zip.") var path: String
        @Flag(help: "Show what would change, and change nothing.") var dryRun = false
        @Option(help: "YAML file that says which roles and classes become what here.") var mapping: String?

        func run() async throws {
            for file in [path, mapping].compactMap({ $0 }) where !FileManager.default.fileExists(atPath: file) {
                throw Left.unreachable("\(file): there is no such file or folder")
            }
            let folder = try options.folder(try options.configuration())
            let database = try await reaching { try await folder.open(migrations: App.migrations) }
            let bar = ProgressBar()
            do {
                let mapping = try mapping.map { try OneRosterMapping.read(file: $0) } ?? OneRosterMapping.standard()
                let bundle = try OneRoster.Bundle.read(at: path) { bar.show("reading", $0.bytesRead, of: $0.bytesInAll) }
                let summary = try await OneRosterImport.run(bundle, mapping, into: database, dryRun: dryRun) {
                    bar.show("writing", $0, of: $1)
                }
                bar.end()
                for line in summary.lines { say(line) }
            } catch {
                bar.end()
                throw Left.refused("\(error)")
            }
        }
    }
}

/// One line that moves on a terminal; nothing where there is none.
final class ProgressBar: Sendable {
    private let isTerminal = isatty(STDERR_FILENO) == 1

    func show(_ what: String, _ done: Int, of all: Int) {
        guard isTerminal, all > 0 else { return }
        let filled = min(30, max(0, done * 30 / all))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
        FileHandle.standardError.write(Data("\r\(what) \(bar) \(done * 100 / all)% ".utf8))
    }

    func end() {
        if isTerminal { FileHandle.standardError.write(Data("\r\u{1b}[K".utf8)) }
    }
}
