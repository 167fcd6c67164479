-- Instants are milliseconds since 1970 in UTC. JSON columns hold what serde writes for the named type.

CREATE TABLE source (
    id            TEXT PRIMARY KEY,
    definition    TEXT NOT NULL,               -- feeds::source::Source
    configured    INTEGER NOT NULL DEFAULT 1,  -- 0 once it has left the configuration
    override      TEXT,                        -- disabled | opted_out; NULL: as configured
    release       INTEGER NOT NULL DEFAULT 0,  -- 1: the next snapshot is taken past the guard
    last_try      INTEGER,
    last_ok       INTEGER,
    last_change   INTEGER,
    next_due      INTEGER,                     -- by its schedule
    rest_until    INTEGER,                     -- not before, after failures or when asked to wait
    failures      INTEGER NOT NULL DEFAULT 0,  -- in a row
    outcome       TEXT,                        -- of the last attempt
    detail        TEXT,                        -- why, in words
    gone_since    INTEGER,
    last_full     INTEGER,                     -- last unconditional read
    format        TEXT,
    charset       TEXT,
    records       INTEGER NOT NULL DEFAULT 0,
    hidden        INTEGER NOT NULL DEFAULT 0,
    notices       TEXT NOT NULL DEFAULT '[]',  -- feeds::notice::Notices of the list that is shown
    trouble       TEXT,                        -- those of the last attempt, when it got no list that is shown
    read_as       TEXT,                        -- definition and program version that the shown list was read with
    tables        TEXT,                        -- feeds::reading::Tables of the good snapshot
    peak_from     INTEGER,                     -- the guard looks no further back for the longest list
    held_hash     TEXT,
    held_since    INTEGER,
    held_times    INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE run (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    started INTEGER NOT NULL,
    ended   INTEGER,
    summary TEXT
);

CREATE TABLE fetch (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    run           INTEGER NOT NULL,
    source        TEXT NOT NULL,
    started       INTEGER NOT NULL,
    ended         INTEGER NOT NULL,
    outcome       TEXT NOT NULL,
    status        INTEGER,
    wire_bytes    INTEGER NOT NULL,
    decoded_bytes INTEGER NOT NULL,
    hash          TEXT,
    meetings      INTEGER,
    requests      TEXT NOT NULL DEFAULT '[]',
    notices       TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX fetch_of_source ON fetch (source, id);

-- Three snapshots of a source are kept: the good one, the one before it, and one that the guard holds.
CREATE TABLE snapshot (
    source  TEXT NOT NULL,
    slot    TEXT NOT NULL CHECK (slot IN ('good', 'previous', 'held')),
    hash    TEXT NOT NULL,
    fetched INTEGER NOT NULL,
    PRIMARY KEY (source, slot)
);
CREATE TABLE snapshot_part (
    source        TEXT NOT NULL,
    slot          TEXT NOT NULL,
    ord           INTEGER NOT NULL,
    role          TEXT NOT NULL,
    requested     TEXT NOT NULL,
    url           TEXT NOT NULL,
    hash          TEXT NOT NULL,
    content_type  TEXT,
    etag          TEXT,
    last_modified TEXT,
    PRIMARY KEY (source, slot, ord)
);

-- number is the stable integer of a meeting; AUTOINCREMENT keeps it from ever being given out twice.
CREATE TABLE meeting (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    id          TEXT NOT NULL,
    incarnation INTEGER NOT NULL DEFAULT 0,    -- how often its key was given to another meeting before
    source      TEXT NOT NULL,
    hash        BLOB NOT NULL,
    body        TEXT NOT NULL,                 -- feeds::meeting::Meeting
    added       INTEGER NOT NULL,
    changed     INTEGER NOT NULL,
    gone        INTEGER
);
CREATE UNIQUE INDEX meeting_of_id ON meeting (id, incarnation);
CREATE INDEX meeting_of_source ON meeting (source, gone);

CREATE TABLE change (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    run     INTEGER,
    kind    TEXT NOT NULL CHECK (kind IN ('added', 'updated', 'gone', 'back', 'merged', 'split')),
    source  TEXT,
    meeting INTEGER,
    listing TEXT
);

CREATE TABLE listing (
    id        TEXT PRIMARY KEY,
    founder   INTEGER NOT NULL,                -- number of the meeting it was minted from
    created   INTEGER NOT NULL,
    redirect  TEXT,                            -- the listing that took it in
    withdrawn TEXT                             -- the reason, for good
);
CREATE TABLE origin (
    meeting INTEGER PRIMARY KEY,
    listing TEXT NOT NULL
);
CREATE INDEX origin_of_listing ON origin (listing);

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value INTEGER NOT NULL
);
-- grows with every change that a reader could see; a generation says which revision it shows
INSERT INTO meta (key, value) VALUES ('revision', 0);
