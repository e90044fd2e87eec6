import Storage

package enum GuidingTables {
    package static let migrations = [
        Migration(
            "guiding-1",
            """
            CREATE TABLE guidances (
              student_id TEXT PRIMARY KEY REFERENCES persons (id) ON DELETE CASCADE,
              rhythm_days INTEGER
            );
            CREATE TABLE goals (
              id TEXT PRIMARY KEY,
              student_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              task TEXT NOT NULL,
              words BLOB NOT NULL,
              dream BLOB,
              takes BLOB,
              state TEXT NOT NULL DEFAULT 'open',
              made_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              made_at TEXT NOT NULL,
              ended_at TEXT
            );
            -- The student's page and home.
            CREATE INDEX goals_by_student ON goals (student_id, made_at);
            CREATE TABLE goal_steps (
              id TEXT PRIMARY KEY,
              goal_id TEXT NOT NULL REFERENCES goals (id) ON DELETE CASCADE,
              student_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              words BLOB NOT NULL,
              due TEXT,
              done_at TEXT,
              made_at TEXT NOT NULL
            );
            -- The steps beside their goal.
            CREATE INDEX goal_steps_by_goal ON goal_steps (goal_id, made_at);
            -- Today: good news of a caseload.
            CREATE INDEX goal_steps_done ON goal_steps (student_id, done_at) WHERE done_at IS NOT NULL;
            CREATE TABLE successes (
              id TEXT PRIMARY KEY,
              student_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              words BLOB NOT NULL,
              noted_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              at TEXT NOT NULL
            );
            -- Today and the student's page: the latest first.
            CREATE INDEX successes_by_student ON successes (student_id, at);
            CREATE TABLE conversations (
              id TEXT PRIMARY KEY,
              student_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              kind TEXT NOT NULL,
              state TEXT NOT NULL,
              at TEXT NOT NULL,
              place BLOB,
              agenda BLOB,
              notes BLOB,
              summary BLOB,
              summarised_at TEXT,
              made_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              made_at TEXT NOT NULL
            );
            -- The student's page, and the last contact on Today.
            CREATE INDEX conversations_by_student ON conversations (student_id, state, at);
            -- Today: what still asks for something, of a caseload.
            CREATE INDEX conversations_open ON conversations (student_id, at) WHERE state IN ('proposed', 'planned', 'held');
            CREATE TABLE conversation_participants (
              conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
              person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              confirmed_at TEXT,
              PRIMARY KEY (conversation_id, person_id)
            );
            -- My own conversations, of whoever they are about.
            CREATE INDEX conversation_participants_by_person ON conversation_participants (person_id);
            CREATE TABLE working_notes (
              conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
              author_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              note BLOB NOT NULL,
              changed_at TEXT NOT NULL,
              PRIMARY KEY (conversation_id, author_id)
            );
            """),
        Migration(
            "guiding-2",
            """
            CREATE TABLE manual_texts (
              student_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              section TEXT NOT NULL,
              version INTEGER NOT NULL,
              text BLOB NOT NULL,
              at TEXT NOT NULL,
              PRIMARY KEY (student_id, section, version)
            );
            CREATE TABLE circumstances (
              id TEXT PRIMARY KEY,
              student_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              author_id TEXT REFERENCES persons (id) ON DELETE SET NULL,
              words BLOB NOT NULL,
              state TEXT NOT NULL,
              made_at TEXT NOT NULL,
              decided_at TEXT
            );
            -- The student's list, and what a guide proposed of this student.
            CREATE INDEX circumstances_by_student ON circumstances (student_id, made_at);
            -- Erasing a person.
            CREATE INDEX circumstances_by_author ON circumstances (author_id) WHERE author_id IS NOT NULL;
            -- The nightly sweep of what was not decided in time.
            CREATE INDEX circumstances_waiting ON circumstances (made_at) WHERE state <> 'accepted';
            """),
    ]
}
