import People
import Storage

enum GuardianStore {
    /// When the student was born, for the rule about parents and guardians; shown nowhere.
    static func born(_ permit: Permit<Looking>, _ connection: Connection) throws -> Day? {
        try connection.first("SELECT born FROM persons WHERE id = \(permit.student)") { try $0.get("born") as Day? } ?? nil
    }
}
