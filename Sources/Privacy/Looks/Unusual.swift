import Foundation
import People
import Storage

/// Something in a month of the access log that deserves a question. It is not a reproach: most have a good reason.
struct Unusual: Sendable, Equatable {
    /// What weighs most first.
    enum Reason: String, Sendable, CaseIterable {
        /// More different students in one day than three times the viewer's own median day, and more than twenty.
        case manyStudents
        /// One student more than twenty-five times in a day.
        case oneStudent
        /// More than twenty students in the last hour of a role.
        case roleEnded
        /// More than twenty students in the first day of a role.
        case roleBegan
        /// Between ten in the evening and six in the morning, or on a Sunday; all days of a month are one thing to ask about.
        case oddHours
    }

    let reason: Reason
    let viewer: ID<Person>
    let role: String
    /// Of several days, the one with most of it.
    let day: Day
    /// How many: of students, or of looks, as the reason says.
    let count: Int
    /// What is usual for this viewer, where the reason compares with that.
    var usual: Int?
    /// On how many days, where it is about more than one.
    var days = 1
    /// Whom it is about, when it is about one; shown as a number only.
    var student: ID<Person>?
}

/// The bounds, as the description of privacy gives them.
enum UnusualRule {
    static let manyStudents = 20
    static let timesUsual = 3
    static let oftenAtOne = 25
    /// Seconds.
    static let roleBegan: TimeInterval = 86_400
    static let roleEnded: TimeInterval = 3600

    /// - Parameter otherDays: students on each other day of this viewer in the month; without any, nothing is usual yet.
    static func isMany(_ students: Int, otherDays: [Int]) -> (isMany: Bool, usual: Int) {
        let usual = median(otherDays)
        return (students > manyStudents && students > timesUsual * usual, usual)
    }

    /// In the night, or on a Sunday, in Europe/Amsterdam.
    static func isOddHour(_ moment: Date) -> Bool {
        let hour = Amsterdam.clock(moment).hour
        return hour >= 22 || hour < 6 || Day(moment).weekday == 7
    }

    static func isOften(_ times: Int) -> Bool { times > oftenAtOne }

    /// Of an even number of days the lower of the two in the middle: rather a question too many.
    static func median(_ numbers: [Int]) -> Int {
        let sorted = numbers.sorted()
        return sorted.isEmpty ? 0 : sorted[(sorted.count - 1) / 2]
    }
}

/// The beginning or the end of a role, and the time beside it in which many looks are unusual.
struct RoleEdge: Sendable, Equatable {
    let viewer: ID<Person>
    let role: String
    let isBegin: Bool
    let from: Date
    let to: Date

    /// The first day of a role.
    static func began(_ viewer: ID<Person>, _ role: String, at moment: Date) -> RoleEdge {
        RoleEdge(viewer: viewer, role: role, isBegin: true, from: moment, to: moment.addingTimeInterval(UnusualRule.roleBegan))
    }

    /// The last hour of a role.
    static func ended(_ viewer: ID<Person>, _ role: String, at moment: Date) -> RoleEdge {
        RoleEdge(viewer: viewer, role: role, isBegin: false, from: moment.addingTimeInterval(-UnusualRule.roleEnded), to: moment)
    }

    func holds(_ moment: Date) -> Bool { from <= moment && moment <= to }
}
