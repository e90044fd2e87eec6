import People
import Web

/// The addresses of this module. Whatever is filled in is reached through `OwnReflections`: a guide's own, or nothing.
///
/// ```swift
/// InstrumentRoutes(door: door, catalogue: try .builtIn(), conversationPath: { id in "/gesprekken/" + id }).endpoints
/// ```
package struct InstrumentRoutes: Sendable {
    let door: Door
    let catalogue: InstrumentCatalogue
    /// Where the page of a conversation is, by the id that came in as `gesprek`.
    let conversationPath: @Sendable (String) -> String

    package init(door: Door, catalogue: InstrumentCatalogue, conversationPath: @escaping @Sendable (String) -> String) {
        self.door = door
        self.catalogue = catalogue
        self.conversationPath = conversationPath
    }

    package var endpoints: [Endpoint] { lookingEndpoints + responseEndpoints + pairEndpoints + [use] }

    /// For a guide's own reflections; for who guides nobody the page does not exist.
    func own<each Value>(
        _ method: Ask.Method, _ path: Path<repeat each Value>,
        run: @escaping @Sendable (Ask, OwnReflections, repeat each Value) async throws -> Answer
    ) -> Endpoint {
        door.signedIn(method, path, guardedBy: "own reflection") { (ask, viewer, values: repeat each Value) in
            try await run(ask, try OwnReflections(viewer), repeat each values)
        }
    }

    /// An instrument that this guide may fill in.
    func instrument(_ id: String, for own: OwnReflections) throws -> Instrument {
        guard let found = catalogue.newest(id), found.isMeant(for: own.roles) else { throw Problem.notFound }
        return found
    }

    /// The same, and a checklist: what prints on one A4 and is filled in as a pair.
    func checklist(_ id: String, for own: OwnReflections) throws -> Instrument {
        let found = try instrument(id, for: own)
        guard found.kind == .checklist else { throw Problem.notFound }
        return found
    }

    private var use: Endpoint {
        door.role(.administrator, .get, InstrumentPaths.use) { ask, _ in
            .page(UsePage.page(try await door.database.read { try UseStore.cells($0) }, catalogue: catalogue, ask: ask))
        }
    }
}
