import Guiding
import People
import Storage
import Web

/// Why a student stands on Today because of care, and how heavily: on the scale of the other needs.
enum CareNeeds {
    static func need(of signal: Signal, _ calendar: SchoolCalendar, _ ask: Ask) -> PartNeed {
        let isLate = signal.isLate(on: ask.today, calendar)
        let values = [
            "who": signal.giver?.full ?? ask.words("care.someone"), "day": ask.words.near(Day(signal.given), today: ask.today),
        ]
        return PartNeed(
            student: signal.student, weight: isLate ? 5 : 12, why: ask.words(isLate ? "signal.need.late" : "signal.need.given", values),
            path: CarePaths.signal(signal.id), act: ask.words("signal.takeUp"), isLoud: isLate)
    }

    /// - Parameter role: by which the reader looks.
    static func need(of consult: Consult, as role: Role?, _ words: Words) -> PartNeed? {
        let weight: Int? =
            switch (consult.state, role) {
            case (.asked, .careCoordinator): 14
            case (.takenUp, .careCoordinator): 45
            case (.answered, .mentor), (.answered, .classGuide): 45
            case (.answered, .careCoordinator): 78
            default: nil
            }
        return weight.map {
            PartNeed(
                student: consult.student, weight: $0, why: words("consult.need." + consult.state.rawValue),
                path: CarePaths.consult(consult.id), act: words("consult.look"))
        }
    }

    /// The team reads where it stands; the coordinator and the receiver what is theirs to do.
    static func need(of referral: Referral, as role: Role?, _ words: Words) -> PartNeed? {
        let found: (weight: Int, key: String)? =
            switch (referral.state, role) {
            case (.asked, .careWorker): (15, "toAnswer")
            case (.accepted, .careWorker): (50, "toBegin")
            case (.running, .careWorker): (79, "running")
            case (.asked, .careCoordinator) where referral.waitsForInvitation: (35, "toInvite")
            case (.proposed, .careCoordinator), (.proposed, .mentor), (.proposed, .classGuide): (76, "proposed")
            case (.asked, .careCoordinator), (.asked, .mentor), (.asked, .classGuide): (77, "asked")
            case (.running, .careCoordinator), (.accepted, .careCoordinator): (79, "running")
            default: nil
            }
        return found.map {
            PartNeed(
                student: referral.student, weight: $0.weight, why: words("referral.need." + $0.key), path: CarePaths.referral(referral.id),
                act: words("referral.look"))
        }
    }
}
