import FileFormats
import Foundation
import Logging
import People
import Storage
import Web

/// Makes the exports that were asked for, one after another, beside the answering of requests.
///
/// What is asked for stands in the database, so a process that ends in the middle begins again at the next start. The file is made in
/// memory and kept sealed: on disk it never stands readable.
package struct ExportWork: Sendable {
    let database: Database
    let records: [any PersonalRecords]
    let library: Library
    private let bell = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))

    package init(database: Database, records: [any PersonalRecords], library: Library) {
        self.database = database
        self.records = records
        self.library = library
    }

    /// Says that there is something to make.
    func ring() { bell.continuation.yield() }

    /// Makes what waits, and then whatever is asked for, until the task is cancelled.
    package func run() async {
        let logger = Logger(label: "naast.export")
        ring()
        for await _ in bell.stream {
            do {
                try await makeAll()
            } catch {
                // It stays in the table and is begun again at the next ring; three times in all.
                logger.error("an export was not made", metadata: ["kind": "\(type(of: error))"])
                guard (try? await Task.sleep(for: .seconds(5))) != nil else { return }
                ring()
            }
        }
    }

    /// Makes everything that waits.
    package func makeAll() async throws {
        while !Task.isCancelled, let export = try await database.write({ try ExportStore.claim($0) }) { try await make(export) }
    }

    private func make(_ export: Export) async throws {
        guard let owner = try await database.read({ try ExportStore.owner(of: export, $0) }) else { return }
        let own = OwnRecords(person: export.person, words: library[owner.language])
        var sections: [RecordSection] = []
        for (place, part) in records.enumerated() {
            sections += try await database.read { try part.about(own, $0) }
            let percent = (place + 1) * 90 / records.count
            try await database.write { try ExportStore.progress(percent, of: export.id, $0) }
        }
        let document = ExportDocument(
            sections: sections, name: owner.name.full, made: database.surroundings.now(), words: own.words)
        let files = [(path: "index.html", bytes: Array(document.html.text.utf8)), (path: "data.json", bytes: Array(try document.json()))]
        let zip = try Zip.bytes(of: files, modified: document.made)
        try await database.write { try ExportStore.finish(export, file: zip, $0) }
    }
}
