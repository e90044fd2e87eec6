import Agreements
import Foundation
import Instruments
import People
import Storage
import Web

struct ConversationRoutes: Sendable {
    let door: Door

    /// A new agreement that remembers in which conversation it was made.
    static func newAgreement(_ shown: ShownConversation) -> String {
        AgreementPaths.new(shown.student.id) + "?gesprek=" + shown.conversation.id.text
    }

    var endpoints: [Endpoint] {
        [
            door.signedIn(.get, GuidingPaths.newConversation, guardedBy: "file: planConversation or proposeConversation") {
                ask, viewer, student in
                // A fixed moment of a placement leads here with its kind of talk.
                let kind = ask.query.first("soort").flatMap(Conversation.Kind.init(rawValue:)) ?? .individual
                return .page(try await newPage(nil, kind, ask, viewer, student))
            },
            door.signedIn(.post, GuidingPaths.conversationsOfStudent, guardedBy: "file: planConversation or proposeConversation", run: add),
            door.signedIn(.get, GuidingPaths.conversation, guardedBy: "file: conversations") { ask, viewer, id in
                .page(try await preparingPage(nil, ask, viewer, id))
            },
            door.signedIn(.post, GuidingPaths.conversation, guardedBy: "file: holdConversation", run: prepare),
            door.signedIn(.post, GuidingPaths.planning, guardedBy: "file: planConversation", run: plan),
            door.signedIn(.get, GuidingPaths.holding, guardedBy: "file: holdConversation") { ask, viewer, id in
                .page(try await holdingPage(nil, ask, viewer, id))
            },
            door.signedIn(.post, GuidingPaths.holding, guardedBy: "file: holdConversation", run: hold),
            door.signedIn(.get, GuidingPaths.lookingBack, guardedBy: "file: conversations") { ask, viewer, id in
                .page(try await lookingBackPage(nil, ask, viewer, id))
            },
            door.signedIn(.post, GuidingPaths.lookingBack, guardedBy: "file: holdConversation", run: conclude),
            door.signedIn(.post, GuidingPaths.confirmation, guardedBy: "file: confirmConversation") { _, viewer, id in
                try await change(id, .confirmConversation, viewer) { try ConversationStore.confirm($0, permit: $1, $2) }
                return .see(GuidingPaths.lookingBack(id), notice: "conversationConfirmed")
            },
            door.signedIn(.post, GuidingPaths.closing, guardedBy: "file: holdConversation") { _, viewer, id in
                try await change(id, .holdConversation, viewer) { conversation, _, connection in
                    try ConversationStore.move(conversation, by: .leave, connection)
                }
                return .see(GuidingPaths.lookingBack(id), notice: "conversationLeft")
            },
            door.signedIn(.post, GuidingPaths.cancellation, guardedBy: "file: planConversation or proposeConversation", run: cancel),
        ]
    }

