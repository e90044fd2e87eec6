import Foundation
import People
import Storage

/// When talks of one kind were last held with a student, and whether one is coming.
package struct DialogueStanding: Sendable {
    package let last: Date?
    /// Since when the student is guided: what was never held counts from here.
    package let began: Date?
    package let isComing: Bool

    package init(last: Date?, began: Date?, isComing: Bool) {
        self.last = last
        self.began = began
        self.isComing = isComing
    }

    /// A quarter of a year: thirteen weeks.
    package static let quarterDays = 91

    /// Whether more than a quarter went by and nothing is planned.
    package func isDue(on today: Day) -> Bool {
        guard !isComing, let since = last ?? began else { return false }
        return today - Day(since) > Self.quarterDays
    }
}

package enum DialogueStore {
    /// Of a caseload, in two queries.
    package static func standings(of kind: Conversation.Kind, _ permits: [Permit<Looking>], _ connection: Connection) throws -> [ID<Person>:
        DialogueStanding]
    {
        let students = permits.filter { $0.sees.contains(.conversations) }.map(\.student)
        let (now, today) = (connection.now, connection.today.start)
        let talks = try connection.all(
            """
            SELECT student_id, MAX(CASE WHEN state IN ('held', 'concluded') THEN at END) AS last,
              MAX(CASE WHEN state = 'proposed' OR (state = 'planned' AND at >= \(today)) THEN 1 ELSE 0 END) AS coming
            FROM conversations WHERE student_id IN \(anyOf: students) AND kind = \(kind) GROUP BY student_id
            """
        ) { (try $0.get("student_id") as ID<Person>, last: try $0.get("last") as Date?, isComing: try $0.get("coming") as Bool) }
        let began = try connection.all(
            """
            SELECT person_id, MIN(starts_at) AS began FROM roles
            WHERE person_id IN \(anyOf: students) AND role = 'student' AND starts_at <= \(now) AND (ends_at IS NULL OR ends_at > \(now))
            GROUP BY person_id
            """
        ) { (try $0.get("person_id") as ID<Person>, try $0.get("began") as Date) }
        let talked = Dictionary(talks.map { ($0.0, $0) }, uniquingKeysWith: { first, _ in first })
        return Dictionary(
            began.map { student, began in
                (student, DialogueStanding(last: talked[student]?.last, began: began, isComing: talked[student]?.isComing ?? false))
            }, uniquingKeysWith: { first, _ in first })
    }
}
