import Storage

enum RightsTables {
    static let migrations = [
        Migration(
            "privacy-2",
            """
            CREATE TABLE exports (
              id TEXT PRIMARY KEY,
              person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              state TEXT NOT NULL,
              asked_at TEXT NOT NULL,
              attempts INTEGER NOT NULL DEFAULT 0,
              progress INTEGER NOT NULL DEFAULT 0,
              ends_at TEXT,
              file BLOB
            );
            -- My own: the page, and how many there were today.
            CREATE INDEX exports_by_person ON exports (person_id, asked_at);
            -- What is still to be made, and what is to be wiped: the few that are not over.
            CREATE INDEX exports_open ON exports (state, asked_at) WHERE state IN ('waiting', 'building', 'ready');
            """),
        Migration(
            "privacy-3",
            """
            CREATE TABLE corrections (
              id TEXT PRIMARY KEY,
              student_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              state TEXT NOT NULL,
              question BLOB NOT NULL,
              asked_at TEXT NOT NULL,
              answer BLOB,
              answered_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              answered_at TEXT
            );
            -- The student's own, and the page of the team.
            CREATE INDEX corrections_by_student ON corrections (student_id, asked_at);
            -- What waits for an answer, of a caseload.
            CREATE INDEX corrections_open ON corrections (student_id) WHERE state = 'open';
            -- What is past its term.
            CREATE INDEX corrections_answered ON corrections (answered_at) WHERE answered_at IS NOT NULL;
            """),
        Migration(
            "privacy-4",
            """
            CREATE TABLE erasures (
              id TEXT PRIMARY KEY,
              person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              state TEXT NOT NULL,
              asked_at TEXT NOT NULL,
              entered_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              administrator_id TEXT REFERENCES persons (id) ON DELETE SET NULL,
              witness_id TEXT REFERENCES persons (id) ON DELETE SET NULL,
              reason BLOB,
              closed_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              closed_at TEXT
            );
            -- My own, and the page of the team.
            CREATE INDEX erasures_by_person ON erasures (person_id, asked_at);
            -- What waits for a yes or a no; and nobody has two.
            CREATE UNIQUE INDEX erasures_open ON erasures (person_id) WHERE state IN ('asked', 'byAdministrator', 'byWitness');
            -- What is past its term.
            CREATE INDEX erasures_closed ON erasures (closed_at) WHERE closed_at IS NOT NULL;
            """),
        Migration(
            "privacy-5",
            """
            CREATE TABLE holds (
              id TEXT PRIMARY KEY,
              person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              until TEXT NOT NULL,
              reason BLOB,
              made_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              made_at TEXT NOT NULL,
              ended_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              ended_at TEXT
            );
            -- Whether a file may go: every night, and at the second yes.
            CREATE INDEX holds_by_person ON holds (person_id, until) WHERE ended_at IS NULL;
            CREATE TABLE scrubs (
              day TEXT NOT NULL,
              kind TEXT NOT NULL,
              gone INTEGER NOT NULL,
              PRIMARY KEY (day, kind)
            );
            """),
    ]
}
