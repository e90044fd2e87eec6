import Agreements
import Foundation
import People
import Privacy
import Storage
import Web

enum TodayStore {
    /// Days that good news stays new, and that a broken agreement asks for a talk.
    static let recentDays = 7

    /// Everything Today needs, in a fixed number of queries whatever the caseload.
    static func found(_ permits: [Permit<Looking>], _ parts: GuidingParts, _ ask: Ask, _ connection: Connection) throws -> Today.Found {
        let since = (connection.today + -recentDays).start
        let students = permits.map(\.student)
        return Today.Found(
            students: try StudentStore.cards(permits, connection),
            roles: Dictionary(permits.map { ($0.student, $0.role) }, uniquingKeysWith: { first, _ in first }),
            agreements: try AgreementStore.needing(permits, since: since, connection),
            conversations: try ConversationStore.asking(permits, until: (connection.today + 8).start, connection),
            lastContact: try ConversationStore.lastContact(permits, connection),
            steps: try GoalStore.taken(permits, since: since, connection),
            successes: try SuccessStore.since(since, permits, connection), rhythms: try Rhythm.own(students, connection),
            rhythm: try Rhythm.institution(connection),
            corrections: Set(try CorrectionStore.open(for: permits, connection).map(\.student)),
            erasures: Dictionary(
                try ErasureStore.open(for: permits, connection).filter { $0.state != .byWitness }.map { ($0.person, $0.id) },
                uniquingKeysWith: { first, _ in first }),
            parts: Dictionary(grouping: try parts.needs(permits, ask, connection), by: \.student),
            partNews: try parts.news(permits, since: since, ask, connection))
    }
}
