-- The audit's chain of hourly digests (docs/security.md), and the rules of a kitchen.

-- INSERT OR REPLACE deletes without asking the triggers of 0001.
CREATE TRIGGER audit_replaces_no_row BEFORE INSERT ON audit
  WHEN EXISTS (SELECT 1 FROM audit a WHERE a.kitchen = NEW.kitchen AND a.at_ms = NEW.at_ms AND a.id = NEW.id)
  BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

-- One row a kitchen and hour in which it has rows of the audit; kitchen '' : nobody's, refused at the door.
CREATE TABLE audit_digests (
  kitchen TEXT NOT NULL,
  hour_ms INTEGER NOT NULL,           -- where the hour begins
  row_count INTEGER NOT NULL,
  digest TEXT NOT NULL,               -- of the hour's rows
  head TEXT NOT NULL,                 -- of the head before, and of this row
  PRIMARY KEY (kitchen, hour_ms)
) WITHOUT ROWID;
CREATE TRIGGER digests_keep_rows BEFORE UPDATE ON audit_digests BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER digests_lose_no_row BEFORE DELETE ON audit_digests BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER digests_replace_no_row BEFORE INSERT ON audit_digests
  WHEN EXISTS (SELECT 1 FROM audit_digests d WHERE d.kitchen = NEW.kitchen AND d.hour_ms >= NEW.hour_ms)
  BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
-- Nothing comes into an hour that is digested.
CREATE TRIGGER audit_hour_is_open BEFORE INSERT ON audit
  WHEN EXISTS (SELECT 1 FROM audit_digests d WHERE d.kitchen = NEW.kitchen AND d.hour_ms > NEW.at_ms - 3600000)
  BEGIN SELECT RAISE(ABORT, 'that hour of the audit is closed'); END;

-- What a kitchen wants kept; no row: everything, for ever.
CREATE TABLE kitchens (
  kitchen TEXT PRIMARY KEY NOT NULL,
  retention_days INTEGER              -- makes, and recipes without makes, are purged so long after their upload
) WITHOUT ROWID;
