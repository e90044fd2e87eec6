import People
import Storage

/// Two colleagues who fill in the same checklist, each alone, and open both when both are done.
package struct ResponsePair: Sendable {
    package let id: ID<ResponsePair>
    package let instrument: String
    package let version: Int
    package let moment: Response.Moment
    /// Only for who asked the other: whether the other may see that conversation is not known here.
    package let conversation: ID<ConversationOfResponse>?
    package let mine: Member
    package let theirs: Member

    /// What one member may know of a member.
    package struct Member: Sendable {
        package let response: ID<Response>
        package let name: PersonName
        package let isDone: Bool
        /// Of oneself always; of the other only when both are done.
        package let answers: Answers?
    }

    package var isOpen: Bool { mine.isDone && theirs.isDone }

    /// Both side by side, when both are done.
    func comparison(in instrument: Instrument) -> Comparison? {
        guard isOpen, let mine = mine.answers, let theirs = theirs.answers else { return nil }
        return Comparison(mine: mine, theirs: theirs, in: instrument)
    }
}

/// A guide who can be asked to look along.
struct Colleague: Sendable {
    let person: ID<Person>
    let name: PersonName
}
