import Foundation
import People
import Storage
import Web

/// The monthly review of the access log, for the administrator.
enum ReviewRoutes {
    static func endpoints(_ door: Door) -> [Endpoint] {
        [
            door.role(.administrator, .get, PrivacyPaths.review) { ask, _ in
                let current = Month(of: ask.today)
                // What is over is what there is to review: without a choice, the month before this.
                let month = min(ask.query.first("maand").flatMap { Month($0) } ?? current.before, current)
                return .page(try await page(FormState(), month, door, ask))
            },
            door.role(.administrator, .post, PrivacyPaths.review) { ask, viewer in
                guard let month = ask.form.first("maand").flatMap({ Month($0) }) else { throw Problem.malformed }
                return try await filling({ try await page($0, month, door, ask) }) {
                    try ReviewRule.check(
                        month, existing: try await door.database.read { try ReviewStore.review(month, $0) }, today: ask.today)
                    let note = try ReviewForm.note(ask.form)
                    // Counted outside the write, which would keep every other write waiting; what is over does not change any more.
                    let unusual = try await door.database.read { try ReviewStore.read(month, $0).unusual.count }
                    try await door.database.write {
                        try ReviewStore.tickOff(month, by: viewer.person, unusual: unusual, note: note, $0)
                    }
                    return .see(PrivacyPaths.review() + "?maand=" + month.description, notice: "reviewDone")
                }
            },
        ]
    }

    private static func page(_ state: FormState, _ month: Month, _ door: Door, _ ask: Ask) async throws -> Page {
        let shown = try await door.database.read { connection in
            ReviewPages.Shown(
                read: try ReviewStore.read(month, connection), first: try ReviewStore.first(connection),
                open: try ReviewStore.open(connection))
        }
        return ReviewPages.page(state, shown, ask.words, today: ask.today)
    }
}