    private func add(_ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Answer {
        try await filling(ask.form, { try await newPage($0, .individual, ask, viewer, student) }) {
            let own = viewer.person == student
            let id = try await door.files.change(viewer, own ? .proposeConversation : .planConversation, of: student) {
                connection, permit in
                let allowed = Set(try TeamStore.team(permit, connection).map(\.person)).union([permit.viewer, student])
                var draft = try ConversationForm.draft(ask.form, allowed: allowed)
                if draft.participants.isEmpty { draft = draft.with(participants: [permit.viewer]) }
                let state: Conversation.State = own ? .proposed : draft.kind == .incidental ? .held : .planned
                return try ConversationStore.add(draft, state: state, permit: permit, connection)
            }
            return .see(GuidingPaths.conversation(id), notice: own ? "conversationProposed" : "conversationPlanned")
        }
    }

    private func prepare(_ ask: Ask, _ viewer: Viewer, _ id: ID<Conversation>) async throws -> Answer {
        try await filling({ try await preparingPage($0, ask, viewer, id) }) {
            try await change(id, .holdConversation, viewer) { conversation, _, connection in
                let agenda = try ConversationForm.text(ask.form, "agenda", most: ConversationForm.longestAgenda)
                try ConversationStore.prepare(conversation, agenda: agenda, connection)
            }
            return .see(GuidingPaths.conversation(id), notice: "agendaSaved")
        }
    }

    private func plan(_ ask: Ask, _ viewer: Viewer, _ id: ID<Conversation>) async throws -> Answer {
        try await filling({ try await preparingPage($0, ask, viewer, id) }) {
            try await change(id, .planConversation, viewer) { conversation, _, connection in
                let when = try ConversationForm.when(ask.form)
                try ConversationStore.plan(conversation, at: when.at, place: when.place, connection)
            }
            return .see(GuidingPaths.conversation(id), notice: "conversationPlanned")
        }
    }

    private func hold(_ ask: Ask, _ viewer: Viewer, _ id: ID<Conversation>) async throws -> Answer {
        try await filling({ try await holdingPage($0, ask, viewer, id) }) {
            try await change(id, .holdConversation, viewer) { conversation, permit, connection in
                let typed = try ConversationForm.notes(ask.form)
                try ConversationStore.hold(conversation, notes: typed.notes, connection)
                try WorkingNoteStore.write(typed.mine, in: id, permit: permit, connection)
            }
            if ask.wantsJSON { return try .json(["saved": ask.words.time(ask.now)]) }
            return .see(GuidingPaths.lookingBack(id), notice: "notesSaved")
        }
    }

    private func conclude(_ ask: Ask, _ viewer: Viewer, _ id: ID<Conversation>) async throws -> Answer {
        try await filling({ try await lookingBackPage($0, ask, viewer, id) }) {
            try await change(id, .holdConversation, viewer) { conversation, permit, connection in
                try ConversationStore.conclude(conversation, summary: try ConversationForm.summary(ask.form), permit: permit, connection)
            }
            return .see(GuidingPaths.lookingBack(id), notice: "summarySaved")
        }
    }

    private func cancel(_ ask: Ask, _ viewer: Viewer, _ id: ID<Conversation>) async throws -> Answer {
        let (student, isProposal) = try await door.files.look(
            viewer, what: "conversation", student: { try ConversationStore.student(of: id, $0) }
        ) {
            ($1.student, try ConversationStore.one(id, permit: $1, $0).state == .proposed)
        }
        let act: Act = student == viewer.person && isProposal ? .proposeConversation : .planConversation
        try await change(id, act, viewer) { conversation, permit, connection in
            // Between the look and the change it may have been planned: then only who plans may cancel.
            guard permit.may.contains(.planConversation) || conversation.state == .proposed else { throw Problem.forbidden }
            try ConversationStore.move(conversation, by: .cancel, connection)
        }
        return .see(GuidingPaths.student(student), notice: "conversationCancelled")
    }

    private func change(
        _ id: ID<Conversation>, _ act: Act, _ viewer: Viewer,
        _ work: @Sendable @escaping (Conversation, Permit<Changing>, Connection) throws -> Void
    ) async throws {
        try await door.files.change(viewer, act, student: { try ConversationStore.student(of: id, $0) }) { connection, permit in
            try work(try ConversationStore.one(id, permit: permit, connection), permit, connection)
        }
    }

    private func shown(_ id: ID<Conversation>, _ viewer: Viewer) async throws -> ShownConversation {
        try await door.files.look(viewer, what: "conversation", student: { try ConversationStore.student(of: id, $0) }) {
            connection, permit in
            let conversation = try ConversationStore.one(id, permit: permit, connection)
            let made = try AgreementStore.find(.madeIn(id.of(AgreementConversation.self)), permit: permit, connection)
            return ShownConversation(
                conversation: conversation, student: try StudentStore.card(permit, connection), viewer: permit.viewer, role: permit.role,
                may: permit.may,
                workingNote: try WorkingNoteStore.mine(in: id, permit: permit, connection),
                agreements: made.map { (AgreementPaths.one($0.id), $0.what) },
                suggestions: try AgreementStore.find(.open, permit: permit, connection).map(\.what)
                    + GoalStore.goals(permit, connection).filter { $0.state == .open }.map { $0.nextStep?.words ?? $0.words },
                responses: try ResponseStore.mine(in: id.text, viewer: viewer, connection))
        }
    }

    private func preparingPage(_ state: FormState?, _ ask: Ask, _ viewer: Viewer, _ id: ID<Conversation>) async throws -> Page {
        let shown = try await shown(id, viewer)
        let conversation = shown.conversation
        let known = FormState(known: [
            "agenda": conversation.agenda ?? shown.suggestions.prefix(5).joined(separator: "\n"), "day": Day(conversation.at).description,
            "time": ask.words.time(conversation.at), "place": conversation.place ?? "",
        ])
        return ConversationPages.preparing(shown, state ?? known, ask: ask)
    }

    private func holdingPage(_ state: FormState?, _ ask: Ask, _ viewer: Viewer, _ id: ID<Conversation>) async throws -> Page {
        let shown = try await shown(id, viewer)
        guard shown.may.contains(.holdConversation) else { throw Problem.forbidden }
        guard Conversation.state(shown.conversation.state, after: .hold) != nil else {
            return try await lookingBackPage(state, ask, viewer, id)
        }
        let known = FormState(known: ["notes": shown.conversation.notes ?? "", "mine": shown.workingNote ?? ""])
        return ConversationPages.holding(shown, state ?? known, ask: ask)
    }

    private func lookingBackPage(_ state: FormState?, _ ask: Ask, _ viewer: Viewer, _ id: ID<Conversation>) async throws -> Page {
        let shown = try await shown(id, viewer)
        guard shown.conversation.state == .held || shown.conversation.state == .concluded else {
            return try await preparingPage(nil, ask, viewer, id)
        }
        return ConversationPages.lookingBack(shown, state ?? FormState(known: ["summary": shown.conversation.summary ?? ""]), ask: ask)
    }

    /// - Parameter state: nil at first sight: then a three-way talk has everyone of the workplace in it.
    private func newPage(
        _ state: FormState?, _ kind: Conversation.Kind = .individual, _ ask: Ask, _ viewer: Viewer, _ student: ID<Person>
    ) async throws -> Page {
        let own = viewer.person == student
        let (card, team) = try await door.files.look(viewer, at: student, what: "conversations") { connection, permit in
            guard permit.may.contains(own ? .proposeConversation : .planConversation) else { throw Problem.forbidden }
            return (try StudentStore.card(permit, connection), try TeamStore.team(permit, connection))
        }
        let people = team.filter { $0.person != student }.map { (person: $0.person, label: $0.name.full + " · " + ask.words($0.role.key)) }
        let workplace = kind.isThreeWay ? team.filter { $0.role == .workplaceSupervisor }.map(\.person) : []
        let known: [(String, String)] =
            [("day", (ask.today + 1).description), ("kind", kind.rawValue)] + ([viewer.person] + workplace).map { ("participant", $0.text) }
        return ConversationPages.new(card, people: people, isProposal: own, state ?? FormState(typed: Fields(known)), ask: ask)
    }
}

extension ConversationDraft {
    fileprivate func with(participants: [ID<Person>]) -> ConversationDraft {
        ConversationDraft(kind: kind, at: at, place: place, agenda: agenda, participants: participants)
    }
}
