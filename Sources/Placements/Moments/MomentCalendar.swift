import Foundation
import People
import Storage

/// Fixed moments that were given a day, in the calendars of the student, of who follows the placement at school, and of the workplace.
package struct MomentCalendar: CalendarSource {
    /// How long a moment is taken to last: nobody fills in an end.
    static let length: TimeInterval = 30 * 60

    package init() {}

    package func entries(of person: ID<Person>, from first: Day, to last: Day, _ connection: Connection) throws -> [CalendarEntry] {
        let students = try OpenStudentsStore.students(opening: [.placements, .ownPlacement], to: person, connection)
        return try MomentCalendarStore.planned(for: person, students, from: first.start, to: (last + 1).start, connection).map {
            CalendarEntry(
                kind: "contactMoment", id: $0.placement.text + "-" + $0.kind.rawValue,
                time: .moment($0.at, until: $0.at.addingTimeInterval(Self.length)))
        }
    }
}
