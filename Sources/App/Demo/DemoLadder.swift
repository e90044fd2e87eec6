import Agreements
import Foundation
import People
import Placements
import Storage
import Web

/// House rules of the placements that run; and of each mentor's students one on the second rung, and one who climbed back.
extension DemoFilling {
    func climbLadders(_ people: [DemoPlacements.Around]) throws {
        var climbers: [ID<Person>: Int] = [:]
        for around in people {
            let (student, mentor) = (around.student, around.mentor)
            guard let (placement, supervisor) = try running(student, mentor) else { continue }
            let first = max(1, placement.first - Day(begin))
            guard first <= 150 else { continue }
            try agreeRules(placement, student, mentor, supervisor, day: first + 1)
            guard !around.isFirst else { continue }
            let place = climbers[mentor.id, default: 0]
            climbers[mentor.id] = place + 1
            if place == 0 { try climb(placement, student, mentor, supervisor, from: first + 5, broken: 2, kept: 1) }
            if place == 1 { try climb(placement, student, mentor, supervisor, from: first + 5, broken: 1, kept: 3) }
        }
    }

    private func running(_ student: Worker, _ mentor: Worker) throws -> (Placement, ID<Person>)? {
        clock.set(now.addingTimeInterval(-3600))
        return try change(mentor.id, .managePlacement, of: student) { permit in
            for placement in try PlacementStore.find(.current, permit: permit, connection) where placement.state(on: today) == .running {
                if let supervisor = placement.supervisors.first(where: \.isRunning) { return (placement, supervisor.person) }
            }
            return nil
        }
    }

    private func agreeRules(_ placement: Placement, _ student: Worker, _ mentor: Worker, _ supervisor: ID<Person>, day: Int) throws {
        at(day: day)
        let draft = HouseRulesDraft(
            rules: ["Ik ben er om acht uur.", "Ben ik ziek, dan bel ik zelf voor half acht.", "Mijn telefoon zit in mijn tas."],
            rungs: ["Waarschuwing", "Gesprek", "Officieel gesprek"])
        try change(mentor.id, .setHouseRules, of: student) { try HouseRulesStore.set(draft, of: placement, permit: $0, connection) }
        for person in [student.id, supervisor] {
            try change(person, .agreeHouseRules, of: student) { try HouseRulesStore.agree(to: placement, permit: $0, connection) }
        }
    }

    /// So many broken, each a rung up, then so many kept; who kept enough comes down.
    private func climb(
        _ placement: Placement, _ student: Worker, _ mentor: Worker, _ supervisor: ID<Person>, from first: Int, broken: Int, kept: Int
    ) throws {
        var day = first
        for _ in 0..<broken {
            let id = try agree(placement, student, mentor, supervisor, day: day, .notKept)
            try change(mentor.id, .climbLadder, of: student) {
                try LadderStore.take(.climb, on: id, reason: "Dit was eerder ook afgesproken.", of: placement, permit: $0, connection)
            }
            day += 6
        }
        for _ in 0..<kept {
            _ = try agree(placement, student, mentor, supervisor, day: day, .kept)
            day += 6
        }
        guard kept >= HouseRulesDraft.standardKept else { return }
        // What else was not kept in those weeks began the row anew.
        while try !mayComeDown(placement, student, mentor), day < 178 {
            _ = try agree(placement, student, mentor, supervisor, day: day, .kept)
            day += 1
        }
        guard try mayComeDown(placement, student, mentor) else { return }
        try change(mentor.id, .climbLadder, of: student) {
            try LadderStore.take(.descend, on: nil, reason: "Drie keer op rij gelukt.", of: placement, permit: $0, connection)
        }
    }

    private func mayComeDown(_ placement: Placement, _ student: Worker, _ mentor: Worker) throws -> Bool {
        try change(mentor.id, .climbLadder, of: student) {
            try LadderStore.ladder(of: placement, permit: $0, connection)?.offersDescent ?? false
        }
    }

    /// An agreement of three, judged four days later.
    private func agree(
        _ placement: Placement, _ student: Worker, _ mentor: Worker, _ supervisor: ID<Person>, day: Int, _ verdict: Verdict
    ) throws -> ID<Agreement> {
        let words = [
            "Ik kom deze week elke dag op tijd.", "Ik bel zelf als de bus te laat is.", "Ik ruim mijn werkplek op.",
            "Ik vraag elke dag om werk.",
        ]
        at(day: day)
        let id = try change(mentor.id, .makeAgreement, of: student) {
            try AgreementStore.add(
                AgreementDraft(
                    what: words[day % words.count], due: Day(connection.now) + 3, parties: [student.id, mentor.id, supervisor],
                    placement: placement.id.of(AgreementPlacement.self)), permit: $0, connection)
        }
        at(day: day + 4)
        try change(mentor.id, .judgeAgreement, of: student) {
            try AgreementStore.judge(
                try AgreementStore.one(id, permit: $0, connection), verdict, reason: nil, newDue: nil, permit: $0, connection)
        }
        return id
    }
}
