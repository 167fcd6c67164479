-- 1: an operator added it by hand (`sources add`); the configuration does not name it, and its absence there is no
-- reason to stop.
ALTER TABLE source ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 0;
