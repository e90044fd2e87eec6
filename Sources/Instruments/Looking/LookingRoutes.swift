import People
import Storage
import Web

extension InstrumentRoutes {
    var lookingEndpoints: [Endpoint] {
        [
            own(.get, InstrumentPaths.overview) { ask, own in
                let instruments = catalogue.newest.filter { $0.isMeant(for: own.roles) }
                let (drafts, finished) = try await door.database.read { connection in
                    (try ResponseStore.drafts(own, connection), try ResponseStore.finished(own, connection))
                }
                return .page(
                    ChecklistsPage.page(
                        Checklists(instruments: instruments, drafts: drafts, finished: finished, catalogue: catalogue), ask: ask))
            },
            own(.get, InstrumentPaths.trend) { ask, own in .page(TrendPage.page(try await trends(own), ask: ask)) },
            own(.get, InstrumentPaths.print) { ask, own, id in
                let sheet = ChecklistPrint.Sheet(
                    instrument: try checklist(id, for: own), answers: nil, moment: nil, day: nil, path: InstrumentPaths.print(id),
                    back: (InstrumentPaths.overview(), ask.words("instrument.title")))
                return .page(ChecklistPrint.page(sheet, withBack: ask.wantsBack, ask: ask))
            },
        ]
    }

    /// Of every checklist the viewer has finished something on.
    private func trends(_ own: OwnReflections) async throws -> [(instrument: Instrument, trend: Trend)] {
        try await door.database.read { connection in
            try catalogue.newest.filter { $0.kind == .checklist }.compactMap { instrument in
                let history = try ResponseStore.history(of: instrument.id, most: TrendPage.most, own, connection)
                let given = history.compactMap { response in
                    catalogue[instrument.id, response.line.version].map {
                        (date: response.line.done ?? response.line.changed, answers: response.answers, version: $0)
                    }
                }
                return given.isEmpty ? nil : (instrument, Trend(of: given, in: instrument))
            }
        }
    }
}

extension Ask {
    /// Whether the introduction is printed on the back.
    var wantsBack: Bool { query.first("achterkant") == "1" }
}
