-- What the sweep has sent a message about and nobody has decided on yet: few, so that their age costs no scan. A row that
-- came by its own event is never in it, and pays nothing for it.
CREATE INDEX objects_waiting ON objects (queued_ms) WHERE queued_ms IS NOT NULL;
