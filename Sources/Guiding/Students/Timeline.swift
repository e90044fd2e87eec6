import Agreements
import Foundation
import People
import Storage
import Web

/// One line of a student's timeline; everyone sees the lines that the rules open.
package struct TimelineLine: Sendable {
    package enum Tone: String, Sendable { case plain, joy, attention }

    package let at: Date
    package let tone: Tone
    package let text: String
    package let detail: String?
    package let path: String?

    package init(at: Date, tone: Tone = .plain, text: String, detail: String? = nil, path: String? = nil) {
        self.at = at
        self.tone = tone
        self.text = text
        self.detail = detail
        self.path = path
    }
}

/// Puts what happened in one order. What it is given has been opened by a permit already.
package enum Timeline {
    static func lines(
        conversations: [Conversation], agreements: [Agreement], goals: [Goal], successes: [Success], parts: [TimelineLine], words: Words
    ) -> [TimelineLine] {
        let held = conversations.filter { $0.state != .cancelled }.map { line($0, words) }
        let agreed = agreements.map { line($0, words) }
        let steps = goals.flatMap(\.steps).compactMap { step in
            step.done.map {
                TimelineLine(at: $0, tone: .joy, text: words("timeline.step"), detail: step.words, path: GuidingPaths.goal(step.goal))
            }
        }
        let good = successes.map { TimelineLine(at: $0.at, tone: .joy, text: words("timeline.success"), detail: $0.words, path: nil) }
        return (held + agreed + steps + good + parts).sorted { $0.at > $1.at }
    }

    private static func line(_ conversation: Conversation, _ words: Words) -> TimelineLine {
        TimelineLine(
            at: conversation.at, tone: .plain,
            text: words("conversation.kind." + conversation.kind.rawValue) + " · "
                + words("conversation.state." + conversation.state.rawValue),
            detail: conversation.summary, path: GuidingPaths.conversation(conversation.id))
    }

    private static func line(_ agreement: Agreement, _ words: Words) -> TimelineLine {
        TimelineLine(
            at: agreement.due.start, tone: agreement.state == .kept ? .joy : agreement.state == .notKept ? .attention : .plain,
            text: words("timeline.agreement") + " · " + words("agreement.state." + agreement.state.rawValue),
            detail: agreement.title(words),
            path: AgreementPaths.one(agreement.id))
    }

    package static func html(_ shown: [TimelineLine], ask: Ask) -> HTML {
        let rows = shown.map { line -> HTML in
            let day = Day(line.at)
            let title: HTML = line.path.map { "<a href=\"\($0)\">\(line.text)</a>" } ?? "\(line.text)"
            let detail = when(line.detail) { "<p class=\"soft\">\(Web.lines($0))</p>" }
            return """
                <li\(when(line.tone != .plain) { " class=\"\(line.tone.rawValue)\"" })>\(time(day, ask.words.near(day, today: ask.today)))<div>\(title)\(detail)</div></li>
                """
        }
        return shown.isEmpty ? "<p class=\"soft\">\(ask.words("timeline.none"))</p>" : "<ol class=\"timeline\">\(rows)</ol>"
    }
}
