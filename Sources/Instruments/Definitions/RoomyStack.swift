import Foundation
import Synchronization

/// Runs recursive work of others on a thread whose stack surely fits it, and waits for the outcome.
///
/// The YAML parser recurses up to its own limit of 1000 levels before we can count them. That needs about two megabytes in a
/// debug build; a thread of a server has anything from half a megabyte (macOS) to eight (Linux), and an overflow ends the process.
/// - Returns: nil when the thread could not be started or did not finish in time.
func onRoomyStack<Outcome: Sendable>(_ work: @escaping @Sendable () -> Outcome) -> Outcome? {
    let outcome = OutcomeBox<Outcome>()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
        let value = work()
        outcome.value.withLock { $0 = value }
        done.signal()
    }
    thread.stackSize = 16 * 1024 * 1024
    thread.start()
    guard done.wait(timeout: .now() + 60) == .success else { return nil }
    return outcome.value.withLock { $0 }
}

/// A place both threads can reach.
private final class OutcomeBox<Outcome: Sendable>: Sendable {
    let value = Mutex<Outcome?>(nil)
}
