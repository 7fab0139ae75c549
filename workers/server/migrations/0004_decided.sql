-- When what the row says of its present version was decided: with uploaded_ms, how long an upload took.
ALTER TABLE objects ADD COLUMN decided_ms INTEGER;
