import Agreements
import Foundation
import Guiding
import People
import Storage
import Web

/// What stands of rules and ladder on the pages around a student.
package struct HouseRulesPart: GuidingPart {
    package init() {}

    /// Rules that wait for the viewer's own yes: for who guides at school and for the workplace, which has no other page that says so.
    package func needs(_ permits: [Permit<Looking>], _ ask: Ask, _ connection: Connection) throws -> [PartNeed] {
        let agreeing = permits.filter { $0.may.contains(.agreeHouseRules) }
        let placements = try PlacementStore.current(agreeing, endedSince: ask.today, connection).filter {
            HouseRules.mayChange($0.state(on: ask.today))
        }
        let rules = try HouseRulesStore.versions(of: placements, connection)
        let roles = Dictionary(agreeing.map { ($0.student, $0.roles) }, uniquingKeysWith: { first, _ in first })
        return placements.compactMap { placement in
            guard let side = roles[placement.student].flatMap(Match.side(of:)), let pending = rules[placement.id]?.pending,
                pending.yeses[side] == nil
            else { return nil }
            return PartNeed(
                student: placement.student, weight: 65, why: ask.words("houseRule.why"), path: HouseRulesPaths.rules(placement.id),
                act: ask.words("houseRule.look"))
        }
    }

    package func timeline(_ permit: Permit<Looking>, _ ask: Ask, _ connection: Connection) throws -> [TimelineLine] {
        try open(permit, connection).flatMap { shown in
            let path = HouseRulesPaths.rules(shown.placement.id)
            let agreed = shown.versions.compactMap(\.agreed).map { TimelineLine(at: $0, text: ask.words("houseRule.timeline"), path: path) }
            guard let ladder = shown.ladder else { return agreed }
            return agreed
                + ladder.steps.map { step in
                    TimelineLine(
                        at: step.at, tone: step.act == .descend ? .joy : step.act == .climb ? .attention : .plain,
                        text: LadderPieces.line(step, ladder, ask.words), detail: step.reason, path: path)
                }
        }
    }

    package func boxes(_ permit: Permit<Looking>, _ ask: Ask, _ connection: Connection) throws -> [PartBox] {
        try open(permit, connection).flatMap { shown in
            [PartBox(.aside, LadderPieces.section(shown, ask))] + (shown.isOwn ? Self.cards(shown, ask).map { PartBox(.home, $0) } : [])
        }
    }

    /// On the student's first page: rules that wait for a yes, else where one stands once a step was taken.
    private static func cards(_ shown: ShownHouseRules, _ ask: Ask) -> [HTML] {
        let words = ask.words
        let path = HouseRulesPaths.rules(shown.placement.id)
        if shown.isAsked {
            let inside: HTML = "<p>\(words("houseRule.own.asked"))</p>\(action(path, words("houseRule.look")))"
            return [HomePage.card("agreement", words("houseRule.title"), inside)]
        }
        guard let ladder = shown.ladder, !ladder.steps.isEmpty else { return [] }
        let inside: HTML = """
            <p>\(LadderPieces.standing(ladder, shown, words))</p>\(LadderPieces.descent(ladder, shown, words))\
            \(action(path, words("houseRule.look"), quiet: true))
            """
        return [HomePage.card("step", words("ladder.title"), inside)]
    }

    package func beside(_ agreement: Agreement, _ permit: Permit<Looking>, _ ask: Ask, _ connection: Connection) throws -> HTML {
        guard agreement.state == .notKept, permit.may.contains(.climbLadder) else { return .empty }
        let offers = try open(permit, connection).compactMap { shown in
            shown.ladder.map { LadderPieces.offer(agreement, $0, shown, ask.words) }
        }
        return "\(offers)"
    }

    /// Of the placements that run or come, of which a student rarely has more than one.
    private func open(_ permit: Permit<Looking>, _ connection: Connection) throws -> [ShownHouseRules] {
        try PlacementStore.find(.current, permit: permit, connection).filter { HouseRules.mayChange($0.state(on: connection.today)) }.map {
            try ShownHouseRules.load($0, permit, connection)
        }
    }
}
