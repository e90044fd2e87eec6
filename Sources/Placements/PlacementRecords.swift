import People
import Privacy
import Storage

/// What placements keep about people. Of an erased student they stay as acts: where, when, who was in touch; words, hours and match go.
package struct PlacementRecords: PersonalRecords {
    package init() {}

    package func about(_ own: OwnRecords, _ connection: Connection) throws -> [RecordSection] {
        let items = try PlacementRecordsStore.placements(about: own.person, connection).map { placement in
            RecordItem(
                [
                    .text("placement.workplace", placement.workplace.name), .day("placement.first", placement.first),
                    .day("placement.last", placement.last), .day("placement.ended", placement.ended),
                    .text("placement.reason", placement.reason),
                    .text("placement.hours", placement.hours == 0 ? nil : String(placement.hours)),
                    .text("placement.with", placement.supervisors.map(\.name.full).joined(separator: ", ")),
                ], parts: try parts(of: placement, own, connection))
        }
        // Placements of others are theirs: here only that this person guided there.
        let elsewhere = try PlacementRecordsStore.elsewhere(own.person, connection).map { period in
            RecordItem([.day("placement.first", period.first), .day("placement.last", period.last)])
        }
        return RecordSection.some("placements", items) + RecordSection.some("placementsElsewhere", elsewhere)
    }

    package func erase(_ erased: Erased, _ connection: Connection) throws {
        try PlacementRecordsStore.scrub(about: erased.person, connection)
    }

    private func parts(of placement: Placement, _ own: OwnRecords, _ connection: Connection) throws -> [RecordSection] {
        let tasks = try TaskStore.all(of: placement, connection).map {
            RecordItem([.text("placement.task", $0.words), .day("placement.firstDone", $0.firstDone)])
        }
        let hours = try PlacementRecordsStore.hours(of: placement, connection).map {
            RecordItem([.day("placement.day", $0.day), .text("placement.minutes", String($0.minutes))])
        }
        let contacts = try PlacementRecordsStore.contacts(of: placement, connection).map {
            RecordItem([.moment("placement.at", $0.at), .word("placement.channel", $0.channel.key), .text("placement.words", $0.words)])
        }
        return RecordSection.some("placementTasks", tasks) + RecordSection.some("placementHours", hours)
            + RecordSection.some("placementContacts", contacts)
            + RecordSection.some("placementMatch", try match(of: placement, connection))
    }

    private func match(of placement: Placement, _ connection: Connection) throws -> [RecordItem] {
        let match = try MatchStore.all(of: placement, connection)
        return match.rows.flatMap { row in
            row.answers.map { side, answer in
                RecordItem([
                    .word("placement.question", row.question.key + ".title"), .word("placement.side", side.key),
                    .word("placement.fit", answer.fit.key), .text("placement.words", answer.words),
                ])
            }
        }
    }
}
