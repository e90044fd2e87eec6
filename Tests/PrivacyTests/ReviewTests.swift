import Foundation
import People
import Storage
import Testing
import Web

@testable import Privacy

struct ReviewTests {
    private static let viewer = ID<Person>("kijker")

    private func student(_ number: Int) throws -> ID<Person> { try #require(ID("student-\(number)")) }

    /// A month of looks: on each day of November 2026 so many students, at half past ten.
    private func tally(_ days: [Int: Int], times: Int = 1, hour: Int = 10, edges: [RoleEdge] = []) throws -> [Unusual] {
        var tally = ReviewTally(edges: edges)
        let viewer = try #require(Self.viewer)
        for (day, students) in days.sorted(by: { $0.key < $1.key }) {
            let moment = Amsterdam.moment(try #require(Day("2026-11-" + (day < 10 ? "0" : "") + String(day))), hour: hour, minute: 30)
            for number in 0..<students {
                for _ in 0..<times {
                    tally.count(ReviewedLook(at: moment, viewer: viewer, role: "mentor", student: try student(number)))
                }
            }
        }
        return tally.finish().unusual
    }

    // 2 to 6 November 2026 are Monday to Friday; the 8th is a Sunday.

    @Test(
        arguments: [
            ([2: 10, 3: 10, 4: 31], [.manyStudents]), ([2: 10, 3: 10, 4: 30], []), ([2: 5, 3: 5, 4: 20], []),
            ([2: 5, 3: 5, 4: 21], [.manyStudents]),
            ([2: 40, 3: 40, 4: 40], []), ([2: 25], [.manyStudents]), ([2: 20], []), ([8: 1], [.oddHours]),
        ] as [([Int: Int], [Unusual.Reason])])
    func `many students in a day is more than twenty and three times what is usual`(days: [Int: Int], reasons: [Unusual.Reason]) throws {
        #expect(try tally(days).map(\.reason) == reasons)
    }

    @Test(arguments: [(5, true), (6, false), (21, false), (22, true), (0, true), (12, false)])
    func `the night is from ten to six`(hour: Int, isOdd: Bool) throws {
        #expect(try tally([3: 1], hour: hour).map(\.reason) == (isOdd ? [.oddHours] : []))
    }

    @Test func `nights and Sundays of one viewer are one thing to ask about`() throws {
        let found = try tally([1: 2, 8: 5, 15: 1, 16: 9])
        #expect(found.map(\.reason) == [.oddHours])
        let one = try #require(found.first)
        #expect(one.count == 8 && one.days == 3 && one.day.description == "2026-11-08")
    }

    @Test func `one student more than twenty-five times in a day stands out, with its number and no name`() throws {
        #expect(try tally([3: 1], times: 25) == [])
        let found = try tally([3: 2, 4: 1], times: 26)
        #expect(found.map(\.reason) == [.oneStudent, .oneStudent, .oneStudent] && found.map(\.count) == [26, 26, 26])
        let numbers = ReviewPages.numbers(found)
        #expect(Set(numbers.values) == [1, 2])
    }

    @Test func `the first day and the last hour of a role are looked at apart`() throws {
        let viewer = try #require(Self.viewer)
        let moment = Amsterdam.moment(try #require(Day("2026-11-04")), hour: 10, minute: 0)
        func reasons(_ edge: RoleEdge, _ students: Int) throws -> [Unusual.Reason] {
            // Enough on other days for this to be usual.
            try tally([2: 30, 3: 30, 4: students, 5: 30], edges: [edge]).map(\.reason)
        }
        #expect(try reasons(.began(viewer, "mentor", at: moment), 30) == [.roleBegan])
        #expect(try reasons(.began(viewer, "mentor", at: moment), 20) == [])
        #expect(try reasons(.began(viewer, "mentor", at: moment + 3600), 30).isEmpty == false)
        #expect(try reasons(.ended(viewer, "mentor", at: moment + 3600), 30) == [.roleEnded])
        #expect(try reasons(.ended(viewer, "mentor", at: moment + 7200), 30) == [])
        #expect(try reasons(.began(viewer, "classGuide", at: moment), 30) == [])
    }

    @Test func `one's own file is one's own`() throws {
        var tally = ReviewTally(edges: [])
        let student = try student(1)
        for _ in 0..<40 {
            tally.count(ReviewedLook(at: Date(timeIntervalSince1970: 0), viewer: student, role: "student", student: student))
        }
        let (unusual, viewers) = tally.finish()
        #expect(unusual == [] && viewers == [])
    }

    @Test(arguments: [([], 0), ([7], 7), ([1, 9], 1), ([9, 1, 5], 5), ([4, 1, 3, 2], 2)] as [([Int], Int)])
    func `the median is the one in the middle`(numbers: [Int], median: Int) { #expect(UnusualRule.median(numbers) == median) }

    @Test func `months from the first line to the last that is over are open until ticked off`() throws {
        let today = try #require(Day("2026-11-23"))
        let (september, october) = (try #require(Month("2026-09")), try #require(Month("2026-10")))
        #expect(ReviewRule.open(first: nil, reviewed: [], today: today) == [])
        #expect(ReviewRule.open(first: september, reviewed: [], today: today) == [september, october])
        #expect(ReviewRule.open(first: september, reviewed: [september], today: today) == [october])
        #expect(ReviewRule.open(first: Month(of: today), reviewed: [], today: today) == [])
        #expect(throws: ReviewRefusal.notOver) { try ReviewRule.check(Month(of: today), existing: nil, today: today) }
        let review = Review(month: october, reviewer: nil, at: today.start, unusual: 0, note: nil)
        #expect(throws: ReviewRefusal.already) { try ReviewRule.check(october, existing: review, today: today) }
        try ReviewRule.check(october, existing: nil, today: today)
    }

    // --- Store and pages ---

    @Test func `the month is read from the log with its chain, and a change outside shows`() async throws {
        let school = try await School()
        let october = try #require(Date(instantText: "2026-10-06T09:30:00.000Z"))
        for day in 0..<3 {
            try await school.look(school.mentor, at: school.student, "goals", on: october + Double(day) * 86_400)
            try await school.look(school.guide, at: school.other, "setGoal")
            try await school.look(school.student, at: school.student, "setGoal")
        }
        try await school.look(school.mentor, at: school.student, on: october + 40 * 86_400)
        let read = try await school.review("2026-10")
        #expect(read.chain.lines == 9 && read.chain.broken == nil && read.chain.head.count == 64)
        #expect(read.viewers.map { "\($0.students) \($0.days) \($0.looks)" } == ["1 3 3", "1 3 3"])
        #expect(try await school.review("2026-09").chain.lines == 0)
        #expect(try await school.review("2026-11").chain.broken == nil)
        try await school.database.write { connection in
            try connection.run("DROP TRIGGER access_log_is_not_rewritten")
            try connection.run("UPDATE access_log SET what = 'niets' WHERE number = 9")
        }
        #expect(try await school.review("2026-10").chain.broken == 9)
        // The line after it no longer follows on what stands there now, but on the hash that was written: its own month still fits.
        #expect(try await school.review("2026-11").chain.broken == nil)
    }

    @Test func `a clock that was set back changes nothing: the month is read in order of time`() async throws {
        let school = try await School()
        for text in ["2026-10-08", "2026-10-06", "2026-11-02", "2026-10-07", "2026-10-06"] {
            try await school.look(school.mentor, at: school.student, on: try #require(Date(instantText: text + "T09:30:00.000Z")))
        }
        let read = try await school.review("2026-10")
        #expect(read.viewers.map { "\($0.students) \($0.days) \($0.looks)" } == ["1 3 4"])
        #expect(read.chain.lines == 4 && read.chain.broken == nil)
        #expect(try await school.read("2026-10").looks.count == 4)
        #expect(try await school.read("2026-11").first == Month("2026-10"))
    }

    @Test func `ticking off is for what is over, once, with a note that only the vault can read`() async throws {
        let school = try await School()
        try await school.look(school.mentor, at: school.student, on: try #require(Date(instantText: "2026-10-06T09:30:00.000Z")))
        school.clock.set(try #require(Date(instantText: "2026-11-23T09:30:00.000Z")))
        let (october, november) = (try #require(Month("2026-10")), try #require(Month("2026-11")))
        let administrator = school.administrator
        func tick(_ month: Month) async throws {
            try await school.database.write {
                try ReviewStore.tickOff(month, by: administrator, unusual: 2, note: "Nagevraagd, was een open dag", $0)
            }
        }
        #expect(try await school.database.read { try ReviewStore.open($0) } == [october])
        await #expect(throws: ReviewRefusal.notOver) { try await tick(november) }
        try await tick(october)
        await #expect(throws: ReviewRefusal.already) { try await tick(october) }
        #expect(try await school.database.read { try ReviewStore.open($0) } == [])
        let review = try #require(try await school.review("2026-10").review)
        #expect(review.note == "Nagevraagd, was een open dag" && review.unusual == 2 && review.reviewer == administrator)
        try await school.database.settle()
        let bytes = try Data(contentsOf: URL(filePath: school.path + "/naast.sqlite"))
        #expect(bytes.range(of: Data("open dag".utf8)) == nil)
        // The reviewer is gone: that it was reviewed stays, what was written is no longer to be read.
        try await school.database.write { _ = try $0.run("DELETE FROM persons WHERE id = \(administrator)") }
        let left = try #require(try await school.review("2026-10").review)
        #expect(left.note == nil && left.reviewer == nil)
    }

    @Test func `the administrator reads viewers, and of students not a name nor an id`() async throws {
        let school = try await School()
        for _ in 0..<26 { try await school.look(school.mentor, at: school.student, "setGoal") }
        let shown = ReviewPages.Shown(read: try await school.review("2026-11"), first: Month("2026-11"), open: [])
        let page = ReviewPages.page(FormState(), shown, try School.words.get(), today: Day(school.clock.now)).content.text
        #expect(page.contains("Marit Proef") && page.contains("26 keer bij dezelfde student (nummer 1)"))
        #expect(!page.contains("Noor") && !page.contains(school.student.text))
        #expect(page.contains("De keten klopt") && page.contains("Deze maand is nog bezig") && !page.contains("<form"))
    }

    @Test func `a month is found by an index, however long the log is`() async throws {
        let school = try await School()
        let plans = try await school.database.read { connection in
            let statements: [SQL] = [
                """
                EXPLAIN QUERY PLAN SELECT number, at, viewer_id, role, student_id FROM access_log
                WHERE (at, number) > ('a', 1) AND at < 'b' ORDER BY at, number LIMIT 5000
                """,
                "EXPLAIN QUERY PLAN SELECT MIN(number), MAX(number), COUNT(*) FROM access_log WHERE at >= 'a' AND at < 'b'",
                "EXPLAIN QUERY PLAN SELECT at FROM access_log ORDER BY at, number LIMIT 1",
                """
                EXPLAIN QUERY PLAN SELECT at, viewer_id, role, what FROM access_log
                WHERE student_id = 's' AND at >= 'a' AND at < 'b' AND viewer_id <> 's'
                """,
                "EXPLAIN QUERY PLAN SELECT MIN(at) FROM access_log WHERE student_id = 's' AND viewer_id <> 's'",
                "EXPLAIN QUERY PLAN SELECT number FROM access_log WHERE number BETWEEN 1 AND 2 ORDER BY number LIMIT 5000",
            ]
            return try statements.flatMap { sql in try connection.all(sql) { try $0.get("detail") as String } }
        }
        for plan in plans {
            #expect(!plan.contains("TEMP B-TREE"), "\(plan)")
            #expect(plan.hasPrefix("SEARCH") || plan.contains("USING COVERING INDEX access_log_by_moment"), "\(plan)")
        }
        #expect(plans.filter { $0.contains("access_log_by_student") }.count == 2, "\(plans)")
        #expect(plans.count == 6)
    }
}
