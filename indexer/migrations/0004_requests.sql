-- What people asked to have taken out. Nothing happens by itself: the operator reads it, decides and closes it.
CREATE TABLE request (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    what    TEXT NOT NULL,                     -- as it was typed; on closing, the id alone where one was found
    listing TEXT,
    source  TEXT,
    scope   TEXT NOT NULL CHECK (scope IN ('meeting', 'group', 'source', 'detail')),
    why     TEXT NOT NULL,                     -- emptied on closing
    reply   TEXT,                              -- an e-mail address; NULL from the moment of closing
    closed  INTEGER
);
CREATE INDEX request_open ON request (number) WHERE closed IS NULL;
