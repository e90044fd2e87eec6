import Foundation
import People
import Storage

/// Planned conversations in the calendars of those who take part.
package struct ConversationCalendar: CalendarSource {
    /// How long a talk is taken to last: nobody fills in an end.
    static let length: TimeInterval = 30 * 60

    package init() {}

    package func entries(of person: ID<Person>, from first: Day, to last: Day, _ connection: Connection) throws -> [CalendarEntry] {
        let students = try OpenStudentsStore.students(opening: [.conversations, .ownConversations], to: person, connection)
        return try ConversationCalendarStore.planned(with: person, students, from: first.start, to: (last + 1).start, connection).map {
            CalendarEntry(kind: "conversation", id: $0.id.text, time: .moment($0.at, until: $0.at.addingTimeInterval(Self.length)))
        }
    }
}

enum ConversationCalendarStore {
    /// In the files of some students, those in which a person takes part.
    static func planned(with person: ID<Person>, _ students: [ID<Person>], from: Date, to: Date, _ connection: Connection) throws -> [(
        id: ID<Conversation>, at: Date
    )] {
        try connection.all(
            """
            SELECT c.id, c.at FROM conversation_participants AS cp JOIN conversations AS c ON c.id = cp.conversation_id
            WHERE cp.person_id = \(person) AND c.state IN ('planned', 'held') AND c.at >= \(from) AND c.at < \(to)
              AND c.student_id IN \(anyOf: students)
            ORDER BY c.at, c.id LIMIT 1000
            """
        ) { (try $0.get("id"), try $0.get("at")) }
    }
}
