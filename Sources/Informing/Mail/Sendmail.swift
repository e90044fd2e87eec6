import FileFormats
import Foundation

/// Something that takes a finished mail.
package protocol MailCarrier: Sendable {
    func carry(_ message: MailMessage) async -> Delivering.Outcome
}

/// Hands mail to the machine's own mail program by the interface that all of them have: the message on standard input, its readers in
/// its headers (`-t`), a line with a dot is no end (`-i`), and where a failure is told (`-f`).
///
/// No shell reads any of it; the program gets no setting of ours.
package struct Sendmail: MailCarrier {
    /// What a pipe holds on any system we run on: the whole message is in it before the program starts, so that a program that dies or
    /// does not read cannot hold us up.
    static let longest = 60_000
    static let seconds = 60

    let path: String

    package init(path: String) { self.path = path }

    package func carry(_ message: MailMessage) async -> Delivering.Outcome {
        let bytes = Data(message.text.utf8)
        guard bytes.count <= Self.longest else { return .never(.tooLong) }
        let (process, input) = (Process(), Pipe())
        process.executableURL = URL(filePath: path)
        process.arguments = ["-i", "-t", "-f", message.from.text]
        process.environment = ProcessInfo.processInfo.environment.filter {
            ["PATH", "HOME", "USER", "LOGNAME", "TZ", "LANG"].contains($0.key)
        }
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do {
            try input.fileHandleForWriting.write(contentsOf: bytes)
            try input.fileHandleForWriting.close()
        } catch {
            return .later(.noProgram)
        }
        guard let code = await Self.run(process) else { return .later(.noProgram) }
        return Delivering.outcome(exit: code)
    }

    /// - Returns: the exit code; nil when the program cannot be started, -1 when it was ended from outside.
    private static func run(_ process: Process) async -> Int32? {
        let patience = Task {
            guard (try? await Task.sleep(for: .seconds(seconds))) != nil, process.isRunning else { return }
            kill(process.processIdentifier, SIGKILL)
        }
        defer { patience.cancel() }
        return await withCheckedContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationReason == .exit ? $0.terminationStatus : -1) }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(returning: nil)
            }
        }
    }
}
