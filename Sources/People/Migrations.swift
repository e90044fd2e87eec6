import Storage

package enum PeopleTables {
    package static let migrations = [
        Migration(
            "people-1",
            """
            CREATE TABLE settings (
              name TEXT PRIMARY KEY,
              value TEXT NOT NULL
            );
            CREATE TABLE organisations (
              id TEXT PRIMARY KEY,
              kind TEXT NOT NULL,
              name TEXT NOT NULL,
              source_id TEXT UNIQUE
            );
            CREATE TABLE persons (
              id TEXT PRIMARY KEY,
              given TEXT NOT NULL,
              prefix TEXT NOT NULL DEFAULT '',
              family TEXT NOT NULL,
              called TEXT NOT NULL DEFAULT '',
              sort_key TEXT NOT NULL,
              language TEXT NOT NULL DEFAULT 'nl',
              born TEXT,
              email TEXT,
              source_id TEXT UNIQUE
            );
            -- The administrator's list of people, in order of name.
            CREATE INDEX persons_by_name ON persons (sort_key);
            CREATE TABLE groups (
              id TEXT PRIMARY KEY,
              kind TEXT NOT NULL,
              name TEXT NOT NULL,
              organisation_id TEXT REFERENCES organisations (id) ON DELETE SET NULL,
              source_id TEXT UNIQUE
            );
            CREATE TABLE roles (
              id TEXT PRIMARY KEY,
              person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              role TEXT NOT NULL,
              organisation_id TEXT REFERENCES organisations (id) ON DELETE CASCADE,
              group_id TEXT REFERENCES groups (id) ON DELETE CASCADE,
              student_id TEXT REFERENCES persons (id) ON DELETE CASCADE,
              starts_at TEXT NOT NULL,
              ends_at TEXT,
              source_id TEXT UNIQUE,
              CHECK ((organisation_id IS NOT NULL) + (group_id IS NOT NULL) + (student_id IS NOT NULL) <= 1)
            );
            -- Who am I: every request. Whom do I guide: Today.
            CREATE INDEX roles_by_person ON roles (person_id, role);
            -- Who is in this class: Today, class lists, the rules.
            CREATE INDEX roles_by_group ON roles (group_id, role);
            -- Who is in this student's team: every look at a file.
            CREATE INDEX roles_by_student ON roles (student_id);
            CREATE TABLE accounts (
              person_id TEXT PRIMARY KEY REFERENCES persons (id) ON DELETE CASCADE,
              name TEXT NOT NULL UNIQUE,
              password TEXT,
              activation_hash BLOB UNIQUE,
              activation_ends TEXT,
              disabled_at TEXT,
              made_at TEXT NOT NULL
            );
            CREATE TABLE sessions (
              id TEXT PRIMARY KEY,
              token_hash BLOB NOT NULL UNIQUE,
              person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              device TEXT NOT NULL,
              made_at TEXT NOT NULL,
              seen_at TEXT NOT NULL,
              ends_at TEXT NOT NULL
            );
            -- My sessions, and ending all of one person.
            CREATE INDEX sessions_by_person ON sessions (person_id);
            -- Not a foreign key to persons: the log outlives whom it is about, and holds ids only.
            CREATE TABLE access_log (
              number INTEGER PRIMARY KEY,
              at TEXT NOT NULL,
              viewer_id TEXT NOT NULL,
              role TEXT NOT NULL,
              student_id TEXT NOT NULL,
              what TEXT NOT NULL,
              hash TEXT NOT NULL
            );
            -- Who looked at me.
            CREATE INDEX access_log_by_student ON access_log (student_id, number);
            CREATE TRIGGER access_log_is_not_rewritten BEFORE UPDATE ON access_log BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
            CREATE TRIGGER access_log_is_not_cut BEFORE DELETE ON access_log BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
            """),
        Migration(
            "people-2",
            """
            -- What was shown at signing in: 'single', 'code' or 'provider'.
            ALTER TABLE sessions ADD COLUMN proof TEXT NOT NULL DEFAULT 'single';
            -- When the administrator took the second factor away; told at the next sign-in, then empty again.
            ALTER TABLE accounts ADD COLUMN factor_removed_at TEXT;
            CREATE TABLE second_factors (
              person_id TEXT PRIMARY KEY REFERENCES persons (id) ON DELETE CASCADE,
              secret BLOB NOT NULL,
              last_step INTEGER NOT NULL DEFAULT 0,
              made_at TEXT NOT NULL,
              confirmed_at TEXT
            );
            CREATE TABLE recovery_codes (
              code_hash BLOB NOT NULL PRIMARY KEY,
              person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              used_at TEXT
            );
            -- How many of mine are left, and putting new ones in their place.
            CREATE INDEX recovery_codes_by_person ON recovery_codes (person_id);
            CREATE TABLE half_sign_ins (
              token_hash BLOB NOT NULL PRIMARY KEY,
              person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              wrong_tries INTEGER NOT NULL DEFAULT 0,
              ends_at TEXT NOT NULL
            );
            -- Ending all of one person.
            CREATE INDEX half_sign_ins_by_person ON half_sign_ins (person_id);
            -- One person has one identity at a provider: an address that the provider gives to somebody else opens nothing here.
            CREATE TABLE outside_identities (
              issuer TEXT NOT NULL,
              subject TEXT NOT NULL,
              person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              linked_at TEXT NOT NULL,
              PRIMARY KEY (issuer, subject),
              UNIQUE (person_id, issuer)
            );
            CREATE TABLE outside_asks (
              state_hash BLOB NOT NULL PRIMARY KEY,
              browser_hash BLOB NOT NULL,
              next TEXT,
              ends_at TEXT NOT NULL
            );
            """),
        Migration(
            "people-3",
            """
            -- Where the access log begins since its oldest lines were past their term: the last line that was taken away, and its hash,
            -- to which the first line that is left is chained. Only a line that is there and more than a year old can become one.
            CREATE TABLE access_log_starts (
              number INTEGER PRIMARY KEY,
              hash TEXT NOT NULL,
              at TEXT NOT NULL
            );
            CREATE TRIGGER access_log_starts_at_a_line BEFORE INSERT ON access_log_starts
            WHEN NOT EXISTS (
              SELECT 1 FROM access_log WHERE number = NEW.number AND hash = NEW.hash
                AND at < strftime('%Y-%m-%dT%H:%M:%fZ', NEW.at, '-1 year'))
            BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
            CREATE TRIGGER access_log_starts_are_not_rewritten BEFORE UPDATE ON access_log_starts
            BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
            CREATE TRIGGER access_log_starts_are_not_cut BEFORE DELETE ON access_log_starts
            BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
            DROP TRIGGER access_log_is_not_cut;
            CREATE TRIGGER access_log_is_not_cut BEFORE DELETE ON access_log
            WHEN OLD.number > COALESCE((SELECT MAX(number) FROM access_log_starts), 0)
            BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
            """),
        Migration(
            "people-4",
            """
            CREATE TABLE shares (
              id TEXT PRIMARY KEY,
              student_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              kind TEXT NOT NULL,
              item TEXT NOT NULL,
              role TEXT,
              person_id TEXT REFERENCES persons (id) ON DELETE CASCADE,
              purpose TEXT NOT NULL,
              until TEXT NOT NULL,
              made_at TEXT NOT NULL,
              withdrawn_at TEXT,
              agreed_at TEXT,
              agreed_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              CHECK ((role IS NULL) <> (person_id IS NULL))
            );
            -- What this student shares now: every look at the file.
            CREATE INDEX shares_running ON shares (student_id) WHERE withdrawn_at IS NULL;
            -- May this guardian still look, and erasing a person.
            CREATE INDEX shares_by_person ON shares (person_id) WHERE person_id IS NOT NULL;
            CREATE INDEX shares_by_agreer ON shares (agreed_by) WHERE agreed_by IS NOT NULL;
            -- How this person can be reached, for the people around.
            ALTER TABLE persons ADD COLUMN reach BLOB;
            """),
        Migration(
            "people-5",
            """
            CREATE TABLE holidays (
              id TEXT PRIMARY KEY,
              name TEXT NOT NULL,
              first_day TEXT NOT NULL,
              last_day TEXT NOT NULL,
              CHECK (first_day <= last_day)
            );
            -- What a person is told of in the next digest: kinds and ids, no words.
            CREATE TABLE notices (
              person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              kind TEXT NOT NULL,
              cause TEXT NOT NULL,
              made_at TEXT NOT NULL,
              mailed_at TEXT,
              PRIMARY KEY (person_id, kind, cause)
            );
            -- What is still to be mailed.
            CREATE INDEX notices_waiting ON notices (person_id) WHERE mailed_at IS NULL;
            CREATE TABLE outbox (
              id TEXT PRIMARY KEY,
              person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              kind TEXT NOT NULL,
              cause TEXT NOT NULL,
              -- Gone once it was sent.
              content BLOB,
              made_at TEXT NOT NULL,
              next_at TEXT NOT NULL,
              tries INTEGER NOT NULL DEFAULT 0,
              sent_at TEXT,
              -- Given up; shown to the administrator.
              failed_at TEXT,
              reason TEXT,
              UNIQUE (kind, cause)
            );
            -- What is to go out now.
            CREATE INDEX outbox_waiting ON outbox (next_at) WHERE sent_at IS NULL AND failed_at IS NULL;
            -- Erasing a person.
            CREATE INDEX outbox_by_person ON outbox (person_id);
            """),
        Migration(
            "people-6",
            """
            -- What was shown on the first screen: a password, or a code by mail.
            ALTER TABLE half_sign_ins ADD COLUMN first TEXT NOT NULL DEFAULT 'single';
            -- Whose address is this: inviting, and signing in by a code by mail.
            CREATE INDEX persons_by_email ON persons (lower(email)) WHERE email IS NOT NULL;
            """),
    ]
}
