import App
import ArgumentParser
import Foundation

/// The command line: one program for who runs an installation.
@main
struct Naast: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "naast",
        abstract: "For the people who guide students, and for the students.",
        discussion: """
            Settings come from the environment (NAAST_…), from the file named by NAAST_CONFIG, or from the options of a command.

            Examples:
              naast demo
              naast serve --data /var/lib/naast

            Exit codes: 0 done; 1 refused or found wrong, with the list; 2 used wrongly; 3 cannot reach what it needs.
            """,
        version: version,
        subcommands: [Serve.self, Demo.self, Import.self, User.self, Backup.self, Restore.self, Scrub.self, Check.self, Doctor.self])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var waiting = command as? AsyncParsableCommand { try await waiting.run() } else { try command.run() }
        } catch {
            leave(error)
        }
    }

    /// Wrong use is 2, as the manual says; the parser itself would say 64.
    private static func leave(_ error: any Error) -> Never {
        if let left = error as? Left {
            FileHandle.standardError.write(Data((left.reason + "\n").utf8))
            Foundation.exit(left.code)
        }
        let code = exitCode(for: error).rawValue
        let text = fullMessage(for: error)
        let target = code == 0 ? FileHandle.standardOutput : FileHandle.standardError
        if !text.isEmpty { target.write(Data((text + "\n").utf8)) }
        Foundation.exit(code == 0 ? 0 : code == ExitCode.validationFailure.rawValue ? 2 : code)
    }
}

/// The end of a command that could not do what was asked.
struct Left: Error {
    let code: Int32
    let reason: String

    static func refused(_ reason: String) -> Left { Left(code: 1, reason: reason) }
    static func unreachable(_ reason: String) -> Left { Left(code: 3, reason: reason) }
}
