import People
import Storage
import Web

struct GoalRoutes: Sendable {
    let door: Door

    var endpoints: [Endpoint] {
        [
            door.signedIn(.get, GuidingPaths.newGoal, guardedBy: "file: setGoal") { ask, viewer, student in
                .page(try await newPage(FormState(), ask, viewer, student))
            },
            door.signedIn(.post, GuidingPaths.goalsOfStudent, guardedBy: "file: setGoal", run: add),
            door.signedIn(.get, GuidingPaths.goal, guardedBy: "file: goals") { ask, viewer, goal in
                .page(try await onePage(FormState(), ask, viewer, goal))
            },
            door.signedIn(.post, GuidingPaths.steps, guardedBy: "file: takeStep", run: addStep),
            door.signedIn(.post, GuidingPaths.stepDone, guardedBy: "file: takeStep") { _, viewer, step in
                let goal = try await door.files.change(viewer, .takeStep, student: { try GoalStore.student(ofStep: step, $0) }) {
                    connection, permit in
                    try GoalStore.take(step, permit: permit, connection)
                }
                return .see(GuidingPaths.goal(goal), notice: "stepTaken")
            },
            door.signedIn(.post, GuidingPaths.goalEnd, guardedBy: "file: setGoal", run: end),
        ]
    }

    private func add(_ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Answer {
        try await filling(ask.form, { try await newPage($0, ask, viewer, student) }) {
            let goal = try await door.files.change(viewer, .setGoal, of: student) { connection, permit in
                try GoalStore.add(try GoalForm.goal(ask.form), permit: permit, connection)
            }
            return .see(GuidingPaths.goal(goal), notice: "goalSet")
        }
    }

    private func addStep(_ ask: Ask, _ viewer: Viewer, _ goal: ID<Goal>) async throws -> Answer {
        try await filling(ask.form, { try await onePage($0, ask, viewer, goal) }) {
            try await door.files.change(viewer, .takeStep, student: { try GoalStore.student(of: goal, $0) }) { connection, permit in
                _ = try GoalStore.add(try GoalForm.step(ask.form), to: goal, permit: permit, connection)
            }
            return .see(GuidingPaths.goal(goal), notice: "stepAdded")
        }
    }

    private func end(_ ask: Ask, _ viewer: Viewer, _ goal: ID<Goal>) async throws -> Answer {
        let state = try await door.files.change(viewer, .setGoal, student: { try GoalStore.student(of: goal, $0) }) { connection, permit in
            guard let state = ask.form.first("state").flatMap(Goal.State.init(rawValue:)), state != .open else { throw Problem.malformed }
            try GoalStore.end(goal, as: state, permit: permit, connection)
            return state
        }
        return .see(GuidingPaths.goal(goal), notice: state == .reached ? "goalReached" : "goalLetGo")
    }

    private func newPage(_ state: FormState, _ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Page {
        let card = try await door.files.look(viewer, at: student, what: "goals") { connection, permit in
            guard permit.may.contains(.setGoal) else { throw Problem.forbidden }
            return try StudentStore.card(permit, connection)
        }
        return GoalPages.new(card, isOwn: viewer.person == student, state, ask: ask)
    }

    private func onePage(_ state: FormState, _ ask: Ask, _ viewer: Viewer, _ goal: ID<Goal>) async throws -> Page {
        let shown = try await door.files.look(viewer, what: "goal", student: { try GoalStore.student(of: goal, $0) }) {
            connection, permit in
            ShownGoal(
                goal: try GoalStore.one(goal, permit: permit, connection), student: try StudentStore.card(permit, connection),
                isOwn: permit.viewer == permit.student, may: permit.may)
        }
        return GoalPages.one(shown, state, ask: ask)
    }
}
