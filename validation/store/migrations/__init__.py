"""The history of the database's schema: one list of revisions, the same on every engine."""
