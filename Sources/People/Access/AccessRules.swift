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
    /// Every placement: match, hours, tasks, house rules and ladder.
    case placements
    /// Placements in which the viewer supervises, and nothing of the others.
    case ownPlacement
    /// Contact moments between school, workplace and student.
    case contactMoments
    /// Who directs, decides, takes the initiative, is finally responsible.
    case lead
    case signals
    /// Signals that the viewer gave, and what became of them.
    case ownSignals
    case consults
    /// Consults that were put to the viewer.
    case ownConsults
    /// Where referrals stand; not what they say.
    case referrals
    /// Referrals with their content.
    case referralContents
    /// Referrals that the viewer made or that were put to the viewer, with their content.
    case ownReferrals
    /// How student, school and workplace rate the cross-subject skills.
    case skills
    /// The viewer's own ratings of skills.
    case ownRatings
    /// Career competences with their evidence, options, what comes next.
    case career
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
    case managePlacement, sayMatch, logContact, keepHours, setHouseRules, agreeHouseRules, climbLadder
    case changeLead
    /// The student says yes to who has the lead.
    case agreeLead
    /// Someone from outside the school is invited for this student.
    case invite
    case signal, takeUpSignal, askConsult, answerConsult, refer
    /// The student decides what goes along with a referral.
    case decideReferral
    /// Who a referral was put to accepts or declines, reports back, closes.
    case receiveReferral
    case rateSkills, writeCareer
    /// The student lets the school ask half a year later how it went.
    case decideLookBack
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
            role: .student,
            sees: [
                .name, .team, .goals, .agreements, .conversations, .successes, .manual, .circumstances, .shares, .placements,
                .contactMoments, .lead, .signals, .consults, .referrals, .referralContents, .skills, .career,
            ],
            may: [
                .writeManual, .share, .decideCircumstance,
                .setGoal, .takeStep, .noteSuccess, .makeAgreement, .confirmAgreement, .judgeAgreement, .proposeConversation,
                .confirmConversation, .askCorrection, .sayMatch, .keepHours, .agreeHouseRules, .agreeLead, .decideReferral, .rateSkills,
                .writeCareer, .decideLookBack,
            ]),
        AccessRule(role: .mentor, sees: guided, may: guiding),
        AccessRule(role: .classGuide, sees: guided, may: guiding.subtracting([.decideErasure])),
        AccessRule(
            role: .workplaceSupervisor,
            sees: [.name, .team, .ownAgreements, .ownConversations, .shared, .ownPlacement, .lead, .ownSignals, .ownRatings],
            may: [
                .noteSuccess, .makeAgreement, .confirmAgreement, .judgeAgreement, .confirmConversation, .keepWorkingNote, .sayMatch,
                .logContact, .keepHours, .setHouseRules, .agreeHouseRules, .climbLadder, .signal, .rateSkills,
            ]),
        AccessRule(
            role: .peerCoach, sees: [.name, .careerGoals, .ownAgreements, .ownConversations, .shared, .ownSignals],
            may: [
                .takeStep, .noteSuccess, .makeAgreement, .confirmAgreement, .judgeAgreement, .confirmConversation, .keepWorkingNote,
                .signal,
            ]),
        AccessRule(role: .careCoordinator, sees: [.name, .shared, .ownConsults, .ownReferrals], may: [.answerConsult, .refer, .invite]),
        AccessRule(role: .careWorker, sees: [.name, .shared, .ownReferrals], may: [.receiveReferral]),
        AccessRule(role: .guardian, sees: [.name, .agreements, .shared, .contactMoments], may: [.confirmAgreement, .agreeToShare]),
    ]

    private static let guided: Set<Part> = [
        .name, .team, .goals, .agreements, .conversations, .successes, .shared, .ownProposals, .placements, .contactMoments, .lead,
        .signals, .consults, .referrals, .skills, .career,
    ]

    /// Everything in guidance; what the student alone decides is not in it, nor what only care may do.
    private static let guiding: Set<Act> = Set(Act.allCases).subtracting([
        .writeManual, .share, .decideCircumstance, .agreeToShare, .askCorrection, .agreeLead, .decideReferral, .decideLookBack,
        .answerConsult, .refer, .receiveReferral,
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
