import Guiding
import People
import Storage

/// What the invented students tell about themselves, and with whom they share it.
extension DemoFilling {
    mutating func tell(_ student: Worker, guide: Worker, isFirst: Bool) throws {
        guard isFirst || dice.chance(60) else { return }
        for section in ManualSection.allCases where isFirst ? section != .know && section != .future : dice.chance(55) {
            guard let text = dice.one(of: texts.manual[section.rawValue] ?? []) else { continue }
            at(day: dice.number(8...120))
            try change(student.id, .writeManual, of: student) { try ManualStore.write(text, in: section, permit: $0, connection) }
            try share(section, student, isFirst: isFirst)
        }
        if isFirst || dice.chance(8), let words = dice.one(of: texts.circumstances) {
            try propose(words, student, guide, isDecided: !isFirst)
        }
    }

    private mutating func share(_ section: ManualSection, _ student: Worker, isFirst: Bool) throws {
        let audience: [Share.Audience]
        switch section {
        // What does not help the first student, nobody reads yet.
        case .hinders where isFirst: return
        case .good, .helps, .reaching:
            audience = isFirst || dice.chance(50) ? [.role(.mentor), .role(.workplaceSupervisor)] : [.role(.mentor)]
        default: audience = [.role(.classGuide)]
        }
        guard isFirst || dice.chance(70) else { return }
        let until = today + dice.number(30...200)
        try change(student.id, .share, of: student) {
            try ShareStore.add(ShareDraft(item: section.item, audience: audience, purpose: .guidance, until: until), permit: $0, connection)
        }
    }

    /// The first student's waits for a decision; others have decided.
    private mutating func propose(_ words: String, _ student: Worker, _ guide: Worker, isDecided: Bool) throws {
        at(day: isDecided ? dice.number(60...140) : 179)
        let id = try change(guide.id, .proposeCircumstance, of: student) { try CircumstanceStore.propose(words, permit: $0, connection) }
        guard isDecided else { return }
        let until = today + 120
        try change(student.id, .decideCircumstance, of: student) { permit in
            guard let one = try CircumstanceStore.visible(permit.looking, connection).first(where: { $0.id == id }) else { return }
            try CircumstanceStore.decide(one, .accept, permit: permit, connection)
        }
        try change(student.id, .share, of: student) {
            try ShareStore.add(
                ShareDraft(item: Share.Item(.circumstance, id.text), audience: [.role(.mentor)], purpose: .guidance, until: until),
                permit: $0,
                connection)
        }
    }
}
