import People
import Privacy
import Storage

/// The manual with its versions, circumstances, and what is shared with whom: the student's own, gone when the student goes.
package struct ManualRecords: PersonalRecords {
    package init() {}

    package func about(_ own: OwnRecords, _ connection: Connection) throws -> [RecordSection] {
        let texts = try ManualRecordsStore.texts(of: own.person, connection).map { text in
            RecordItem([
                .word("manual.section", "manual.section." + text.section.rawValue), .text("manual.words", text.text),
                .moment("manual.at", text.at),
            ])
        }
        let circumstances = try ManualRecordsStore.circumstances(of: own.person, connection).map { one in
            RecordItem([
                .text("circumstance.words", one.words), .word("circumstance.state", "record.circumstanceState." + one.state.rawValue),
                .moment("circumstance.made", one.made),
            ])
        }
        let shares = try ManualRecordsStore.shares(of: own.person, connection).map { share in
            RecordItem([
                .word("share.kind", "record.shareKind." + share.kind.rawValue),
                share.role.map { .word("share.with", $0.key) } ?? .text("share.with", share.name),
                .word("share.purpose", "share.purpose." + share.purpose.rawValue), .day("share.until", share.until),
                .moment("share.made", share.made), .moment("share.withdrawn", share.withdrawn),
            ])
        }
        return RecordSection.some("manual", texts) + RecordSection.some("circumstances", circumstances)
            + RecordSection.some("shares", shares)
    }

    package func erase(_ erased: Erased, _ connection: Connection) throws {
        try ManualRecordsStore.remove(of: erased.person, connection)
    }
}
