import Foundation
import Guiding
import People
import Storage
import Web

/// What stands of it on the pages around a student.
package struct CareerPart: GuidingPart {
    package init() {}

    /// At most one line a student: a career dialogue that is due weighs more than a lead that was not talked about.
    package func needs(_ permits: [Permit<Looking>], _ ask: Ask, _ connection: Connection) throws -> [PartNeed] {
        let led = permits.filter { Role.ofClass.contains($0.role) }
        guard !led.isEmpty else { return [] }
        let standings = try DialogueStore.standings(of: .careerDialogue, led, connection)
        let due = Set(led.map(\.student).filter { standings[$0]?.isDue(on: ask.today) ?? false })
        let withLead = try LeadStore.complete(led, connection)
        let leadless = Lead.asked(of: led.map(\.student).filter { !withLead.contains($0) && !due.contains($0) })
        let talks = led.filter { due.contains($0.student) }.map { permit in
            PartNeed(
                student: permit.student, weight: 78, why: why(standings[permit.student], ask), path: CareerPaths.dialogue(permit.student),
                act: ask.words("career.dialogue.plan"))
        }
        let leads = leadless.map { student in
            PartNeed(
                student: student, weight: 85, why: ask.words("lead.why"), path: CareerPaths.leadChange(student), act: ask.words("lead.act"))
        }
        return talks + leads
    }

    private func why(_ standing: DialogueStanding?, _ ask: Ask) -> String {
        standing?.last.map { ask.words("career.dialogue.why", ["day": ask.words.near(Day($0), today: ask.today)]) }
            ?? ask.words("career.dialogue.whyNone")
    }

    package func news(_ permits: [Permit<Looking>], since: Date, _ ask: Ask, _ connection: Connection) throws -> [PartNews] {
        try EvidenceStore.made(since: since, permits, connection).map {
            PartNews(student: $0.student, label: ask.words("career.news"), words: $0.evidence.words, at: $0.evidence.made)
        }
    }

    package func timeline(_ permit: Permit<Looking>, _ ask: Ask, _ connection: Connection) throws -> [TimelineLine] {
        let words = ask.words
        let path = CareerPaths.ofStudent(permit.student)
        let evidence = try EvidenceStore.all(permit, connection).map {
            TimelineLine(
                at: $0.day.start, tone: .joy, text: words("career.competence." + $0.competence.rawValue), detail: $0.words, path: path)
        }
        let options = try OptionStore.all(permit, connection).map {
            TimelineLine(
                at: $0.day.start, text: words("career.option.kind." + $0.kind.rawValue) + " · " + words("career.felt." + $0.felt.rawValue),
                detail: $0.words, path: path)
        }
        let plans = try NextStepStore.versions(permit, connection).map {
            TimelineLine(
                at: $0.made, text: words("career.next.title"), detail: words("career.direction." + $0.direction.rawValue), path: path)
        }
        let ratings = try SkillStore.ratings(permit, connection).map {
            TimelineLine(
                at: $0.at, text: words("skill.timeline", ["side": words("skill.side." + $0.side.rawValue)]),
                path: CareerPaths.skills(permit.student))
        }
        let leads = try LeadStore.versions(permit, connection).map {
            TimelineLine(at: $0.set, text: words("lead.timeline"), path: CareerPaths.lead(permit.student))
        }
        return evidence + options + plans + ratings + leads
    }

    package func boxes(_ permit: Permit<Looking>, _ ask: Ask, _ connection: Connection) throws -> [PartBox] {
        let isOwn = permit.viewer == permit.student
        let lead = try ShownLead.load(permit, connection)
        var boxes: [PartBox] = []
        if permit.sees.contains(.lead) { boxes.append(PartBox(.aside, LeadPieces.box(lead, ask))) }
        if permit.may.contains(.rateSkills) || permit.sees.contains(.career) {
            boxes.append(PartBox(.aside, CompetencePieces.box(permit.student, sees: permit.sees, isOwn: isOwn, ask.words)))
        }
        guard isOwn else { return boxes }
        let look = try LookBackStore.own(permit, connection)
        if look?.state == .open {
            let card = LookBackPieces.invitation(ask.words)
            boxes += [PartBox(.home, card), PartBox(.afterwards, card)]
        }
        if let current = lead.current, current.agreed == nil { boxes.append(PartBox(.home, LeadPieces.question(lead, ask))) }
        boxes.append(PartBox(.home, CompetencePieces.card(permit.student, ask.words)))
        return boxes
    }
}
