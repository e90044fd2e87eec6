import Foundation
import People
import Storage
import Web

/// What this part keeps itself: exports, requests and holds.
package struct PrivacyRecords: PersonalRecords {
    package init() {}

    package func about(_ own: OwnRecords, _ connection: Connection) throws -> [RecordSection] {
        try exports(own, connection) + corrections(own, connection) + erasures(own, connection) + holds(own, connection)
    }

    package func erase(_ erased: Erased, _ connection: Connection) throws {
        try PrivacyRecordsStore.scrub(erased.person, connection)
    }

    private func exports(_ own: OwnRecords, _ connection: Connection) throws -> [RecordSection] {
        RecordSection.some(
            "exports",
            try ExportStore.all(of: own.person, connection).map {
                RecordItem([.moment("request.asked", $0.asked), .word("request.state", "export.state." + $0.state.rawValue)])
            })
    }

    private func corrections(_ own: OwnRecords, _ connection: Connection) throws -> [RecordSection] {
        RecordSection.some(
            "corrections",
            try CorrectionStore.all(about: own.person, connection).map { correction in
                RecordItem([
                    .moment("request.asked", correction.asked), .text("correction.question", correction.question),
                    .word("request.state", "correction.state." + correction.state.rawValue), .text("correction.answer", correction.answer),
                    .text("correction.by", correction.answeredBy?.full), .moment("correction.at", correction.answered),
                ])
            })
    }

    private func erasures(_ own: OwnRecords, _ connection: Connection) throws -> [RecordSection] {
        RecordSection.some(
            "erasures",
            try ErasureStore.all(of: own.person, connection).map { request in
                RecordItem([
                    .moment("request.asked", request.asked), .word("request.state", "erasure.state." + request.state.rawValue),
                    .text("erasure.reason", request.reason), .moment("erasure.closed", request.closed),
                ])
            })
    }

    private func holds(_ own: OwnRecords, _ connection: Connection) throws -> [RecordSection] {
        RecordSection.some(
            "holds",
            try HoldStore.all(of: own.person, connection).map { hold in
                RecordItem([
                    .moment("hold.made", hold.made), .day("hold.until", hold.until), .text("hold.reason", hold.reason),
                    .moment("hold.ended", hold.ended),
                ])
            })
    }
}
