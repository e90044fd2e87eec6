import People
import Privacy
import Storage

/// What keeping people informed keeps about them: what they set, what they were told of, which mail went out. All of it goes with them.
package struct InformingRecords: PersonalRecords {
    package init() {}

    package func about(_ own: OwnRecords, _ connection: Connection) throws -> [RecordSection] {
        let settings = RecordItem([
            .text("messages.digest", try InformingRecordsStore.hour(of: own.person, connection)?.description),
            .moment("messages.calendar", try CalendarFeedStore.made(of: own.person, connection)),
        ])
        let notices = try InformingRecordsStore.notices(of: own.person, connection).map {
            RecordItem([
                .text("messages.kind", own.words("mail.notice." + $0.notice.rawValue, count: 1)), .moment("messages.made", $0.made),
                .moment("messages.sent", $0.mailed),
            ])
        }
        let mails = try InformingRecordsStore.mails(of: own.person, connection).map {
            RecordItem([
                .text("messages.kind", PostPages.kind($0.kind, own.words)), .moment("messages.made", $0.made),
                .moment("messages.sent", $0.sent),
            ])
        }
        return RecordSection.some("messages", settings.fields.isEmpty ? [] : [settings]) + RecordSection.some("notices", notices)
            + RecordSection.some("mails", mails)
    }

    package func erase(_ erased: Erased, _ connection: Connection) throws {
        try InformingRecordsStore.remove(of: erased.person, connection)
    }
}
