import Agreements
import Foundation
import Guiding
import Instruments
import People
import Storage
import Web

/// One student's half year: goals with steps, talks every week or two, agreements kept and not, good moments.
extension DemoFilling {
    mutating func live(_ student: Worker, mentor: Worker, guide: Worker, supervisor: Worker?, isFirst: Bool) throws {
        if let supervisor, isFirst || dice.chance(45) {
            try role(supervisor.id, .workplaceSupervisor, .student(student.id), from: begin.addingTimeInterval(20 * 86_400))
        } else if let supervisor, dice.chance(10) {
            try TeamStore.addRole(
                supervisor.id, .workplaceSupervisor, scope: .student(student.id), starts: begin,
                ends: begin.addingTimeInterval(60 * 86_400), connection)
        }
        let steps = try setGoals(student, mentor)
        try talk(student, mentor: mentor, guide: guide)
        try agree(student, mentor: mentor, supervisor: supervisor, isFirst: isFirst)
        try goodMoments(student, mentor, steps: steps)
        try tell(student, guide: guide, isFirst: isFirst)
        if isFirst { try arrangeThisMorning(student, mentor, supervisor) }
    }

    private mutating func setGoals(_ student: Worker, _ mentor: Worker) throws -> Int {
        var taken = 0
        for task in DevelopmentTask.allCases where dice.chance(task == .circumstances ? 40 : 85) {
            guard let text = dice.one(of: texts.goals[task.rawValue] ?? []) else { continue }
            at(day: dice.number(2...40))
            let goal = try change(student.id, .setGoal, of: student) {
                try GoalStore.add(
                    GoalDraft(
                        task: task, words: text.words, dream: text.dream.isEmpty ? nil : text.dream,
                        takes: text.takes.isEmpty ? nil : text.takes),
                    permit: $0, connection)
            }
            let reached = dice.number(0...text.steps.count)
            for (place, words) in text.steps.enumerated() where place <= reached {
                at(day: 45 + place * 30)
                // A step that was not taken yet is for the coming days.
                let due = place < reached ? Day(connection.now) + 14 : today + dice.number(2...9)
                let step = try change(student.id, .takeStep, of: student) {
                    try GoalStore.add(StepDraft(words: words, due: due), to: goal, permit: $0, connection)
                }
                guard place < reached else { continue }
                at(day: min(181, 50 + place * 30 + dice.number(0...14)))
                _ = try change(dice.chance(70) ? student.id : mentor.id, .takeStep, of: student) {
                    try GoalStore.take(step, permit: $0, connection)
                }
                taken += 1
            }
        }
        return taken
    }

    private mutating func talk(_ student: Worker, mentor: Worker, guide: Worker) throws {
        var day = dice.number(1...6)
        // Most were spoken to this week; some wait longer than agreed.
        let last = dice.chance(80) ? 181 - dice.number(1...6) : 181 - dice.number(9...20)
        while day < last {
            try hold(student, mentor: mentor, guide: guide, day: day)
            day += dice.number(6...16)
        }
        try hold(student, mentor: mentor, guide: guide, day: last)
        if dice.chance(12) { try plan(student, mentor, inDays: dice.number(0...5)) }
    }

    private mutating func hold(_ student: Worker, mentor: Worker, guide: Worker, day: Int) throws {
        let kind: Conversation.Kind = dice.chance(70) ? .individual : dice.chance(50) ? .careerDialogue : .incidental
        guard let text = dice.one(of: texts.conversations[kind.rawValue] ?? []) else { return }
        let leader = dice.chance(80) ? mentor : guide
        at(day: day, hour: dice.number(9...15))
        let moment = connection.now
        let place = dice.one(of: texts.places)
        let id = try change(leader.id, .planConversation, of: student) { permit in
            let draft = ConversationDraft(
                kind: kind, at: moment, place: place, agenda: text.agenda.joined(separator: "\n"), participants: [leader.id])
            let id = try ConversationStore.add(draft, state: .planned, permit: permit, connection)
            try ConversationStore.hold(try ConversationStore.one(id, permit: permit, connection), notes: text.notes, connection)
            try WorkingNoteStore.write(text.mine.isEmpty ? nil : text.mine, in: id, permit: permit, connection)
            try ConversationStore.conclude(
                try ConversationStore.one(id, permit: permit, connection), summary: text.summary, permit: permit, connection)
            return id
        }
        if day < 170 || dice.chance(70) { try confirm(id, by: student) }
        if dice.chance(30) { try lookBack(on: id, leader) }
    }

    private func confirm(_ id: ID<Conversation>, by student: Worker) throws {
        try change(student.id, .confirmConversation, of: student) { permit in
            try ConversationStore.confirm(try ConversationStore.one(id, permit: permit, connection), permit: permit, connection)
        }
    }

    /// The checklist after a talk, as the guide may have filled it in: most got attention, autonomy keeps being passed by.
    private mutating func lookBack(on conversation: ID<Conversation>, _ guide: Worker) throws {
        guard let checklist = checklists.newest("individuele-begeleiding") else { return }
        var answers: [String: ItemAnswer] = [:]
        for feature in checklist.features {
            let lot = dice.number(1...100)
            let score: ItemAnswer.Score = feature.key == "autonomy" && lot > 25 || lot > 88 ? .notYet : lot > 62 ? .improve : .enough
            let note = score == .improve && dice.chance(40) ? dice.one(of: texts.checklistNotes[feature.key] ?? []) ?? "" : ""
            answers[feature.key] = .feature(score, note: note)
        }
        try ResponseStore.addFinished(Answers(answers), on: checklist, .after, conversation: conversation.text, by: guide.id, connection)
    }

