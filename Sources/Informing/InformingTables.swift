import Storage

enum InformingTables {
    static let migrations = [
        Migration(
            "informing-1",
            """
            -- When a mail was last handed to sendmail, as long as it is not known what came of it.
            ALTER TABLE outbox ADD COLUMN trying_at TEXT;
            -- The administrator's page: what did not go out.
            CREATE INDEX outbox_failed ON outbox (failed_at) WHERE failed_at IS NOT NULL;
            -- The administrator's page: how many went out lately; and the sweep.
            CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL;
            -- Who has no row gets the digest at the usual hour.
            CREATE TABLE message_settings (
              person_id TEXT PRIMARY KEY REFERENCES persons (id) ON DELETE CASCADE,
              -- Hour of the day; empty for no digest.
              digest_hour INTEGER
            );
            CREATE TABLE digest_switches (
              secret_hash BLOB NOT NULL PRIMARY KEY,
              person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              made_at TEXT NOT NULL
            );
            -- Erasing a person.
            CREATE INDEX digest_switches_by_person ON digest_switches (person_id);
            -- The sweep.
            CREATE INDEX digest_switches_by_age ON digest_switches (made_at);
            CREATE TABLE calendar_feeds (
              person_id TEXT PRIMARY KEY REFERENCES persons (id) ON DELETE CASCADE,
              secret_hash BLOB NOT NULL UNIQUE,
              made_at TEXT NOT NULL
            );
            """)
    ]
}
