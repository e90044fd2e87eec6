import Foundation
import Storage
import Testing
import Web

@testable import Guiding
@testable import People

@Suite("Goals")
struct GoalTests {
    @Test("the next step is the undone one with the nearest day, else the oldest undone")
    func nextStep() throws {
        let done = try Sample.step("gedaan", due: -5, done: Sample.moment(-5), id: "d")
        let (loose, later, soon) = (
            try Sample.step("los", id: "l"), try Sample.step("later", due: 9, id: "w"), try Sample.step("straks", due: 2, id: "s")
        )
        #expect(try Sample.goal(steps: []).nextStep == nil)
        #expect(try Sample.goal(steps: [done]).nextStep == nil)
        #expect(try Sample.goal(steps: [done, loose, later, soon]).nextStep?.words == "straks")
        #expect(try Sample.goal(steps: [done, loose, try Sample.step("los 2", id: "l2")]).nextStep?.words == "los")
    }

    @Test("a form is read, or comes back with what was typed")
    func form() throws {
        let draft = try GoalForm.goal(
            Fields(["task": "career", "words": " kok worden ", "dream": "eigen zaak", "step": "bellen", "due": "1-12-2026"]))
        #expect(draft.task == .career && draft.words == "kok worden" && draft.dream == "eigen zaak" && draft.takes == nil)
        #expect(draft.firstStep?.words == "bellen" && draft.firstStep?.due?.description == "2026-12-01")
        #expect(try GoalForm.goal(Fields(["task": "career", "words": "x", "due": "1-12-2026"])).firstStep == nil)
        let typed = Fields(["task": "rijk", "words": String(repeating: "w", count: 301), "due": "ooit"])
        let refused = try #require(throws: FormRefused.self) { try GoalForm.goal(typed) }
        #expect(refused.state.problems.map { $0.field + " " + $0.key } == ["task choose", "words tooLong", "due notADay"])
        #expect(refused.state.typed == typed)
        #expect(throws: FormRefused.self) { try GoalForm.step(Fields(["due": "1-12-2026"])) }
        #expect(throws: FormRefused.self) { try GoalForm.success(Fields(["success": "  "])) }
    }
}

