import People
import Storage
import Web

struct CorrectionRoutes: Sendable {
    let door: Door
    let studentPath: @Sendable (ID<Person>) -> String

    var endpoints: [Endpoint] {
        [
            door.signedIn(.get, RightsPaths.myCorrection, guardedBy: "file: askCorrection") { ask, viewer in
                .page(try await mine(FormState(), ask, viewer))
            },
            door.signedIn(.post, RightsPaths.myCorrection, guardedBy: "file: askCorrection", run: askCorrection),
            door.signedIn(.get, RightsPaths.corrections, guardedBy: "file: answerCorrection") { ask, viewer, student in
                .page(try await page(nil, ask, viewer, student))
            },
            door.signedIn(.post, RightsPaths.correction, guardedBy: "file: answerCorrection", run: answer),
        ]
    }

    private func mine(_ state: FormState, _ ask: Ask, _ viewer: Viewer) async throws -> Page {
        let corrections = try await door.files.look(viewer, at: viewer.person, what: "corrections") { connection, permit in
            guard permit.may.contains(.askCorrection) else { throw Problem.forbidden }
            return try CorrectionStore.all(permit, connection)
        }
        return CorrectionPages.mine(corrections, state, ask: ask)
    }

    private func askCorrection(_ ask: Ask, _ viewer: Viewer) async throws -> Answer {
        try await filling({ try await mine($0, ask, viewer) }) {
            try await door.files.change(viewer, .askCorrection, of: viewer.person) { connection, permit in
                try CorrectionStore.ask(try CorrectionForm.question(ask.form), permit: permit, connection)
            }
            return .see(RightsPaths.myCorrection(), notice: "correctionAsked")
        }
    }

    private func page(_ refused: (id: ID<Correction>, state: FormState)?, _ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws
        -> Page
    {
        let shown = try await door.files.look(viewer, at: student, what: "corrections") { connection, permit in
            guard permit.may.contains(.answerCorrection) else { throw Problem.forbidden }
            let erasure = permit.may.contains(.decideErasure) ? try ErasureStore.open(of: student, connection) : nil
            return (try CorrectionStore.all(permit, connection), try StudentStore.card(permit, connection), erasure)
        }
        return CorrectionPages.ofStudent(
            shown.0, student: shown.1, erasure: shown.2, refused: refused, studentPath: studentPath(student), ask: ask)
    }

    private func answer(_ ask: Ask, _ viewer: Viewer, _ id: ID<Correction>) async throws -> Answer {
        let student = try await door.database.read { try CorrectionStore.student(of: id, $0) }
        guard let student else { throw Problem.notFound }
        return try await filling({ try await page((id, $0), ask, viewer, student) }) {
            try await door.files.change(viewer, .answerCorrection, of: student) { connection, permit in
                let (verdict, words) = try CorrectionForm.answer(ask.form)
                let correction = try CorrectionStore.one(id, permit: permit, connection)
                try CorrectionStore.answer(correction, verdict, words: words, permit: permit, connection)
            }
            return .see(RightsPaths.corrections(student), notice: "correctionAnswered")
        }
    }
}
