import Guiding
import People
import Storage
import Web

/// A student's career. The student has an address of the own; guides find it by the student.
struct CompetenceRoutes: Sendable {
    let door: Door

    var endpoints: [Endpoint] {
        [
            door.role(.student, .get, CareerPaths.mine) { ask, viewer in .page(try await overview(ask, viewer, viewer.person)) },
            door.signedIn(.get, CareerPaths.ofStudent, guardedBy: "file: career") { ask, viewer, student in
                .page(try await overview(ask, viewer, student))
            },
            door.signedIn(.get, CareerPaths.evidence, guardedBy: "file: writeCareer") { ask, viewer, student in
                let asked = ask.query.first(CareerPaths.competence).flatMap(Competence.init(rawValue:)) ?? .capacities
                let state = FormState(known: ["competence": asked.rawValue, "day": ask.today.description])
                return .page(try await form(CompetenceFormPages.evidence, state, ask, viewer, student))
            },
            door.signedIn(.post, CareerPaths.evidence, guardedBy: "file: writeCareer") { ask, viewer, student in
                try await write(CompetenceFormPages.evidence, "evidenceSaved", ask, viewer, student) { permit, connection in
                    try EvidenceStore.add(
                        try CompetenceForm.evidence(ask.form, today: connection.today), permit: permit, connection)
                }
            },
            door.signedIn(.get, CareerPaths.options, guardedBy: "file: writeCareer") { ask, viewer, student in
                let state = FormState(known: ["day": ask.today.description])
                return .page(try await form(CompetenceFormPages.option, state, ask, viewer, student))
            },
            door.signedIn(.post, CareerPaths.options, guardedBy: "file: writeCareer") { ask, viewer, student in
                try await write(CompetenceFormPages.option, "optionSaved", ask, viewer, student) { permit, connection in
                    try OptionStore.add(try CompetenceForm.option(ask.form, today: connection.today), permit: permit, connection)
                }
            },
            door.signedIn(.get, CareerPaths.nextStep, guardedBy: "file: writeCareer", run: nextStepForm),
            door.signedIn(.post, CareerPaths.nextStep, guardedBy: "file: writeCareer") { ask, viewer, student in
                try await write(CompetenceFormPages.nextStep, "nextStepSaved", ask, viewer, student) { permit, connection in
                    try NextStepStore.set(try CompetenceForm.nextStep(ask.form), permit: permit, connection)
                }
            },
        ] + removals
    }

    private var removals: [Endpoint] {
        [
            door.signedIn(.get, CareerPaths.evidenceRemoval, guardedBy: "file: writeCareer") { ask, viewer, id in
                let (asking, text) = try await removing(viewer, { try EvidenceStore.student(of: id, $0) }) { permit, connection in
                    try EvidenceStore.one(id, permit, connection).words
                }
                return .page(CompetenceFormPages.removal(asking, text, path: CareerPaths.evidenceRemoval(id), ask: ask))
            },
            door.signedIn(.post, CareerPaths.evidenceRemoval, guardedBy: "file: writeCareer") { _, viewer, id in
                let student = try await door.files.change(viewer, .writeCareer, student: { try EvidenceStore.student(of: id, $0) }) {
                    connection, permit in
                    try EvidenceStore.remove(try EvidenceStore.one(id, permit, connection), permit: permit, connection)
                    return permit.student
                }
                return .see(back(viewer, student), notice: "careerRemoved")
            },
            door.signedIn(.get, CareerPaths.optionRemoval, guardedBy: "file: writeCareer") { ask, viewer, id in
                let (asking, text) = try await removing(viewer, { try OptionStore.student(of: id, $0) }) { permit, connection in
                    try OptionStore.one(id, permit, connection).words
                }
                return .page(CompetenceFormPages.removal(asking, text, path: CareerPaths.optionRemoval(id), ask: ask))
            },
            door.signedIn(.post, CareerPaths.optionRemoval, guardedBy: "file: writeCareer") { _, viewer, id in
                let student = try await door.files.change(viewer, .writeCareer, student: { try OptionStore.student(of: id, $0) }) {
                    connection, permit in
                    try OptionStore.remove(try OptionStore.one(id, permit, connection), permit: permit, connection)
                    return permit.student
                }
                return .see(back(viewer, student), notice: "careerRemoved")
            },
        ]
    }

    private func overview(_ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Page {
        let shown = try await door.files.look(viewer, at: student, what: "career") { connection, permit in
            guard permit.sees.contains(.career) else { throw Problem.notFound }
            return ShownCareer(
                student: try StudentStore.card(permit, connection), viewer: permit.viewer,
                evidence: try EvidenceStore.all(permit, connection), options: try OptionStore.all(permit, connection),
                nextSteps: try NextStepStore.versions(permit, connection),
                dialogue: try DialogueStore.standings(of: .careerDialogue, [permit], connection)[permit.student],
                lookBack: try LookBackStore.standing(permit, connection), may: permit.may)
        }
        return CompetencePages.overview(shown, ask: ask)
    }

    private func nextStepForm(_ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Answer {
        let last = try await door.files.look(viewer, at: student, what: "career") { connection, permit in
            guard permit.may.contains(.writeCareer) else { throw Problem.forbidden }
            return try NextStepStore.versions(permit, connection).first
        }
        let state = FormState(known: last.map { ["direction": $0.direction.rawValue, "words": $0.words ?? ""] } ?? [:])
        return .page(try await form(CompetenceFormPages.nextStep, state, ask, viewer, student))
    }

    private func form(
        _ page: @Sendable (CareerAsking, FormState, Ask) -> Page, _ state: FormState, _ ask: Ask, _ viewer: Viewer, _ student: ID<Person>
    ) async throws -> Page {
        let card = try await door.files.look(viewer, at: student, what: "career") { connection, permit in
            guard permit.may.contains(.writeCareer) else { throw Problem.forbidden }
            return try StudentStore.card(permit, connection)
        }
        return page(CareerAsking(student: card, isOwn: viewer.person == student), state, ask)
    }

    private func write<Value: Sendable>(
        _ page: @Sendable (CareerAsking, FormState, Ask) -> Page, _ notice: String, _ ask: Ask, _ viewer: Viewer, _ student: ID<Person>,
        _ work: @Sendable @escaping (Permit<Changing>, Connection) throws -> Value
    ) async throws -> Answer {
        try await filling(ask.form, { try await form(page, $0, ask, viewer, student) }) {
            _ = try await door.files.change(viewer, .writeCareer, of: student) { try work($1, $0) }
            return .see(back(viewer, student), notice: notice)
        }
    }

    private func removing(
        _ viewer: Viewer, _ student: @Sendable @escaping (Connection) throws -> ID<Person>?,
        _ text: @Sendable @escaping (Permit<Looking>, Connection) throws -> String
    ) async throws -> (CareerAsking, String) {
        try await door.files.look(viewer, what: "career", student: student) { connection, permit in
            guard permit.may.contains(.writeCareer) else { throw Problem.forbidden }
            let card = try StudentStore.card(permit, connection)
            return (CareerAsking(student: card, isOwn: permit.viewer == permit.student), try text(permit, connection))
        }
    }

    private func back(_ viewer: Viewer, _ student: ID<Person>) -> String {
        viewer.person == student ? CareerPaths.mine() : CareerPaths.ofStudent(student)
    }
}
