import Foundation
import People
import Storage
import Web

/// One person's answers to one instrument: a draft until it is done, and left as it is from then on.
package struct Response: Sendable {
    package let line: ResponseLine
    package let answers: Answers

    /// When it is filled in: what needs my attention, forget nothing, look back.
    package enum Moment: String, Sendable, CaseIterable, Storable { case before, during, after }
}

/// A response without its answers: what lists show.
package struct ResponseLine: Sendable {
    package let id: ID<Response>
    package let instrument: String
    package let version: Int
    package let moment: Response.Moment
    /// The conversation it is about, by the id that the part with conversations gave.
    package let conversation: ID<ConversationOfResponse>?
    package let started: Date
    package let changed: Date
    package let done: Date?
    /// Whether nothing was ever saved in it.
    package let isUntouched: Bool
    /// The colleague who fills in the same, when it is one of a pair.
    package let partner: Partner?

    package var isDone: Bool { done != nil }

    /// An invitation that was not taken up yet.
    package var isInvitation: Bool { !isDone && isUntouched && partner?.hasInvited == true }

    package struct Partner: Sendable {
        package let pair: ID<ResponsePair>
        package let name: PersonName
        package let isDone: Bool
        /// Whether the other asked me, and not I the other.
        package let hasInvited: Bool
    }
}

/// The conversation a response is about; conversations are the business of the part that has them.
package enum ConversationOfResponse {}

package enum InstrumentRefusal: String, Refusal {
    case alreadyDone, nothingAnswered, notAColleague, unfit
    package var key: String { "instrument." + rawValue }
}

/// What follows when someone says to be done.
enum Ending: Equatable {
    /// Questions have appeared that were not on the page.
    case moreQuestions
    /// Not everything was looked at: first show what has not come up, since what is done stays as it is.
    case review
    case end
}

extension Answers {
    /// - Parameter asked: keys of what stood on the page; nil when it was said on the page that shows what has not come up.
    func ending(in instrument: Instrument, asked: Set<String>?) throws -> Ending {
        let progress = progress(in: instrument)
        if let asked, shownItems(of: instrument).contains(where: { $0.isQuestion && !asked.contains($0.key) }) { return .moreQuestions }
        if asked != nil, progress.answered < progress.total, progress.canHandIn { return .review }
        guard progress.canHandIn else {
            let problems = progress.requiredMissing.map { FieldProblem(ResponseForm.answer($0), "missing") }
            throw FormRefused(FormState(typed: ResponseForm.fields(of: self, on: instrument), problems: problems))
        }
        guard progress.answered > 0 || progress.total == 0 else { throw InstrumentRefusal.nothingAnswered }
        return .end
    }
}
