import Foundation
import Instruments
import People
import Storage
import Web

/// How it goes half a year after the guidance ended: three questions, asked only of who said yes to that.
package struct LookBack: Sendable {
    /// Whether the student's yes runs now.
    package let consents: Bool
    package let decided: Date
    /// The day on which the student expects to leave; without one the end of the last class counts.
    package let leaves: Day?
    package let asked: Date?
    /// Who was mentor at that time, and reads along while the yes runs.
    package let mentor: ID<Person>?
    /// The version of the instrument, and what was answered.
    package let version: Int?
    package let answers: Answers?
    package let answered: Date?

    package enum State: String, CaseIterable, Sendable {
        /// No is said, or the yes was taken back.
        case refused
        /// Yes is said, and the day has not come.
        case waiting
        /// The questions are asked.
        case open
        case answered
    }

    package var state: State { Self.state(consents: consents, isAsked: asked != nil, isAnswered: answered != nil) }

    package static func state(consents: Bool, isAsked: Bool, isAnswered: Bool) -> State {
        guard consents else { return .refused }
        return isAnswered ? .answered : isAsked ? .open : .waiting
    }

    /// What the student can do. Before the first word the state is nil. A yes can be taken back at any moment, and be given again.
    package enum Act: String, CaseIterable, Sendable { case agree, refuse, chooseDay, answer }

    package static func allows(_ act: Act, in state: State?) -> Bool {
        switch (state, act) {
        case (nil, .agree), (nil, .refuse), (.refused, .agree): true
        case (.waiting, .refuse), (.open, .refuse), (.answered, .refuse): true
        case (.waiting, .chooseDay), (.open, .answer): true
        default: false
        }
    }

    /// Half a year: twenty-six weeks.
    package static let halfYearDays = 182

    /// The day on which is asked how it goes.
    /// - Parameter ended: when the last period as a student ended; nil while one runs.
    package static func due(leaves: Day?, ended: Date?) -> Day? { (leaves ?? ended.map { Day($0) }).map { $0 + halfYearDays } }

    package static let instrument = "terugblik-na-een-half-jaar"
}

package enum LookBackRefusal: String, Refusal {
    case saidAlready, notAsked, answered
    package var key: String { "career.lookBack." + rawValue }
}
