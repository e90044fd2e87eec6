import People
import Privacy
import Storage

/// What agreements keep about people. Of an erased student they stay as acts: who, when, kept or not; their words go.
package struct AgreementRecords: PersonalRecords {
    package init() {}

    package func about(_ own: OwnRecords, _ connection: Connection) throws -> [RecordSection] {
        let agreements = try AgreementRecordsStore.agreements(about: own.person, connection)
        let history = try AgreementRecordsStore.history(about: own.person, connection)
        let items = agreements.map { agreement in
            RecordItem(
                [
                    .text("agreement.what", agreement.what), .day("agreement.due", agreement.due),
                    .word("agreement.state", "agreement.state." + agreement.state.rawValue),
                    .text("agreement.consequence", agreement.consequence),
                    .text("agreement.with", agreement.parties.map(\.name.full).joined(separator: ", ")),
                ],
                parts: steps(of: agreement) + RecordSection.some("history", (history[agreement.id] ?? []).map { line($0, own) }))
        }
        // Agreements in somebody else's file are that person's: here only that one took part.
        let elsewhere = try AgreementRecordsStore.elsewhere(own.person, connection).map { agreement in
            RecordItem([
                .day("agreement.due", agreement.due), .word("agreement.state", "agreement.state." + agreement.state.rawValue),
                .moment("agreement.confirmed", agreement.confirmed),
            ])
        }
        return RecordSection.some("agreements", items) + RecordSection.some("agreementsElsewhere", elsewhere)
    }

    package func erase(_ erased: Erased, _ connection: Connection) throws {
        try AgreementRecordsStore.scrubTexts(about: erased.person, connection)
    }

    private func steps(of agreement: Agreement) -> [RecordSection] {
        RecordSection.some(
            "steps", agreement.steps.map { RecordItem([.text("step.words", $0.text), .moment("step.done", $0.done)]) })
    }

    private func line(_ event: Agreement.Event, _ own: OwnRecords) -> RecordItem {
        let values = ["who": event.by?.full ?? own.words("record.former"), "day": event.due.map { own.words.full($0) } ?? ""]
        return RecordItem([
            .moment("event.at", event.at), .text("event.what", own.words("agreement.event." + event.kind.rawValue, values)),
            .text("event.reason", event.reason),
        ])
    }
}
