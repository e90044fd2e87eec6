import Career
import Foundation
import Instruments
import People
import Storage
import Web
import Yams

/// What the invented students wrote about work, from a file of content.
private struct DemoCareerTexts: Decodable {
    struct Option: Decodable {
        let kind: String
        let words: String
        let felt: String
        let note: String
    }

    struct Next: Decodable {
        let direction: String
        let words: String
    }

    let leads: [String: String]
    let evidence: [String: [String]]
    let options: [Option]
    let nextSteps: [Next]
    let proudOwn: [String]
    let proud: [String]
    let nextSkill: [String]

    static func load(_ file: URL) throws -> DemoCareerTexts {
        do {
            return try YAMLDecoder().decode(DemoCareerTexts.self, from: try String(contentsOf: file, encoding: .utf8))
        } catch {
            throw ContentProblem(file: file.path, line: 0, reason: "\(error)")
        }
    }
}

/// Who has the lead, skills as three sides see them, and the beginning of a career. With dice of its own, so that the rest of the half
/// year stays as it was.
extension DemoFilling {
    func showCareers(_ students: [Worker], mentor: Worker, guide: Worker, isFirst: Bool) throws {
        let texts = try DemoCareerTexts.load(AppContent.demoCareer)
        var dice = Dice(seed: DemoSchool.seed &+ UInt64(students.first.map { $0.name.full.utf8.count } ?? 0) &+ 39)
        for (seat, student) in students.enumerated() {
            let isHero = isFirst && seat == 0
            // Of one student nobody agreed yet who has the lead.
            if !(isFirst && seat == 2) { try lead(student, mentor, guide, isHero: isHero, texts, &dice) }
            try rate(student, mentor, isHero: isHero, texts, &dice)
            try explore(student, isHero: isHero, texts, &dice)
            if isHero || dice.chance(40) {
                at(day: 160)
                let says = isHero || dice.chance(80)
                if !isHero {
                    try change(student.id, .decideLookBack, of: student) {
                        try LookBackStore.decide(consents: says, permit: $0, connection)
                    }
                }
            }
        }
    }

    private func lead(
        _ student: Worker, _ mentor: Worker, _ guide: Worker, isHero: Bool, _ texts: DemoCareerTexts, _ dice: inout Dice
    ) throws {
        let directs = dice.chance(70) ? mentor.id : guide.id
        func lines(_ initiates: ID<Person>) -> [Lead.Line] {
            [(Lead.Field.directs, directs), (.decides, student.id), (.initiates, initiates), (.responsible, mentor.id)].map {
                field, person in
                Lead.Line(field, person, words: texts.leads[field.rawValue])
            }
        }
        at(day: dice.number(8...30))
        try change(mentor.id, .changeLead, of: student) { try LeadStore.set(lines(mentor.id), permit: $0, connection) }
        if isHero || dice.chance(85) { try change(student.id, .agreeLead, of: student) { try LeadStore.agree(permit: $0, connection) } }
        guard isHero || dice.chance(25) else { return }
        // Later the student starts; of the first student that waits for a yes.
        at(day: isHero ? 179 : dice.number(90...150))
        try change(mentor.id, .changeLead, of: student) { try LeadStore.set(lines(student.id), permit: $0, connection) }
        if !isHero { try change(student.id, .agreeLead, of: student) { try LeadStore.agree(permit: $0, connection) } }
    }

    private func rate(_ student: Worker, _ mentor: Worker, isHero: Bool, _ texts: DemoCareerTexts, _ dice: inout Dice) throws {
        guard let skills = checklists.newest(SkillRating.instrument), isHero || dice.chance(70) else { return }
        let keys = skills.items.filter { if case .scale = $0.kind { true } else { false } }.map(\.key)
        func answers(_ least: Int, isOwn: Bool) -> Answers {
            var answers = Answers(
                Dictionary(keys.map { ($0, ItemAnswer.scale(dice.number(least...4))) }, uniquingKeysWith: { first, _ in first }))
            if let words = dice.one(of: isOwn ? texts.proudOwn : texts.proud) { answers["proud"] = .text(words) }
            if let words = dice.one(of: texts.nextSkill) { answers["nextStep"] = .text(words) }
            return answers
        }
        for (day, rises) in [(45, 0), (150, 1)] {
            at(day: day)
            for rater in [student.id, mentor.id] {
                let said = answers((rater == student.id ? 2 : 1) + rises, isOwn: rater == student.id)
                try change(rater, .rateSkills, of: student) { try SkillStore.rate(said, on: skills, permit: $0, connection) }
            }
        }
        let supervisor = try change(mentor.id, .rateSkills, of: student) { permit in
            try TeamStore.team(permit, connection).first { $0.role == .workplaceSupervisor && $0.starts < connection.now }?.person
        }
        guard let supervisor else { return }
        var said = answers(1, isOwn: false)
        // What the student finds easy, the workplace sees less of.
        if isHero { for key in ["onTime", "initiative"] { said[key] = .scale(1) } }
        try change(supervisor, .rateSkills, of: student) { try SkillStore.rate(said, on: skills, permit: $0, connection) }
    }

    private func explore(_ student: Worker, isHero: Bool, _ texts: DemoCareerTexts, _ dice: inout Dice) throws {
        for competence in Competence.allCases where isHero ? competence != .networking : dice.chance(35) {
            guard let words = dice.one(of: texts.evidence[competence.rawValue] ?? []), let source = dice.one(of: Evidence.Source.allCases)
            else { continue }
            at(day: dice.number(20...178))
            let draft = EvidenceDraft(competence: competence, source: source, words: words, day: Day(connection.now))
            try change(student.id, .writeCareer, of: student) { try EvidenceStore.add(draft, permit: $0, connection) }
        }
        for option in texts.options where isHero || dice.chance(25) {
            guard let kind = ExploredOption.Kind(rawValue: option.kind), let felt = ExploredOption.Felt(rawValue: option.felt) else {
                continue
            }
            at(day: dice.number(30...170))
            let draft = OptionDraft(
                kind: kind, words: option.words, felt: felt, note: option.note.isEmpty ? nil : option.note, day: Day(connection.now))
            try change(student.id, .writeCareer, of: student) { try OptionStore.add(draft, permit: $0, connection) }
        }
        if isHero { try next(NextStepDraft(direction: .unknown), student, day: 30) }
        guard isHero || dice.chance(60), let text = isHero ? texts.nextSteps.first : dice.one(of: texts.nextSteps),
            let direction = NextStep.Direction(rawValue: text.direction)
        else { return }
        try next(NextStepDraft(direction: direction, words: text.words.isEmpty ? nil : text.words), student, day: dice.number(100...170))
    }

    private func next(_ draft: NextStepDraft, _ student: Worker, day: Int) throws {
        at(day: day)
        try change(student.id, .writeCareer, of: student) { try NextStepStore.set(draft, permit: $0, connection) }
    }
}
