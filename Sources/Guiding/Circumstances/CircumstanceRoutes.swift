import People
import Storage
import Web

struct CircumstanceRoutes: Sendable {
    let door: Door

    var endpoints: [Endpoint] {
        [
            door.signedIn(.get, GuidingPaths.newCircumstance, guardedBy: "file: proposeCircumstance") { ask, viewer, student in
                .page(try await proposing(FormState(), ask, viewer, student))
            },
            door.signedIn(.post, GuidingPaths.circumstancesOfStudent, guardedBy: "file: proposeCircumstance", run: propose),
            door.role(.student, .get, GuidingPaths.circumstances) { ask, viewer in .page(try await overview(ask, viewer)) },
            door.role(.student, .get, GuidingPaths.circumstance) { ask, viewer, id in
                let (one, author) = try await find(id, viewer)
                return .page(CircumstancePages.deciding(one, author: author?.full ?? ask.words("circumstance.someone"), ask: ask))
            },
            door.role(.student, .post, GuidingPaths.circumstance, run: decide),
            door.role(.student, .get, GuidingPaths.circumstanceWords) { ask, viewer, id in
                .page(try await rephrasing(nil, ask, viewer, id))
            },
            door.role(.student, .post, GuidingPaths.circumstanceWords, run: rephrase),
        ]
    }

    private func propose(_ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Answer {
        try await filling({ try await proposing($0, ask, viewer, student) }) {
            _ = try await door.files.change(viewer, .proposeCircumstance, of: student) { connection, permit in
                try CircumstanceStore.propose(try words(ask.form), permit: permit, connection)
            }
            return .see(GuidingPaths.student(student), notice: "circumstanceProposed")
        }
    }

    private func decide(_ ask: Ask, _ viewer: Viewer, _ id: ID<Circumstance>) async throws -> Answer {
        let act = try await change(id, viewer) { one, permit, connection in
            guard let act = ask.form.first("act").flatMap(CircumstanceAct.init(rawValue:)), act != .rephrase else {
                throw Problem.malformed
            }
            try CircumstanceStore.decide(one, act, permit: permit, connection)
            return act
        }
        switch act {
        case .accept, .rephrase: return .see(GuidingPaths.sharing(.circumstance, id.text), notice: "circumstanceAccepted")
        case .refuse: return .see(GuidingPaths.circumstances(), notice: "circumstanceRefused")
        case .remove: return .see(GuidingPaths.circumstances(), notice: "circumstanceRemoved")
        }
    }

    private func rephrase(_ ask: Ask, _ viewer: Viewer, _ id: ID<Circumstance>) async throws -> Answer {
        try await filling({ try await rephrasing($0, ask, viewer, id) }) {
            let wasProposed = try await change(id, viewer) { one, permit, connection in
                try CircumstanceStore.decide(one, .rephrase, words: try words(ask.form), permit: permit, connection)
                return one.state == .proposed
            }
            return wasProposed
                ? .see(GuidingPaths.sharing(.circumstance, id.text), notice: "circumstanceAccepted")
                : .see(GuidingPaths.circumstances(), notice: "circumstanceAccepted")
        }
    }

    private func words(_ fields: Fields) throws -> String {
        var form = FormReader(fields)
        let words = form.text("words", most: CircumstancePages.longest)
        return try form.accept(words)
    }

    /// The circumstance is always one's own: anyone else's is not found.
    @discardableResult
    private func change<Value: Sendable>(
        _ id: ID<Circumstance>, _ viewer: Viewer, _ work: @Sendable @escaping (Circumstance, Permit<Changing>, Connection) throws -> Value
    ) async throws -> Value {
        try await door.files.change(viewer, .decideCircumstance, of: viewer.person) { connection, permit in
            try work(try CircumstanceStore.one(id, permit.looking, connection), permit, connection)
        }
    }

    private func find(_ id: ID<Circumstance>, _ viewer: Viewer) async throws -> (Circumstance, PersonName?) {
        try await door.files.look(viewer, at: viewer.person, what: "circumstance") { connection, permit in
            let one = try CircumstanceStore.one(id, permit, connection)
            guard let author = one.author else { return (one, nil) }
            return (one, try StudentStore.names([author], connection)[author])
        }
    }

    private func rephrasing(_ state: FormState?, _ ask: Ask, _ viewer: Viewer, _ id: ID<Circumstance>) async throws -> Page {
        let (one, _) = try await find(id, viewer)
        return CircumstancePages.rephrasing(one, state ?? FormState(known: ["words": one.words]), ask: ask)
    }

    private func overview(_ ask: Ask, _ viewer: Viewer) async throws -> Page {
        let shown = try await door.files.look(viewer, at: viewer.person, what: "circumstance") { connection, permit in
            let all = try CircumstanceStore.visible(permit, connection)
            return ShownCircumstances(
                all: all, names: try StudentStore.names(all.compactMap(\.author), connection),
                shares: try ShownShares.load(permit, connection))
        }
        return CircumstancePages.overview(shown, ask: ask)
    }

    private func proposing(_ state: FormState, _ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Page {
        let card = try await door.files.look(viewer, at: student, what: "circumstance") { connection, permit in
            guard permit.may.contains(.proposeCircumstance) else { throw Problem.forbidden }
            return try StudentStore.card(permit, connection)
        }
        return CircumstancePages.proposing(card, state, ask: ask)
    }
}