    private mutating func plan(
        _ student: Worker, _ mentor: Worker, inDays days: Int, kind: Conversation.Kind = .individual, with supervisor: Worker? = nil
    ) throws {
        let at = Amsterdam.moment(today + days, hour: dice.number(9...15), minute: dice.chance(50) ? 0 : 30)
        clock.set(now.addingTimeInterval(-86_400))
        let place = dice.one(of: texts.places)
        let agenda = dice.one(of: texts.conversations[kind.rawValue] ?? [])?.agenda.joined(separator: "\n")
        _ = try change(mentor.id, .planConversation, of: student) {
            try ConversationStore.add(
                ConversationDraft(
                    kind: kind, at: at, place: place, agenda: agenda, participants: [mentor.id] + (supervisor.map { [$0.id] } ?? [])),
                state: .planned, permit: $0, connection)
        }
    }

    private mutating func agree(_ student: Worker, mentor: Worker, supervisor: Worker?, isFirst: Bool) throws {
        let seesSupervisor =
            try supervisor.map { try Policy.relations(of: $0.id, to: student.id, connection).contains(.workplaceSupervisor) } ?? false
        for place in 0..<dice.number(5...9) {
            guard let text = dice.one(of: texts.agreements) else { return }
            let day = 10 + place * 19
            at(day: min(day, 175))
            let due = Day(connection.now) + dice.number(5...14)
            var parties = [student.id, mentor.id]
            if let supervisor, seesSupervisor, isFirst || dice.chance(40) { parties.append(supervisor.id) }
            let agreement = try make(text, due: due, parties: parties, student, mentor)
            if due < today + -1 || (due < today && dice.chance(60)) {
                try judge(agreement, text, due: due, student, mentor)
            }
        }
    }

    private mutating func make(
        _ text: DemoTexts.AgreementText, due: Day, parties: [ID<Person>], _ student: Worker, _ mentor: Worker
    ) throws -> ID<Agreement> {
        let id = try change(mentor.id, .makeAgreement, of: student) {
            try AgreementStore.add(
                AgreementDraft(
                    what: text.what, due: due, consequence: text.consequence.isEmpty ? nil : text.consequence, steps: text.steps,
                    parties: parties),
                permit: $0, connection)
        }
        if dice.chance(85) {
            _ = try change(student.id, .confirmAgreement, of: student) {
                try AgreementStore.confirm(try AgreementStore.one(id, permit: $0, connection), permit: $0, connection)
            }
        }
        return id
    }

    private mutating func judge(
        _ id: ID<Agreement>, _ text: DemoTexts.AgreementText, due: Day, _ student: Worker, _ mentor: Worker
    ) throws {
        // About one in twelve is forgotten: that is what Today is for.
        guard dice.chance(92) || due < today + -30 else { return }
        clock.set(min(due.start.addingTimeInterval(16 * 3600), now))
        let lot = dice.number(1...100)
        let (verdict, reason): (Verdict, String) =
            lot <= 68 ? (.kept, text.kept) : lot <= 82 ? (.partly, text.partly) : (.notKept, text.notKept)
        _ = try change(dice.chance(50) ? mentor.id : student.id, .judgeAgreement, of: student) {
            try AgreementStore.judge(
                try AgreementStore.one(id, permit: $0, connection), verdict, reason: reason.isEmpty ? nil : reason, newDue: nil, permit: $0,
                connection)
        }
    }

    private mutating func goodMoments(_ student: Worker, _ mentor: Worker, steps: Int) throws {
        for _ in 0..<dice.number(1...4) {
            guard let words = dice.one(of: texts.successes) else { return }
            at(day: dice.chance(25) ? dice.number(176...181) : dice.number(10...175))
            _ = try change(dice.chance(60) ? mentor.id : student.id, .noteSuccess, of: student) {
                try SuccessStore.add(words, permit: $0, connection)
            }
        }
    }

    /// The first student, so that there is something to do on the first morning: an agreement that ran out yesterday, a new one to confirm, a talk today.
    private mutating func arrangeThisMorning(_ student: Worker, _ mentor: Worker, _ supervisor: Worker?) throws {
        at(day: 172)
        guard let first = texts.agreements.first, let second = texts.agreements.last else { return }
        _ = try make(first, due: today + -1, parties: [student.id, mentor.id], student, mentor)
        clock.set(now.addingTimeInterval(-7200))
        _ = try change(mentor.id, .makeAgreement, of: student) {
            try AgreementStore.add(
                AgreementDraft(
                    what: second.what, due: today + 6, consequence: second.consequence, steps: second.steps,
                    parties: [student.id, mentor.id] + (supervisor.map { [$0.id] } ?? [])),
                permit: $0, connection)
        }
        try plan(student, mentor, inDays: 0, kind: .threeWayMid, with: supervisor)
    }

    // MARK: The clock and the rules

    /// Sets the clock so many days after the beginning; never past now.
    func at(day: Int, hour: Int = 10) {
        clock.set(min(Amsterdam.moment(Day(begin) + day, hour: hour, minute: 0), now.addingTimeInterval(-3600)))
    }

    /// A change by the same rules as everyone's, and in the log.
    func change<Value>(_ viewer: ID<Person>, _ act: Act, of student: Worker, _ work: (Permit<Changing>) throws -> Value) throws -> Value {
        try Files.change(viewer, act, of: student.id, inside: connection, work)
    }
}
