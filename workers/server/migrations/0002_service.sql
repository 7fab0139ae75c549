-- What the doors need besides tokens: sign-ins of people. Times are milliseconds since 1970.

-- A session stands for the token that it was opened with: its kitchen and scopes are the token's, and it ends with it.
CREATE TABLE sessions (
  id TEXT PRIMARY KEY NOT NULL,
  code TEXT NOT NULL,                 -- HMAC-SHA-256 of the cookie's text, never the text
  token TEXT NOT NULL,
  made_ms INTEGER NOT NULL,
  used_ms INTEGER NOT NULL,           -- to the minute: it ends when it is idle
  expires_ms INTEGER NOT NULL         -- whatever its use
) WITHOUT ROWID;

-- Codes that sign in once, for a link: the row is gone when it was used.
CREATE TABLE sign_in_codes (
  id TEXT PRIMARY KEY NOT NULL,
  code TEXT NOT NULL,                 -- HMAC-SHA-256 of the code's text
  token TEXT NOT NULL,
  expires_ms INTEGER NOT NULL
) WITHOUT ROWID;
