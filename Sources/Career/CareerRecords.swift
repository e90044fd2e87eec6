import Foundation
import Instruments
import People
import Privacy
import Storage
import Web

/// Lead, skills and career are the student's: gone when the student goes. What a guide rated or wrote down stays in the student's file when
/// the guide goes, without a name.
struct CareerRecords: PersonalRecords {
    let catalogue: InstrumentCatalogue

    func about(_ own: OwnRecords, _ connection: Connection) throws -> [RecordSection] {
        let person = own.person
        let elsewhere = try CareerRecordsStore.ratedElsewhere(by: person, connection).map { RecordItem([.moment("skill.at", $0)]) }
        return try RecordSection.some("leads", leads(own, connection)) + RecordSection.some("skillRatings", ratings(own, connection))
            + RecordSection.some("careerEvidence", CareerRecordsStore.evidence(of: person, connection).map(item))
            + RecordSection.some("careerOptions", CareerRecordsStore.options(of: person, connection).map(item))
            + RecordSection.some("careerNextSteps", CareerRecordsStore.nextSteps(of: person, connection).map(item))
            + RecordSection.some("careerLookBack", lookBack(own, connection)) + RecordSection.some("skillRatingsElsewhere", elsewhere)
    }

    func erase(_ erased: Erased, _ connection: Connection) throws { try CareerRecordsStore.remove(of: erased.person, connection) }

    private func leads(_ own: OwnRecords, _ connection: Connection) throws -> [RecordItem] {
        let leads = try CareerRecordsStore.leads(of: own.person, connection)
        let names = try StudentStore.names(leads.flatMap { $0.lines.compactMap(\.person) }, connection)
        return leads.map { lead in
            let lines = lead.lines.map { line in
                RecordItem([
                    .word("lead.field", "lead.field." + line.field.rawValue),
                    .text("lead.person", line.person.flatMap { names[$0]?.full }), .text("lead.words", line.words),
                ])
            }
            return RecordItem(
                [.moment("lead.set", lead.set), .moment("lead.agreed", lead.agreed)], parts: RecordSection.some("leadLines", lines))
        }
    }

    private func ratings(_ own: OwnRecords, _ connection: Connection) throws -> [RecordItem] {
        try CareerRecordsStore.ratings(about: own.person, connection).map { rating in
            RecordItem(
                [.word("skill.side", "skill.side." + rating.side.rawValue), .moment("skill.at", rating.at)]
                    + answers(rating.answers, on: catalogue[SkillRating.instrument, rating.version], own.words))
        }
    }

    private func lookBack(_ own: OwnRecords, _ connection: Connection) throws -> [RecordItem] {
        guard let look = try LookBackStore.load(own.person, connection) else { return [] }
        let fields: [RecordField?] = [
            .word("career.consent", look.consents ? "career.lookBack.yes" : "career.lookBack.no"), .moment("career.decided", look.decided),
            .day("career.leaves", look.leaves), .moment("career.answered", look.answered),
        ]
        let instrument = look.version.flatMap { catalogue[LookBack.instrument, $0] }
        return [RecordItem(fields + (look.answers.map { answers($0, on: instrument, own.words) } ?? []))]
    }

    /// The label of an answer is the question, which is content and no text of ours.
    private func answers(_ answers: Answers, on instrument: Instrument?, _ words: Words) -> [RecordField?] {
        (instrument?.items ?? []).map { item in
            AnswerText(words).text(answers[item.key], to: item).map {
                RecordField(.said(name: item.key, words(item.title)), .text($0))
            }
        }
    }

    private func item(_ one: Evidence) -> RecordItem {
        RecordItem([
            .word("career.competence", "career.competence." + one.competence.rawValue),
            .word("career.source", "career.source." + one.source.rawValue), .text("career.words", one.words), .day("career.day", one.day),
        ])
    }

    private func item(_ one: ExploredOption) -> RecordItem {
        RecordItem([
            .word("career.kind", "career.option.kind." + one.kind.rawValue), .text("career.words", one.words),
            .word("career.felt", "career.felt." + one.felt.rawValue), .text("career.note", one.note), .day("career.day", one.day),
        ])
    }

    private func item(_ one: NextStep) -> RecordItem {
        RecordItem([
            .word("career.direction", "career.direction." + one.direction.rawValue), .text("career.words", one.words),
            .moment("career.made", one.made),
        ])
    }
}
