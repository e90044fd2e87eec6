import Foundation
import Instruments
import People
import Storage
import Web

/// An invented school with a believable half year, for looking around and for tests.
package enum DemoSchool {
    package enum Refusal: Error, CustomStringConvertible {
        case notADemo(path: String)

        package var description: String {
            switch self {
            case .notADemo(let path):
                "\(path) holds a database that is not a demo's; the demo never touches it. Give another folder with --data."
            }
        }
    }

    static let seed: UInt64 = 2026

    /// Opens the demo's database in a folder, filling it when it is new.
    /// - Throws: `Refusal.notADemo` when the folder holds another database.
    package static func open(_ folder: DataFolder, surroundings: Surroundings = .real, progress: @Sendable (String) -> Void = { _ in })
        async throws -> Database
    {
        let isNew = !FileManager.default.fileExists(atPath: folder.databaseFile)
        if !isNew { try await refuseOthers(folder) }
        if isNew {
            progress("filling the demo school")
            let clock = DemoClock(surroundings.now(), seed: seed)
            let filling = try await folder.open(migrations: App.migrations, surroundings: clock.surroundings)
            try await fill(filling, clock: clock, now: surroundings.now())
            try await filling.settle()
            try filling.close()
        }
        return try await folder.open(migrations: App.migrations, surroundings: surroundings)
    }

    private static func refuseOthers(_ folder: DataFolder) async throws {
        guard FileManager.default.fileExists(atPath: folder.keyFile) else { throw Refusal.notADemo(path: folder.path) }
        let found = try await folder.open(migrations: App.migrations)
        let isDemo = try await found.read { try DemoStore.isDemo($0) }
        try found.close()
        guard isDemo else { throw Refusal.notADemo(path: folder.path) }
    }

    private static func fill(_ database: Database, clock: DemoClock, now: Date) async throws {
        let texts = try DemoTexts.load(AppContent.demoSchool)
        let checklists = try InstrumentCatalogue.builtIn()
        try await database.writeAlone { connection in
            var filling = DemoFilling(texts: texts, checklists: checklists, clock: clock, now: now, connection: connection)
            try filling.run()
        }
    }
}
