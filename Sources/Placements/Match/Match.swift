import Foundation
import People
import Storage
import Web

/// Whether student and workplace fit, as three sides see it: no score and no verdict, but what there is to talk about.
package struct Match: Sendable {
    package let answers: [Side: [Question: Answer]]

    package init(answers: [Side: [Question: Answer]] = [:]) { self.answers = answers }

    package enum Side: String, CaseIterable, Sendable, Storable {
        case student, school, workplace

        package var key: String { "match.side." + rawValue }
    }

    /// What fits or does not. The order is that of the form.
    package enum Question: String, CaseIterable, Sendable, Storable {
        case learning, tasks, climate, supervision, hours

        package var key: String { "match.question." + rawValue }
    }

    /// From what fits best to what does not fit yet.
    package enum Fit: String, CaseIterable, Sendable, Storable {
        case well, mostly, partly, notYet

        package var key: String { "match.fit." + rawValue }
        /// 3 fits well, 0 does not fit yet: only for how far answers lie apart, never shown.
        var height: Int {
            switch self {
            case .well: 3
            case .mostly: 2
            case .partly: 1
            case .notYet: 0
            }
        }
    }

    package struct Answer: Sendable {
        package let fit: Fit
        package let words: String?

        package init(_ fit: Fit, words: String? = nil) {
            self.fit = fit
            self.words = words
        }
    }

    package struct Row: Sendable {
        package let question: Question
        package let answers: [(side: Side, answer: Answer)]

        /// How far the sides lie apart: 0 to 3.
        package var distance: Int {
            let heights = answers.map(\.answer.fit.height)
            return (heights.max() ?? 0) - (heights.min() ?? 0)
        }

        /// The least of what was said: what does not fit yet is talked about, also when everyone says so.
        var least: Int { answers.map(\.answer.fit.height).min() ?? 3 }
    }
}

extension Match {
    /// The side on which a role stands; nil for who has no say in it.
    package static func side(of roles: Set<Role>) -> Side? {
        if roles.contains(.student) { return .student }
        if !roles.isDisjoint(with: Role.ofClass) { return .school }
        return roles.contains(.workplaceSupervisor) ? .workplace : nil
    }

    package func hasSaid(_ side: Side) -> Bool { answers[side]?.isEmpty == false }

    package var sidesThatSaid: [Side] { Side.allCases.filter(hasSaid) }

    /// What a side may read: its own answers, and those of the others once it has given its own. Who answers does so without having read
    /// what the others think.
    package func seen(by side: Side?) -> Match {
        guard let side, hasSaid(side) else { return Match() }
        return self
    }

    /// The questions with what each side said, the largest difference first; then what fits least.
    package var rows: [Row] {
        let rows = Question.allCases.map { question in
            Row(question: question, answers: Side.allCases.compactMap { side in answers[side]?[question].map { (side, $0) } })
        }.filter { !$0.answers.isEmpty }
        return rows.enumerated().sorted { a, b in
            (-a.element.distance, a.element.least, a.offset) < (-b.element.distance, b.element.least, b.offset)
        }.map(\.element)
    }
}
