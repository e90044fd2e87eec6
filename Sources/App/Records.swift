import Agreements
import Care
import Career
import Guiding
import Informing
import Instruments
import Inviting
import People
import Placements
import Privacy
import Storage

extension App {
    /// Everything that keeps something about people, in the order of an export. A part that is not in this list is not exported, not
    /// erased and never past its term: whoever adds one adds it here.
    package static func records(_ catalogue: InstrumentCatalogue) -> [any PersonalRecords] {
        [
            PeopleRecords(), ManualRecords(), GoalRecords(), AgreementRecords(), ConversationRecords(),
            ResponseRecords(catalogue: catalogue),
        ] + Placements.records + Care.records + Career.records(catalogue) + Inviting.records + Informing.records + [PrivacyRecords()]
    }

    /// Erases anew whoever was erased after this database was copied, before a backup takes its place. The server does the same at start.
    /// - Parameter others: tombstones from elsewhere, such as the database that is being replaced.
    /// - Returns: how many people were erased again.
    @discardableResult
    package static func eraseAgain(in database: Database, others: [Tombstone] = []) async throws -> Int {
        let records = records(try InstrumentCatalogue.builtIn())
        return try await Erasure(database: database, records: records).restoreTombstones(others: others)
    }

    /// What takes away what is past its term, for the command line.
    package static func retention(of database: Database) throws -> Retention {
        Retention(erasure: Erasure(database: database, records: records(try InstrumentCatalogue.builtIn())))
    }
}
