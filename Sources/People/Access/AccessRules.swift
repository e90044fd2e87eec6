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
    /// The manual with its versions, and every circumstance: whoever decides about them.
    case manual, circumstances
    /// Who can see what: every share.
    case shares
    /// What the student shares with the viewer, as long as that runs.
    case shared
    /// Circumstances that the viewer proposed, until the student has decided.
    case ownProposals
}

/// Something one may do in a student's file.
package enum Act: String, CaseIterable, Sendable {
    case setGoal, takeStep, noteSuccess
    case makeAgreement, confirmAgreement, judgeAgreement
    case proposeConversation, planConversation, holdConversation, confirmConversation, keepWorkingNote
    case changeTeam, changeRhythm
    case writeManual, share, decideCircumstance, proposeCircumstance
    /// A parent or guardian of a student under sixteen agrees to a share with someone outside the school.
    case agreeToShare
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
            role: .student, sees: [.name, .team, .goals, .agreements, .conversations, .successes, .manual, .circumstances, .shares],
            may: [
                .writeManual, .share, .decideCircumstance,
                .setGoal, .takeStep, .noteSuccess, .makeAgreement, .confirmAgreement, .judgeAgreement, .proposeConversation,
                .confirmConversation, .askCorrection,
            ]),
        AccessRule(
            role: .mentor, sees: [.name, .team, .goals, .agreements, .conversations, .successes, .shared, .ownProposals],
            may: guiding),
        AccessRule(
            role: .classGuide, sees: [.name, .team, .goals, .agreements, .conversations, .successes, .shared, .ownProposals],
            may: guiding.subtracting([.decideErasure])),
        AccessRule(
            role: .workplaceSupervisor, sees: [.name, .team, .ownAgreements, .ownConversations, .shared],
            may: [.noteSuccess, .makeAgreement, .confirmAgreement, .judgeAgreement, .confirmConversation, .keepWorkingNote]),
        AccessRule(
            role: .peerCoach, sees: [.name, .careerGoals, .ownAgreements, .ownConversations, .shared],
            may: [.takeStep, .noteSuccess, .makeAgreement, .confirmAgreement, .judgeAgreement, .confirmConversation, .keepWorkingNote]),
        AccessRule(role: .guardian, sees: [.name, .agreements, .shared], may: [.confirmAgreement, .agreeToShare]),
    ]

    /// Everything in guidance; what the student alone decides is not in it.
    private static let guiding: Set<Act> = Set(Act.allCases).subtracting([
        .writeManual, .share, .decideCircumstance, .agreeToShare, .askCorrection,
    ])

    package static func of(_ role: Role) -> AccessRule? { all.first { $0.role == role } }

    /// A guardian sees something only until the midnight on which the student becomes eighteen; afterwards by the student's consent alone.
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
