import Foundation
import People
import Storage
import Web

/// A student's stay at a workplace: where, from when until when, who guides there and at school, and what was agreed beforehand.
package struct Placement: Sendable {
    package let id: ID<Placement>
    package let student: ID<Person>
    package let workplace: Workplace
    /// Who at school follows it: a mentor or class guide of the student.
    package let guide: ID<Person>?
    /// As it was last said; what it is today follows from the dates, see `state(on:)`.
    package let stored: State
    package let first: Day
    /// As agreed; when it ended early that day stands in `ended`.
    package let last: Day
    /// 1 is Monday, 7 is Sunday.
    package let weekdays: [Int]
    /// Agreed over the whole placement; nought when nothing was agreed.
    package let hours: Int
    /// School and workplace hear from each other at least once in so many days.
    package let rhythm: Int
    package let channel: Channel
    /// Why it ended early or never began.
    package let reason: String?
    /// The day it ended early or was called off.
    package let ended: Day?
    package let supervisors: [Supervisor]

    package enum State: String, CaseIterable, Sendable, Storable { case planned, running, ended, cancelled }

    /// A training company; its people are its supervisors.
    package struct Workplace: Sendable {
        package let id: ID<Organisation>
        package let name: String
    }

    /// How school and workplace reach each other.
    package enum Channel: String, CaseIterable, Sendable, Storable, LosslessStringConvertible {
        case visit, unannounced, phone, app, mail

        /// What is agreed beforehand; a visit that nobody expects is not.
        package static let agreed: [Channel] = [.phone, .app, .mail, .visit]

        package init?(_ text: String) { self.init(rawValue: text) }
        package var description: String { rawValue }
        package var key: String { "placement.channel." + rawValue }
    }

    /// Someone of the workplace. Access is the role period, and ends with it.
    package struct Supervisor: Sendable {
        package let person: ID<Person>
        package let name: PersonName
        package let role: ID<RolePeriod>
        package let isRunning: Bool
    }
}

/// What can be done with a placement as a whole.
package enum PlacementAct: String, CaseIterable, Sendable { case begin, change, extend, end, cancel }

package enum PlacementRefusal: String, Refusal {
    case notNow, unknownPerson, alreadySupervisor, endedEarly
    package var key: String { "placement." + rawValue }
}

extension Placement {
    /// Days between which a rhythm of contact can be chosen.
    package static let rhythms = 1...90
    package static let longestHours = 3000
    /// Two school years: longer is a mistake in a date.
    package static let longestDays = 731

    /// The states and what may be done in each. It begins and ends by its dates by itself; what is ended may be taken up again by a later
    /// last day, unless it was ended early: then it was said to everyone why, and what follows is another placement.
    package static let follows: [(from: State, act: PlacementAct, to: State)] = [
        (.planned, .begin, .running), (.planned, .change, .planned), (.planned, .extend, .planned), (.planned, .cancel, .cancelled),
        (.running, .change, .running), (.running, .extend, .running), (.running, .end, .ended), (.ended, .extend, .running),
    ]

    package static func state(_ state: State, after act: PlacementAct) -> State? {
        follows.first { $0.from == state && $0.act == act }?.to
    }

    /// What it is on a day: it runs from its first day and is ended after its last, without anyone saying so.
    package static func state(_ stored: State, first: Day, last: Day, on today: Day) -> State {
        switch stored {
        case .ended, .cancelled: stored
        case .planned, .running: today > last ? .ended : stored == .running || today >= first ? .running : .planned
        }
    }

    package func state(on today: Day) -> State { Self.state(stored, first: first, last: last, on: today) }

    package func may(_ act: PlacementAct, on today: Day) -> Bool { (try? after(act, on: today)) != nil }

    package func after(_ act: PlacementAct, on today: Day) throws -> State {
        guard let next = Self.state(state(on: today), after: act) else { throw PlacementRefusal.notNow }
        if act == .extend, ended != nil { throw PlacementRefusal.endedEarly }
        return next
    }

    /// The last day that counts: the agreed one, or that on which it ended early.
    package var until: Day { ended.map { min($0, last) } ?? last }

    /// The moment after which a supervisor sees nothing any more: midnight after the last day.
    package static func accessEnds(last: Day) -> Date { (last + 1).start }

    package func supervisor(_ person: ID<Person>) -> Supervisor? { supervisors.first { $0.person == person } }
}

/// A placement that is about to be made, or what it becomes.
package struct PlacementDraft: Sendable {
    /// By name: one that is known already, or a new one.
    package let workplace: String
    package let first: Day
    package let last: Day
    package let weekdays: [Int]
    package let hours: Int
    package let guide: ID<Person>?
    package let rhythm: Int
    package let channel: Placement.Channel
    package let tasks: [String]

    package init(
        workplace: String, first: Day, last: Day, weekdays: [Int] = [1, 2, 3, 4, 5], hours: Int = 0, guide: ID<Person>? = nil,
        rhythm: Int = 21, channel: Placement.Channel = .phone, tasks: [String] = []
    ) {
        self.workplace = workplace
        self.first = first
        self.last = last
        self.weekdays = weekdays
        self.hours = hours
        self.guide = guide
        self.rhythm = rhythm
        self.channel = channel
        self.tasks = tasks
    }
}
