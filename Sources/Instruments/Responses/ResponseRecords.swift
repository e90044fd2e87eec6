import Foundation
import People
import Privacy
import Storage
import Web

/// What a person filled in: the author's own, in nobody else's export, gone when the author goes.
package struct ResponseRecords: PersonalRecords {
    let catalogue: InstrumentCatalogue

    package init(catalogue: InstrumentCatalogue) { self.catalogue = catalogue }

    package func about(_ own: OwnRecords, _ connection: Connection) throws -> [RecordSection] {
        let items = try ResponseRecordsStore.responses(by: own.person, connection).map { response in
            let instrument = catalogue[response.instrument, response.version]
            return RecordItem(
                [
                    .text("response.instrument", instrument.map { own.words($0.title) } ?? response.instrument),
                    .word("response.moment", "instrument.moment." + response.moment.rawValue),
                    .moment("response.started", response.started), .moment("response.done", response.done),
                ] + (instrument.map { answers(response.answers, on: $0, own.words) } ?? [.text("response.raw", response.json)]))
        }
        return RecordSection.some("responses", items)
    }

    package func erase(_ erased: Erased, _ connection: Connection) throws {
        try ResponseRecordsStore.remove(by: erased.person, connection)
    }

    /// From the last time something was changed in it.
    package var terms: [RetentionTerm] {
        [
            RetentionTerm(
                kind: "responses", standard: .years(5), limits: 1...10, past: { try ResponseRecordsStore.old(before: $0, $1) },
                scrub: .rows { try ResponseRecordsStore.removeOld(before: $0, most: $1, $2) })
        ]
    }

    /// The label of an answer is the question, which is content and no text of ours.
    private func answers(_ answers: Answers, on instrument: Instrument, _ words: Words) -> [RecordField?] {
        instrument.items.flatMap { item -> [RecordField?] in
            let note = answers.mark(of: item.key).note
            let said = AnswerText(words).text(answers[item.key], to: item)
            let label = RecordField.Label.said(name: item.key, words(item.title))
            return [
                said.map { RecordField(label, .text($0)) }, note.isEmpty ? nil : RecordField(label, .text(note)),
            ]
        }
    }
}
