import People
import Storage
import Web

/// Who looked at my file: for the student, about the own file only.
enum LooksRoutes {
    static func endpoints(_ door: Door) -> [Endpoint] {
        [
            door.role(.student, .get, PrivacyPaths.looks) { ask, viewer in
                let current = Month(of: ask.today)
                let asked = ask.query.first("maand").flatMap { Month($0) } ?? current
                let month = min(asked, current)
                let read = try await door.files.look(viewer, at: viewer.person, what: "looks") { connection, permit in
                    try LooksStore.read(month, permit: permit, connection)
                }
                let shown = LooksPages.Shown(month: month, current: current, read: read)
                return .page(LooksPages.page(shown, ask.words, today: ask.today))
            }
        ]
    }
}
