import App
import ArgumentParser
import Foundation
import Privacy
import Storage

struct Scrub: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take away what is past its term; the server does it itself every night.",
        discussion: """
            With --dry-run it only says what would go, also beside a running server. Without, the server must be stopped.

            Example:
              naast scrub --dry-run
            """)

    @OptionGroup var options: DataOption
    @Flag(help: "Say what would go, and take nothing away.") var dryRun = false

    func run() async throws {
        if dryRun {
            let (database, _) = try await options.existing()
            let retention = try App.retention(of: database)
            for line in try await database.read({ try retention.outlook($0) }) {
                say("\(line.kind): \(line.due) now, \(line.soon) within 30 days\(line.first.map { ", first on \($0)" } ?? "")")
            }
            return
        }
        // A server keeps opened keys in memory; what is erased here it would not forget.
        let lock = try opening { try options.folder(try options.configuration()).lock() }
        let (database, _) = try await options.existing()
        for (kind, gone) in try await App.retention(of: database).scrub() { say("\(kind): \(gone)") }
        try database.close()
        withExtendedLifetime(lock) {}
    }
}
