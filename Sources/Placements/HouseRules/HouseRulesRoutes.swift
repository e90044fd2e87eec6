import Agreements
import People
import Storage
import Web

struct HouseRulesRoutes: Sendable {
    let door: Door

    var endpoints: [Endpoint] {
        [
            door.signedIn(.get, HouseRulesPaths.rules, guardedBy: "file: placements, or own placement") { ask, viewer, id in
                .page(HouseRulesPages.overview(try await shown(id, viewer), ask: ask))
            },
            door.signedIn(.get, HouseRulesPaths.new, guardedBy: "file: setHouseRules") { ask, viewer, id in
                .page(try await newPage(nil, ask, viewer, id))
            },
            door.signedIn(.post, HouseRulesPaths.rules, guardedBy: "file: setHouseRules", run: set),
            door.signedIn(.post, HouseRulesPaths.yes, guardedBy: "file: agreeHouseRules") { _, viewer, id in
                try await change(id, .agreeHouseRules, viewer) { placement, permit, connection in
                    try HouseRulesStore.agree(to: placement, permit: permit, connection)
                }
                return .see(HouseRulesPaths.rules(id), notice: "houseRulesAgreed")
            },
            door.signedIn(.get, HouseRulesPaths.ladder, guardedBy: "file: climbLadder") { ask, viewer, id in
                let act = ask.query.first(HouseRulesPaths.act).flatMap(LadderAct.init(rawValue:)) ?? .stay
                let agreement: ID<Agreement>? = ask.query.first(HouseRulesPaths.agreement).flatMap { ID($0) }
                return .page(try await stepPage(act, agreement, FormState(), ask, viewer, id))
            },
            door.signedIn(.post, HouseRulesPaths.ladder, guardedBy: "file: climbLadder", run: step),
        ]
    }

    private func set(_ ask: Ask, _ viewer: Viewer, _ id: ID<Placement>) async throws -> Answer {
        try await filling({ try await newPage($0, ask, viewer, id) }) {
            try await change(id, .setHouseRules, viewer) { placement, permit, connection in
                try HouseRulesStore.set(try HouseRulesForm.draft(ask.form), of: placement, permit: permit, connection)
            }
            return .see(HouseRulesPaths.rules(id), notice: "houseRulesSet")
        }
    }

    private func step(_ ask: Ask, _ viewer: Viewer, _ id: ID<Placement>) async throws -> Answer {
        let act = ask.form.first("act").flatMap(LadderAct.init(rawValue:)) ?? .stay
        let agreement: ID<Agreement>? = ask.form.first("agreement").flatMap { ID($0) }
        return try await filling({ try await stepPage(act, agreement, $0, ask, viewer, id) }) {
            let done = try await change(id, .climbLadder, viewer) { placement, permit, connection in
                let step = try HouseRulesForm.step(ask.form)
                try LadderStore.take(
                    step.act, on: step.agreement, reason: step.reason, of: placement, permit: permit, connection)
                return step.act
            }
            return .see(HouseRulesPaths.rules(id), notice: "ladder." + done.rawValue)
        }
    }

    @discardableResult
    private func change<Value: Sendable>(
        _ id: ID<Placement>, _ act: Act, _ viewer: Viewer,
        _ work: @Sendable @escaping (Placement, Permit<Changing>, Connection) throws -> Value
    ) async throws -> Value {
        try await door.files.change(viewer, act, student: { try PlacementStore.student(of: id, $0) }) { connection, permit in
            try work(try PlacementStore.one(id, permit: permit, connection), permit, connection)
        }
    }

    private func shown(_ id: ID<Placement>, _ viewer: Viewer, needing act: Act? = nil) async throws -> ShownHouseRules {
        try await door.files.look(viewer, what: "placement", student: { try PlacementStore.student(of: id, $0) }) { connection, permit in
            let placement = try PlacementStore.one(id, permit: permit, connection)
            if let act, !permit.may.contains(act) { throw Problem.forbidden }
            return try ShownHouseRules.load(placement, permit, connection)
        }
    }

    private func newPage(_ state: FormState?, _ ask: Ask, _ viewer: Viewer, _ id: ID<Placement>) async throws -> Page {
        let shown = try await shown(id, viewer, needing: .setHouseRules)
        let known = shown.versions.first?.draft ?? HouseRulesDraft(rules: [], rungs: Self.standardRungs(ask.words))
        return HouseRulesPages.new(shown, state ?? HouseRulesForm.state(known), ask: ask)
    }

    private func stepPage(
        _ act: LadderAct, _ agreement: ID<Agreement>?, _ state: FormState, _ ask: Ask, _ viewer: Viewer, _ id: ID<Placement>
    ) async throws -> Page {
        HouseRulesPages.step(act, agreement, try await shown(id, viewer, needing: .climbLadder), state, ask: ask)
    }

    /// Three, unless the three parties agree on other ones.
    static func standardRungs(_ words: Words) -> [String] {
        [words("ladder.standard.warning"), words("ladder.standard.talk"), words("ladder.standard.officialTalk")]
    }
}
