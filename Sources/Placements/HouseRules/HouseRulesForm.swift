import Agreements
import Storage
import Web

enum HouseRulesForm {
    static let longestRule = 140
    static let longestRung = 60
    static let longestReason = 500

    static func draft(_ fields: Fields) throws -> HouseRulesDraft {
        var form = FormReader(fields)
        let rules = form.list("rules", most: HouseRulesDraft.mostRules, each: longestRule)
        if rules.isEmpty { form.refuse("rules", "missing") }
        let rungs = form.list("rungs", most: HouseRulesDraft.mostRungs, each: longestRung)
        if rungs.isEmpty { form.refuse("rungs", "missing") }
        let kept = form.number("kept", in: HouseRulesDraft.keptRange)
        return try form.accept(kept.map { HouseRulesDraft(rules: rules, rungs: rungs, keptToDescend: $0) })
    }

    static func state(_ draft: HouseRulesDraft) -> FormState {
        FormState(known: [
            "rules": draft.rules.joined(separator: "\n"), "rungs": draft.rungs.joined(separator: "\n"), "kept": String(draft.keptToDescend),
        ])
    }

    struct Step: Sendable {
        let act: LadderAct
        let agreement: ID<Agreement>?
        let reason: String?
    }

    static func step(_ fields: Fields) throws -> Step {
        var form = FormReader(fields)
        let act: LadderAct? = form.choice("act")
        let reason = form.optionalText("reason", most: longestReason)
        if act == .stay, reason == nil, !form.problems.contains(where: { $0.field == "reason" }) { form.refuse("reason", "missing") }
        return try form.accept(act.map { Step(act: $0, agreement: form.optionalID("agreement"), reason: reason) })
    }
}
