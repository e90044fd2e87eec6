import Storage

enum CareTables {
    static let migrations = [
        Migration(
            "care-1",
            """
            CREATE TABLE consults (
              id TEXT PRIMARY KEY,
              student_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              asked_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              coordinator_id TEXT REFERENCES persons (id) ON DELETE SET NULL,
              question BLOB NOT NULL,
              answer BLOB,
              state TEXT NOT NULL,
              asked_at TEXT NOT NULL,
              taken_up_at TEXT,
              answered_at TEXT,
              ended_at TEXT
            );
            -- The student's page, and the consults of a caseload.
            CREATE INDEX consults_by_student ON consults (student_id, asked_at);
            -- Whether someone still needs the role of coordinator of a student, and the hourly closing of what was answered long ago.
            CREATE INDEX consults_open ON consults (student_id, coordinator_id) WHERE state IN ('asked', 'takenUp', 'answered');
            CREATE TABLE signals (
              id TEXT PRIMARY KEY,
              student_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              given_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              area BLOB,
              words BLOB NOT NULL,
              state TEXT NOT NULL,
              given_at TEXT NOT NULL,
              taken_up_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              taken_up_at TEXT,
              answer BLOB,
              ended_at TEXT,
              consult_id TEXT REFERENCES consults (id) ON DELETE SET NULL
            );
            -- The student's page, and the signals of a caseload.
            CREATE INDEX signals_by_student ON signals (student_id, given_at);
            -- Today: what nobody has taken up yet, of a caseload.
            CREATE INDEX signals_given ON signals (student_id, given_at) WHERE state = 'given';
            -- The export of who gave them.
            CREATE INDEX signals_by_giver ON signals (given_by) WHERE given_by IS NOT NULL;
            CREATE TABLE referrals (
              id TEXT PRIMARY KEY,
              student_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              consult_id TEXT REFERENCES consults (id) ON DELETE SET NULL,
              coordinator_id TEXT REFERENCES persons (id) ON DELETE SET NULL,
              receiver_id TEXT REFERENCES persons (id) ON DELETE SET NULL,
              place BLOB,
              area BLOB,
              words BLOB NOT NULL,
              asks_circumstances INTEGER NOT NULL DEFAULT 0,
              state TEXT NOT NULL,
              proposed_at TEXT NOT NULL,
              changed_at TEXT NOT NULL
            );
            -- The student's page and home, and the referrals of a caseload.
            CREATE INDEX referrals_by_student ON referrals (student_id, proposed_at);
            -- The referrals that came of a consult.
            CREATE INDEX referrals_by_consult ON referrals (consult_id) WHERE consult_id IS NOT NULL;
            CREATE TABLE referral_items (
              referral_id TEXT NOT NULL REFERENCES referrals (id) ON DELETE CASCADE,
              kind TEXT NOT NULL,
              item TEXT NOT NULL,
              agreed INTEGER NOT NULL DEFAULT 0,
              PRIMARY KEY (referral_id, kind, item)
            );
            CREATE TABLE referral_events (
              id TEXT PRIMARY KEY,
              referral_id TEXT NOT NULL REFERENCES referrals (id) ON DELETE CASCADE,
              act TEXT NOT NULL,
              by_person TEXT REFERENCES persons (id) ON DELETE SET NULL,
              at TEXT NOT NULL,
              words BLOB
            );
            -- What happened to a referral, in order.
            CREATE INDEX referral_events_by_referral ON referral_events (referral_id, at);
            """)
    ]
}
