import Storage

package enum AgreementTables {
    package static let migrations = [
        Migration(
            "agreements-1",
            """
            CREATE TABLE agreements (
              id TEXT PRIMARY KEY,
              student_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              what BLOB NOT NULL,
              due TEXT NOT NULL,
              consequence BLOB,
              state TEXT NOT NULL DEFAULT 'open',
              goal_id TEXT,
              conversation_id TEXT,
              made_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              made_at TEXT NOT NULL,
              judged_at TEXT
            );
            -- The student's page: all of one student, newest date first.
            CREATE INDEX agreements_by_student ON agreements (student_id, due);
            -- Today: what is open and due, of a caseload.
            CREATE INDEX agreements_open ON agreements (student_id, due) WHERE state = 'open';
            -- Today: what was kept lately, of a caseload.
            CREATE INDEX agreements_judged ON agreements (student_id, judged_at) WHERE judged_at IS NOT NULL;
            -- What came of this conversation.
            CREATE INDEX agreements_by_conversation ON agreements (conversation_id) WHERE conversation_id IS NOT NULL;
            CREATE TABLE agreement_parties (
              agreement_id TEXT NOT NULL REFERENCES agreements (id) ON DELETE CASCADE,
              person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              confirmed_at TEXT,
              PRIMARY KEY (agreement_id, person_id)
            );
            -- My own agreements, of whoever they are about.
            CREATE INDEX agreement_parties_by_person ON agreement_parties (person_id);
            CREATE TABLE agreement_steps (
              id TEXT PRIMARY KEY,
              agreement_id TEXT NOT NULL REFERENCES agreements (id) ON DELETE CASCADE,
              place INTEGER NOT NULL,
              text BLOB NOT NULL,
              done_at TEXT
            );
            CREATE INDEX agreement_steps_by_agreement ON agreement_steps (agreement_id, place);
            CREATE TABLE agreement_events (
              id TEXT PRIMARY KEY,
              agreement_id TEXT NOT NULL REFERENCES agreements (id) ON DELETE CASCADE,
              kind TEXT NOT NULL,
              by_person TEXT,
              at TEXT NOT NULL,
              reason BLOB,
              due TEXT
            );
            CREATE INDEX agreement_events_by_agreement ON agreement_events (agreement_id, at);
            CREATE TRIGGER agreement_history_is_not_rewritten BEFORE UPDATE ON agreement_events
            BEGIN SELECT RAISE(ABORT, 'the history of an agreement is not rewritten'); END;
            """),
        Migration(
            "agreements-2",
            """
            -- One thing may be done to a line of the history: its words become none when the person they are about is erased.
            DROP TRIGGER agreement_history_is_not_rewritten;
            CREATE TRIGGER agreement_history_is_not_rewritten BEFORE UPDATE ON agreement_events
            WHEN NEW.id IS NOT OLD.id OR NEW.agreement_id IS NOT OLD.agreement_id OR NEW.kind IS NOT OLD.kind
              OR NEW.by_person IS NOT OLD.by_person OR NEW.at IS NOT OLD.at OR NEW.due IS NOT OLD.due
              OR (NEW.reason IS NOT OLD.reason AND NEW.reason IS NOT X'')
            BEGIN SELECT RAISE(ABORT, 'the history of an agreement is not rewritten'); END;
            """),
        Migration(
            "agreements-3",
            """
            ALTER TABLE agreements ADD COLUMN placement_id TEXT;
            -- What was agreed for this placement: its page and its sheet.
            CREATE INDEX agreements_by_placement ON agreements (placement_id) WHERE placement_id IS NOT NULL;
            """),
    ]
}
