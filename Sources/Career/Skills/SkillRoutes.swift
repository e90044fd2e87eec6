import Guiding
import Instruments
import People
import Storage
import Web

struct SkillRoutes: Sendable {
    let door: Door
    let catalogue: InstrumentCatalogue

    var endpoints: [Endpoint] {
        [
            door.signedIn(.get, CareerPaths.skills, guardedBy: "file: skills, or own ratings") { ask, viewer, student in
                let shown = try await shown(viewer, student) { permit in
                    guard permit.sees.contains(.skills) || permit.sees.contains(.ownRatings) else { throw Problem.notFound }
                }
                return .page(SkillPages.overview(shown, try instrument(), ask: ask))
            },
            door.signedIn(.get, CareerPaths.newRating, guardedBy: "file: rateSkills") { ask, viewer, student in
                .page(try await ratingPage(nil, ask, viewer, student))
            },
            door.signedIn(.post, CareerPaths.skills, guardedBy: "file: rateSkills", run: rate),
        ]
    }

    private func rate(_ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Answer {
        let instrument = try instrument()
        return try await filling(ask.form, { try await ratingPage($0, ask, viewer, student) }) {
            try await door.files.change(viewer, .rateSkills, of: student) { connection, permit in
                let answers = try SkillForm.answers(ask.form, to: instrument)
                try SkillStore.rate(answers, on: instrument, permit: permit, connection)
            }
            return .see(CareerPaths.skills(student), notice: "skillsRated")
        }
    }

    private func ratingPage(_ state: FormState?, _ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Page {
        let instrument = try instrument()
        let shown = try await shown(viewer, student) { permit in
            guard permit.may.contains(.rateSkills) else { throw Problem.forbidden }
        }
        let today = shown.ratings.first { $0.rater == viewer.person && $0.side == shown.side && Day($0.at) == ask.today }
        let known = FormState(typed: today.map { ResponseForm.fields(of: $0.answers, on: instrument) } ?? Fields())
        return SkillPages.rating(shown, instrument, state ?? known, ask: ask)
    }

    private func shown(
        _ viewer: Viewer, _ student: ID<Person>, _ guarding: @Sendable @escaping (Permit<Looking>) throws -> Void
    ) async throws -> ShownSkills {
        try await door.files.look(viewer, at: student, what: "skills") { connection, permit in
            try guarding(permit)
            let ratings = try SkillStore.ratings(permit, connection)
            return ShownSkills(
                student: try StudentStore.card(permit, connection), ratings: ratings,
                names: try StudentStore.names(ratings.compactMap(\.rater), connection), sees: permit.sees,
                isOwn: permit.viewer == permit.student, side: SkillRating.Side(roles: permit.roles), may: permit.may)
        }
    }

    private func instrument() throws -> Instrument {
        guard let found = catalogue.newest(SkillRating.instrument) else { throw Problem.inside }
        return found
    }
}

enum SkillForm {
    /// - Throws: `FormRefused` also when nothing at all was filled in: an empty rating says nothing.
    static func answers(_ fields: Fields, to instrument: Instrument) throws -> Answers {
        let answers = try ResponseForm.answers(fields, to: instrument, keeping: Answers())
        guard answers.isEmpty, let first = instrument.items.first(where: \.isQuestion) else { return answers }
        throw FormRefused(FormState(typed: fields, problems: [FieldProblem(ResponseForm.answer(first.key), "choose")]))
    }
}

extension Words {
    /// A text of an instrument in the language of the page.
    func callAsFunction(_ text: Translated) -> String { text.text(in: language.code) }
}
