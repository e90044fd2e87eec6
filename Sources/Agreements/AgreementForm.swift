import People
import Storage
import Web

enum AgreementForm {
    static let longestWhat = 300
    static let longestReason = 500
    static let mostSteps = 10

    /// - Parameter allowed: who can be a party: the student and the people around.
    static func draft(_ fields: Fields, allowed: Set<ID<Person>>, today: Day) throws -> AgreementDraft {
        var form = FormReader(fields)
        let what = form.text("what", most: longestWhat)
        let due = form.day("due")
        if let due, due < today { form.refuse("due", "dayPassed") }
        if let due, due > today + 730 { form.refuse("due", "dayFar") }
        let parties = form.ids("party", of: Person.self).filter(allowed.contains)
        if parties.isEmpty { form.refuse("party", "choose") }
        let steps = form.list("steps", most: mostSteps, each: 200)
        let consequence = form.optionalText("consequence", most: longestReason)
        let draft = due.map {
            AgreementDraft(
                what: what, due: $0, consequence: consequence, steps: steps, parties: parties, goal: form.optionalID("goal"),
                conversation: form.optionalID("conversation"), placement: form.optionalID("placement"))
        }
        return try form.accept(draft)
    }

    struct Judgement: Sendable {
        let verdict: Verdict
        let reason: String?
        let due: Day?
    }

    static func judgement(_ fields: Fields) throws -> Judgement {
        var form = FormReader(fields)
        let verdict: Verdict? = form.choice("verdict")
        let reason = form.optionalText("reason", most: longestReason)
        let due = verdict == .moved ? form.day("due") : nil
        if verdict == .moved, reason == nil, !form.problems.contains(where: { $0.field == "reason" }) { form.refuse("reason", "missing") }
        return try form.accept(verdict.map { Judgement(verdict: $0, reason: reason, due: due) })
    }
}
