import Storage

enum CareerTables {
    static let migrations = [
        Migration(
            "career-1",
            """
            -- Who has the lead: a version at every change, none of which is rewritten. The latest is read by its key.
            CREATE TABLE leads (
              student_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              version INTEGER NOT NULL,
              set_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              set_at TEXT NOT NULL,
              agreed_at TEXT,
              PRIMARY KEY (student_id, version)
            );
            CREATE TABLE lead_lines (
              student_id TEXT NOT NULL,
              version INTEGER NOT NULL,
              field TEXT NOT NULL,
              person_id TEXT REFERENCES persons (id) ON DELETE SET NULL,
              words BLOB,
              PRIMARY KEY (student_id, version, field),
              FOREIGN KEY (student_id, version) REFERENCES leads (student_id, version) ON DELETE CASCADE
            );
            CREATE TABLE skill_ratings (
              id TEXT PRIMARY KEY,
              student_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              side TEXT NOT NULL,
              rater_id TEXT REFERENCES persons (id) ON DELETE SET NULL,
              version INTEGER NOT NULL,
              answers BLOB NOT NULL,
              at TEXT NOT NULL
            );
            -- The page of skills, and the timeline: all of one student, the latest first.
            CREATE INDEX skill_ratings_by_student ON skill_ratings (student_id, at);
            -- The export of who rated: that he or she did, and when.
            CREATE INDEX skill_ratings_by_rater ON skill_ratings (rater_id) WHERE rater_id IS NOT NULL;
            """),
        Migration(
            "career-2",
            """
            CREATE TABLE career_evidence (
              id TEXT PRIMARY KEY,
              student_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              competence TEXT NOT NULL,
              source TEXT NOT NULL,
              words BLOB NOT NULL,
              day TEXT NOT NULL,
              made_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              made_at TEXT NOT NULL
            );
            -- The page of a career, and good news on Today: what a student showed, by when it was written.
            CREATE INDEX career_evidence_by_student ON career_evidence (student_id, made_at);
            CREATE TABLE career_options (
              id TEXT PRIMARY KEY,
              student_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              kind TEXT NOT NULL,
              words BLOB NOT NULL,
              felt TEXT NOT NULL,
              note BLOB,
              day TEXT NOT NULL,
              made_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              made_at TEXT NOT NULL
            );
            -- The page of a career: what one student explored.
            CREATE INDEX career_options_by_student ON career_options (student_id, day);
            -- The latest version is what comes next; those before it are how the plan grew.
            CREATE TABLE career_next_steps (
              student_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              version INTEGER NOT NULL,
              direction TEXT NOT NULL,
              words BLOB,
              made_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              made_at TEXT NOT NULL,
              PRIMARY KEY (student_id, version)
            );
            CREATE TABLE career_look_backs (
              student_id TEXT PRIMARY KEY REFERENCES persons (id) ON DELETE CASCADE,
              consents INTEGER NOT NULL,
              decided_at TEXT NOT NULL,
              leaves TEXT,
              asked_at TEXT,
              mentor_id TEXT REFERENCES persons (id) ON DELETE SET NULL,
              version INTEGER,
              answers BLOB,
              answered_at TEXT
            );
            -- The hourly sweep: who said yes and was not asked yet.
            CREATE INDEX career_look_backs_waiting ON career_look_backs (student_id) WHERE consents = 1 AND asked_at IS NULL;
            -- What a mentor may read of students who have left.
            CREATE INDEX career_look_backs_by_mentor ON career_look_backs (mentor_id) WHERE mentor_id IS NOT NULL;
            """),
    ]
}
