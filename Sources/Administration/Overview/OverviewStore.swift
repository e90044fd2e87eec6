import Privacy
import Storage

/// The SQL of the figures on the first page.
enum OverviewStore {
    static func read(_ connection: Connection) throws -> Overview {
        Overview(
            people: try connection.count("SELECT COUNT(*) AS n FROM persons"),
            accounts: try connection.count("SELECT COUNT(*) AS n FROM accounts"),
            invited: try connection.count("SELECT COUNT(*) AS n FROM accounts WHERE password IS NULL AND disabled_at IS NULL"),
            groups: try connection.count("SELECT COUNT(*) AS n FROM groups"),
            organisations: try connection.count("SELECT COUNT(*) AS n FROM organisations"),
            openReviews: try ReviewStore.open(connection))
    }
}
