import Storage

enum InvitingTables {
    static let migrations = [
        Migration(
            "inviting-1",
            """
            CREATE TABLE invitations (
              id TEXT PRIMARY KEY,
              student_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              role TEXT NOT NULL,
              -- What it is for, as the part that has it names it: a placement, a referral, the student.
              subject TEXT NOT NULL,
              -- Access is this period, and ends with it.
              period_id TEXT REFERENCES roles (id) ON DELETE SET NULL,
              made_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              made_at TEXT NOT NULL,
              -- Of the link in the last mail; gone when the link has no use any more.
              secret_hash BLOB UNIQUE,
              mails INTEGER NOT NULL DEFAULT 0,
              lapses_at TEXT NOT NULL,
              -- When access ends once it was accepted; empty when that is done by hand.
              subject_ends TEXT,
              accepted_at TEXT,
              withdrawn_at TEXT,
              withdrawn_by TEXT REFERENCES persons (id) ON DELETE SET NULL
            );
            -- Who was invited for this student: the page of invitations.
            CREATE INDEX invitations_by_student ON invitations (student_id);
            -- What is open for this person: every sign-in by a code by mail.
            CREATE INDEX invitations_by_person ON invitations (person_id);
            -- Erasing a person.
            CREATE INDEX invitations_by_maker ON invitations (made_by) WHERE made_by IS NOT NULL;
            CREATE INDEX invitations_by_withdrawer ON invitations (withdrawn_by) WHERE withdrawn_by IS NOT NULL;
            -- One browser that asked for a code, whether there was anybody to send one to or not.
            CREATE TABLE mail_code_asks (
              browser_hash BLOB NOT NULL PRIMARY KEY,
              wrong_tries INTEGER NOT NULL DEFAULT 0,
              ends_at TEXT NOT NULL
            );
            CREATE TABLE mail_codes (
              id TEXT PRIMARY KEY,
              person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              browser_hash BLOB NOT NULL,
              -- Hashed together with the secret of that browser, which stands nowhere here: six digits alone are soon guessed.
              digits_hash BLOB NOT NULL,
              link_hash BLOB NOT NULL UNIQUE,
              next TEXT,
              made_at TEXT NOT NULL,
              ends_at TEXT NOT NULL
            );
            -- The codes of this browser: every six digits.
            CREATE INDEX mail_codes_by_browser ON mail_codes (browser_hash);
            -- How many today, and ending those of one person.
            CREATE INDEX mail_codes_by_person ON mail_codes (person_id);
            """)
    ]
}
