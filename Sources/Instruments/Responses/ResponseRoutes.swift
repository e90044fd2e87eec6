import Foundation
import People
import Storage
import Web

extension InstrumentRoutes {
    var responseEndpoints: [Endpoint] {
        [
            own(.post, InstrumentPaths.begin, run: begin),
            own(.get, InstrumentPaths.response) { ask, own, id in
                let shown = try await shown(id, own)
                guard !shown.line.isDone else { return .page(ResponsePages.finished(shown, ask: ask)) }
                return .page(FillInPage.page(shown, known(shown), ask: ask))
            },
            own(.post, InstrumentPaths.response, run: save),
            own(.get, InstrumentPaths.ending) { ask, own, id in
                let shown = try await shown(id, own)
                guard !shown.line.isDone else { return .see(InstrumentPaths.response(id)) }
                return .page(ResponsePages.review(shown, ask: ask))
            },
            own(.post, InstrumentPaths.ending, run: end),
            own(.get, InstrumentPaths.removal) { ask, own, id in .page(ResponsePages.removal(try await shown(id, own), ask: ask)) },
            own(.post, InstrumentPaths.removal) { _, own, id in
                try await door.database.write { connection in
                    try ResponseStore.remove(try ResponseStore.one(id, own, connection).line, own, connection)
                }
                return .see(InstrumentPaths.overview(), notice: "responseRemoved")
            },
            own(.get, InstrumentPaths.responsePrint) { ask, own, id in
                let shown = try await shown(id, own)
                guard shown.isChecklist else { throw Problem.notFound }
                let sheet = ChecklistPrint.Sheet(
                    instrument: shown.instrument, answers: shown.response.answers, moment: shown.line.moment,
                    day: Day(shown.line.done ?? shown.line.changed), path: InstrumentPaths.responsePrint(id),
                    back: (InstrumentPaths.response(id), ask.words(shown.instrument.title)))
                return .page(ChecklistPrint.page(sheet, withBack: ask.wantsBack, ask: ask))
            },
        ]
    }

    private func begin(_ ask: Ask, _ own: OwnReflections, _ id: String) async throws -> Answer {
        let wish = try Beginning(ask.form)
        let instrument = try wish.colleague == nil ? instrument(id, for: own) : checklist(id, for: own)
        let response = try await door.database.write { connection in
            guard let colleague = wish.colleague else {
                return try ResponseStore.begin(instrument, wish.moment, conversation: wish.conversation, own, connection)
            }
            return try PairStore.make(instrument, wish.moment, with: colleague, conversation: wish.conversation, own, connection)
        }
        return .see(InstrumentPaths.response(response), notice: wish.colleague == nil ? nil : "pairMade")
    }

    /// The whole form, typed or by itself; who reads JSON hears how far it is.
    private func save(_ ask: Ask, _ own: OwnReflections, _ id: ID<Response>) async throws -> Answer {
        let work: @Sendable () async throws -> Answer = {
            let progress = try await door.database.write { connection in
                let (response, instrument) = try draft(id, own, connection)
                let answers = try ResponseForm.answers(try whole(ask.form), to: instrument, keeping: response.answers)
                try ResponseStore.save(answers, in: response.line, own, connection)
                return answers.progress(in: instrument)
            }
            guard ask.wantsJSON else { return .see(InstrumentPaths.response(id), notice: "responseSaved") }
            return try .json(Saved(saved: ask.words.time(ask.now), answered: progress.answered, total: progress.total))
        }
        guard !ask.wantsJSON else {
            do { return try await work() } catch is FormRefused {
                throw Problem(status: 422, key: "refused." + InstrumentRefusal.unfit.key)
            }
        }
        return try await filling({ try await refused($0, ask, own, id) }, work)
    }

    private func end(_ ask: Ask, _ own: OwnReflections, _ id: ID<Response>) async throws -> Answer {
        // The page that shows what has not come up sends no answers along: what was saved is what ends.
        let isForm = ask.form.first(ResponseForm.marker) != nil
        return try await filling({ try await refused($0, ask, own, id) }) {
            let (ending, line) = try await door.database.write { connection in
                let (response, instrument) = try draft(id, own, connection)
                let answers = isForm ? try ResponseForm.answers(ask.form, to: instrument, keeping: response.answers) : response.answers
                let ending = try answers.ending(in: instrument, asked: isForm ? ResponseForm.asked(ask.form, of: instrument) : nil)
                if ending == .end {
                    try ResponseStore.finish(answers, in: response.line, on: instrument, own, connection)
                } else {
                    try ResponseStore.save(answers, in: response.line, own, connection)
                }
                return (ending, response.line)
            }
            switch ending {
            case .moreQuestions: return .see(InstrumentPaths.response(id), notice: "moreQuestions")
            case .review: return .see(InstrumentPaths.ending(id))
            case .end:
                return .see(line.partner.map { InstrumentPaths.pair($0.pair) } ?? InstrumentPaths.response(id), notice: "responseDone")
            }
        }
    }

    private func draft(_ id: ID<Response>, _ own: OwnReflections, _ connection: Connection) throws -> (Response, Instrument) {
        let response = try ResponseStore.one(id, own, connection)
        guard !response.line.isDone else { throw InstrumentRefusal.alreadyDone }
        return (response, try catalogue.instrument(of: response.line))
    }

    /// A request without the form's own mark is no form: it must not empty what is there.
    private func whole(_ form: Fields) throws -> Fields {
        guard form.first(ResponseForm.marker) != nil else { throw Problem.malformed }
        return form
    }

    private func shown(_ id: ID<Response>, _ own: OwnReflections) async throws -> ShownResponse {
        let response = try await door.database.read { try ResponseStore.one(id, own, $0) }
        // Whether an invited colleague may see that conversation is not known here, so the way back is for who began it there.
        let conversation = response.line.partner?.hasInvited == true ? nil : response.line.conversation
        return ShownResponse(
            response: response, instrument: try catalogue.instrument(of: response.line),
            conversationPath: conversation.map { conversationPath($0.text) })
    }

    private func known(_ shown: ShownResponse) -> FormState {
        FormState(typed: ResponseForm.fields(of: shown.response.answers, on: shown.instrument))
    }

    private func refused(_ state: FormState, _ ask: Ask, _ own: OwnReflections, _ id: ID<Response>) async throws -> Page {
        let shown = try await shown(id, own)
        let isTyped = state.typed.first(ResponseForm.marker) != nil
        return FillInPage.page(shown, state, asked: isTyped ? ResponseForm.asked(state.typed, of: shown.instrument) : nil, ask: ask)
    }

    private struct Saved: Encodable {
        let saved: String
        let answered: Int
        let total: Int
    }
}

/// What a button that begins a response sends along.
struct Beginning: Sendable {
    let moment: Response.Moment
    let conversation: ID<ConversationOfResponse>?
    let colleague: ID<Person>?

    /// - Throws: `Problem.malformed`: buttons are ours, so nobody has to be told which field is wrong.
    init(_ fields: Fields) throws(Problem) {
        func id<Entity>(_ name: String) throws(Problem) -> ID<Entity>? {
            guard let text = fields.first(name), !text.isEmpty else { return nil }
            guard let id = ID<Entity>(text) else { throw .malformed }
            return id
        }
        // A list that is no checklist has no moments; it looks back.
        guard let moment = Response.Moment(rawValue: fields.first("moment") ?? Response.Moment.after.rawValue) else { throw .malformed }
        self.moment = moment
        conversation = try id("gesprek")
        colleague = try id("samen")
    }
}
