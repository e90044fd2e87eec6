import Foundation
import People
import Storage

/// One line of the log as the review counts it.
struct ReviewedLook: Sendable {
    let at: Date
    let viewer: ID<Person>
    let role: String
    let student: ID<Person>
}

/// What one viewer did in one role in a month.
struct ViewerMonth: Sendable, Equatable {
    let viewer: ID<Person>
    let role: String
    let students: Int
    let days: Int
    let looks: Int
}

/// Counts a month of the log line by line, in order of time. What is counted within a day is let go when the day is over, so that a
/// month of a large school does not have to fit in memory.
struct ReviewTally: Sendable {
    private struct Key: Hashable {
        let viewer: ID<Person>
        let role: String
    }

    private struct Total {
        var students: Set<ID<Person>> = []
        var perDay: [(day: Day, students: Int)] = []
        var oddDays: [(day: Day, looks: Int)] = []
        var looks = 0
    }

    private struct Today {
        var times: [ID<Person>: Int] = [:]
        var odd = 0
    }

    private var edges: [Key: [(edge: RoleEdge, students: Set<ID<Person>>)]] = [:]
    private var totals: [Key: Total] = [:]
    private var today: [Key: Today] = [:]
    private var day: Day?
    private var found: [Unusual] = []

    init(edges: [RoleEdge]) {
        for edge in edges { self.edges[Key(viewer: edge.viewer, role: edge.role), default: []].append((edge, [])) }
    }

    mutating func count(_ look: ReviewedLook) {
        // One's own file is one's own.
        guard look.viewer != look.student else { return }
        let lookDay = Day(look.at)
        if lookDay != day { close() }
        day = lookDay
        let key = Key(viewer: look.viewer, role: look.role)
        totals[key, default: Total()].looks += 1
        totals[key, default: Total()].students.insert(look.student)
        today[key, default: Today()].times[look.student, default: 0] += 1
        if UnusualRule.isOddHour(look.at) { today[key, default: Today()].odd += 1 }
        for place in edges[key]?.indices ?? 0..<0 where edges[key]?[place].edge.holds(look.at) == true {
            edges[key]?[place].students.insert(look.student)
        }
    }

    /// A day is over.
    private mutating func close() {
        defer { today = [:] }
        guard let day else { return }
        for (key, one) in today {
            totals[key]?.perDay.append((day, one.times.count))
            if one.odd > 0 { totals[key]?.oddDays.append((day, one.odd)) }
            for (student, times) in one.times where UnusualRule.isOften(times) {
                found.append(Unusual(reason: .oneStudent, viewer: key.viewer, role: key.role, day: day, count: times, student: student))
            }
        }
    }

    /// Everything that deserves a question, by reason and day; and every viewer, who looked at most files first.
    mutating func finish() -> (unusual: [Unusual], viewers: [ViewerMonth]) {
        close()
        day = nil
        for (key, total) in totals { found += many(key, total) + [odd(key, total)].compactMap { $0 } }
        for (key, edges) in edges { found += edges.compactMap { atEdge(key, $0.edge, $0.students.count) } }
        let viewers = totals.map { key, total in
            ViewerMonth(
                viewer: key.viewer, role: key.role, students: total.students.count, days: total.perDay.count, looks: total.looks)
        }
        return (
            found.sorted(by: Self.isFirst),
            viewers.sorted { ($0.students, $0.looks, $1.viewer.text) > ($1.students, $1.looks, $0.viewer.text) }
        )
    }

    private func many(_ key: Key, _ total: Total) -> [Unusual] {
        total.perDay.indices.compactMap { place in
            let (day, students) = total.perDay[place]
            guard students > UnusualRule.manyStudents else { return nil }
            let others = total.perDay.indices.filter { $0 != place }.map { total.perDay[$0].students }
            let (isMany, usual) = UnusualRule.isMany(students, otherDays: others)
            guard isMany else { return nil }
            return Unusual(reason: .manyStudents, viewer: key.viewer, role: key.role, day: day, count: students, usual: usual)
        }
    }

    private func odd(_ key: Key, _ total: Total) -> Unusual? {
        guard let most = total.oddDays.max(by: { $0.looks < $1.looks }) else { return nil }
        return Unusual(
            reason: .oddHours, viewer: key.viewer, role: key.role, day: most.day, count: total.oddDays.map(\.looks).reduce(0, +),
            days: total.oddDays.count)
    }

    private func atEdge(_ key: Key, _ edge: RoleEdge, _ students: Int) -> Unusual? {
        guard students > UnusualRule.manyStudents else { return nil }
        return Unusual(
            reason: edge.isBegin ? .roleBegan : .roleEnded, viewer: key.viewer, role: key.role,
            day: Day(edge.isBegin ? edge.from : edge.to), count: students)
    }

    private static func isFirst(_ a: Unusual, _ b: Unusual) -> Bool {
        let order = Unusual.Reason.allCases
        let (first, second) = (order.firstIndex(of: a.reason) ?? 0, order.firstIndex(of: b.reason) ?? 0)
        return (first, a.day, b.count, a.viewer.text) < (second, b.day, a.count, b.viewer.text)
    }
}
