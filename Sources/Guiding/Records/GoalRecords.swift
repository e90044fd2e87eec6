import People
import Privacy
import Storage

/// Goals with their steps, and successes: the student's own, gone when the student goes.
package struct GoalRecords: PersonalRecords {
    package init() {}

    package func about(_ own: OwnRecords, _ connection: Connection) throws -> [RecordSection] {
        let goals = try GoalRecordsStore.goals(of: own.person, connection).map { goal in
            RecordItem(
                [
                    .text("goal.words", goal.words), .word("goal.task", "task." + goal.task.rawValue), .text("goal.dream", goal.dream),
                    .text("goal.takes", goal.takes), .word("goal.state", "record.goalState." + goal.state.rawValue),
                    .moment("goal.made", goal.made),
                ],
                parts: RecordSection.some(
                    "steps",
                    goal.steps.map { RecordItem([.text("step.words", $0.words), .day("step.due", $0.due), .moment("step.done", $0.done)]) })
            )
        }
        let successes = try GoalRecordsStore.successes(of: own.person, connection).map { success in
            RecordItem([.text("success.words", success.words), .moment("success.at", success.at), .text("success.by", success.by)])
        }
        return RecordSection.some("goals", goals) + RecordSection.some("successes", successes)
    }

    package func erase(_ erased: Erased, _ connection: Connection) throws {
        try GoalRecordsStore.remove(of: erased.person, connection)
    }
}