@Suite("Goals in the database")
struct GoalStoreTests {
    @Test("come back whole, in the order they were set, with their steps")
    func roundTrip() async throws {
        let school = try await School()
        let draft = GoalDraft(
            task: .career, words: "kok 'worden' <b>", dream: "eigen zaak", takes: "diploma",
            firstStep: StepDraft(words: "bellen", due: School.today + 3))
        let first = try await school.change(.setGoal, by: school.noor) { try GoalStore.add(draft, permit: $0, $1) }
        let second = try await school.setGoal("tweede")
        try await school.change(.takeStep, by: school.noor) {
            _ = try GoalStore.add(StepDraft(words: "langsgaan"), to: first, permit: $0, $1)
        }
        let goals = try await school.goals(as: school.mentor)
        #expect(goals.map(\.id) == [first, second])
        let goal = try #require(goals.first)
        #expect(
            goal.words == "kok 'worden' <b>" && goal.dream == "eigen zaak" && goal.takes == "diploma" && goal.task == .career
                && goal.state == .open)
        #expect(goal.steps.map(\.words) == ["bellen", "langsgaan"] && goal.steps.map(\.due) == [School.today + 3, nil])
        #expect(goals.last?.steps.isEmpty == true)
    }

    @Test("a coach sees those about a career and no other, also one by one; a guardian and a supervisor none")
    func careerOnly() async throws {
        let school = try await School()
        let career = try await school.setGoal("kok worden", .career, step: StepDraft(words: "bellen"))
        let other = try await school.setGoal("schulden aflossen", .circumstances, step: StepDraft(words: "KANARIE"))
        #expect(try await school.goals(as: school.coach).map(\.id) == [career])
        #expect(try await school.goals(as: school.supervisor).isEmpty)
        #expect(try await school.goals(as: school.parent).isEmpty)
        #expect(try await school.goals(as: school.noor).count == 2)
        #expect(try await school.run(.get, "/doelen/{}", [career.text], as: school.coach).status == 200)
        let hidden = try await school.run(.get, "/doelen/{}", [other.text], as: school.coach)
        #expect(hidden.status == 404 && !hidden.html.contains("schulden"))
        let step = try #require(try await school.goals(as: school.noor).last?.steps.first)
        #expect(try await school.run(.post, "/stappen/{}/gezet", [step.id.text], as: school.coach).status == 404)
        #expect(try await school.run(.post, "/doelen/{}/stappen", [other.text], as: school.coach, form: [("step", "x")]).status == 404)
        #expect(try await school.goals(as: school.noor).last?.steps.map { $0.done == nil } == [true])
        #expect(try await !school.run(.get, "/studenten/{}", [school.noor.text], as: school.coach).html.contains("schulden"))
    }

    @Test("a step is taken once, and stays taken")
    func take() async throws {
        let school = try await School()
        let goal = try await school.setGoal(step: StepDraft(words: "bellen"))
        let step = try #require(try await school.goals(as: school.noor).first?.steps.first?.id)
        #expect(try await school.change(.takeStep, by: school.noor) { try GoalStore.take(step, permit: $0, $1) } == goal)
        await #expect(throws: GoalRefusal.stepTaken) {
            try await school.change(.takeStep, by: school.mentor) { try GoalStore.take(step, permit: $0, $1) }
        }
        #expect(try await school.goals(as: school.noor).first?.steps.first?.done != nil)
        let none: ID<Step> = try Sample.id("niets")
        await #expect(throws: Problem.notFound) {
            try await school.change(.takeStep, by: school.noor) { try GoalStore.take(none, permit: $0, $1) }
        }
    }

    @Test("one that has ended takes no more steps, and does not end again")
    func ended() async throws {
        let school = try await School()
        let goal = try await school.setGoal()
        func end(_ state: Goal.State) async throws {
            try await school.change(.setGoal, by: school.noor) { try GoalStore.end(goal, as: state, permit: $0, $1) }
        }
        await #expect(throws: GoalRefusal.ended) { try await end(.open) }
        try await end(.reached)
        #expect(try await school.goals(as: school.noor).map(\.state) == [.reached])
        for state in Goal.State.allCases { await #expect(throws: GoalRefusal.ended) { try await end(state) } }
        await #expect(throws: GoalRefusal.ended) {
            try await school.change(.takeStep, by: school.noor) { _ = try GoalStore.add(StepDraft(words: "x"), to: goal, permit: $0, $1) }
        }
    }

    @Test("of another student are not reached through this one's file")
    func otherStudent() async throws {
        let school = try await School()
        let goal = try await school.setGoal(step: StepDraft(words: "bellen"))
        let step = try #require(try await school.goals(as: school.noor).first?.steps.first?.id)
        let sem = school.viewer(school.sem)
        await #expect(throws: Problem.notFound) {
            try await school.door.files.change(sem, .takeStep, of: school.sem) { try GoalStore.take(step, permit: $1, $0) }
        }
        await #expect(throws: Problem.notFound) {
            try await school.door.files.change(sem, .setGoal, of: school.sem) { try GoalStore.end(goal, as: .reached, permit: $1, $0) }
        }
    }

    @Test("stand sealed in the file")
    func sealed() async throws {
        let school = try await School()
        _ = try await school.setGoal("kanarie-doel", step: StepDraft(words: "kanarie-stap"))
        try await school.change(.noteSuccess, by: school.mentor) { try SuccessStore.add("kanarie-succes", permit: $0, $1) }
        for tail in ["", "-wal"] {
            #expect(try Data(contentsOf: URL(filePath: school.path + "/naast.sqlite" + tail)).range(of: Data("kanarie".utf8)) == nil)
        }
    }

    @Test("steps taken and successes noted are news for who sees them, since a moment")
    func news() async throws {
        let school = try await School()
        func note(_ words: String, by person: ID<Person>) async throws {
            try await school.change(.noteSuccess, by: person) { try SuccessStore.add(words, permit: $0, $1) }
        }
        try await note("oud", by: school.mentor)
        school.clock.pass(3600)
        let since = school.clock.now
        _ = try await school.setGoal("kok worden", .career, step: StepDraft(words: "bellen"))
        let step = try #require(try await school.goals(as: school.noor).first?.steps.first?.id)
        _ = try await school.change(.takeStep, by: school.noor) { try GoalStore.take(step, permit: $0, $1) }
        try await note("op tijd!", by: school.supervisor)
        func news(_ person: ID<Person>) async throws -> [String] {
            try await school.caseload(of: person) {
                try GoalStore.taken($0, since: since, $1).map(\.words) + SuccessStore.since(since, $0, $1).map(\.words)
            }
        }
        #expect(try await news(school.mentor) == ["bellen", "op tijd!"])
        #expect(try await news(school.supervisor) == [])
        #expect(try await news(school.coach) == [])
        let latest = try await school.look(as: school.noor) { try SuccessStore.latest(5, permit: $0, $1) }
        #expect(latest.map(\.words) == ["op tijd!", "oud"] && latest.map(\.by) == [school.supervisor, school.mentor])
        #expect(try await school.look(as: school.supervisor) { try SuccessStore.latest(5, permit: $0, $1).count } == 0)
    }
}

@Suite("Pages of goals")
struct GoalPagesTests {
    @Test("a goal is set, gets a step, the step is taken, the goal is reached")
    func life() async throws {
        let school = try await School()
        let set = try await school.run(
            .post, "/studenten/{}/doelen", [school.noor.text], as: school.noor,
            form: [("task", "career"), ("words", Sample.hostile), ("step", "bellen")])
        let goal = try #require(try await school.goals(as: school.noor).first)
        #expect(set.location == "/doelen/\(goal.id.text)?melding=goalSet")
        let page = try await school.run(.get, "/doelen/{}", [goal.id.text], as: school.mentor).html
        #expect(Sample.isSafe(page) && page.contains("&lt;script&gt;") && page.contains("/stappen/\(goal.steps[0].id.text)/gezet"))
        #expect(try await school.run(.post, "/doelen/{}/stappen", [goal.id.text], as: school.noor, form: [("step", "")]).status == 422)
        #expect(try await school.run(.post, "/doelen/{}/stappen", [goal.id.text], as: school.noor, form: [("step", "gaan")]).status == 303)
        #expect(try await school.run(.post, "/stappen/{}/gezet", [goal.steps[0].id.text], as: school.noor).status == 303)
        #expect(try await school.run(.post, "/stappen/{}/gezet", [goal.steps[0].id.text], as: school.noor).status == 409)
        #expect(try await school.run(.post, "/doelen/{}/einde", [goal.id.text], as: school.noor, form: [("state", "open")]).status == 400)
        #expect(
            try await school.run(.post, "/doelen/{}/einde", [goal.id.text], as: school.supervisor, form: [("state", "reached")]).status
                == 403)
        #expect(
            try await school.run(.post, "/doelen/{}/einde", [goal.id.text], as: school.noor, form: [("state", "reached")]).location?
                .hasSuffix("goalReached") == true)
        let reached = try await school.run(.get, "/doelen/{}", [goal.id.text], as: school.noor).html
        #expect(!reached.contains("/einde") && !reached.contains("/gezet") && !reached.contains("<form class=\"stack\""))
    }
}
