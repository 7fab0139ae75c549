-- Which of several databases holds what is a kitchen's (docs/adr/0006-several-databases.md), in the first of them: 1 is the
-- binding DB, 2 is DB2. Null: it was not chosen, since there was one database.
ALTER TABLE kitchens ADD COLUMN home INTEGER;
