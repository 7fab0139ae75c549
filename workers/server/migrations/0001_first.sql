-- Every table of cookdiff. Each index is one more billed row at every write, hence so few; every table is WITHOUT ROWID,
-- so that its primary key is the table itself. Times are milliseconds since 1970. Ids are text: numbers above 2^53 are
-- lost on the way out of D1, so a flag beside an id says that it was given as a JSON integer.

-- One row a key of the bucket `recipes`: its primary key is why an object has exactly one outcome.
CREATE TABLE objects (
  key TEXT PRIMARY KEY NOT NULL,
  kitchen TEXT NOT NULL,
  revision INTEGER NOT NULL,          -- rises at every decision; 0: seen by the sweep, nothing decided yet
  state TEXT NOT NULL,                -- queued, stored, pending, rejected, failed, withdrawn
  version TEXT,                       -- the bucket's version of what was decided on; null: there was no object
  uploaded_ms INTEGER NOT NULL,       -- when that version was uploaded
  size INTEGER,
  hash TEXT,                          -- SHA-256 of its bytes
  format TEXT,
  -- Decided when the key was first accepted, and kept:
  first_ms INTEGER,                   -- the upload time then: it decides which version of the original counts
  recipe TEXT,
  role TEXT,                          -- original, make
  make_id TEXT,
  make_is_number INTEGER,
  -- Of a stored make:
  pinned INTEGER,                     -- the number of the original's version that it is compared with
  engine TEXT,                        -- the rules and tables that made the differences
  as_written INTEGER,
  identical INTEGER,
  scale REAL,
  rating REAL,
  made_ms INTEGER,
  made_at TEXT,                       -- as the document says it
  cook TEXT,
  name TEXT,
  -- Why it is not stored:
  reason TEXT,
  detail TEXT,
  pointer TEXT,
  byte INTEGER,
  attempts INTEGER,
  also TEXT,                          -- names of further recipes of the page, which were left aside (JSON)
  -- What the sweep has sent a message about, and when:
  queued_version TEXT,
  queued_ms INTEGER,
  -- The large ones last, so that a scan does not read past them:
  summary TEXT,
  facts TEXT,                         -- the numbers that the analysis needs (JSON)
  differences TEXT                    -- null where they are more than a row holds: computed when read
) WITHOUT ROWID;
CREATE UNIQUE INDEX objects_by_make ON objects (kitchen, recipe, make_id) WHERE make_id IS NOT NULL;
CREATE INDEX objects_by_time ON objects (kitchen, uploaded_ms, key);

CREATE TABLE recipes (
  kitchen TEXT NOT NULL,
  recipe TEXT NOT NULL,
  is_number INTEGER NOT NULL,
  generation INTEGER NOT NULL,        -- rises whenever what makes are compared with can change; writes are guarded by it
  state TEXT NOT NULL,                -- none (makes only), stored, withdrawn
  original_key TEXT,                  -- claimed in the archive
  current INTEGER NOT NULL,           -- number of the latest version, 0: none
  name TEXT,
  ingredients TEXT,                   -- names in lower case, one a line: for the search
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  due_after TEXT,                     -- makes with a greater id may have another pin by now; null: none is due
  PRIMARY KEY (kitchen, recipe)
) WITHOUT ROWID;
CREATE INDEX recipes_by_time ON recipes (kitchen, created_ms, recipe);
CREATE INDEX recipes_due ON recipes (kitchen, recipe) WHERE due_after IS NOT NULL;

-- The accepted versions of an original; their bytes are in the bucket `recipes-archive`.
CREATE TABLE versions (
  kitchen TEXT NOT NULL,
  recipe TEXT NOT NULL,
  number INTEGER NOT NULL,
  uploaded_ms INTEGER NOT NULL,
  hash TEXT NOT NULL,
  size INTEGER NOT NULL,
  format TEXT NOT NULL,
  PRIMARY KEY (kitchen, recipe, number)
) WITHOUT ROWID;

-- What a POST with an Idempotency-Key has begun: a repetition goes on with the same object.
CREATE TABLE idempotency (
  kitchen TEXT NOT NULL,
  name TEXT NOT NULL,                 -- SHA-256 of the header's text
  request_hash TEXT NOT NULL,
  key TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  PRIMARY KEY (kitchen, name)
) WITHOUT ROWID;

CREATE TABLE tokens (
  id TEXT PRIMARY KEY NOT NULL,
  kitchen TEXT NOT NULL,
  scopes TEXT NOT NULL,               -- read, upload, admin; separated by spaces
  name TEXT NOT NULL,
  code TEXT NOT NULL,                 -- HMAC-SHA-256 of the token's text, never the token
  made_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL DEFAULT 0,    -- 0: never; so the next two
  last_used_ms INTEGER NOT NULL DEFAULT 0,
  revoked_ms INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX tokens_by_kitchen ON tokens (kitchen, made_ms, id);

CREATE TABLE audit (
  at_ms INTEGER NOT NULL,
  id TEXT NOT NULL,
  kitchen TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  outcome TEXT NOT NULL,
  address TEXT NOT NULL,
  PRIMARY KEY (kitchen, at_ms, id)
) WITHOUT ROWID;
CREATE TRIGGER audit_keeps_rows BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_loses_no_row BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

-- Single values: where the sweep stands.
CREATE TABLE settings (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) WITHOUT ROWID;
