import Foundation
import People
import Privacy
import Storage

/// Conversations and working notes. Of an erased student the words that were shared go; a private note that somebody else wrote stays
/// its author's, and hangs on the conversation, so that it was held stays too.
package struct ConversationRecords: PersonalRecords {
    package init() {}

    package func about(_ own: OwnRecords, _ connection: Connection) throws -> [RecordSection] {
        let conversations = try ConversationRecordsStore.conversations(about: own.person, connection).map { conversation in
            RecordItem([
                .word("conversation.kind", "conversation.kind." + conversation.kind.rawValue), .moment("conversation.at", conversation.at),
                .word("conversation.state", "conversation.state." + conversation.state.rawValue),
                .text("conversation.place", conversation.place), .text("conversation.agenda", conversation.agenda),
                .text("conversation.notes", conversation.notes), .text("conversation.summary", conversation.summary),
                .text("conversation.with", conversation.participants.map(\.name.full).joined(separator: ", ")),
            ])
        }
        let elsewhere = try ConversationRecordsStore.elsewhere(own.person, connection).map { conversation in
            RecordItem([
                .word("conversation.kind", "conversation.kind." + conversation.kind.rawValue), .moment("conversation.at", conversation.at),
            ])
        }
        let notes = try ConversationRecordsStore.notes(by: own.person, connection).map { note in
            RecordItem([.moment("note.changed", note.changed), .text("note.words", note.words)])
        }
        return RecordSection.some("conversations", conversations) + RecordSection.some("conversationsElsewhere", elsewhere)
            + RecordSection.some("notes", notes)
    }

    package func erase(_ erased: Erased, _ connection: Connection) throws {
        try ConversationRecordsStore.scrub(erased.person, connection)
    }
}
