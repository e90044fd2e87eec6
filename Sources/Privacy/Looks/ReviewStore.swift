import Foundation
import People
import Storage

/// The access log as the administrator reviews it: who, in which role, how many and when. What was looked at is not read at all.
package enum ReviewStore {
    static let migrations = [
        Migration(
            "privacy-1",
            """
            CREATE TABLE look_reviews (
              month TEXT NOT NULL PRIMARY KEY,
              reviewer_id TEXT REFERENCES persons (id) ON DELETE SET NULL,
              at TEXT NOT NULL,
              unusual INTEGER NOT NULL,
              note BLOB NOT NULL
            );
            -- A month of the log in order of time: the monthly review.
            CREATE INDEX access_log_by_moment ON access_log (at, number);
            """)
    ]

    /// Everything about one month.
    struct Read: Sendable {
        let month: Month
        let review: Review?
        let unusual: [Unusual]
        let viewers: [ViewerMonth]
        let names: [ID<Person>: PersonName]
        let chain: Chain
    }

    /// Whether the lines of a month follow on each other and on the line before them.
    struct Chain: Sendable, Equatable {
        let lines: Int
        /// The first line that does not fit.
        let broken: Int?
        let head: String
    }

    static func read(_ month: Month, _ connection: Connection) throws -> Read {
        var tally = ReviewTally(edges: try edges(month, connection))
        try walk(month, connection) { tally.count($0) }
        let (unusual, viewers) = tally.finish()
        let review = try review(month, connection)
        let people = viewers.map(\.viewer) + [review?.reviewer].compactMap { $0 }
        return Read(
            month: month, review: review, unusual: unusual, viewers: viewers, names: try names(people, connection),
            chain: try chain(month, connection))
    }

    static func review(_ month: Month, _ connection: Connection) throws -> Review? {
        try connection.first("SELECT reviewer_id, at, unusual, note FROM look_reviews WHERE month = \(month)") { row in
            let reviewer = try row.get("reviewer_id") as ID<Person>?
            let sealed = try row.get("note") as Sealed<String>
            let note = reviewer.flatMap { try? connection.open(sealed, of: $0, at: place(month)) }
            return Review(month: month, reviewer: reviewer, at: try row.get("at"), unusual: try row.get("unusual"), note: note)
        }
    }

    static func tickOff(_ month: Month, by reviewer: ID<Person>, unusual: Int, note: String, _ connection: Connection) throws {
        try ReviewRule.check(month, existing: try review(month, connection), today: connection.today)
        try connection.run(
            """
            INSERT INTO look_reviews (month, reviewer_id, at, unusual, note)
            VALUES (\(month), \(reviewer), \(connection.now), \(unusual), \(try connection.seal(note, of: reviewer, at: place(month))))
            """)
    }

    /// The months that are over and were not ticked off, the oldest first: for the administrator's first page.
    package static func open(_ connection: Connection) throws -> [Month] {
        let reviewed = try connection.all("SELECT month FROM look_reviews") { try $0.get("month") as Month }
        return ReviewRule.open(first: try first(connection), reviewed: Set(reviewed), today: connection.today)
    }

    static func first(_ connection: Connection) throws -> Month? {
        try connection.first("SELECT at FROM access_log ORDER BY at, number LIMIT 1") { Month(of: Day(try $0.get("at") as Date)) }
    }

    /// The lines of the month in order of time, some thousands at a time. The numbers follow the time too, unless a clock was set back.
    private static func walk(_ month: Month, _ connection: Connection, _ each: (ReviewedLook) -> Void) throws {
        var (at, number) = (month.start, Int.min)
        while true {
            let lines = try connection.all(
                """
                SELECT number, at, viewer_id, role, student_id FROM access_log
                WHERE (at, number) > (\(at), \(number)) AND at < \(month.end) ORDER BY at, number LIMIT 5000
                """
            ) { row in
                (
                    number: try row.get("number") as Int,
                    look: ReviewedLook(
                        at: try row.get("at"), viewer: try row.get("viewer_id"), role: try row.get("role"),
                        student: try row.get("student_id"))
                )
            }
            guard let last = lines.last else { return }
            for line in lines { each(line.look) }
            (at, number) = (last.look.at, last.number)
        }
    }

    /// Where roles began or ended in this month.
    private static func edges(_ month: Month, _ connection: Connection) throws -> [RoleEdge] {
        let (from, to) = (month.start.addingTimeInterval(-UnusualRule.roleBegan), month.end.addingTimeInterval(UnusualRule.roleEnded))
        return try connection.all(
            """
            SELECT person_id, role, starts_at, ends_at FROM roles
            WHERE role <> 'student' AND (starts_at BETWEEN \(from) AND \(to) OR ends_at BETWEEN \(from) AND \(to))
            """
        ) { row in
            let (viewer, role) = (try row.get("person_id") as ID<Person>, try row.get("role") as String)
            let ended = (try row.get("ends_at") as Date?).map { RoleEdge.ended(viewer, role, at: $0) }
            return [RoleEdge.began(viewer, role, at: try row.get("starts_at")), ended].compactMap { $0 }
        }.flatMap { $0 }
    }

    private static func chain(_ month: Month, _ connection: Connection) throws -> Chain {
        let span = try connection.first(
            """
            SELECT MIN(number) AS first, MAX(number) AS last, COUNT(*) AS lines FROM access_log
            WHERE at >= \(month.start) AND at < \(month.end)
            """
        ) { (first: try $0.get("first") as Int?, last: try $0.get("last") as Int?, lines: try $0.get("lines") as Int) }
        guard let span, let first = span.first, let last = span.last else { return Chain(lines: 0, broken: nil, head: "") }
        let (head, broken) = try AccessLog.verify(connection, first...last)
        return Chain(lines: span.lines, broken: broken, head: head.hash)
    }

    /// A database binds some thirty thousand values at most; a large school has fewer people who look, but a bound is a bound.
    private static func names(_ people: [ID<Person>], _ connection: Connection) throws -> [ID<Person>: PersonName] {
        let ids = Array(Set(people))
        var names: [ID<Person>: PersonName] = [:]
        for start in stride(from: 0, to: ids.count, by: 5000) {
            names.merge(try StudentStore.names(ids[start..<min(start + 5000, ids.count)], connection)) { first, _ in first }
        }
        return names
    }

    private static func place(_ month: Month) -> Place { Place("look_reviews", "note", month) }
}
