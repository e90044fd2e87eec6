import Storage

enum HouseRulesTables {
    static let migrations = [
        Migration(
            "placements-10",
            """
            -- The rules of a placement, a version at every change; the latest are read by the key.
            CREATE TABLE house_rules (
              placement_id TEXT NOT NULL REFERENCES placements (id) ON DELETE CASCADE,
              version INTEGER NOT NULL,
              rules BLOB NOT NULL,
              rungs BLOB NOT NULL,
              kept_to_descend INTEGER NOT NULL,
              set_by TEXT REFERENCES persons (id) ON DELETE SET NULL,
              set_at TEXT NOT NULL,
              PRIMARY KEY (placement_id, version)
            );
            CREATE TABLE house_rule_yeses (
              placement_id TEXT NOT NULL,
              version INTEGER NOT NULL,
              side TEXT NOT NULL,
              person_id TEXT REFERENCES persons (id) ON DELETE SET NULL,
              at TEXT NOT NULL,
              PRIMARY KEY (placement_id, version, side),
              FOREIGN KEY (placement_id, version) REFERENCES house_rules (placement_id, version) ON DELETE CASCADE
            );
            CREATE TABLE ladder_steps (
              id TEXT PRIMARY KEY,
              placement_id TEXT NOT NULL REFERENCES placements (id) ON DELETE CASCADE,
              agreement_id TEXT REFERENCES agreements (id) ON DELETE SET NULL,
              act TEXT NOT NULL,
              rung INTEGER NOT NULL,
              reason BLOB,
              by_person TEXT REFERENCES persons (id) ON DELETE SET NULL,
              at TEXT NOT NULL
            );
            -- The ladder of a placement, step by step.
            CREATE INDEX ladder_steps_by_placement ON ladder_steps (placement_id, at);
            -- What goes when an agreement goes.
            CREATE INDEX ladder_steps_by_agreement ON ladder_steps (agreement_id) WHERE agreement_id IS NOT NULL;
            """)
    ]
}
