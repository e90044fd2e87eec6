import People
import Storage
import Web

/// The questions of sharing, one a screen; what was answered travels in the address as words of our own and ids.
enum ShareForm {
    enum Step: Equatable {
        case audience
        case purpose([Share.Audience])
        case until([Share.Audience], Share.Purpose)
        case confirm(ShareDraft)
    }

    /// The last day of a share, as one can choose it.
    enum Term: String, CaseIterable {
        case month, quarter, summer, year

        func day(from today: Day) -> Day {
            switch self {
            case .month: today + 30
            case .quarter: today + 91
            case .summer: Day("\(today.year)-07-31").flatMap { $0 > today + 14 ? $0 : nil } ?? Day("\(today.year + 1)-07-31") ?? today + 365
            case .year: today + 365
            }
        }
    }

    /// The first question that is not answered yet.
    /// - Parameter allowed: whom one can share with; anything else does not count as an answer.
    static func step(_ fields: Fields, item: Share.Item, allowed: [Share.Audience], today: Day) -> Step {
        // Letting a parent or guardian look along is about that one person, at home.
        let audience = item.kind == .guardian ? allowed : fields.all("wie").compactMap { Share.Audience($0) }.filter(allowed.contains)
        guard !audience.isEmpty else { return .audience }
        guard let purpose = item.kind == .guardian ? .home : fields.first("waarvoor").flatMap(Share.Purpose.init(rawValue:)) else {
            return .purpose(audience)
        }
        guard let until = fields.first("tot").flatMap({ Day($0) }), until > today, until <= today + Share.longestDays else {
            return .until(audience, purpose)
        }
        return .confirm(ShareDraft(item: item, audience: audience, purpose: purpose, until: until))
    }
}
