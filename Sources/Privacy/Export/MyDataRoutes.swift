import Foundation
import People
import Storage
import Web

/// The page about one's own data, and the export that is asked for on it.
struct MyDataRoutes: Sendable {
    let door: Door
    let exports: ExportWork

    var endpoints: [Endpoint] {
        [
            door.signedIn(.get, RightsPaths.mine, guardedBy: "oneself") { ask, viewer in try await page(ask, viewer) },
            door.signedIn(.post, RightsPaths.exports, guardedBy: "oneself") { _, viewer in
                try await door.database.write { _ = try ExportStore.ask(viewer.person, $0) }
                exports.ring()
                return .see(RightsPaths.mine())
            },
            // Fetching uses it up, so it is no link that a browser could follow by itself.
            door.signedIn(.post, RightsPaths.file, guardedBy: "oneself") { ask, viewer, id in
                let file = try await door.database.write { try ExportStore.fetch(id, of: viewer.person, $0) }
                return Answer(
                    body: .bytes(file, type: "application/zip"),
                    headers: [("Content-Disposition", "attachment; filename=\"naast-\(ask.today.description).zip\"")])
            },
        ]
    }

    private func page(_ ask: Ask, _ viewer: Viewer) async throws -> Answer {
        let data = try await door.database.read { connection in
            MyData(
                export: try ExportStore.latest(of: viewer.person, connection),
                isStudent: try ErasureStore.age(of: viewer.person, connection).isStudent,
                decides: try viewer.roles.contains(.mentor) || ErasureDecider.of(viewer, connection).decidesForAll,
                openErasure: try ErasureStore.open(of: viewer.person, connection) != nil,
                lastCorrection: try CorrectionStore.all(about: viewer.person, connection).first)
        }
        var answer = Answer.page(MyDataPage.page(data, ask: ask))
        // The page comes again by itself while the file is being made, with or without scripts.
        if data.export?.state.isRunning == true { answer.headers.append(("Refresh", "3; url=\(RightsPaths.mine())")) }
        return answer
    }
}
