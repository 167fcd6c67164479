-- A withdrawn listing stays out whatever the feeds say. `cause` is the listing that was withdrawn by hand; others
-- that its marks were found on fell with it and come back with it.
CREATE TABLE tombstone (
    listing TEXT PRIMARY KEY,
    cause   TEXT NOT NULL,
    at      INTEGER NOT NULL,
    scope   TEXT NOT NULL CHECK (scope IN ('meeting', 'group')),
    marks   TEXT NOT NULL                      -- hashes by which it is known again under another key or elsewhere
);
CREATE INDEX tombstone_of_cause ON tombstone (cause);

-- the change log tells of withdrawals too
CREATE TABLE change_wider (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    run     INTEGER,
    kind    TEXT NOT NULL CHECK (kind IN ('added', 'updated', 'gone', 'back', 'merged', 'split', 'withdrawn', 'restored')),
    source  TEXT,
    meeting INTEGER,
    listing TEXT
);
INSERT INTO change_wider SELECT * FROM change;
DROP TABLE change;
ALTER TABLE change_wider RENAME TO change;
