/// How often an instrument was used: which, in what month, at what moment, alone or as a pair. Never who.
struct UseCell: Sendable, Equatable {
    enum Mode: String, Sendable, CaseIterable { case alone, pair }

    let instrument: String
    /// `2026-11`.
    let month: String
    let moment: Response.Moment
    let mode: Mode
    let amount: Amount

    /// A number below five could point at someone, so it is not even kept as a number.
    enum Amount: Sendable, Equatable {
        case fewerThanFive
        case exactly(Int)

        init(_ count: Int) { self = count < 5 ? .fewerThanFive : .exactly(count) }
    }
}
