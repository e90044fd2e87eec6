import People
import Storage
import Web

extension InstrumentRoutes {
    var pairEndpoints: [Endpoint] {
        [
            own(.get, InstrumentPaths.together) { ask, own, id in
                let instrument = try checklist(id, for: own)
                let letters = ask.query.first("naam") ?? ""
                let found = try await door.database.read { try PairStore.colleagues(letters, own, $0) }
                return .page(PairPages.choosing(instrument, ask.query, found: found, ask: ask))
            },
            own(.get, InstrumentPaths.pair) { ask, own, id in
                let pair = try await door.database.read { try PairStore.one(id, own, $0) }
                guard let instrument = catalogue[pair.instrument, pair.version] else { throw Problem.notFound }
                return .page(
                    PairPages.one(pair, instrument, conversationPath: pair.conversation.map { conversationPath($0.text) }, ask: ask))
            },
        ]
    }
}
