import Foundation
import People
import Privacy
import Storage
import Web

/// Rules and ladder of a student's placements: all of it goes when the student goes; who agreed or took a step stays without a name.
package struct HouseRulesRecords: PersonalRecords {
    package init() {}

    package func about(_ own: OwnRecords, _ connection: Connection) throws -> [RecordSection] {
        var rules: [RecordItem] = []
        var steps: [RecordItem] = []
        for placement in try HouseRulesRecordsStore.placements(of: own.person, connection) {
            let versions = try HouseRulesStore.versions(of: placement, connection)
            rules += versions.map { one in
                RecordItem([
                    .text("houseRule.workplace", placement.workplace.name), .text("houseRule.rules", one.rules.joined(separator: "\n")),
                    .text("houseRule.rungs", one.rungs.joined(separator: "\n")), .moment("houseRule.set", one.set),
                    .moment("houseRule.agreed", one.agreed),
                ])
            }
            steps += try LadderStore.steps(of: placement, connection).map { step in
                RecordItem([
                    .word("ladder.act", "ladder.did." + step.act.rawValue), .text("ladder.rung", String(step.rung)),
                    .text("ladder.reason", step.reason), .moment("ladder.at", step.at),
                ])
            }
        }
        return RecordSection.some("houseRules", rules) + RecordSection.some("ladderSteps", steps)
    }

    package func erase(_ erased: Erased, _ connection: Connection) throws {
        try HouseRulesRecordsStore.remove(of: erased.person, connection)
    }
}
