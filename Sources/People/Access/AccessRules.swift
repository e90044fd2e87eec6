import Foundation
import Storage

/// A part of a student's file: what a rule opens or leaves closed.
package enum Part: String, CaseIterable, Sendable {
    /// Name and class.
    case name
    /// The guides around the student, with their roles.
    case team
    case goals
    /// Goals of the task career orientation only.
    case careerGoals
    case agreements
    /// Agreements to which the viewer is a party.
    case ownAgreements
    case conversations
    /// Conversations in which the viewer takes part.
    case ownConversations
    case successes
}

/// Something one may do in a student's file.
package enum Act: String, CaseIterable, Sendable {
    case setGoal, takeStep, noteSuccess
    case makeAgreement, confirmAgreement, judgeAgreement
    case proposeConversation, planConversation, holdConversation, confirmConversation, keepWorkingNote
    case changeTeam, changeRhythm
    case askCorrection, answerCorrection, decideErasure
}

/// What a role sees of a student it has a running relation with, and what it may do there. Everything that is not here is closed.
///
/// Source: the table 'Who may see and do what' of the product's description of people and access. `docs/access.md` is made from this.
package struct AccessRule: Sendable {
    package let role: Role
    package let sees: Set<Part>
    package let may: Set<Act>

    package static let all: [AccessRule] = [
        AccessRule(
            role: .student, sees: [.name, .team, .goals, .agreements, .conversations, .successes],
            may: [
                .setGoal, .takeStep, .noteSuccess, .makeAgreement, .confirmAgreement, .judgeAgreement, .proposeConversation,
                .confirmConversation, .askCorrection,
            ]),
        AccessRule(
            role: .mentor, sees: [.name, .team, .goals, .agreements, .conversations, .successes],
            may: Set(Act.allCases).subtracting([.askCorrection])),
        AccessRule(
            role: .classGuide, sees: [.name, .team, .goals, .agreements, .conversations, .successes],
            may: Set(Act.allCases).subtracting([.askCorrection, .decideErasure])),
        AccessRule(
            role: .workplaceSupervisor, sees: [.name, .team, .ownAgreements, .ownConversations],
            may: [.noteSuccess, .makeAgreement, .confirmAgreement, .judgeAgreement, .confirmConversation, .keepWorkingNote]),
        AccessRule(
            role: .peerCoach, sees: [.name, .careerGoals, .ownAgreements, .ownConversations],
            may: [.takeStep, .noteSuccess, .makeAgreement, .confirmAgreement, .judgeAgreement, .confirmConversation, .keepWorkingNote]),
        AccessRule(role: .guardian, sees: [.name, .agreements], may: [.confirmAgreement]),
    ]

    package static func of(_ role: Role) -> AccessRule? { all.first { $0.role == role } }

    /// A guardian sees something only until the midnight on which the student becomes eighteen.
    package static func guardianMaySee(studentBorn born: Day?, today: Day) -> Bool {
        guard let born else { return false }
        return today < born.adding(years: 18)
    }
}

extension AccessRule {
    /// The rules as a table that a person can read in one sitting.
    package static var markdown: String {
        var lines = ["| role | sees of a student | may do |", "|---|---|---|"]
        for rule in all {
            let parts = Part.allCases.filter(rule.sees.contains).map(\.rawValue).joined(separator: ", ")
            let acts = Act.allCases.filter(rule.may.contains).map(\.rawValue).joined(separator: ", ")
            lines.append("| \(rule.role.rawValue) | \(parts) | \(acts) |")
        }
        let closed = Role.allCases.filter { AccessRule.of($0) == nil }.map(\.rawValue).joined(separator: ", ")
        lines.append("| \(closed) | nothing | nothing |")
        return lines.joined(separator: "\n") + "\n"
    }
}
