-- What went through a whole table of the doors: sign-ins that ran out, a kitchen's sign-ins, the kitchens with a rule.
CREATE INDEX sessions_by_end ON sessions (expires_ms);
CREATE INDEX sessions_by_token ON sessions (token);
CREATE INDEX sign_in_codes_by_end ON sign_in_codes (expires_ms);
CREATE INDEX sign_in_codes_by_token ON sign_in_codes (token);
CREATE INDEX kitchens_retaining ON kitchens (kitchen, retention_days) WHERE retention_days IS NOT NULL;
