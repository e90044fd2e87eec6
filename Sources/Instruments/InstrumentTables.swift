import Storage

package enum InstrumentTables {
    package static let migrations = [
        Migration(
            "instruments-1",
            """
            CREATE TABLE response_pairs (
              id TEXT PRIMARY KEY,
              instrument TEXT NOT NULL,
              version INTEGER NOT NULL,
              moment TEXT NOT NULL,
              conversation_id TEXT,
              made_by TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              invited TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              made_at TEXT NOT NULL,
              CHECK (made_by <> invited)
            );
            -- Erasing a person.
            CREATE INDEX response_pairs_by_maker ON response_pairs (made_by);
            CREATE INDEX response_pairs_by_invited ON response_pairs (invited);
            CREATE TABLE responses (
              id TEXT PRIMARY KEY,
              instrument TEXT NOT NULL,
              version INTEGER NOT NULL,
              author_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              moment TEXT NOT NULL CHECK (moment IN ('before', 'during', 'after')),
              conversation_id TEXT,
              pair_id TEXT REFERENCES response_pairs (id) ON DELETE SET NULL,
              started_at TEXT NOT NULL,
              changed_at TEXT NOT NULL,
              done_at TEXT,
              answers BLOB
            );
            -- My checklists: my drafts and what I finished last.
            CREATE INDEX responses_by_author ON responses (author_id, done_at);
            -- Looking back over time: what I finished on one checklist.
            CREATE INDEX responses_of_instrument ON responses (author_id, instrument, done_at);
            -- A conversation's page: what I filled in at it.
            CREATE INDEX responses_by_conversation ON responses (conversation_id, author_id) WHERE conversation_id IS NOT NULL;
            -- A pair's page; and nobody is in a pair twice.
            CREATE UNIQUE INDEX responses_by_pair ON responses (pair_id, author_id) WHERE pair_id IS NOT NULL;
            -- No person and no exact time: it cannot tell who.
            CREATE TABLE instrument_use (
              instrument TEXT NOT NULL,
              version INTEGER NOT NULL,
              month TEXT NOT NULL,
              moment TEXT NOT NULL,
              mode TEXT NOT NULL CHECK (mode IN ('alone', 'pair')),
              count INTEGER NOT NULL,
              PRIMARY KEY (instrument, version, month, moment, mode)
            );
            """)
    ]
}
