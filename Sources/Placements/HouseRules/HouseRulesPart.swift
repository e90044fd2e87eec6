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
        guard let shown = try current(permit, connection) else { return [] }
        let path = HouseRulesPaths.rules(shown.placement.id)
        let agreed = shown.versions.compactMap(\.agreed).map { TimelineLine(at: $0, text: ask.words("houseRule.timeline"), path: path) }
        let steps = (shown.ladder?.steps ?? []).compactMap { step in
            shown.ladder.map {
                TimelineLine(
                    at: step.at, tone: step.act == .descend ? .joy : step.act == .climb ? .attention : .plain,
                    text: LadderPieces.line(step, $0, ask.words), detail: step.reason, path: path)
            }
        }
        return agreed + steps
    }

    package func boxes(_ permit: Permit<Looking>, _ ask: Ask, _ connection: Connection) throws -> [PartBox] {
        guard let shown = try current(permit, connection) else { return [] }
        let words = ask.words
        var boxes = [PartBox(.aside, LadderPieces.section(shown, ask))]
        guard shown.isOwn else { return boxes }
        let path = HouseRulesPaths.rules(shown.placement.id)
        if shown.isAsked {
            boxes.append(
                PartBox(
                    .home,
                    HomePage.card("agreement", words("houseRule.title"), "<p>\(words("houseRule.own.asked"))</p>\(action(path, words("houseRule.look")))")))
        } else if let ladder = shown.ladder, !ladder.steps.isEmpty {
            boxes.append(
                PartBox(
                    .home,
                    HomePage.card(
                        "step", words("ladder.title"),
                        "<p>\(LadderPieces.standing(ladder, shown, words))</p>\(LadderPieces.descent(ladder, shown, words))\(action(path, words("houseRule.look"), quiet: true))"
                    )))
        }
        return boxes
    }

    package func beside(_ agreement: Agreement, _ permit: Permit<Looking>, _ ask: Ask, _ connection: Connection) throws -> HTML {
        guard agreement.state == .notKept, permit.may.contains(.climbLadder), let shown = try current(permit, connection),
            let ladder = shown.ladder
        else { return .empty }
        return LadderPieces.offer(agreement, ladder, shown, ask.words)
    }

    /// The placement that runs, else the one that is coming.
    private func current(_ permit: Permit<Looking>, _ connection: Connection) throws -> ShownHouseRules? {
        let today = connection.today
        let open = try PlacementStore.find(.current, permit: permit, connection)
        let running = open.first { $0.state(on: today) == .running } ?? open.last { $0.state(on: today) == .planned }
        return try running.map { try ShownHouseRules.load($0, permit, connection) }
    }
}
