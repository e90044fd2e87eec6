import Storage

package enum PlacementTables {
    package static let migrations = [
        Migration(
            "placements-1",
            """
            CREATE TABLE placements (
              id TEXT PRIMARY KEY,
              student_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              workplace_id TEXT NOT NULL REFERENCES organisations (id) ON DELETE RESTRICT,
              guide_id TEXT REFERENCES persons (id) ON DELETE SET NULL,
              state TEXT NOT NULL DEFAULT 'planned',
              first_day TEXT NOT NULL,
              last_day TEXT NOT NULL,
              weekdays TEXT NOT NULL,
              hours INTEGER NOT NULL,
              rhythm INTEGER NOT NULL,
              channel TEXT NOT NULL,
              reason BLOB,
              ended_on TEXT,
              made_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              made_at TEXT NOT NULL,
              CHECK (first_day <= last_day)
            );
            -- The student's page, and Today: the placements of one student or of a caseload.
            CREATE INDEX placements_by_student ON placements (student_id, last_day);
            -- The hourly look at moments that passed: what is not closed, by its last day.
            CREATE INDEX placements_open ON placements (last_day) WHERE state IN ('planned', 'running');
            -- Whether a workplace is in use.
            CREATE INDEX placements_by_workplace ON placements (workplace_id);
            CREATE TABLE placement_supervisors (
              placement_id TEXT NOT NULL REFERENCES placements (id) ON DELETE CASCADE,
              person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
              role_id TEXT NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
              PRIMARY KEY (placement_id, person_id)
            );
            -- Which placements a supervisor may see: every look of a supervisor.
            CREATE INDEX placement_supervisors_by_person ON placement_supervisors (person_id);
            -- What goes when a role goes.
            CREATE INDEX placement_supervisors_by_role ON placement_supervisors (role_id);
            CREATE TABLE placement_tasks (
              id TEXT PRIMARY KEY,
              placement_id TEXT NOT NULL REFERENCES placements (id) ON DELETE CASCADE,
              place INTEGER NOT NULL,
              words BLOB NOT NULL,
              first_done TEXT
            );
            -- The tasks of a placement in their order.
            CREATE INDEX placement_tasks_by_placement ON placement_tasks (placement_id, place);
            CREATE TABLE placement_hours (
              placement_id TEXT NOT NULL REFERENCES placements (id) ON DELETE CASCADE,
              day TEXT NOT NULL,
              minutes INTEGER NOT NULL,
              noted_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              noted_at TEXT NOT NULL,
              PRIMARY KEY (placement_id, day)
            );
            CREATE TABLE placement_matches (
              placement_id TEXT NOT NULL REFERENCES placements (id) ON DELETE CASCADE,
              side TEXT NOT NULL,
              question TEXT NOT NULL,
              fit TEXT NOT NULL,
              words BLOB,
              said_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              said_at TEXT NOT NULL,
              PRIMARY KEY (placement_id, side, question)
            );
            CREATE TABLE placement_moments (
              placement_id TEXT NOT NULL REFERENCES placements (id) ON DELETE CASCADE,
              kind TEXT NOT NULL,
              planned_at TEXT,
              told_at TEXT,
              PRIMARY KEY (placement_id, kind)
            );
            CREATE TABLE placement_contacts (
              id TEXT PRIMARY KEY,
              placement_id TEXT NOT NULL REFERENCES placements (id) ON DELETE CASCADE,
              channel TEXT NOT NULL,
              moment TEXT,
              at TEXT NOT NULL,
              words BLOB,
              noted_by TEXT REFERENCES persons (id) ON DELETE SET NULL
            );
            -- The line of contact of a placement, and when there last was any.
            CREATE INDEX placement_contacts_by_placement ON placement_contacts (placement_id, at);
            """)
    ]
}
