import People
import Storage

/// The dates of open agreements in the calendars of their parties.
package struct AgreementCalendar: CalendarSource {
    package init() {}

    package func entries(of person: ID<Person>, from first: Day, to last: Day, _ connection: Connection) throws -> [CalendarEntry] {
        let students = try OpenStudentsStore.students(opening: [.agreements, .ownAgreements], to: person, connection)
        return try AgreementCalendarStore.open(with: person, students, from: first, to: last, connection).map {
            CalendarEntry(kind: "agreement", id: $0.id.text, time: .day($0.due))
        }
    }
}

enum AgreementCalendarStore {
    /// In the files of some students, those to which a person is a party.
    static func open(with person: ID<Person>, _ students: [ID<Person>], from first: Day, to last: Day, _ connection: Connection) throws
        -> [(
            id: ID<Agreement>, due: Day
        )]
    {
        try connection.all(
            """
            SELECT a.id, a.due FROM agreement_parties AS ap JOIN agreements AS a ON a.id = ap.agreement_id
            WHERE ap.person_id = \(person) AND a.state = 'open' AND a.due >= \(first) AND a.due <= \(last)
              AND a.student_id IN \(anyOf: students)
            ORDER BY a.due, a.id LIMIT 1000
            """
        ) { (try $0.get("id"), try $0.get("due")) }
    }
}
