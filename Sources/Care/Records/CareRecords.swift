import People
import Privacy
import Storage

/// What care keeps about people. Of an erased student everything goes; what an erased guide did stays in the student's file, without who.
package struct CareRecords: PersonalRecords {
    package init() {}

    package func about(_ own: OwnRecords, _ connection: Connection) throws -> [RecordSection] {
        let person = own.person
        let signals = try CareRecordsStore.signals(about: person, connection).map { signal in
            RecordItem([
                .moment("care.at", signal.given), .text("care.by", signal.giver?.full), .text("care.words", signal.words),
                signal.area.map { .word("care.area", $0.key) }, .word("care.state", "signal.state." + signal.state.rawValue),
                .text("care.answer", signal.answer), .moment("care.ended", signal.ended),
            ])
        }
        let given = try CareRecordsStore.given(by: person, connection).map { signal in
            RecordItem([.moment("care.at", signal.at), .word("care.state", "signal.state." + signal.state.rawValue)])
        }
        let consults = try CareRecordsStore.consults(about: person, connection).map { consult in
            RecordItem([
                .moment("care.at", consult.asked), .text("care.by", consult.asker?.full), .text("care.to", consult.coordinatorName?.full),
                .text("care.words", consult.question), .word("care.state", "consult.state." + consult.state.rawValue),
                .text("care.answer", consult.answer), .moment("care.ended", consult.ended),
            ])
        }
        let referrals = try CareRecordsStore.referrals(about: person, connection).map { try item($0, own, connection) }
        return RecordSection.some("signals", signals) + RecordSection.some("signalsGiven", given)
            + RecordSection.some("consults", consults) + RecordSection.some("referrals", referrals)
    }

    package func erase(_ erased: Erased, _ connection: Connection) throws { try CareRecordsStore.remove(about: erased.person, connection) }

    private func item(_ referral: Referral, _ own: OwnRecords, _ connection: Connection) throws -> RecordItem {
        let content = referral.content
        let history = try ReferralStore.events(of: referral, connection).map { event in
            RecordItem([
                .moment("care.at", event.at), .word("care.what", "referral.event." + event.act.rawValue), .text("care.by", event.by?.full),
                .text("care.words", event.words),
            ])
        }
        return RecordItem(
            [
                .moment("care.at", referral.proposed), .text("care.by", referral.coordinatorName?.full),
                .text("care.to", content.map { ReferralPieces.receiver($0, own.words) }), .text("care.words", content?.words),
                content?.area.map { .word("care.area", $0.key) } ?? nil, .word("care.state", "referral.state." + referral.state.rawValue),
                .text("care.along", referral.agreed.map { ReferralPieces.title($0, own.words) }.joined(separator: ", ")),
            ], parts: RecordSection.some("history", history))
    }
}
